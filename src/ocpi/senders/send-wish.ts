import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import type { SmartChargingCodec } from "@/ocpi/smart-charging-codec";
import { isHubCode } from "@/ocpi/status-codes";
import { describeFinding } from "@/ocpi/wire/read-wire";
import type { WishToSend } from "@/services/charging/claim-due-wishes";
import {
  type ChargingAnswer,
  recordChargingAnswer,
} from "@/services/charging/record-charging-answer";
import type { Ctx } from "@/services/context";
import { whyUnreachable } from "@/services/hubs/party-status";
import {
  type PartnerConnection,
  readPartnerConnection,
} from "@/services/partners/partner-connection";
import { ServiceError } from "@/services/service-error";
import { callPartner, codecOf, joinUrl, type PartnerRequest } from "./client";
import { PartnerError } from "./partner-error";

/**
 * Sends a wish for a session's charging that was claimed, and keeps what came of it. OCPI 2.2.1 mod_sessions, Sender
 * PUT; mod_charging_profiles, Receiver PUT, GET and DELETE. Never throws for what a partner does.
 */
export async function sendWish(ctx: Ctx, wish: WishToSend): Promise<void> {
  await recordChargingAnswer(ctx, wish.id, await askPartner(ctx, wish));
}

async function askPartner(ctx: Ctx, wish: WishToSend): Promise<ChargingAnswer> {
  try {
    const partner = await readPartnerConnection(ctx, wish.partnerId);
    const { smartCharging: codec } = codecOf(partner);
    const request = codec && requestOf(ctx, { wish, partner, codec });
    if (!request || partner.token === null || partner.state !== "registered") {
      return { kind: "failed", error: "The partner does not take this." };
    }
    const why = await whyUnreachable(ctx, wish.partnerId, wish.to);
    if (why) return { kind: "unanswered", error: why };
    const { token } = partner;
    const answer = await callPartner(ctx, partner, { ...request, token, to: wish.to });
    return readAnswer(ctx, answer, { wish, codec });
  } catch (error) {
    if (error instanceof ServiceError) return { kind: "failed", error: error.message };
    if (!(error instanceof PartnerError)) throw error;
    const isRefused = error.kind === "refused-address";
    return { kind: isRefused ? "failed" : "unanswered", error: error.message };
  }
}

interface Sending {
  readonly wish: WishToSend;
  readonly partner: PartnerConnection;
  readonly codec: SmartChargingCodec;
}

/** Null where the partner has no such module. */
function requestOf(ctx: Ctx, sending: Sending): Omit<PartnerRequest, "token"> | null {
  const { wish: sent, partner, codec } = sending;
  const { id, sessionOcpiId, wish } = sent;
  const isPreferences = wish.kind === "PREFERENCES";
  const module = isPreferences ? "sessions" : "chargingprofiles";
  const wanted = isPreferences ? "SENDER" : "RECEIVER";
  const endpoint = partner.endpoints.find(
    ({ identifier, role }) => identifier === module && role === wanted,
  );
  if (!endpoint) return null;
  const objectKey = `${wish.kind}/${id}`;
  if (isPreferences) {
    const url = joinUrl(endpoint.url, sessionOcpiId, "charging_preferences");
    const body = codec.preferencesFromCore(wish.preferences);
    return { method: "PUT", url, module, objectKey, body };
  }
  const url = joinUrl(endpoint.url, sessionOcpiId);
  const path = `ocpi/${codecOf(partner).version}/sender/chargingprofiles/${objectKey}`;
  const responseUrl = `${ctx.settings.baseUrl}/${path}`;
  // Whole as one parameter: what stands un-encoded in it would be read as ours.
  const query = `response_url=${encodeURIComponent(responseUrl)}`;
  switch (wish.kind) {
    case "SET_PROFILE": {
      const body = codec.setProfileFromCore(wish.profile, responseUrl);
      return { method: "PUT", url, module, objectKey, body };
    }
    case "GET_PROFILE": {
      const asked = `${url}?duration=${wish.durationS}&${query}`;
      return { method: "GET", url: asked, module, objectKey };
    }
    case "CLEAR_PROFILE":
      return { method: "DELETE", url: `${url}?${query}`, module, objectKey };
  }
}

/** A server or a hub that failed may succeed later; what the OCPI layer refuses is refused. */
function readAnswer(
  ctx: Ctx,
  answer: PartnerAnswer,
  { wish: { wish }, codec }: Pick<Sending, "wish" | "codec">,
): ChargingAnswer {
  const error = describeAnswer(answer);
  if (answer.http === 429) {
    return { kind: "answered", result: "TOO_OFTEN", timeoutS: null, notes: [error] };
  }
  if (answer.http >= 500 || isHubCode(answer.ocpi)) return { kind: "unanswered", error };
  if (!answer.isSuccess) return { kind: "turned-down", error };
  const now = ctx.clock.now();
  if (wish.kind === "PREFERENCES") {
    const read = codec.readPreferencesResponse(answer.data, now);
    if (!read.ok) return unreadable(error, read.reason.map(describeFinding));
    const { value: result, notes } = read.value;
    return { kind: "answered", result, timeoutS: null, notes: notes.map(describeFinding) };
  }
  const read = codec.readProfileResponse(answer.data, now);
  if (!read.ok) return unreadable(error, read.reason.map(describeFinding));
  const { value, notes } = read.value;
  return { kind: "answered", ...value, notes: notes.map(describeFinding) };
}

function unreadable(answer: string, reasons: readonly string[]): ChargingAnswer {
  return { kind: "failed", error: `${answer}: no result (${reasons.join("; ")})` };
}
