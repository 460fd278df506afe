import { no, ok, type Outcome } from "@/core/outcome";
import type { PartyId } from "@/core/roaming/party";
import type { OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { refuse, refuseHttp } from "@/ocpi/envelope";
import { isJsonObject, type JsonObject } from "@/ocpi/json-value";
import { refusedParty } from "@/ocpi/party-filter";
import { readJson } from "@/ocpi/read-json";
import { speaksFor } from "@/ocpi/speaks-for";
import { STATUS } from "@/ocpi/status-codes";
import type { ObjectKey } from "@/services/messages/object-key";
import { keyText } from "@/services/messages/object-key";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";

/** Why a push is refused, and how that is answered. */
export interface PushRefusal {
  readonly http: number;
  readonly ocpi: number;
  readonly reasons: readonly string[];
}

/** The body of a push: an object, and what had to be overlooked to read it. */
export interface PushBody {
  readonly json: JsonObject;
  readonly notes: readonly string[];
}

const NO_JSON = new Set(["empty", "not-utf8", "not-json"]);

/** A refusal of the OCPI layer: HTTP 200, the reasons in the envelope. */
export function invalid(...reasons: readonly string[]): PushRefusal {
  return { http: 200, ocpi: STATUS.invalidParameters, reasons };
}

/** The party of what has no address, where the object names none: the connection's CPO. */
export function ownPartyOf({ partner, us }: OcpiCall): PartyId {
  return partner.roles.find(({ role }) => role === "CPO") ?? partner.roles[0] ?? us;
}

/**
 * The object that an address `{country}/{party}/{id}` names, and what follows it. Only a registered
 * partner has objects, and only those of his own parties: any other address does not exist.
 */
export async function readTarget(
  call: OcpiCall,
): Promise<Outcome<{ readonly key: ObjectKey; readonly parts: readonly string[] }, PushRefusal>> {
  if (call.segments.some(hasControlCharacter)) {
    return no(notFound("The address holds control characters."));
  }
  const [countryCode, partyId, id, ...parts] = call.segments;
  if (!countryCode || !partyId || !id) {
    return no(notFound("The address names no object: country, party and id are needed."));
  }
  const key = { countryCode, partyId, id };
  if (call.partner.state !== "registered") return no(notFound("The connection is not registered."));
  if (!(await speaksFor(call, key))) {
    return no(notFound(`${countryCode}/${partyId} is no party of this connection.`));
  }
  const refused = refusedParty(call.partner.settings, key);
  if (refused !== null) return no(invalid(refused));
  return ok({ key, parts });
}

/** CiString is printable; a NUL would not even reach a query. */
export function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

/** HTTP 404, which OCPI allows for addresses and objects that are not there. */
export function notFound(reason: string, ocpi: number = STATUS.clientError): PushRefusal {
  return { http: 404, ocpi, reasons: [reason] };
}

/** Reads the body as one object. What is no JSON at all is HTTP 400; what is refused of it, 2001. */
export function readPushBody({ body }: OcpiCall): Outcome<PushBody, PushRefusal> {
  const read = readJson(body ?? new Uint8Array());
  if (!read.ok) {
    const { code, text } = read.reason;
    return no({ ...invalid(text), http: NO_JSON.has(code) ? 400 : 200 });
  }
  const { json, notes } = read.value;
  return isJsonObject(json) ? ok({ json, notes }) : no(invalid("The body is not an object."));
}

/** What an object must agree with its address on. */
export function namesOf(key: ObjectKey): Readonly<Record<string, string>> {
  return { country_code: key.countryCode, party_id: key.partyId, id: key.id };
}

const PARTY_FIELDS = new Set(["country_code", "party_id"]);

/**
 * Holds the names in a body against those of the address, without regard to case. One that a whole object
 * leaves out is taken from the address, with a note; a change need not repeat it, and an object of 2.1.1 names no party.
 */
export function withIdentity(
  { method, codec, partner }: OcpiCall,
  body: PushBody,
  expected: Readonly<Record<string, string>>,
): Outcome<PushBody, PushRefusal> {
  // The name in the address alone is no object: taken for one, it would empty what is held.
  if (method === "PUT" && Object.keys(body.json).length === 0) {
    return no(invalid("The object is empty."));
  }
  const json = { ...body.json };
  const notes = [...body.notes];
  for (const [field, name] of Object.entries(expected)) {
    const given = json[field];
    if (given === undefined || given === null) {
      if (method === "PATCH" || (!codec.namesParties && PARTY_FIELDS.has(field))) continue;
      if (partner.settings.strictness === "strict") return no(invalid(`${field}: missing`));
      json[field] = name;
      notes.push(`${field}: taken from the address`);
    } else if (typeof given !== "string" || given.trim().toUpperCase() !== name.toUpperCase()) {
      return no(invalid(`${field}: differs from the address`));
    }
  }
  return ok({ json, notes });
}

/** The call as the message log has it. */
export function messageOf(
  call: OcpiCall,
  module: string,
  more: { readonly key?: ObjectKey; readonly notes?: readonly string[] } = {},
): InboundMessage {
  return {
    partnerId: call.partner.id,
    module,
    method: call.method,
    url: call.url,
    objectKey: more.key && keyText(more.key),
    requestId: call.requestId,
    correlationId: call.correlationId,
    body: call.body,
    notes: more.notes,
    habits: call.habits,
    occurredAt: call.receivedAt,
  };
}

/** Keeps a push that is refused, with its reasons, and answers it. Refused GETs are answered only. */
export async function refusePush(
  call: OcpiCall,
  refusal: PushRefusal,
  message: InboundMessage,
): Promise<OcpiAnswer> {
  const { http, ocpi, reasons } = refusal;
  if (call.method !== "GET") {
    await storeInbound(call.ctx, message, {
      outcome: "rejected",
      httpStatus: http,
      ocpiStatus: ocpi,
      reasons,
    });
  }
  return refusalAnswer(refusal);
}

const LONGEST_MESSAGE = 500;

/** A refusal as it is answered: the reasons in one text. */
export function refusalAnswer({ http, ocpi, reasons }: PushRefusal): OcpiAnswer {
  const text = reasons.join("; ");
  const message =
    text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE - 1).toWellFormed()}…`;
  return http === 200 ? refuse(ocpi, message) : refuseHttp(http, message, ocpi);
}

/** HTTP 201 for what is new, 200 for what was known. */
export function acceptPush(isNew: boolean): OcpiAnswer {
  return { http: isNew ? 201 : 200, ocpi: STATUS.success, message: "Success" };
}
