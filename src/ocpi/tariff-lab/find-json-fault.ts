import { lineAt } from "./locate-path";

/** Where a text stops being JSON, and what the parser says of it; null if it is JSON. */
export function findJsonFault(text: string): { line: number; detail: string } | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(detail)?.[1];
    const at = position === undefined ? text.trimEnd().length : Number(position);
    return { line: lineAt(text, at), detail: detail.replace(/ in JSON at .*$/, "") };
  }
}
