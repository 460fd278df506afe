import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Money } from "@/core/money/money";
import type { Cap } from "@/core/session-watch/decide-watch";
import { tokens } from "@/db/schema/drivers";
import { chargeCaps, spendingLimits } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { capInCurrency } from "./cap-in-currency";

/** A cap that a charge begins with, in the charge's currency. */
export interface BeginningCap extends Cap {
  /** What was set, where that was in another currency. */
  readonly from: Money | null;
}

/**
 * The cap that a charge begins with, in the charge's currency: the account's own for every charge, else its lowest limit
 * for each charge, of the account, of the token or of the member who holds it. One in another currency counts by the
 * reference rate where there is none in the charge's own. A limit is held against what a charge is expected to cost
 * before it starts, and cuts nothing off: of a charge that comes to more all the same he is told. Null where neither is
 * set, or no rate is known.
 */
export async function defaultCap(
  ctx: Ctx,
  charge: {
    readonly driverId: Id<"driver">;
    readonly tokenId: Id<"token"> | null;
    readonly currency: string;
  },
): Promise<BeginningCap | null> {
  const { driverId, tokenId, currency } = charge;
  const own = await standingCap(ctx, charge);
  if (own) return own;
  const ofAll = and(isNull(spendingLimits.tokenId), isNull(spendingLimits.memberId));
  const limits = await ctx.db
    .select({ amountMinor: spendingLimits.amountMinor, currency: spendingLimits.currency })
    .from(spendingLimits)
    .where(
      and(
        eq(spendingLimits.tenantId, ctx.tenantId),
        eq(spendingLimits.driverId, driverId),
        eq(spendingLimits.span, "charge"),
        gt(spendingLimits.amountMinor, 0n),
        tokenId === null
          ? ofAll
          : or(
              ofAll,
              eq(spendingLimits.tokenId, tokenId),
              eq(spendingLimits.memberId, holderOf(ctx, tokenId)),
            ),
      ),
    );
  return lowestIn(
    ctx,
    limits.map((limit) => ({ ...limit, action: "tell" as const })),
    currency,
  );
}

/** The lowest of those in the currency itself; only where there is none, of those in others. */
async function lowestIn(
  ctx: Ctx,
  caps: readonly Cap[],
  currency: string,
): Promise<BeginningCap | null> {
  const same = caps.filter((cap) => cap.currency === currency);
  const counted = await Promise.all(
    (same.length > 0 ? same : caps).map(async (cap): Promise<BeginningCap | null> => {
      const here = await capInCurrency(ctx, cap, currency);
      const { action: _action, ...from } = cap;
      return here && { ...here, from: cap.currency === currency ? null : from };
    }),
  );
  return counted.reduce(
    (least, cap) => (cap && (!least || cap.amountMinor < least.amountMinor) ? cap : least),
    null,
  );
}

function holderOf(ctx: Ctx, tokenId: Id<"token">) {
  return ctx.db
    .select({ memberId: tokens.memberId })
    .from(tokens)
    .where(and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.id, tokenId)));
}

/** What the account set for every charge, in a currency, by the reference rate where it was set in another; null: nothing. */
export async function standingCap(
  ctx: Ctx,
  { driverId, currency }: { readonly driverId: Id<"driver">; readonly currency: string },
): Promise<BeginningCap | null> {
  return lowestIn(ctx, await standingCaps(ctx, driverId), currency);
}

/** What the account set for every charge, one in each currency. */
export async function standingCaps(ctx: Ctx, driverId: Id<"driver">): Promise<readonly Cap[]> {
  return ctx.db
    .select({
      amountMinor: chargeCaps.amountMinor,
      currency: chargeCaps.currency,
      action: chargeCaps.action,
    })
    .from(chargeCaps)
    .where(and(eq(chargeCaps.tenantId, ctx.tenantId), eq(chargeCaps.driverId, driverId)))
    .orderBy(asc(chargeCaps.currency));
}

/** The condition for an account's own cap in a currency. */
export function capIs(ctx: Ctx, driverId: Id<"driver">, currency: string) {
  return and(
    eq(chargeCaps.tenantId, ctx.tenantId),
    eq(chargeCaps.driverId, driverId),
    eq(chargeCaps.currency, currency),
  );
}
