import type { IncomingMessage } from "node:http";
import { CONTROL_ORDERS } from "./control-orders";
import { describeState } from "./control-state";
import type { Cpo } from "./cpo";
import { describeLoad } from "./garage-load";
import { readBody } from "./read-body";
import type { Sent } from "./serve-ocpi";

function answer(http: number, body: unknown): Sent {
  return { http, headers: { "Content-Type": "application/json" }, body };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What can be read. */
const DESCRIBED: ReadonlyMap<string, (cpo: Cpo) => object> = new Map([
  ["/control/state", describeState],
  ["/control/garage/load", describeLoad],
]);

/** `/control/*`: not OCPI, for tests and the demo. Pages in a browser are kept out by their Origin header. */
export async function serveControl(
  cpo: Cpo,
  request: IncomingMessage,
  path: string,
): Promise<Sent> {
  if (request.headers.origin !== undefined) return answer(403, { error: "not for browsers" });
  const described = request.method === "GET" ? DESCRIBED.get(path) : undefined;
  if (described !== undefined) return answer(200, described(cpo));
  if (request.method !== "POST") return answer(404, { error: "there is nothing here" });
  const order = CONTROL_ORDERS.get(path.slice("/control/".length));
  if (order === undefined) return answer(404, { error: "there is nothing here" });
  const read = await readBody(request);
  if (!read.ok) return answer(400, { error: read.reason });
  const body = read.body ?? {};
  if (!isRecord(body)) return answer(400, { error: "the body is not an object" });
  const outcome = await order(cpo, body);
  return answer(outcome.http, outcome.body);
}
