import type { OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { accept, refuse, refuseHttp } from "@/ocpi/envelope";
import { isJsonObject } from "@/ocpi/json-value";
import { pageHeaders, readPageRequest } from "@/ocpi/pagination";
import { readJson } from "@/ocpi/read-json";
import { hasControlCharacter, ownPartyOf } from "@/ocpi/receivers/push";
import { STATUS } from "@/ocpi/status-codes";
import { publicUrl } from "@/ocpi/versions";
import { describeFinding } from "@/ocpi/wire/read-wire";
import type { LocationReferences } from "@/core/roaming/token";
import { storeMessage } from "@/services/messages/store-message";
import { authorizeToken } from "@/services/tokens/authorize-token";
import { listTokensForPartner } from "@/services/tokens/list-tokens-for-partner";

/** The Sender interface of tokens: the list, and real-time authorization. OCPI 2.2.1 mod_tokens. */
export async function tokensSender(call: OcpiCall): Promise<OcpiAnswer> {
  const answer = await answerCall(call);
  await keep(call, call.segments[0], answer);
  return answer;
}

async function answerCall(call: OcpiCall): Promise<OcpiAnswer> {
  const [uid, verb, ...more] = call.segments;
  if (uid === undefined) return call.method === "GET" ? listTokens(call) : onlyBy("GET", call);
  if (verb?.toLowerCase() !== "authorize" || more.length > 0) {
    return refuseHttp(404, "There is nothing at this address.");
  }
  return call.method === "POST" ? authorize(call, uid) : onlyBy("POST", call);
}

function onlyBy(method: string, call: OcpiCall): OcpiAnswer {
  const answer = refuseHttp(405, `${call.method} is not for this address.`);
  return { ...answer, headers: { Allow: method } };
}

async function listTokens({ ctx, partner, query, codec }: OcpiCall): Promise<OcpiAnswer> {
  const page = readPageRequest(query);
  if (!page.ok) return refuse(STATUS.invalidParameters, page.reason);
  const { tokens, total } = await listTokensForPartner(ctx, page.value);
  const url = publicUrl(ctx.settings.baseUrl, codec.version, "sender/tokens", partner.settings);
  return {
    ...accept(tokens.map(codec.tokenFromCore)),
    headers: pageHeaders({ publicUrl: url, query, request: page.value, total }),
  };
}

const LOCATION_NEEDED =
  "The place is needed to tell: give location_id, and the EVSEs where you can.";

const UNKNOWN = refuseHttp(404, "There is no such token.", STATUS.unknownToken);

async function authorize(call: OcpiCall, uid: string): Promise<OcpiAnswer> {
  const { ctx, query, codec } = call;
  const location = readLocation(call);
  if (location !== null && "http" in location) return location;
  const type = query.get("type") || query.get("token_type") || "RFID";
  if (hasControlCharacter(uid + type)) return UNKNOWN;
  const { partner, from } = call;
  const isHub = partner.roles.some(({ role }) => role === "HUB");
  const info = await authorizeToken(ctx, {
    uid,
    type,
    ...(location !== null && { location }),
    needsLocation: partner.settings.authorizeNeedsLocation ?? false,
    ...(isHub && from !== null && { behindHub: from }),
  });
  if (info === "location-needed") return refuse(STATUS.notEnoughInformation, LOCATION_NEEDED);
  if (info === null) return UNKNOWN;
  const answer = codec.authorizationInfoFromCore(info);
  const isInDialect =
    codec.version === "2.1.1" && partner.settings.hubDialect === "authorization-id";
  const { authorizationReference = null } = info;
  return accept(isInDialect ? { ...answer, authorization_id: authorizationReference } : answer);
}

// The body is optional; an empty object says as little as none.
function readLocation(call: OcpiCall): LocationReferences | OcpiAnswer | null {
  if (call.body === null) return null;
  const read = readJson(call.body);
  if (!read.ok && read.reason.code === "empty") return null;
  if (!read.ok) return refuseHttp(400, read.reason.text, STATUS.invalidParameters);
  const { json } = read.value;
  if (json === null || (isJsonObject(json) && Object.keys(json).length === 0)) return null;
  const parsed = call.codec.parseLocationReferences(json, call.receivedAt, {
    owner: ownPartyOf(call),
    us: call.us,
  });
  if (parsed.ok) return parsed.value.references;
  const reasons = parsed.reason.map(describeFinding).join("; ");
  return refuse(STATUS.invalidParameters, `The location can't be read: ${reasons}`);
}

async function keep(call: OcpiCall, uid: string | undefined, answer: OcpiAnswer): Promise<void> {
  const isAccepted = answer.ocpi === STATUS.success;
  await storeMessage(call.ctx, {
    partnerId: call.partner.id,
    direction: "in",
    module: "tokens",
    method: call.method,
    url: call.url,
    objectKey: uid,
    requestId: call.requestId,
    correlationId: call.correlationId,
    body: call.body,
    httpStatus: answer.http,
    ocpiStatus: answer.ocpi,
    outcome: isAccepted ? "accepted" : "rejected",
    reasons: isAccepted || answer.message === undefined ? [] : [answer.message],
    habits: call.habits,
    occurredAt: call.receivedAt,
  });
}
