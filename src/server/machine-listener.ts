import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "@/config/limits";
import type { Logger } from "@/observability/logger";
import { type OcpiHandler, openExchange } from "@/ocpi/router";
import { refuseUnread } from "@/ocpi/respond";
import { readBody } from "./read-body";
import { sendResponse } from "./send-response";
import { toRequest } from "./to-request";

/** The web-standard handlers of machines' traffic. */
export interface MachineHandlers {
  readonly ocpi: OcpiHandler;
  readonly stripeWebhook: (request: Request) => Promise<Response>;
  readonly grid: (request: Request) => Promise<Response>;
  readonly health: () => Promise<Response>;
}

type Kind = keyof MachineHandlers;

const BODY_TIMEOUT_MS = 10_000;

/** Which handler a path belongs to; null for the pages. */
export function machineOf(target: string): Kind | null {
  // A server must take the absolute form too (RFC 9112, 3.2.2).
  const path = target.replace(/^https?:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  if (path === "/ocpi" || path.startsWith("/ocpi/")) return "ocpi";
  if (path === "/grid" || path.startsWith("/grid/")) return "grid";
  if (path === "/stripe/webhook" || path === "/stripe/webhook/") return "stripeWebhook";
  return path === "/health" || path === "/health/" ? "health" : null;
}

/** Answers machines' requests on node:http. Returns false, having done nothing, for a path of the pages. */
export function createMachineListener(
  handlers: MachineHandlers,
  origin: string,
  log: Logger,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const kind = machineOf(request.url ?? "/");
    if (kind === null) return false;
    answer(handlers, kind, { request, response, origin }).catch((error: unknown) => {
      if (request.socket.destroyed) return;
      log.error({ err: error, kind }, "a request of a machine failed");
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
    });
    return true;
  };
}

interface Pair {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly origin: string;
}

async function answer(handlers: MachineHandlers, kind: Kind, pair: Pair): Promise<void> {
  const { request, response, origin } = pair;
  if (kind === "health") return sendResponse(await handlers.health(), response);
  const isWebhook = kind === "stripeWebhook";
  if (isWebhook && request.method !== "POST") {
    const headers = { Allow: "POST" };
    return sendResponse(new Response(null, { status: 405, headers }), response);
  }
  // The one method that node reads and a web-standard request can't hold.
  if (request.method === "TRACE") {
    return sendResponse(new Response(null, { status: 405 }), response);
  }
  const body = await readBody(request, {
    maxBytes: limits.body[kind],
    timeoutMs: BODY_TIMEOUT_MS,
  });
  if (!body.ok) return refuseBody(kind, body.status, pair);
  await sendResponse(await handlers[kind](toRequest(request, origin, body.bytes)), response);
}

/** Answers without having read the rest, lets a little of it pass so that the answer is seen, and hangs up. */
async function refuseBody(kind: Kind, status: 408 | 413, pair: Pair): Promise<void> {
  const { request, response, origin } = pair;
  response.setHeader("Connection", "close");
  response.once("finish", () => {
    request.resume();
    setTimeout(() => request.destroy(), 500).unref();
  });
  const refused =
    kind === "ocpi"
      ? refuseUnread(openExchange(toRequest(request, origin, null)), status, Temporal.Now.instant())
      : new Response(null, { status });
  await sendResponse(refused, response);
}
