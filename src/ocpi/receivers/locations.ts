import type { Location } from "@/core/roaming/location";
import type { ModuleHandler, OcpiAnswer, OcpiCall } from "@/ocpi/call";
import type { OcpiCodec } from "@/ocpi/codec";
import { accept, refuseHttp } from "@/ocpi/envelope";
import { STATUS } from "@/ocpi/status-codes";
import { readLastUpdated } from "@/ocpi/last-updated";
import { findConnector, findEvse, putConnector, putEvse } from "@/ocpi/merge-location";
import { describeFinding } from "@/ocpi/wire/read-wire";
import { findLocation } from "@/services/locations/find-location";
import { raisedLocation } from "@/services/locations/raised-location";
import { receiveLocation } from "@/services/locations/receive-location";
import {
  type LocationChange,
  receiveLocationChange,
} from "@/services/locations/receive-location-change";
import type { ObjectKey } from "@/services/messages/object-key";
import {
  acceptPush,
  invalid,
  messageOf,
  namesOf,
  notFound,
  type PushBody,
  readPushBody,
  readTarget,
  refusalAnswer,
  refusePush,
  withIdentity,
} from "./push";

/** What an address names: a location, an EVSE of it, or a connector of that. */
interface Place {
  readonly key: ObjectKey;
  readonly uid?: string;
  readonly connectorId?: string;
}

/** OCPI 2.2.1 mod_locations, Receiver interface. */
export const locationsReceiver: ModuleHandler = async (call) => {
  const target = await readTarget(call);
  if (!target.ok) return refusePush(call, target.reason, messageOf(call, "locations"));
  const { key, parts } = target.value;
  const [uid, connectorId, ...beyond] = parts;
  const place: Place = { key, uid, connectorId };
  if (beyond.length > 0) {
    const refusal = notFound("There is nothing below a connector.");
    return refusePush(call, refusal, messageOf(call, "locations", place));
  }
  if (call.method === "GET") return answerHeld(call, place);
  const read = readPushBody(call);
  const body = read.ok ? withIdentity(call, read.value, identityOf(place)) : read;
  if (!body.ok) return refusePush(call, body.reason, messageOf(call, "locations", place));
  return call.method === "PATCH"
    ? receivePatch(call, place, body.value)
    : receivePut(call, place, body.value);
};

/** What a body must agree with the address on. */
function identityOf({ key, uid, connectorId }: Place): Record<string, string> {
  if (connectorId !== undefined) return { id: connectorId };
  if (uid !== undefined) return { uid };
  return namesOf(key);
}

async function answerHeld(call: OcpiCall, place: Place): Promise<OcpiAnswer> {
  const held = await findLocation(call.ctx, { ...place.key, partnerId: call.partner.id });
  const part = held && partOf(call.codec, raisedLocation(held), place);
  return part ? accept(part) : refuseHttp(404, "It is not known here.", STATUS.unknownLocation);
}

function partOf(codec: OcpiCodec, location: Location, { uid, connectorId }: Place) {
  if (uid === undefined) return codec.locationFromCore(location);
  const evse = findEvse(location, uid);
  if (!evse || connectorId === undefined) return evse && codec.evseFromCore(evse);
  const connector = findConnector(evse, connectorId);
  return connector && codec.connectorFromCore(connector);
}

async function receivePut(call: OcpiCall, place: Place, body: PushBody): Promise<OcpiAnswer> {
  const { uid, connectorId } = place;
  if (uid === undefined) return receiveWhole(call, place, body);
  const { json, notes } = body;
  const { receivedAt } = call;
  const parties = { owner: place.key, us: call.us };
  if (connectorId === undefined) {
    const parsed = call.codec.parseEvse(json, receivedAt, parties);
    if (!parsed.ok) return refuseBody(call, place, parsed.reason.map(describeFinding));
    const { evse, notes: findings } = parsed.value;
    const all = [...notes, ...findings.map(describeFinding)];
    return receiveChange(call, place, (held) =>
      putEvse(held, { part: evse, notes: all, receivedAt }),
    );
  }
  const parsed = call.codec.parseConnector(json, receivedAt, parties);
  if (!parsed.ok) return refuseBody(call, place, parsed.reason.map(describeFinding));
  const { connector, notes: findings } = parsed.value;
  const all = [...notes, ...findings.map(describeFinding)];
  return receiveChange(call, place, (held) =>
    putConnector(held, uid, { part: connector, notes: all, receivedAt }),
  );
}

async function receiveWhole(call: OcpiCall, place: Place, body: PushBody): Promise<OcpiAnswer> {
  const parsed = call.codec.parseLocation(body.json, call.receivedAt, {
    owner: place.key,
    us: call.us,
  });
  if (!parsed.ok) return refuseBody(call, place, parsed.reason.map(describeFinding));
  const { location, notes } = parsed.value;
  const receipt = await receiveLocation(call.ctx, {
    partnerId: call.partner.id,
    location,
    message: messageOf(call, "locations", {
      ...place,
      notes: [...body.notes, ...notes.map(describeFinding)],
    }),
  });
  return acceptPush(receipt === "created");
}

async function receivePatch(call: OcpiCall, place: Place, body: PushBody): Promise<OcpiAnswer> {
  const { uid, connectorId } = place;
  const { json } = body;
  const { codec, receivedAt } = call;
  const lastUpdated = readLastUpdated(codec, json, receivedAt);
  if (!lastUpdated.ok) return refuseBody(call, place, [lastUpdated.reason]);
  return receiveChange(call, place, (held) => {
    if (uid === undefined) return codec.patchLocation(held, json, receivedAt);
    if (connectorId === undefined) return codec.patchEvse(held, uid, json, receivedAt);
    return codec.patchConnector(held, { uid, connectorId }, json, receivedAt);
  });
}

async function receiveChange(
  call: OcpiCall,
  place: Place,
  change: (held: Location) => LocationChange,
): Promise<OcpiAnswer> {
  const receipt = await receiveLocationChange(call.ctx, {
    key: { ...place.key, partnerId: call.partner.id },
    change,
    message: messageOf(call, "locations", place),
  });
  if (receipt.outcome === "unknown") {
    return refuseHttp(404, "It is not known here: PUT it first.", STATUS.unknownLocation);
  }
  if (receipt.outcome === "rejected") return refusalAnswer(invalid(...receipt.reasons));
  return acceptPush(receipt.outcome === "created");
}

async function refuseBody(
  call: OcpiCall,
  place: Place,
  reasons: readonly string[],
): Promise<OcpiAnswer> {
  return refusePush(call, invalid(...reasons), messageOf(call, "locations", place));
}
