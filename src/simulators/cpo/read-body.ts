import type { IncomingMessage } from "node:http";

const LONGEST_BODY = 1_000_000;

export type ReadBody = { ok: true; body: unknown } | { ok: false; reason: string };

/** The JSON body of a request; `undefined` when there is none. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_BODY) return { ok: false, reason: "the body is too long" };
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text === "") return { ok: true, body: undefined };
  try {
    return { ok: true, body: JSON.parse(text) };
  } catch {
    return { ok: false, reason: "the body is not JSON" };
  }
}
