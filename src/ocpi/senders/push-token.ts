import type { Id } from "@/core/ids";
import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import type { Ctx } from "@/services/context";
import {
  type PartnerConnection,
  readPartnerConnection,
} from "@/services/partners/partner-connection";
import { type DueDelivery, findDueDeliveries } from "@/services/tokens/find-due-deliveries";
import { type DeliveryResult, recordDelivery } from "@/services/tokens/record-delivery";
import { ServiceError } from "@/services/service-error";
import { callPartner, codecOf, joinUrl } from "./client";
import { PartnerError } from "./partner-error";

/** Whom a functional message is for: the partner's CPO, else its first role. */
function addresseeOf({ roles }: PartnerConnection) {
  return roles.find(({ role }) => role === "CPO") ?? roles[0];
}

/** PUTs a token's present state to a partner. OCPI 2.2.1 mod_tokens, Receiver PUT. Never throws for what a partner does. */
async function pushToken(ctx: Ctx, { token, partnerId }: DueDelivery): Promise<DeliveryResult> {
  const partner = await readPartnerConnection(ctx, partnerId);
  const endpoint = partner.endpoints.find(
    ({ identifier, role }) => identifier === "tokens" && role === "RECEIVER",
  );
  if (!endpoint || partner.token === null) {
    return { kind: "refused", error: "The partner takes no tokens; it may read our list." };
  }
  const codec = codecOf(partner);
  const { countryCode, partyId, uid, type } = token;
  const url = joinUrl(endpoint.url, countryCode, partyId, uid);
  try {
    const answer = await callPartner(ctx, partner, {
      method: "PUT",
      url: codec.version === "2.1.1" ? url : `${url}?type=${encodeURIComponent(type)}`,
      token: partner.token,
      module: "tokens",
      objectKey: `${countryCode}/${partyId}/${uid}`,
      body: codec.tokenFromCore(token),
      to: addresseeOf(partner),
    });
    return resultOf(answer);
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    const kind = error.kind === "refused-address" ? "refused" : "unreachable";
    return { kind, error: error.message };
  }
}

/** A refusal by the partner's OCPI layer is final for this state; what its server or its patience said is not. */
function resultOf(answer: PartnerAnswer): DeliveryResult {
  if (answer.isSuccess) return { kind: "acknowledged" };
  const error = describeAnswer(answer);
  const isOwnFault = answer.ocpi !== null && answer.ocpi >= 2000 && answer.ocpi < 3000;
  const isFinal =
    [400, 403, 404, 405, 422].includes(answer.http) || (isOwnFault && answer.http < 300);
  if (isFinal) return { kind: "refused", error };
  const seconds = Number(answer.headers["retry-after"] ?? "0");
  return { kind: "unreachable", error, retryAfterS: Number.isFinite(seconds) ? seconds : 0 };
}

/**
 * Pushes deliveries that are due and keeps how each ended; for the worker. Partners side by side, one partner's one
 * after the other: a slow one holds up nobody else, and one that does not answer is asked once, not for each token.
 * Returns how many it looked at. `only` narrows to the one that a job names.
 */
export async function pushDueTokens(
  ctx: Ctx,
  limit: number,
  only?: { readonly tokenId: Id<"token">; readonly partnerId: Id<"partner"> },
): Promise<number> {
  const due = await findDueDeliveries(ctx, limit, only);
  const byPartner = Map.groupBy(due, ({ partnerId }) => partnerId);
  await Promise.all([...byPartner.values()].map((deliveries) => pushToPartner(ctx, deliveries)));
  return due.length;
}

async function pushToPartner(ctx: Ctx, deliveries: readonly DueDelivery[]): Promise<void> {
  let silence: DeliveryResult | null = null;
  for (const delivery of deliveries) {
    const result: DeliveryResult = silence ?? (await pushOrExplain(ctx, delivery));
    if (result.kind === "unreachable") silence = result;
    const { tokenId, partnerId, token } = delivery;
    await recordDelivery(ctx, { tokenId, partnerId, version: token.lastUpdated }, result);
  }
}

async function pushOrExplain(ctx: Ctx, delivery: DueDelivery): Promise<DeliveryResult> {
  try {
    return await pushToken(ctx, delivery);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { kind: "unreachable", error: error.message };
  }
}
