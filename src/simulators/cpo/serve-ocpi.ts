import type { IncomingMessage } from "node:http";
import { authenticate, type Caller } from "./authenticate";
import { type Cpo, complain } from "./cpo";
import { NOT_FOUND, reject, type Reply } from "./exchange";
import { findRoute, type Route, versionOfRoute } from "./find-route";
import { formatMillis } from "./instants";
import { isOldTransport } from "./ocpi-version";
import { readBody } from "./read-body";
import { inWholeSeconds } from "./rewrite-values";
import { credentialsRoute } from "./route-credentials";
import { breakOff, strainRequest } from "./strain-answer";

export interface Sent {
  http: number;
  headers: Record<string, string>;
  body: unknown;
  /** Sent in place of the body, when it is to be no JSON. */
  text?: string | undefined;
}

function segmentsAfter(prefix: string, path: string): string[] | null {
  try {
    return path
      .slice(prefix.length)
      .split("/")
      .filter((segment) => segment !== "")
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** Notes where the caller's headers are not those of the version it speaks. */
function noteHeaders(
  cpo: Cpo,
  request: IncomingMessage,
  { route, caller }: { route: Route; caller: Caller },
): void {
  const where = `${request.method} ${request.url}`;
  if (route.version !== null && isOldTransport(route.version)) {
    if (!caller.isRaw) complain(cpo, `${where}: the token is in base64`);
    return;
  }
  // Raw is how 2.1.1 asks for the list of versions, without ids.
  if (caller.isRaw) return;
  const needed = ["x-request-id", "x-correlation-id"];
  if (route.isFunctional) {
    needed.push(
      "ocpi-from-country-code",
      "ocpi-from-party-id",
      "ocpi-to-country-code",
      "ocpi-to-party-id",
    );
  }
  for (const name of needed) {
    if (request.headers[name] === undefined) complain(cpo, `${where}: no ${name}`);
  }
  if (!route.isFunctional && request.headers["ocpi-from-party-id"] !== undefined) {
    complain(cpo, `${where}: routing headers on a configuration module`);
  }
}

function answerHeaders(
  cpo: Cpo,
  request: IncomingMessage,
  route: Route | undefined,
): Record<string, string> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (route?.version === "2.1.1") return headers;
  const echo = (from: string, to: string): void => {
    const value = request.headers[from];
    if (typeof value === "string") headers[to] = value;
  };
  echo("x-request-id", "X-Request-ID");
  echo("x-correlation-id", "X-Correlation-ID");
  if (route?.isFunctional === true) {
    echo("ocpi-from-country-code", "OCPI-to-country-code");
    echo("ocpi-from-party-id", "OCPI-to-party-id");
    headers["OCPI-from-country-code"] = cpo.profile.party.country_code;
    headers["OCPI-from-party-id"] = cpo.profile.party.party_id;
  }
  return headers;
}

async function reply(
  cpo: Cpo,
  request: IncomingMessage,
  at: { route: Route; caller: Caller; url: URL },
) {
  const { route, caller, url } = at;
  const read = await readBody(request);
  if (!read.ok) return reject(2001, read.reason, 400);
  const path = segmentsAfter(route.prefix, url.pathname);
  if (path === null) return NOT_FOUND;
  return await route.answer({
    cpo,
    version: versionOfRoute(cpo, route),
    method: request.method ?? "GET",
    path,
    query: url.searchParams,
    body: read.body,
    isTokenA: caller.isTokenA,
    token: caller.token,
    url: `${cpo.baseUrl}${route.prefix}`,
  });
}

/** A registration is for one version: the modules of another stay closed until a PUT of credentials there. */
function isOtherVersion(cpo: Cpo, { isFunctional, version }: Route): boolean {
  const { registration } = cpo.state.progress.value;
  return isFunctional && registration !== null && registration.version !== version;
}

async function decide(
  cpo: Cpo,
  request: IncomingMessage,
  url: URL,
  route: Route | undefined,
): Promise<Reply> {
  const caller = authenticate(cpo, request.headers.authorization, route?.version ?? null);
  if (caller === null) return reject(2000, "no token of ours in Authorization", 401);
  if (route === undefined) return NOT_FOUND;
  const isSpent =
    cpo.state.progress.value.registration !== null && route.answer !== credentialsRoute;
  if (caller.isTokenA && (route.isFunctional || isSpent)) {
    return reject(2000, "TOKEN_A does not open this", 401);
  }
  noteHeaders(cpo, request, { route, caller });
  if (isOtherVersion(cpo, route)) return reject(2000, "registered with another version", 404);
  const strained = route.isFunctional ? await strainRequest(cpo) : null;
  return strained ?? (await reply(cpo, request, { route, caller, url }));
}

/** Answers one OCPI request: authentication first, then the module, always in the envelope. */
export async function serveOcpi(cpo: Cpo, request: IncomingMessage): Promise<Sent> {
  const url = new URL(request.url ?? "/", cpo.baseUrl);
  const route = findRoute(cpo, url.pathname);
  const { http, code, message, data, headers } = await decide(cpo, request, url, route);
  const envelope = {
    ...(data === undefined ? {} : { data }),
    status_code: code,
    ...(message === undefined ? {} : { status_message: message }),
    timestamp: formatMillis(cpo.clock.nowMs()),
  };
  const body = route?.version === "2.1.1" ? inWholeSeconds(envelope) : envelope;
  return {
    http,
    headers: { ...answerHeaders(cpo, request, route), ...headers },
    body,
    text: route?.isFunctional === true && http === 200 ? breakOff(cpo, body) : undefined,
  };
}
