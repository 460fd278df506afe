import { type Agent, request as send } from "undici";
import type { PartyId } from "@/core/roaming/party";
import type { OcpiCodec } from "@/ocpi/codec";
import { codecFor } from "@/ocpi/codec-for";
import { codec221 } from "@/ocpi/v2_2_1/codec";
import { redactText } from "@/observability/logger";
import type { Ctx } from "@/services/context";
import { forgetPreviousToken } from "@/services/partners/forget-previous-token";
import { storeMessage } from "@/services/messages/store-message";
import type { PartnerConnection } from "@/services/partners/partner-connection";
import { isPartnerHost } from "@/services/partners/partner-hosts";
import { hideTokens } from "@/ocpi/hide-tokens";
import { describeAnswer, type PartnerAnswer, readEnvelope } from "@/ocpi/read-envelope";
import { withWrittenTimes } from "@/ocpi/written-times";
import { isAllowedUrl } from "./allowed-address";
import { AddressRefusedError, createGuardedAgent } from "./guarded-agent";
import { PartnerError } from "./partner-error";

const TOTAL_MS = 20_000;
const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

const agents = new Map<boolean, Agent>();

function agentFor(allowLoopback: boolean): Agent {
  const found = agents.get(allowLoopback) ?? createGuardedAgent(allowLoopback);
  agents.set(allowLoopback, found);
  return found;
}

/** Closes the kept connections to partners; for the end of a process. */
export async function closePartnerConnections(): Promise<void> {
  const open = [...agents.values()];
  agents.clear();
  await Promise.all(open.map((agent) => agent.close()));
}

/** One call to a partner. */
export interface PartnerRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly token: string;
  /** OCPI module, for the message log. */
  readonly module: string;
  readonly objectKey?: string;
  readonly body?: unknown;
  /**
   * Whom a functional module's message is for; "open" leaves that to the hub (Open Routing Request). Absent for
   * configuration modules.
   */
  readonly to?: PartyId | "open";
  /** The bodies hold tokens and are not kept. */
  readonly isSecret?: boolean;
  /** Takes out of an answer what must neither be kept nor read. Gives the bytes back where there is nothing of it. */
  readonly clean?: (answer: Uint8Array) => Promise<Uint8Array>;
}

type Encoding = "raw" | "base64";

/** The codec of the version agreed on with a partner; before that, of the version most partners speak. */
export function codecOf({ version }: PartnerConnection): OcpiCodec {
  return codecFor(version ?? "") ?? codec221;
}

/** The form in which a partner wants its token. */
export function encodingOf(partner: PartnerConnection): Encoding {
  return partner.settings.authEncoding ?? codecOf(partner).authEncoding;
}

function headersOf(partner: PartnerConnection, request: PartnerRequest, encoding: Encoding) {
  const { token, to, body } = request;
  const encoded = encoding === "raw" ? token : Buffer.from(token, "utf8").toString("base64");
  const headers: Record<string, string> = {
    authorization: `Token ${encoded}`,
    accept: "application/json",
    "x-request-id": crypto.randomUUID(),
    "x-correlation-id": crypto.randomUUID(),
  };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (to && codecOf(partner).hasRouting) {
    if (to !== "open") {
      headers["ocpi-to-country-code"] = to.countryCode;
      headers["ocpi-to-party-id"] = to.partyId;
    }
    headers["ocpi-from-country-code"] = partner.us.countryCode;
    headers["ocpi-from-party-id"] = partner.us.partyId;
  }
  return headers;
}

