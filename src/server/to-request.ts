import type { IncomingMessage } from "node:http";

/** The address below our own origin; what the client wrote of a host is not taken. */
function ownUrl(request: IncomingMessage, origin: string): string {
  const target = request.url ?? "/";
  if (target.startsWith("/")) return origin + target;
  const absolute = URL.parse(target);
  return absolute ? origin + absolute.pathname + absolute.search : `${origin}/`;
}

/** A request of node:http as a web-standard one. The body has been read already. */
export function toRequest(
  request: IncomingMessage,
  origin: string,
  body: Uint8Array | null,
): Request {
  const headers = new Headers();
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? "";
    if (!name.startsWith(":")) headers.append(name, request.rawHeaders[index + 1] ?? "");
  }
  const method = request.method ?? "GET";
  const mayHaveBody = method !== "GET" && method !== "HEAD";
  return new Request(ownUrl(request, origin), {
    method,
    headers,
    ...(mayHaveBody && body && body.length > 0 && { body: new Uint8Array(body) }),
  });
}
