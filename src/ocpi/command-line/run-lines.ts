import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

const NEW_LINE = 0x0a;
const LONGEST_LINE = 16 * 1024 * 1024;
const TOO_LONG = { id: null, error: "line-too-long", detail: "A line has at most 16 MiB." };

/**
 * Answers each line of `input` with one line of JSON on `output`, in the same order, as soon as it is
 * there. Blank lines are passed over. Reads no faster than `output` takes; ends with the input, or after
 * the line under way once `signal` is aborted. A reader that goes away ends it, too.
 */
export async function runLines(
  streams: { readonly input: Readable; readonly output: Writable; readonly signal: AbortSignal },
  answer: (line: Uint8Array) => object,
): Promise<void> {
  const { input, output, signal } = streams;
  const gone = new AbortController();
  output.on("error", () => gone.abort());
  const stop = AbortSignal.any([signal, gone.signal]);
  stop.addEventListener("abort", () => input.destroy(), { once: true });
  try {
    for await (const line of linesOf(input)) {
      if (stop.aborted) return;
      const out = line === null ? TOO_LONG : isBlank(line) ? null : answerSafely(answer, line);
      if (out !== null && !output.write(`${JSON.stringify(out)}\n`))
        await once(output, "drain", { signal: stop });
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}

/** A fault of ours costs one line, never the stream. */
function answerSafely(answer: (line: Uint8Array) => object, line: Uint8Array): object {
  try {
    return answer(line);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { id: null, error: "internal", detail };
  }
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

/** The lines of a stream of bytes, without their ends; `null` for one that is too long. */
async function* linesOf(input: Readable): AsyncGenerator<Uint8Array | null> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = () => {
    const line = length > LONGEST_LINE ? null : Buffer.concat(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, from)) {
      parts.push(chunk.subarray(from, end));
      length += end - from;
      from = end + 1;
      yield take();
    }
    length += chunk.length - from;
    if (length <= LONGEST_LINE) parts.push(chunk.subarray(from));
    else parts = [];
  }
  if (length > 0) yield take();
}