async function readLimited(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new PartnerError("too-large", "The answer is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Failures of looking up and connecting: nothing of the request was sent. */
const BEFORE_SENDING = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function isBeforeSending(error: unknown): boolean {
  return error instanceof Error && "code" in error && BEFORE_SENDING.has(String(error.code));
}

function toPartnerError(error: unknown): PartnerError {
  if (error instanceof PartnerError) return error;
  const causes = [error, error instanceof Error ? error.cause : undefined];
  if (causes.some((cause) => cause instanceof AddressRefusedError)) {
    return new PartnerError("refused-address", "The address is not one that we connect to.");
  }
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError" || name === "AbortError") {
    return new PartnerError("unreachable", `No answer within ${TOTAL_MS / 1000} seconds.`);
  }
  const words = error instanceof Error ? error.message || name : "unknown";
  const kind = causes.some(isBeforeSending) ? "not-connected" : "unreachable";
  return new PartnerError(kind, `No connection: ${words}`);
}

async function exchange(
  ctx: Ctx,
  request: PartnerRequest,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<PartnerAnswer> {
  const { allowLoopbackPartners } = ctx.settings;
  const url = URL.parse(request.url);
  if (!url || !isAllowedUrl(url, allowLoopbackPartners)) {
    throw new PartnerError("refused-address", "The address is not one that we connect to.");
  }
  try {
    const answer = await send(url, {
      method: request.method,
      headers,
      body,
      dispatcher: agentFor(allowLoopbackPartners),
      signal: AbortSignal.timeout(TOTAL_MS),
    });
    const bytes = await readLimited(answer.body);
    const received = Object.entries(answer.headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]);
    return readEnvelope(
      answer.statusCode,
      Object.fromEntries(received) as Record<string, string>,
      bytes,
    );
  } catch (error) {
    throw toPartnerError(error);
  }
}

/**
 * Calls a partner and keeps the message, never a token. Any answer is returned, good or bad. After a rotation a token
 * that is refused with 401 is followed once by the one before it, until the partner takes the new one (ruling 14).
 * @throws PartnerError when there was none, or the address is not one that we connect to or not at the partner's hosts.
 */
export async function callPartner(
  ctx: Ctx,
  partner: PartnerConnection,
  request: PartnerRequest,
  encoding: Encoding = encodingOf(partner),
): Promise<PartnerAnswer> {
  const answer = await callOnce(ctx, partner, request, encoding);
  const { token, previous } = partner;
  if (previous === null || request.token !== token) return answer;
  if (answer.http === 401) {
    return callOnce(ctx, partner, { ...request, token: previous.token }, encoding);
  }
  // Versions may be shown to anybody, so that they prove nothing.
  const isProof = answer.isSuccess && request.module !== "versions";
  if (isProof) await forgetPreviousToken(ctx, partner);
  return answer;
}

async function cleaned(answer: PartnerAnswer, { clean }: PartnerRequest): Promise<PartnerAnswer> {
  const bytes = clean ? await clean(answer.bytes) : answer.bytes;
  return bytes === answer.bytes ? answer : readEnvelope(answer.http, answer.headers, bytes);
}

/** What a partner says goes to operations and into the log, where a token that it repeats has no place. */
function withoutTokens(answer: PartnerAnswer, tokens: readonly string[]): PartnerAnswer {
  return { ...answer, message: answer.message && hideTokens(answer.message, tokens) };
}

/** The tokens that a request carries: the one that it is sent with, and in credentials the one that it gives. */
function tokensIn({ token, body, isSecret }: PartnerRequest): readonly string[] {
  const isGiving = isSecret && typeof body === "object" && body !== null && "token" in body;
  return isGiving && typeof body.token === "string" ? [token, body.token] : [token];
}

// An answer of a list may be large and hold any bytes: it is only rewritten where the token stands in it.
function keptBytes(bytes: Uint8Array, tokens: readonly string[]): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1");
  const hidden = hideTokens(text, tokens);
  return hidden === text ? bytes : Buffer.from(hidden, "latin1");
}

function foreignHost(address: string): PartnerError {
  const host = URL.parse(address)?.hostname ?? "no host";
  return new PartnerError("refused-address", `Operations must allow the host first: ${host}.`);
}

async function callOnce(
  ctx: Ctx,
  partner: PartnerConnection,
  request: PartnerRequest,
  encoding: Encoding,
): Promise<PartnerAnswer> {
  const headers = headersOf(partner, request, encoding);
  const times = partner.settings.fractionSeconds;
  const body =
    request.body === undefined ? undefined : JSON.stringify(withWrittenTimes(request.body, times));
  const occurredAt = ctx.clock.now();
  const started = performance.now();
  const secrets = tokensIn(request);
  const kept = {
    partnerId: partner.id,
    direction: "out",
    module: request.module,
    method: request.method,
    url: hideTokens(redactText(request.url), secrets),
    objectKey: request.objectKey,
    requestId: headers["x-request-id"],
    correlationId: headers["x-correlation-id"],
    body: body === undefined || request.isSecret ? null : Buffer.from(body, "utf8"),
    occurredAt,
  } as const;
  try {
    if (!isPartnerHost(partner, request.url)) throw foreignHost(request.url);
    const received = await exchange(ctx, request, headers, body);
    const answer = withoutTokens(await cleaned(received, request), secrets);
    await storeMessage(ctx, {
      ...kept,
      httpStatus: answer.http,
      ocpiStatus: answer.ocpi ?? undefined,
      responseBody: request.isSecret ? null : keptBytes(answer.bytes, secrets),
      outcome: answer.isSuccess ? "accepted" : "rejected",
      reasons: answer.isSuccess ? [] : [describeAnswer(answer)],
      notes: answer.isSuccess && answer.ocpi === null ? ["no-envelope"] : [],
      durationMs: performance.now() - started,
    });
    return answer;
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    await storeMessage(ctx, {
      ...kept,
      outcome: "failed",
      reasons: [error.message],
      durationMs: performance.now() - started,
    });
    throw error;
  }
}

/** Joins a partner's address and path segments with exactly one slash each, percent-encoded. */
export function joinUrl(base: string, ...segments: readonly string[]): string {
  return [base.replace(/\/+$/, ""), ...segments.map(encodeURIComponent)].join("/");
}
