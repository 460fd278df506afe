import { ApiError, invalid, unknownRoute } from "./errors";
import { expanded } from "./expand";
import { earlyFailure, type Fault, serverError } from "./faults";
import { decodeForm, type Params } from "./form-decoding";
import { fingerprintOf } from "./idempotency";
import { checkedParams } from "./param-check";
import { texts } from "./params";
import { type Match, routeOf } from "./router";
import { API_VERSION } from "./settings";
import type { Simulator } from "./simulator";

/** An API call as it came in. */
export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  body: string;
  authorization: string | null;
  version: string | null;
  idempotencyKey: string | null;
}

/** What goes out, and how: whole, cut off, with the socket reset, or never. */
export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  manner: "whole" | "truncated" | "reset" | "hang";
}

const HTML_502 =
  "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

/** Answers one call of the API. */
export async function answerApi(simulator: Simulator, request: ApiRequest): Promise<ApiAnswer> {
  const requestId = simulator.world.ids.next("req", 14);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "request-id": requestId,
    "stripe-version": request.version ?? API_VERSION,
    ...(request.idempotencyKey ? { "idempotency-key": request.idempotencyKey } : {}),
  };
  const answer = (status: number, body: object): ApiAnswer => ({
    status,
    headers,
    body: JSON.stringify(body, null, 2),
    manner: "whole",
  });
  try {
    checkCaller(request);
    const match = routeOf(request.method, request.path);
    if (match === null) throw unknownRoute(request.method, request.path);
    const fault = simulator.faults.next(request.method, request.path);
    if (fault?.kind === "bad_gateway") return badGateway();
    if (fault && fault.shouldRetry !== null) {
      headers["stripe-should-retry"] = String(fault.shouldRetry);
    }
    const early = fault ? earlyFailure(fault.kind) : null;
    if (early) throw early;
    const params = decodeForm(request.method === "GET" ? request.query : request.body);
    return await answerOnce(simulator, { request, requestId, match, params, fault, answer });
  } catch (error) {
    if (error instanceof ApiError) return answer(error.status, error.body());
    simulator.report(error);
    return answer(500, serverError().body());
  }
}

interface Attempt {
  request: ApiRequest;
  requestId: string;
  match: Match;
  params: Params;
  fault: Fault | null;
  answer(status: number, body: object): ApiAnswer;
}

/** Runs the call unless its idempotency key has an answer already. */
async function answerOnce(simulator: Simulator, attempt: Attempt): Promise<ApiAnswer> {
  const { request, match, params, fault } = attempt;
  const key = request.method === "POST" ? request.idempotencyKey : null;
  if (key !== null && key.length > 255) {
    throw invalid("Idempotency keys can have up to 255 characters.");
  }
  const fingerprint = fingerprintOf(request.method, request.path, params);
  const saved = key === null ? null : simulator.idempotency.claim(key, fingerprint);
  if (saved) {
    const replay = attempt.answer(saved.status, {});
    replay.headers["idempotent-replayed"] = "true";
    replay.headers["original-request"] = saved.requestId;
    return spoiled({ ...replay, body: saved.body }, fault);
  }
  try {
    const checked = checkedParams(match.route, params, request.version);
    if (fault?.kind === "delay") await simulator.pause(fault.delayMs);
    const result = run(simulator, attempt, checked);
    const seen = spoiled(result, fault);
    if (key !== null && result.status !== 409 && result.status !== 429) {
      const isErrorKept =
        fault?.kind === "fail_after" && fault.mode === "500" && fault.keeps === "error";
      const kept = isErrorKept ? seen : result;
      const { requestId } = attempt;
      simulator.idempotency.save({
        id: key,
        fingerprint,
        requestId,
        status: kept.status,
        body: kept.body,
      });
    }
    simulator.world.store.flush();
    await simulator.deliverFirst();
    return seen;
  } finally {
    if (key !== null) simulator.idempotency.release(key);
    simulator.world.store.flush();
  }
}

/** The call's effect and its own answer; a refusal is an answer too. */
function run(simulator: Simulator, attempt: Attempt, params: Params): ApiAnswer {
  const { world } = simulator;
  const { request, requestId, match, answer } = attempt;
  simulator.runDue();
  world.store.mark();
  world.events.request = { id: requestId, idempotency_key: request.idempotencyKey };
  try {
    const path = (name: string) => match.named.get(name) ?? "";
    const result = match.route.run({ world, params, path });
    return answer(200, expanded(world, result, texts(params, "expand")));
  } catch (error) {
    // A decline is a fact and stays; any other refusal leaves nothing behind.
    const isDecline = error instanceof ApiError && error.status === 402;
    if (!isDecline) {
      world.store.undo();
      world.events.forgetRecorded();
    }
    if (error instanceof ApiError) return answer(error.status, error.body());
    throw error;
  } finally {
    world.events.request = null;
  }
}

/** What a gateway before Stripe answers: a page, and none of Stripe's headers. */
function badGateway(): ApiAnswer {
  return {
    status: 502,
    headers: { "content-type": "text/html" },
    body: HTML_502,
    manner: "whole",
  };
}

/** The answer as a fault lets the client see it. */
function spoiled(result: ApiAnswer, fault: Fault | null): ApiAnswer {
  if (fault?.kind === "truncate") return { ...result, manner: "truncated" };
  if (fault?.kind !== "fail_after") return result;
  if (fault.mode === "502") return badGateway();
  if (fault.mode !== "500") return { ...result, manner: fault.mode };
  return { ...result, status: 500, body: JSON.stringify(serverError().body(), null, 2) };
}

function checkCaller(request: ApiRequest): void {
  const key = keyOf(request.authorization);
  if (key === null || !/^(sk|rk)_test_\w+$/.test(key)) {
    const isLive = key !== null && /_live_/.test(key);
    throw new ApiError(401, {
      type: "authentication_error",
      message: isLive
        ? "The Stripe simulator refuses live keys. Do not send it any."
        : "You did not provide a test API key. You need to provide it in the Authorization header, " +
          "using Bearer auth (e.g. 'Authorization: Bearer sk_test_…').",
    });
  }
  if (request.version !== null && !/^\d{4}-\d{2}-\d{2}(\.\w+)?$/.test(request.version)) {
    throw invalid(`Invalid Stripe API version: ${request.version}`);
  }
}

function keyOf(authorization: string | null): string | null {
  const [scheme, value = ""] = (authorization ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer") return value;
  if (scheme?.toLowerCase() !== "basic") return null;
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? null;
}
