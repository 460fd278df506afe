import type { Session } from "@/core/roaming/session";
import type { ModuleHandler, OcpiAnswer, OcpiCall } from "@/ocpi/call";
import { accept } from "@/ocpi/envelope";
import type { JsonObject } from "@/ocpi/json-value";
import { readLastUpdated } from "@/ocpi/last-updated";
import { readsFrom } from "@/ocpi/speaks-for";
import { describeFinding } from "@/ocpi/wire/read-wire";
import { findLocation } from "@/services/locations/find-location";
import { raisedLocation } from "@/services/locations/raised-location";
import type { ObjectKey } from "@/services/messages/object-key";
import { findSession } from "@/services/sessions/find-session";
import { receiveSession } from "@/services/sessions/receive-session";
import { receiveSessionPatch } from "@/services/sessions/receive-session-patch";
import { withoutForeignDrivers } from "@/services/sessions/steered-token";
import {
  acceptPush,
  invalid,
  messageOf,
  namesOf,
  notFound,
  type PushBody,
  type PushRefusal,
  readPushBody,
  readTarget,
  refusalAnswer,
  refusePush,
  withIdentity,
} from "./push";

const UNKNOWN = notFound("The session is not known here: PUT it first.");

/** OCPI 2.2.1 mod_sessions, Receiver interface. */
export const sessionsReceiver: ModuleHandler = async (call) => {
  const target = await readTarget(call);
  if (!target.ok) return refuseSession(call, target.reason);
  const { key, parts } = target.value;
  if (parts.length > 0) {
    const refusal = notFound("There is nothing below a session.");
    return refuseSession(call, refusal, { key });
  }
  if (call.method === "GET") {
    const session = await findSession(call.ctx, key, readsFrom(call.partner));
    return session ? accept(await sessionAsShown(call, session)) : refusalAnswer(UNKNOWN);
  }
  const read = readPushBody(call);
  const body = read.ok ? withIdentity(call, read.value, namesOf(key)) : read;
  if (!body.ok) return refuseSession(call, body.reason, { key });
  return call.method === "PATCH"
    ? receivePatch(call, key, body.value)
    : receivePut(call, key, body.value);
};

/** What is refused is kept, too, yet never with another eMSP's driver in it. */
async function refuseSession(
  call: OcpiCall,
  refusal: PushRefusal,
  more: Parameters<typeof messageOf>[2] = {},
): Promise<OcpiAnswer> {
  const message = await withoutForeignDrivers(call.ctx, messageOf(call, "sessions", more));
  return refusePush(call, refusal, message);
}

async function sessionAsShown(call: OcpiCall, session: Session): Promise<JsonObject> {
  const { codec, ctx, partner } = call;
  if (!codec.sessionsHoldLocation) return codec.sessionFromCore(session);
  const { countryCode, partyId, locationId: id } = session;
  const held = await findLocation(ctx, { countryCode, partyId, id, partnerId: partner.id });
  return codec.sessionFromCore(session, held ? raisedLocation(held) : undefined);
}

async function receivePut(call: OcpiCall, key: ObjectKey, body: PushBody): Promise<OcpiAnswer> {
  const parsed = call.codec.parseSession(body.json, call.receivedAt, {
    owner: key,
    us: call.us,
  });
  if (!parsed.ok) {
    const refusal = invalid(...parsed.reason.map(describeFinding));
    return refuseSession(call, refusal, { key, notes: body.notes });
  }
  const { session, notes } = parsed.value;
  const receipt = await receiveSession(call.ctx, {
    partnerId: call.partner.id,
    session,
    message: messageOf(call, "sessions", {
      key,
      notes: [...body.notes, ...notes.map(describeFinding)],
    }),
  });
  return acceptPush(receipt === "created");
}

async function receivePatch(call: OcpiCall, key: ObjectKey, body: PushBody): Promise<OcpiAnswer> {
  const { json } = body;
  const lastUpdated = readLastUpdated(call.codec, json, call.receivedAt);
  if (!lastUpdated.ok) {
    return refuseSession(call, invalid(lastUpdated.reason), { key });
  }
  const receipt = await receiveSessionPatch(call.ctx, {
    key,
    lastUpdated: lastUpdated.value,
    merge: (held) => call.codec.patchSession(held, json, call.receivedAt),
    message: messageOf(call, "sessions", { key }),
  });
  if (receipt.outcome === "unknown") return refusalAnswer(UNKNOWN);
  if (receipt.outcome === "rejected") return refusalAnswer(invalid(...receipt.reasons));
  return acceptPush(false);
}
