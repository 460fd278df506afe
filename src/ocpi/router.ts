import { limits } from "@/config/limits";
import { openContext, type Runtime } from "@/services/context";
import { storeMessage } from "@/services/messages/store-message";
import { noteTokenUse } from "@/services/partners/note-token-use";
import { ServiceError } from "@/services/service-error";
import { authenticate, type Caller } from "./authenticate";
import type { OcpiAnswer, OcpiCall, RoutedParty } from "./call";
import { codecFor } from "./codec-for";
import {
  answerServiceError,
  answerUnknownError,
  refuse as refuseLayer,
  refuseHttp,
} from "./envelope";
import { hideTokens } from "./hide-tokens";
import { keptBody } from "./kept-body";
import { createRateLimiter, partnerRate, limitStranger } from "./rate-limit";
import { type Exchange, toResponse } from "./respond";
import { findRoute, readSegments, type Route } from "./routes";
import { mayBeFor, mayComeFrom } from "./speaks-for";
import { STATUS } from "./status-codes";
import { transportHabits } from "./transport-habits";
import { codec221 } from "./v2_2_1/codec";
import { offeredTo } from "./versions";

/** Answers OCPI requests; web-standard, so that a server mounts it and a test calls it. */
export type OcpiHandler = (request: Request) => Promise<Response>;

function readParty(headers: Headers, which: "from" | "to"): RoutedParty | null {
  const countryCode = headers.get(`ocpi-${which}-country-code`)?.trim();
  const partyId = headers.get(`ocpi-${which}-party-id`)?.trim();
  return countryCode && partyId ? { countryCode, partyId } : null;
}

/** What of a request every answer repeats. Ids that are missing are made. */
export function openExchange(request: Request): Exchange {
  const { headers } = request;
  const requestId = headers.get("x-request-id")?.trim() || crypto.randomUUID();
  return {
    requestId,
    correlationId: headers.get("x-correlation-id")?.trim() || requestId,
    from: readParty(headers, "from"),
    to: readParty(headers, "to"),
  };
}

async function readBody(request: Request): Promise<Uint8Array | null | "too-large"> {
  const declared = Number(request.headers.get("content-length") ?? "0");
  if (declared > limits.body.ocpi) return "too-large";
  if (request.body === null) return null;
  const body = new Uint8Array(await request.arrayBuffer());
  if (body.length > limits.body.ocpi) return "too-large";
  return body.length === 0 ? null : body;
}

interface Incoming {
  readonly request: Request;
  readonly url: URL;
  readonly exchange: Exchange;
  readonly caller: Caller;
  readonly receivedAt: Temporal.Instant;
}

function openCall(runtime: Runtime, incoming: Incoming): OcpiCall {
  const { request, url, exchange, caller, receivedAt } = incoming;
  const { partner, ourParty: us } = caller;
  const actor = {
    kind: "partner",
    partnerId: partner.id,
    requestId: exchange.requestId,
  } as const;
  return {
    ctx: openContext(runtime, { tenantId: partner.tenantId, actor }),
    partner,
    us,
    codec: codecFor(partner.version ?? "") ?? codec221,
    method: request.method,
    segments: [],
    query: url.searchParams,
    body: null,
    url: hideTokens(url.pathname + url.search, [caller.presentedToken]),
    requestId: exchange.requestId,
    correlationId: exchange.correlationId,
    from: exchange.from,
    to: exchange.to,
    habits: [],
    receivedAt,
  };
}

/** Keeps a message that no module keeps: the operator sees it, and its body is not lost. */
async function keepAnswered(call: OcpiCall, module: string, answer: OcpiAnswer): Promise<void> {
  const isAccepted = answer.ocpi === STATUS.success;
  try {
    await storeMessage(call.ctx, {
      partnerId: call.partner.id,
      direction: "in",
      module,
      method: call.method,
      url: call.url,
      requestId: call.requestId,
      correlationId: call.correlationId,
      body: await keptBody(call.ctx, module, call.body),
      httpStatus: answer.http,
      ocpiStatus: answer.ocpi,
      outcome: isAccepted ? "accepted" : answer.http >= 500 ? "failed" : "rejected",
      reasons: isAccepted || answer.message === undefined ? [] : [answer.message],
      habits: call.habits,
      occurredAt: call.receivedAt,
    });
  } catch (error) {
    call.ctx.log.error({ err: error, requestId: call.requestId }, "a message was not kept");
  }
}

function answerError(call: OcpiCall, error: unknown): OcpiAnswer {
  const { log } = call.ctx;
  const { requestId, url } = call;
  if (error instanceof ServiceError) {
    log.info({ requestId, url, code: error.code, reason: error.message }, "OCPI request refused");
    return answerServiceError(error);
  }
  log.error({ err: error, requestId, url }, "OCPI request failed");
  return answerUnknownError(requestId);
}

// 2.1.1 knows whole seconds only, and its partners ask for the list of versions too.
const WHOLE_SECONDS = /^\/ocpi\/(?:2\.1\.1|versions)(?:\/|$)/;

function stampOf(request: Request, now: Temporal.Instant): Temporal.Instant {
  const { pathname } = new URL(request.url);
  if (!WHOLE_SECONDS.test(pathname)) return now;
  return now.round({ smallestUnit: "second", roundingMode: "trunc" });
}

const FOREIGN_SENDER = "OCPI-from names a party that is not of this connection.";

