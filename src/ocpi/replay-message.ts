import type { Ctx } from "@/services/context";
import { isReplayed, recordReplay } from "@/services/messages/replay-record";
import { readReplayRequest, type ReplayRequest } from "@/services/messages/replay-request";
import {
  type PartnerConnection,
  readPartnerConnection,
} from "@/services/partners/partner-connection";
import { ServiceError } from "@/services/service-error";
import type { OcpiCall } from "./call";
import { codecFor } from "./codec-for";
import { ocpiRoutes } from "./ocpi-routes";
import { pushReceivers } from "./push-receivers";
import { readJson } from "./read-json";
import { receiveOrKeep, receivers } from "./receive-or-keep";
import { findRoute, readSegments } from "./routes";
import { ownerOf, pulledFrom, readPulledObject, segmentsOf } from "./senders/pull-object";

/**
 * Receives a message again that operations asked for: its bytes as they came, by the receiver that they would meet
 * now. Keeps the message that this makes, and the object before and after. Does nothing where that is done already.
 * @throws ServiceError PRECONDITION where the message cannot be placed any more.
 */
export async function replayMessage(
  ctx: Ctx,
  ids: { readonly messageId: string; readonly replayId: string },
): Promise<void> {
  const request = await readReplayRequest(ctx, ids);
  if (!request || (await isReplayed(ctx, request.replayId))) return;
  const partner = await readPartnerConnection(ctx, request.message.partnerId);
  const call = callOf(ctx, request, partner);
  const before = await readPicture(call, request);
  await receiveOrKeep(call, request.message.module);
  const change = { before, after: await readPicture(call, request) };
  await recordReplay(ctx, request, { startedAt: call.receivedAt, change });
}

/** The object as a GET of it is answered: in OCPI's own words. Null where there is none. */
async function readPicture(call: OcpiCall, { message }: ReplayRequest): Promise<unknown> {
  // A message that was refused for its address was kept without a key.
  const [countryCode, partyId, ...rest] = message.objectKey?.split("/") ?? call.segments;
  const id = rest.join("/");
  // A hub's word on a party has no id of its own.
  const hasId = message.module !== "hubclientinfo";
  if (!countryCode || !partyId || (hasId && !id)) return null;
  const segments = hasId ? [countryCode, partyId, id] : [countryCode, partyId];
  const answer = await receivers[message.module]({
    ...call,
    method: "GET",
    segments,
    body: null,
  });
  return answer.data ?? null;
}

/** The call as it came, with ids that say which message it repeats. */
function callOf(
  ctx: Ctx,
  { replayId, message }: ReplayRequest,
  partner: PartnerConnection,
): OcpiCall {
  const { method, body, url } = message;
  const placed = placeOf(message, partner);
  if (!placed) throw new ServiceError("PRECONDITION", "The message has no place any more.");
  const { codec, segments } = placed;
  const base = pulledFrom(ctx, partner, { codec, url, correlationId: message.id });
  const query = new URL(url, "http://replay.invalid").searchParams;
  return { ...base, query, method, segments, body, requestId: replayId };
}

/** What the address named when it came; of an object that we pulled, what its body names. */
function placeOf(
  { url, module, body }: ReplayRequest["message"],
  partner: PartnerConnection,
): Pick<OcpiCall, "codec" | "segments"> | null {
  const agreed = codecFor(partner.version ?? "");
  if (url.startsWith("/")) {
    const segments = readSegments(url.replace(/\?.*$/, ""));
    const found = segments && findRoute(ocpiRoutes(pushReceivers), segments);
    const codec = found?.route.codec ?? agreed;
    return found && codec && found.route.module === module ? { codec, segments: found.rest } : null;
  }
  const read = readJson(body ?? new Uint8Array());
  if (!read.ok || !agreed) return null;
  const object = readPulledObject(read.value.json, ownerOf(partner), module);
  return { codec: agreed, segments: segmentsOf(module, object) };
}
