import { and, asc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { accountMembers } from "@/db/schema/accounts";
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
  /** What went wrong the last time, in the words of the wire; null once the partner knows. */
  readonly lastError: string | null;
  /** When it is told again; null once it knows, or once we gave up. */
  readonly nextAt: Temporal.Instant | null;
}

/** A driver's token and which partners have been told. */
export interface DriverToken {
  readonly id: Id<"token">;
  readonly uid: string;
  readonly type: "RFID" | "APP_USER" | "AD_HOC_USER" | "OTHER";
  readonly contractId: string;
  readonly visualNumber: string | null;
  /** What its holder calls it. */
  readonly name: string | null;
  readonly holder: string | null;
  readonly replacedBy: Id<"token"> | null;
  readonly valid: boolean;
  /** `by_driver`, `by_account`, `by_operations`, `lost`, `replaced`, `expired` or why credit ran out; null while valid. */
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
    .select({ token: tokens, holder: accountMembers.name })
    .from(tokens)
    .leftJoin(
      accountMembers,
      and(eq(accountMembers.tenantId, tokens.tenantId), eq(accountMembers.id, tokens.memberId)),
    )
    .where(
      and(
        eq(tokens.tenantId, ctx.tenantId),
        eq(tokens.driverId, driverId),
        onlyMemberId === null ? undefined : eq(tokens.memberId, onlyMemberId),
      ),
    )
    .orderBy(asc(tokens.createdAt), asc(tokens.id));
  const deliveries = await readDeliveries(ctx, driverId);
  return rows.map(({ token, holder }) => ({
    id: token.id,
    uid: token.uid,
    type: token.type,
    contractId: token.contractId,
    visualNumber: token.visualNumber,
    name: token.name,
    holder,
    replacedBy: token.replacedBy,
    valid: token.valid,
    blockedReason: token.blockedReason,
    createdAt: token.createdAt,
    lastUpdated: token.lastUpdated,
    deliveries: deliveries
      .filter(({ tokenId }) => tokenId === token.id)
      .map(({ tokenId: _token, dueAt, ...delivery }) => ({
        ...delivery,
        nextAt: delivery.state === "pending" ? dueAt : null,
      })),
  }));
}

function readDeliveries(ctx: Ctx, driverId: Id<"driver">) {
  return ctx.db
    .select({
      tokenId: tokenDeliveries.tokenId,
      partnerId: partners.id,
      partnerName: partners.name,
      state: tokenDeliveries.state,
      acknowledgedAt: tokenDeliveries.acknowledgedAt,
      lastError: tokenDeliveries.lastError,
      dueAt: tokenDeliveries.dueAt,
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
}

function whoseTokens(ctx: Ctx, driverId: Id<"driver"> | undefined) {
  if (driverId === undefined) return requireDriverUse(ctx);
  if (ctx.actor.kind !== "user" || ctx.actor.driverId !== driverId) requireRole(ctx, "operations");
  return { driverId, onlyMemberId: null };
}
