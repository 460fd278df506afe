import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import type { Token } from "@/core/roaming/token";
import { describeAnswer, type PartnerAnswer } from "@/ocpi/read-envelope";
import { isHubCode, STATUS } from "@/ocpi/status-codes";
import type { Ctx } from "@/services/context";
import { whyNobodyListens, whyUnreachable } from "@/services/hubs/party-status";
import type { PartnerRole } from "@/services/partners/authenticated-partner";
import {
  type PartnerConnection,
  readPartnerConnection,
} from "@/services/partners/partner-connection";
import { type DueDelivery, findDueDeliveries } from "@/services/tokens/find-due-deliveries";
import { type DeliveryResult, recordDelivery } from "@/services/tokens/record-delivery";
import { ServiceError } from "@/services/service-error";
import { callPartner, codecOf } from "./client";
import { isNotKnownYet, isRefusalAsError } from "./hub-dialect";
import { PartnerError } from "./partner-error";
import { tokenAddress } from "./token-address";

/**
 * Whom a token is for: a hub, which tells all who are behind it (Broadcast Push), else each CPO of the connection, else
 * its first role. Null where the version knows no routing.
 */
function recipientsOf(partner: PartnerConnection): readonly (PartnerRole | null)[] {
  const { roles } = partner;
  if (!codecOf(partner).hasRouting) return [null];
  const hub = roles.find(({ role }) => role === "HUB");
  if (hub) return [hub];
  const cpos = new Map(
    roles.filter(({ role }) => role === "CPO").map((role) => [nameOf(role).toUpperCase(), role]),
  );
  return cpos.size > 0 ? [...cpos.values()] : [roles[0] ?? null];
}

function nameOf({ countryCode, partyId }: PartyId): string {
  return `${countryCode}/${partyId}`;
}

/**
 * PUTs a token's present state to a partner, once for each party that it is for and that can be reached.
 * OCPI 2.2.1 mod_tokens, Receiver PUT. Never throws for what a partner does.
 */
async function pushToken(ctx: Ctx, { token, partnerId }: DueDelivery): Promise<DeliveryResult> {
  const partner = await readPartnerConnection(ctx, partnerId);
  const endpoint = partner.endpoints.find(
    ({ identifier, role }) => identifier === "tokens" && role === "RECEIVER",
  );
  if (!endpoint || partner.token === null) {
    return { kind: "refused", error: "The partner takes no tokens; it may read our list." };
  }
  const recipients = recipientsOf(partner);
  let result: DeliveryResult | null = null;
  let withheld = "";
  for (const to of recipients) {
    const why = to && (await whyWithheld(ctx, partnerId, to));
    if (why) {
      withheld = why;
      continue;
    }
    const one = await putToken(ctx, { partner, url: endpoint.url, token, to });
    if (one.kind === "unreachable") return one;
    if (one.kind === "acknowledged") result ??= one;
    else result = to && recipients.length > 1 ? withName(one, to) : one;
  }
  // Who was left out is told when it is back.
  return result ?? { kind: "withheld", error: withheld };
}

function withName(result: DeliveryResult, to: PartyId): DeliveryResult {
  if (result.kind === "acknowledged") return result;
  return { ...result, error: `${nameOf(to)}: ${result.error}` };
}

async function whyWithheld(ctx: Ctx, partnerId: Id<"partner">, to: PartnerRole) {
  const why = to.role === "HUB" ? whyNobodyListens : whyUnreachable;
  return why(ctx, partnerId, to);
}

async function putToken(
  ctx: Ctx,
  {
    partner,
    url,
    token,
    to,
  }: {
    readonly partner: PartnerConnection;
    readonly url: string;
    readonly token: Token;
    readonly to: PartyId | null;
  },
): Promise<DeliveryResult> {
  const codec = codecOf(partner);
  const { countryCode, partyId, uid } = token;
  try {
    const answer = await callPartner(ctx, partner, {
      method: "PUT",
      url: tokenAddress(url, codec, token),
      token: partner.token ?? "",
      module: "tokens",
      objectKey: `${countryCode}/${partyId}/${uid}`,
      body: codec.tokenFromCore(token),
      ...(to && { to }),
    });
    return resultOf(answer, partner);
  } catch (error) {
    if (!(error instanceof PartnerError)) throw error;
    const kind = error.kind === "refused-address" ? "refused" : "unreachable";
    return { kind, error: error.message };
  }
}

/** A refusal by the partner's OCPI layer is final for this state; what its server or its patience said is not. */
function resultOf(answer: PartnerAnswer, { settings }: PartnerConnection): DeliveryResult {
  if (answer.isSuccess) return { kind: "acknowledged" };
  const error = describeAnswer(answer);
  const seconds = Number(answer.headers["retry-after"] ?? "0");
  const retryAfterS = Number.isFinite(seconds) ? seconds : 0;
  if (answer.ocpi === STATUS.unknownReceiver) return { kind: "refused", error };
  if (isHubCode(answer.ocpi) || isRefusalAsError(answer, settings)) {
    return { kind: "postponed", error, retryAfterS };
  }
  if (isNotKnownYet(answer, settings)) {
    return {
      kind: "postponed",
      error: `The token is not known there yet (${error}).`,
      retryAfterS,
    };
  }
  const isOwnFault = answer.ocpi !== null && answer.ocpi >= 2000 && answer.ocpi < 3000;
  const isFinal =
    [400, 403, 404, 405, 422].includes(answer.http) || (isOwnFault && answer.http < 300);
  if (isFinal) return { kind: "refused", error };
  return { kind: "unreachable", error, retryAfterS };
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