/** Why the routing headers can't be: whom they name as sender or as receiver; null where they can. */
async function misrouting(call: OcpiCall): Promise<string | null> {
  if (!(await mayComeFrom(call))) return FOREIGN_SENDER;
  if (await mayBeFor(call)) return null;
  const { countryCode, partyId } = call.us;
  return `OCPI-to names a party that is not here: this is ${countryCode}/${partyId}.`;
}

const SETTLE_STEP_MS = 100;
const SETTLE_STEPS = 20;

/**
 * A partner that has just answered our handshake may push before we have kept its answer. Such a push waits for
 * that (two seconds at most) rather than be lost.
 */
async function whenSettled(runtime: Runtime, header: string | null, caller: Caller) {
  let current = caller;
  for (let step = 0; step < SETTLE_STEPS && current.partner.state === "registering"; step++) {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_STEP_MS));
    current = (await authenticate(runtime, header).catch(() => null)) ?? current;
  }
  return current;
}

function hasRouting({ kind, codec }: Route): boolean {
  return kind === "functional" && codec?.hasRouting === true;
}

const KEEP_READS = new Set(["credentials", "tokens"]);

/** Reads are kept here, but for those of modules that keep theirs. */
function isRead({ module }: Route, method: string): boolean {
  return method === "GET" && !KEEP_READS.has(module);
}

async function receiveAt(
  { route, rest }: { readonly route: Route; readonly rest: readonly string[] },
  call: OcpiCall,
  incoming: Incoming,
): Promise<OcpiAnswer> {
  const { caller, request } = incoming;
  const codec = route.codec ?? call.codec;
  const { headers } = request;
  const { presentedToken } = caller;
  const isRouted = hasRouting(route);
  const habits = transportHabits({ headers, codec, presentedToken, isRouted });
  let placed: OcpiCall = { ...call, segments: rest, codec, habits };
  const refuse = async (answer: OcpiAnswer) => {
    await keepAnswered(placed, route.module, answer);
    return answer;
  };
  if (caller.partner.tokenKind === "A" && route.kind !== "configuration") {
    return refuse(refuseHttp(401, "This token is for versions and credentials only."));
  }
  const offered = offeredTo(caller.partner.settings);
  if (route.kind === "configuration" && route.codec && !offered.includes(route.codec)) {
    return refuse(refuseHttp(404, "There is nothing at this address."));
  }
  if (!route.methods.includes(request.method)) {
    const answer = refuseHttp(405, `${request.method} is not for this address.`);
    return refuse({ ...answer, headers: { Allow: route.methods.join(", ") } });
  }
  const body = await readBody(request);
  if (body === "too-large") {
    return refuse(refuseHttp(413, "The body is too large.", STATUS.invalidParameters));
  }
  placed = { ...placed, body };
  try {
    await noteTokenUse(call.ctx, caller);
    const misrouted = isRouted ? await misrouting(placed) : null;
    if (misrouted !== null) {
      return await refuse(refuseLayer(STATUS.invalidParameters, misrouted));
    }
    const answer = await route.receive(placed, caller);
    if (isRead(route, request.method)) await keepAnswered(placed, route.module, answer);
    return answer;
  } catch (error) {
    return refuse(answerError(placed, error));
  }
}

/**
 * The handler of everything below `/ocpi`: authenticates, finds the module (with and without a trailing slash,
 * never by a redirect), and wraps its answer. OCPI 2.2.1 transport_and_format.
 */
export function createOcpiHandler(runtime: Runtime, routes: readonly Route[]): OcpiHandler {
  const limiter = createRateLimiter();
  return async (request) => {
    const receivedAt = runtime.clock.now();
    const exchange = openExchange(request);
    let times: Exchange["times"] = undefined;
    const respond = (answer: OcpiAnswer, own: Parameters<typeof toResponse>[3] = null) =>
      toResponse(answer, { ...exchange, times }, stampOf(request, runtime.clock.now()), own);
    const authorization = request.headers.get("authorization");
    let caller: Caller | null;
    try {
      caller = await authenticate(runtime, authorization);
    } catch (error) {
      runtime.log.error({ err: error, requestId: exchange.requestId }, "authentication failed");
      return respond(answerUnknownError(exchange.requestId));
    }
    times = caller?.partner.settings.fractionSeconds;
    const nowMs = receivedAt.epochMilliseconds;
    const waitS = caller
      ? limiter(caller.partner.id, partnerRate(caller.partner.settings), nowMs)
      : limitStranger(limiter, request.headers, nowMs);
    if (waitS > 0) {
      const { requestId } = exchange;
      runtime.log.info(
        { requestId, partnerId: caller?.partner.id },
        "OCPI request beyond its rate",
      );
      const answer = refuseHttp(429, "Too many requests.");
      return respond({ ...answer, headers: { "Retry-After": String(waitS) } });
    }
    if (!caller) {
      const answer = refuseHttp(401, "The token is missing or not known.");
      return respond({ ...answer, headers: { "WWW-Authenticate": "Token" } });
    }
    const url = new URL(request.url);
    const segments = readSegments(url.pathname);
    const found = segments && findRoute(routes, segments);
    if (found?.route.kind === "functional" && caller.partner.tokenKind === "C") {
      caller = await whenSettled(runtime, authorization, caller);
    }
    const incoming: Incoming = { request, url, exchange, caller, receivedAt };
    if (!found) {
      const answer = refuseHttp(404, "There is nothing at this address.");
      await keepAnswered(openCall(runtime, incoming), "unknown", answer);
      return respond(answer);
    }
    const answer = await receiveAt(found, openCall(runtime, incoming), incoming);
    return respond(answer, hasRouting(found.route) ? caller : null);
  };
}
