import type { IncomingMessage } from "node:http";

/** A whole body, or the HTTP status that says why it was not read to its end. */
export type ReadBody =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly status: 408 | 413 };

/** How much is read, and how long a body may take to come. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Reads a request's body, up to a size and for a time: 413 as soon as it is known to be too large (often from
 * Content-Length, before anything is read), 408 when it comes too slowly.
 * @throws Error when the connection breaks.
 */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<ReadBody> {
  const declared = Number(request.headers["content-length"] ?? "0");
  if (declared > limits.maxBytes) return { ok: false, status: 413 };
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: ReadBody) => {
      clearTimeout(timer);
      request.off("data", onData).off("end", onEnd).off("error", onError).off("close", onClose);
      resolve(result);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.maxBytes) finish({ ok: false, status: 413 });
      else chunks.push(chunk);
    };
    const onEnd = () => finish({ ok: true, bytes: Buffer.concat(chunks) });
    const onError = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    const onClose = () => onError(new Error("the connection was closed before the body ended"));
    const timer = setTimeout(() => finish({ ok: false, status: 408 }), limits.timeoutMs);
    request.on("data", onData).on("end", onEnd).on("error", onError).on("close", onClose);
  });
}
