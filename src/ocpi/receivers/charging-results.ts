import type { PartyId } from "@/core/roaming/party";
import type { ModuleHandler, OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { accept, refuseHttp } from "@/ocpi/envelope";
import type { JsonValue } from "@/ocpi/json-value";
import { readJson } from "@/ocpi/read-json";
import type { SmartChargingCodec } from "@/ocpi/smart-charging-codec";
import { STATUS } from "@/ocpi/status-codes";
import { describeFinding } from "@/ocpi/wire/read-wire";
import { receiveActiveProfile } from "@/services/charging/receive-active-profile";
import { recordStationResult } from "@/services/charging/record-station-result";
import { ServiceError } from "@/services/service-error";
import { invalid, messageOf, notFound, refusePush } from "./push";

const MODULE = "chargingprofiles";

/**
 * OCPI 2.2.1 mod_charging_profiles, Sender interface: POST of a station's result to `{KIND}/{id}`, the address that
 * we gave; PUT of an ActiveChargingProfile to `{session_id}`.
 */
export const chargingResultsReceiver: ModuleHandler = async (call) => {
  const { smartCharging } = call.codec;
  if (!smartCharging) return refuseHttp(404, "There is nothing at this address.");
  const objectKey = call.segments.join("/");
  const message = { ...messageOf(call, MODULE), objectKey };
  if (call.partner.state !== "registered") {
    return refusePush(call, notFound("The connection is not registered."), message);
  }
  const read = readJson(call.body ?? new Uint8Array());
  if (!read.ok) {
    return refusePush(call, { ...invalid(read.reason.text), http: 400 }, message);
  }
  const { json, notes } = read.value;
  const body = { json, message: { ...message, notes } };
  return call.method === "POST"
    ? receiveResult(call, smartCharging, body)
    : receiveActive(call, smartCharging, body);
};

interface Body {
  readonly json: JsonValue;
  readonly message: ReturnType<typeof messageOf>;
}

/** Only the partner that was asked knows the address; for any other it does not exist. */
async function receiveResult(
  call: OcpiCall,
  codec: SmartChargingCodec,
  { json, message }: Body,
): Promise<OcpiAnswer> {
  const [kind = "", requestId = "", ...rest] = call.segments;
  if (rest.length > 0) return refusePush(call, notFound("There is no such request."), message);
  const isQuestion = kind.toUpperCase() === "GET_PROFILE";
  const read = isQuestion ? codec.readActiveProfileResult : codec.readProfileResult;
  const parsed = read(json, call.receivedAt);
  if (!parsed.ok) {
    return refusePush(call, invalid(...parsed.reason.map(describeFinding)), message);
  }
  const { value, notes } = parsed.value;
  try {
    await recordStationResult(call.ctx, {
      partnerId: call.partner.id,
      kind,
      requestId,
      result: value.result,
      active: value.active,
      message: noting(message, notes.map(describeFinding)),
    });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "NOT_FOUND") throw error;
    return refusePush(call, notFound(error.message), message);
  }
  return accept();
}

async function receiveActive(
  call: OcpiCall,
  codec: SmartChargingCodec,
  { json, message }: Body,
): Promise<OcpiAnswer> {
  const [sessionOcpiId, ...rest] = call.segments;
  if (!sessionOcpiId || rest.length > 0 || /\p{Cc}/u.test(sessionOcpiId)) {
    return refusePush(call, notFound("The address names no session."), message);
  }
  const parsed = codec.readActiveProfile(json, call.receivedAt);
  if (!parsed.ok) {
    return refusePush(call, invalid(...parsed.reason.map(describeFinding)), message);
  }
  const { value: active, notes } = parsed.value;
  const receipt = await receiveActiveProfile(call.ctx, {
    partnerId: call.partner.id,
    sessionOcpiId,
    from: ownerOf(call),
    active,
    message: noting(message, notes.map(describeFinding)),
  });
  if (receipt === "accepted") return accept();
  const refusal =
    receipt === "unknown"
      ? notFound("The session is not known here.", STATUS.unknownLocation)
      : invalid("Several sessions have this id: OCPI-from must name whose it is.");
  return refusePush(call, refusal, message);
}

function noting(message: Body["message"], notes: readonly string[]): Body["message"] {
  return { ...message, notes: [...(message.notes ?? []), ...notes] };
}

/** The sender, where it owns sessions: a hub speaks for others, and some partners mix up both ends. */
function ownerOf({ from, us, partner }: OcpiCall): PartyId | null {
  if (from === null) return null;
  const isFrom = (party: PartyId) =>
    party.countryCode.toUpperCase() === from.countryCode.toUpperCase() &&
    party.partyId.toUpperCase() === from.partyId.toUpperCase();
  const isHub = partner.roles.some((role) => role.role === "HUB" && isFrom(role));
  return isHub || isFrom(us) ? null : from;
}
