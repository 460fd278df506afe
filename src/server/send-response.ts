import type { ServerResponse } from "node:http";

/** What every answer to a machine carries. */
const MACHINE_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
} as const;

/** Sends a web-standard response by node:http, whole. */
export async function sendResponse(response: Response, to: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  for (const [name, value] of Object.entries(MACHINE_HEADERS)) to.setHeader(name, value);
  for (const [name, value] of response.headers) to.setHeader(name, value);
  to.setHeader("Content-Length", body.length);
  to.writeHead(response.status);
  to.end(body);
}
