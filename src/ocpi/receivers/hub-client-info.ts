import type { PartyId } from "@/core/roaming/party";
import type { ModuleHandler, OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { accept } from "@/ocpi/envelope";
import { clientInfoSchema } from "@/ocpi/v2_2_1/schemas/client-info";
import { describeFinding, readWire } from "@/ocpi/wire/read-wire";
import { dateTimeText, instantOf } from "@/ocpi/wire/wire-values";
import { findClientInfo, receiveClientInfo } from "@/services/hubs/receive-client-info";
import {
  acceptPush,
  hasControlCharacter,
  invalid,
  messageOf,
  notFound,
  readPushBody,
  refusalAnswer,
  refusePush,
  withIdentity,
} from "./push";

const MODULE = "hubclientinfo";

/** OCPI mod_hub_client_info, Receiver interface: `{country}/{party}` of a party behind the hub. */
export const hubClientInfoReceiver: ModuleHandler = async (call) => {
  const [countryCode, partyId, ...beyond] = call.segments;
  const { roles, state } = call.partner;
  const isHub = state === "registered" && roles.some(({ role }) => role === "HUB");
  const isNamed = countryCode && partyId && !hasControlCharacter(countryCode + partyId);
  if (!isHub || !isNamed || beyond.length > 0) {
    const reason = isHub ? "The address names no party." : "Only a hub has parties behind it.";
    return refusePush(call, notFound(reason), messageOf(call, MODULE));
  }
  const party = { countryCode, partyId };
  return call.method === "GET" ? answerHeld(call, party) : receivePut(call, party);
};

/** An object of a partner's list of ClientInfo: whoever has such a list says there who is behind it. */
export const listedClientReceiver: ModuleHandler = async (call) => {
  const [countryCode, partyId] = call.segments;
  if (!countryCode || !partyId) {
    return refusePush(call, invalid("The object names no party."), messageOf(call, MODULE));
  }
  const party = { countryCode, partyId };
  return call.method === "GET" ? answerHeld(call, party) : receivePut(call, party);
};

async function answerHeld(call: OcpiCall, party: PartyId): Promise<OcpiAnswer> {
  const info = await findClientInfo(call.ctx, call.partner.id, party);
  if (!info) return refusalAnswer(notFound("The party is not known here."));
  return accept({
    party_id: info.partyId,
    country_code: info.countryCode,
    role: info.role,
    status: info.status,
    last_updated: dateTimeText(info.lastUpdated),
  });
}

async function receivePut(call: OcpiCall, party: PartyId): Promise<OcpiAnswer> {
  const message = {
    ...messageOf(call, MODULE),
    objectKey: `${party.countryCode}/${party.partyId}`,
  };
  const read = readPushBody(call);
  const names = { country_code: party.countryCode, party_id: party.partyId };
  const body = read.ok ? withIdentity(call, read.value, names) : read;
  if (!body.ok) return refusePush(call, body.reason, message);
  const parsed = readWire(clientInfoSchema, body.value.json, call.receivedAt);
  if (!parsed.ok) return refusePush(call, invalid(...parsed.reason.map(describeFinding)), message);
  const { value, notes } = parsed.value;
  const receipt = await receiveClientInfo(call.ctx, {
    partnerId: call.partner.id,
    info: {
      countryCode: value.country_code,
      partyId: value.party_id,
      role: value.role,
      status: value.status,
      lastUpdated: instantOf(value.last_updated),
    },
    message: { ...message, notes: [...body.value.notes, ...notes.map(describeFinding)] },
  });
  return acceptPush(receipt === "created");
}
