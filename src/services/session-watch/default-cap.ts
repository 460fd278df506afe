import { and, asc, eq, isNull, or } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Cap } from "@/core/session-watch/decide-watch";
import { tokens } from "@/db/schema/drivers";
import { chargeCaps, spendingLimits } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";

/**
 * The cap that a charge begins with, in the charge's currency: the account's own for every charge, else its lowest limit
 * for each charge, of the account, of the token or of the member who holds it. A limit is held against what a charge is expected to cost before it
 * starts, and cuts nothing off: of a charge that comes to more all the same he is told. Null where neither is set.
 */
export async function defaultCap(
  ctx: Ctx,
  charge: {
    readonly driverId: Id<"driver">;
    readonly tokenId: Id<"token"> | null;
    readonly currency: string;
  },
): Promise<Cap | null> {
  const { driverId, tokenId, currency } = charge;
  const own = await standingCap(ctx, charge);
  if (own) return own;
  const ofAll = and(isNull(spendingLimits.tokenId), isNull(spendingLimits.memberId));
  const [lowest] = await ctx.db
    .select({ amountMinor: spendingLimits.amountMinor })
    .from(spendingLimits)
    .where(
      and(
        eq(spendingLimits.tenantId, ctx.tenantId),
        eq(spendingLimits.driverId, driverId),
        eq(spendingLimits.span, "charge"),
        eq(spendingLimits.currency, currency),
        tokenId === null
          ? ofAll
          : or(
              ofAll,
              eq(spendingLimits.tokenId, tokenId),
              eq(spendingLimits.memberId, holderOf(ctx, tokenId)),
            ),
      ),
    )
    .orderBy(asc(spendingLimits.amountMinor))
    .limit(1);
  return lowest && lowest.amountMinor > 0n
    ? { amountMinor: lowest.amountMinor, currency, action: "tell" }
    : null;
}

function holderOf(ctx: Ctx, tokenId: Id<"token">) {
  return ctx.db
    .select({ memberId: tokens.memberId })
    .from(tokens)
    .where(and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.id, tokenId)));
}

/** What the account set for every charge, in a currency; null: nothing. */
export async function standingCap(
  ctx: Ctx,
  { driverId, currency }: { readonly driverId: Id<"driver">; readonly currency: string },
): Promise<Cap | null> {
  const [own] = await ctx.db
    .select({ amountMinor: chargeCaps.amountMinor, action: chargeCaps.action })
    .from(chargeCaps)
    .where(capIs(ctx, driverId, currency));
  return own ? { ...own, currency } : null;
}

/** The condition for an account's own cap in a currency. */
export function capIs(ctx: Ctx, driverId: Id<"driver">, currency: string) {
  return and(
    eq(chargeCaps.tenantId, ctx.tenantId),
    eq(chargeCaps.driverId, driverId),
    eq(chargeCaps.currency, currency),
  );
}
