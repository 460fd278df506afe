import { no, ok, type Outcome } from "@/core/outcome";
import { JsonNumber, type JsonValue } from "./json-value";
import { type JsonFault, scanJson } from "./scan-json";

/** Why bytes are not taken as JSON. The first three are no JSON at all; the others are refused content. */
export type JsonRefusal =
  | { readonly code: "empty" | "not-utf8" | "not-json"; readonly text: string }
  | JsonFault
  | { readonly code: "bad-text" | "bad-number"; readonly text: string };

/** What was read, and what had to be overlooked. */
export type ReadJson = { readonly json: JsonValue; readonly notes: readonly string[] };

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a partner's body. Refuses what is not UTF-8 or JSON, more than 64 levels, keys given twice,
 * `__proto__` and its like, lone surrogates, NUL, and numbers beyond a double's range. Never throws.
 */
export function readJson(bytes: Uint8Array): Outcome<ReadJson, JsonRefusal> {
  let text: string;
  try {
    text = UTF8.decode(bytes);
  } catch {
    return no({ code: "not-utf8", text: "The body is not UTF-8." });
  }
  const hasMark = text.charCodeAt(0) === 0xfeff;
  if (hasMark) text = text.slice(1);
  if (text.trim() === "") return no({ code: "empty", text: "The body is empty." });
  const fault = scanJson(text);
  if (fault !== null) return no(fault);
  return parseText(text, hasMark ? ["byte-order-mark"] : []);
}

function parseText(text: string, notes: readonly string[]): Outcome<ReadJson, JsonRefusal> {
  // Without an escape no string can hold a NUL or half a surrogate pair: JSON and UTF-8 forbid them raw.
  const mayHoldBadText = text.includes("\\u");
  let refusal: JsonRefusal | null = null;
  let json: unknown;
  try {
    json = JSON.parse(text, (_key, value, context) => {
      if (typeof value === "number") {
        if (!Number.isFinite(value)) {
          refusal ??= { code: "bad-number", text: "A number is out of range." };
        }
        return new JsonNumber(context.source);
      }
      if (mayHoldBadText && typeof value === "string" && !isStorable(value)) {
        refusal ??= { code: "bad-text", text: "A text holds NUL or half a surrogate pair." };
      }
      return value;
    });
  } catch {
    return no({ code: "not-json", text: "The body is not JSON." });
  }
  return refusal === null ? ok({ json: json as JsonValue, notes }) : no(refusal);
}

function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}
