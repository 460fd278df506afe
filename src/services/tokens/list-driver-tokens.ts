import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireDriverUse, requireRole } from "@/services/require-role";

/** Whether one partner has been told of a token's present state. */
export interface TokenDelivery {
  readonly partnerId: Id<"partner">;
  readonly partnerName: string;
  readonly state: "pending" | "acknowledged" | "failed";
  readonly acknowledgedAt: Temporal.Instant | null;
}

/** A driver's token and which partners have been told. */
export interface DriverToken {
  readonly id: Id<"token">;
  readonly uid: string;
  readonly type: "RFID" | "APP_USER" | "AD_HOC_USER" | "OTHER";
  readonly contractId: string;
  readonly visualNumber: string | null;
  readonly valid: boolean;
  /** `by_driver`, `by_operations`, `expired`; null while valid. */
  readonly blockedReason: string | null;
  readonly createdAt: Temporal.Instant;
  readonly lastUpdated: Temporal.Instant;
  readonly deliveries: readonly TokenDelivery[];
}

/**
 * The tokens of the acting driver's account, of which a member who only charges sees those that he holds, oldest
 * first; operations may name a driver.
 * @throws ServiceError FORBIDDEN for a person who is neither that driver nor operations.
 */
export async function listDriverTokens(
  ctx: Ctx,
  input: { readonly driverId?: Id<"driver"> } = {},
): Promise<readonly DriverToken[]> {
  const { driverId, onlyMemberId } = whoseTokens(ctx, input.driverId);
  const rows = await ctx.db
    .select()
    .from(tokens)
    .where(
      and(
        eq(tokens.tenantId, ctx.tenantId),
        eq(tokens.driverId, driverId),
        onlyMemberId === null ? undefined : eq(tokens.memberId, onlyMemberId),
      ),
    )
    .orderBy(asc(tokens.createdAt), asc(tokens.id));
  const deliveries = await ctx.db
    .select({
      tokenId: tokenDeliveries.tokenId,
      partnerId: partners.id,
      partnerName: partners.name,
      state: tokenDeliveries.state,
      acknowledgedAt: tokenDeliveries.acknowledgedAt,
    })
    .from(tokenDeliveries)
    .innerJoin(
      tokens,
      and(eq(tokens.tenantId, tokenDeliveries.tenantId), eq(tokens.id, tokenDeliveries.tokenId)),
    )
    .innerJoin(
      partners,
      and(
        eq(partners.tenantId, tokenDeliveries.tenantId),
        eq(partners.id, tokenDeliveries.partnerId),
      ),
    )
    .where(
      and(
        eq(tokenDeliveries.tenantId, ctx.tenantId),
        eq(tokens.driverId, driverId),
        eq(partners.state, "registered"),
      ),
    )
    .orderBy(asc(partners.name), asc(partners.id));
  return rows.map((row) => ({
    id: row.id,
    uid: row.uid,
    type: row.type,
    contractId: row.contractId,
    visualNumber: row.visualNumber,
    valid: row.valid,
    blockedReason: row.blockedReason,
    createdAt: row.createdAt,
    lastUpdated: row.lastUpdated,
    deliveries: deliveries
      .filter(({ tokenId }) => tokenId === row.id)
      .map(({ partnerId, partnerName, state, acknowledgedAt }) => ({
        partnerId,
        partnerName,
        state,
        acknowledgedAt,
      })),
  }));
}

function whoseTokens(ctx: Ctx, driverId: Id<"driver"> | undefined) {
  if (driverId === undefined) return requireDriverUse(ctx);
  if (ctx.actor.kind !== "user" || ctx.actor.driverId !== driverId) requireRole(ctx, "operations");
  return { driverId, onlyMemberId: null };
}
