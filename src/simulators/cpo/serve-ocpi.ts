import type { IncomingMessage } from "node:http";
import { authenticate, type Caller } from "./authenticate";
import { type Cpo, complain } from "./cpo";
import { type Exchange, NOT_FOUND, reject, type Reply } from "./exchange";
import { formatMillis } from "./instants";
import { readBody } from "./read-body";
import { commandsRoute } from "./route-commands";
import { credentialsRoute } from "./route-credentials";
import { cdrsRoute, sessionsRoute, tariffsRoute } from "./route-lists";
import { locationsRoute } from "./route-locations";
import { tokensRoute } from "./route-tokens";
import { listVersions, showDetails } from "./route-versions";

interface Route {
  prefix: string;
  answer: (exchange: Exchange) => Promise<Reply> | Reply;
  /** Functional modules carry routing headers and are closed to TOKEN_A. */
  isFunctional: boolean;
}

const ROUTES: readonly Route[] = [
  { prefix: "/ocpi/versions", answer: listVersions, isFunctional: false },
  { prefix: "/ocpi/2.2.1/credentials", answer: credentialsRoute, isFunctional: false },
  { prefix: "/ocpi/2.2.1/sender/locations", answer: locationsRoute, isFunctional: true },
  { prefix: "/ocpi/2.2.1/sender/tariffs", answer: tariffsRoute, isFunctional: true },
  { prefix: "/ocpi/2.2.1/sender/sessions", answer: sessionsRoute, isFunctional: true },
  { prefix: "/ocpi/2.2.1/sender/cdrs", answer: cdrsRoute, isFunctional: true },
  { prefix: "/ocpi/2.2.1/receiver/tokens", answer: tokensRoute, isFunctional: true },
  { prefix: "/ocpi/2.2.1/receiver/commands", answer: commandsRoute, isFunctional: true },
  { prefix: "/ocpi/2.2.1", answer: showDetails, isFunctional: false },
];

export interface Sent {
  http: number;
  headers: Record<string, string>;
  body: unknown;
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

function routeOf(path: string): Route | undefined {
  return ROUTES.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
}

function noteHeaders(cpo: Cpo, request: IncomingMessage, route: Route): void {
  const where = `${request.method} ${request.url}`;
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
  isFunctional: boolean,
): Record<string, string> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  const echo = (from: string, to: string): void => {
    const value = request.headers[from];
    if (typeof value === "string") headers[to] = value;
  };
  echo("x-request-id", "X-Request-ID");
  echo("x-correlation-id", "X-Correlation-ID");
  if (isFunctional) {
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
    method: request.method ?? "GET",
    path,
    query: url.searchParams,
    body: read.body,
    isTokenA: caller.isTokenA,
    token: caller.token,
    url: `${cpo.baseUrl}${route.prefix}`,
  });
}

async function decide(
  cpo: Cpo,
  request: IncomingMessage,
  url: URL,
  route: Route | undefined,
): Promise<Reply> {
  const caller = authenticate(cpo, request.headers.authorization);
  if (caller === null) return reject(2000, "no token of ours in Authorization", 401);
  if (route === undefined) return NOT_FOUND;
  const isSpent =
    cpo.state.progress.value.registration !== null && route.answer !== credentialsRoute;
  if (caller.isTokenA && (route.isFunctional || isSpent)) {
    return reject(2000, "TOKEN_A does not open this", 401);
  }
  noteHeaders(cpo, request, route);
  return await reply(cpo, request, { route, caller, url });
}

/** Answers one OCPI request: authentication first, then the module, always in the envelope. */
export async function serveOcpi(cpo: Cpo, request: IncomingMessage): Promise<Sent> {
  const url = new URL(request.url ?? "/", cpo.baseUrl);
  const route = routeOf(url.pathname);
  const { http, code, message, data, headers } = await decide(cpo, request, url, route);
  return {
    http,
    headers: { ...answerHeaders(cpo, request, route?.isFunctional ?? false), ...headers },
    body: {
      ...(data === undefined ? {} : { data }),
      status_code: code,
      ...(message === undefined ? {} : { status_message: message }),
      timestamp: formatMillis(cpo.clock.nowMs()),
    },
  };
}
