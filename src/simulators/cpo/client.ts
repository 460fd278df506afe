import { randomUUID } from "node:crypto";
import { type Cpo, complain, versionOf } from "./cpo";
import { distortBody } from "./distort-body";
import type { FaultName } from "./faults";
import type { Endpoint, Party } from "./ocpi-objects";
import { isOldTransport, type OcpiVersion } from "./ocpi-version";
import { toAuthorization } from "./tokens-of-credentials";

/** `unreachable` is worth another try (network, 5xx, 429, 3xxx); `refused` is the eMSP's last word on this message. */
export interface Answer {
  outcome: "accepted" | "refused" | "unreachable";
  http: number;
  code: number | null;
  message: string;
  data: unknown;
  headers: Headers;
}

export interface Call {
  method: "GET" | "PATCH" | "POST" | "PUT";
  url: string;
  token: string;
  body?: unknown;
  /** Default: the one that the registration is for. */
  version?: OcpiVersion;
  /** Set on functional modules, which carry the routing headers; versions and credentials don't. */
  to?: Party;
  /** The class of the object that is told by this call, where there is one. */
  pushed?: string;
}

const TIMEOUT_MS = 15_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u;

/** The simulator never leaves the machine it runs on. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}

/** Faults are for functional modules alone: a handshake that strays would only end the story. */
function takeFault(cpo: Cpo, call: Call, name: FaultName): boolean {
  return call.to !== undefined && cpo.faults.take(name);
}

function headersFor(cpo: Cpo, call: Call): Record<string, string> {
  const isOld = isOldTransport(call.version ?? versionOf(cpo));
  // In 2.1.1, where a token is raw, the fault is to encode it.
  const isRaw = takeFault(cpo, call, "raw_token") !== isOld;
  const headers: Record<string, string> = { Authorization: toAuthorization(call.token, isRaw) };
  if (call.body !== undefined) headers["Content-Type"] = "application/json";
  if (isOld) return headers;
  headers["X-Correlation-ID"] = randomUUID();
  if (!takeFault(cpo, call, "no_request_id")) headers["X-Request-ID"] = randomUUID();
  if (call.to !== undefined) {
    headers["OCPI-from-country-code"] = cpo.profile.party.country_code;
    headers["OCPI-from-party-id"] = cpo.profile.party.party_id;
    headers["OCPI-to-country-code"] = call.to.country_code;
    headers["OCPI-to-party-id"] = call.to.party_id;
  }
  return headers;
}

function withSlash(url: string): string {
  const at = new URL(url);
  if (!at.pathname.endsWith("/")) at.pathname += "/";
  return at.href;
}

function unreachable(message: string): Answer {
  return {
    outcome: "unreachable",
    http: 0,
    code: null,
    message,
    data: undefined,
    headers: new Headers(),
  };
}

function outcomeOf(http: number, code: number | null): Answer["outcome"] {
  if (http >= 500 || http === 408 || http === 429) return "unreachable";
  if (http >= 400 || code === null) return "refused";
  if (code >= 3000) return "unreachable";
  return code >= 1000 && code < 2000 ? "accepted" : "refused";
}

async function readAnswer(cpo: Cpo, call: Call, response: Response, requestId: string | undefined) {
  const text = await response.text();
  const where = `${call.method} ${new URL(call.url).pathname}`;
  let envelope: unknown = null;
  try {
    envelope = JSON.parse(text);
  } catch {
    complain(cpo, `${where}: the answer (HTTP ${response.status}) is not JSON`);
  }
  const of = (key: string): unknown =>
    typeof envelope === "object" && envelope !== null ? Reflect.get(envelope, key) : undefined;
  const code = of("status_code");
  if (envelope !== null && typeof code !== "number") complain(cpo, `${where}: no status_code`);
  if (envelope !== null && typeof of("timestamp") !== "string")
    complain(cpo, `${where}: no timestamp`);
  if (requestId !== undefined && response.headers.get("x-request-id") !== requestId) {
    complain(cpo, `${where}: the answer does not carry our X-Request-ID`);
  }
  const numeric = typeof code === "number" ? code : null;
  const message = of("status_message");
  return {
    outcome: outcomeOf(response.status, numeric),
    http: response.status,
    code: numeric,
    message: typeof message === "string" ? message : "",
    data: of("data"),
    headers: response.headers,
  } satisfies Answer;
}

function bodyOf(cpo: Cpo, call: Call): string {
  if (call.to === undefined) return JSON.stringify(call.body);
  const version = call.version ?? versionOf(cpo);
  // A PATCH says with null that a field goes away: it is left alone.
  const className = call.method === "PATCH" ? undefined : call.pushed;
  return JSON.stringify(distortBody(call.body, { className, version }, cpo.faults));
}

/** One OCPI request. Never throws: what went wrong is in the answer. */
export async function callOcpi(cpo: Cpo, call: Call): Promise<Answer> {
  if (!isLoopback(call.url)) return unreachable(`${call.url} is not on this machine`);
  const headers = headersFor(cpo, call);
  const url = takeFault(cpo, call, "trailing_slash") ? withSlash(call.url) : call.url;
  const init: RequestInit = {
    method: call.method,
    headers,
    redirect: "manual",
    signal: AbortSignal.any([cpo.signal, AbortSignal.timeout(TIMEOUT_MS)]),
  };
  if (call.body !== undefined) init.body = bodyOf(cpo, call);
  try {
    const response = await fetch(url, init);
    const isTwice = call.pushed !== undefined && takeFault(cpo, call, "duplicated_pushes");
    if (isTwice) await (await fetch(url, init)).body?.cancel();
    return await readAnswer(cpo, call, response, headers["X-Request-ID"]);
  } catch (error) {
    return unreachable(error instanceof Error ? error.message : String(error));
  }
}

/** `{endpoint}/{segment}/…`, each segment percent-encoded, whether or not the endpoint ends with a slash. */
export function joinUrl(endpoint: string, ...segments: string[]): string {
  return [endpoint.replace(/\/+$/u, ""), ...segments.map(encodeURIComponent)].join("/");
}

export function describe(answer: Answer): string {
  const code = answer.code === null ? "" : ` ${answer.code}`;
  return `${answer.outcome} (HTTP ${answer.http}${code}) ${answer.message}`.trim();
}

export interface Target {
  url: string;
  token: string;
  to: Party;
}

/** True once the other side has said that it is an SCSP, too, and may see other eMSPs' sessions. */
export function isScsp(cpo: Cpo): boolean {
  const { registration } = cpo.state.progress.value;
  return registration?.roles.some(({ role }) => role === "SCSP") === true;
}

/**
 * Where a module of the registered eMSP is, with what it takes to call it; null when not registered or not offered. What
 * is for an SCSP goes to that role alone.
 */
export function findTarget(
  cpo: Cpo,
  identifier: string,
  role: Endpoint["role"],
  as: "EMSP" | "SCSP" = "EMSP",
): Target | null {
  const { registration } = cpo.state.progress.value;
  const endpoint = registration?.endpoints.find(
    (offered) => offered.identifier === identifier && offered.role === role,
  );
  const named = registration?.roles.find((offered) => offered.role === as);
  const to = as === "EMSP" ? (named ?? registration?.roles[0]) : named;
  if (registration === null || endpoint === undefined || to === undefined) return null;
  return {
    url: endpoint.url,
    token: registration.theirToken,
    to: { country_code: to.country_code, party_id: to.party_id },
  };
}
