import type { Id } from "@/core/ids";
import type { Rate } from "@/core/money/quantity";
import type { Estimate } from "@/core/wallet/estimate-charge";
import { findReachedLimit, type LimitReached, type UsedLimit } from "@/core/wallet/spending-limits";
import type { Ctx } from "@/services/context";
import type { LockFacts } from "@/services/price-locks/read-lock-facts";
import { readEnergyVatRates } from "./energy-vat-rate";
import { estimateAtPlace } from "./estimate-at-place";
import { holdForCharge } from "./place-hold";
import { readLimitUse } from "./read-limit-use";
import { spendableIn, type SpendingStanding } from "./spending-standing";

/** Why a charge may not start for want of money. */
export type SpendingRefusal =
  | { readonly cause: "in-debt" | "no-credit" }
  | { readonly cause: "limit"; readonly reached: LimitReached };

/** What is looked up besides the driver's standing; nothing where neither wallet nor limits concern him. */
export interface SpendingFacts {
  readonly limits: readonly UsedLimit[];
  readonly vatRateOf: (country: string) => Rate | null;
}

/** Who wants to charge, and where. */
export interface SpendingAsk {
  readonly driverId: Id<"driver">;
  readonly tokenId: Id<"token">;
  readonly spending: SpendingStanding;
  /** What the prices at the place are made from; null where no place is told. */
  readonly place: LockFacts | null;
  readonly authorizationReference: string;
}

/** A charge has to begin within so long of its authorization. */
const BEGINS_WITHIN = { hours: 1 } as const;

/** Looks up what `allowSpending` needs; no statement for drivers whom neither wallet nor limits concern. */
export async function findSpendingFacts(
  ctx: Ctx,
  driverId: Id<"driver">,
  { planKind, hasLimits }: SpendingStanding,
): Promise<SpendingFacts | null> {
  if (planKind !== "prepaid" && !hasLimits) return null;
  const [limits, vatRateOf] = await Promise.all([
    hasLimits ? readLimitUse(ctx, driverId) : [],
    readEnergyVatRates(ctx),
  ]);
  return { limits, vatRateOf };
}

/**
 * Decides whether a charge may start by the driver's limits, and for a prepaid driver holds what it is estimated to
 * cost. Null: it may.
 */
export async function allowSpending(
  ctx: Ctx,
  ask: SpendingAsk,
  facts: SpendingFacts,
): Promise<SpendingRefusal | null> {
  const { driverId, tokenId, spending, authorizationReference } = ask;
  const now = ctx.clock.now();
  const estimate = ask.place && estimateAtPlace(ask.place, facts.vatRateOf, now);
  const reached = findReachedLimit(facts.limits, {
    tokenId,
    currency: estimate?.currency ?? null,
    expectedMinor: estimate?.amountMinor ?? null,
  });
  if (reached) return { cause: "limit", reached };
  if (spending.planKind !== "prepaid") return null;
  const currency = estimate?.currency ?? walletCurrency(spending, ask.place);
  if (currency === null) return { cause: "no-credit" };
  const isHeld = await holdForCharge(
    ctx,
    {
      driverId,
      currency,
      tokenId,
      ref: `authorize:${authorizationReference}`,
      expiresAt: now.add(BEGINS_WITHIN),
    },
    {
      estimateMinor: estimate?.amountMinor ?? null,
      spendableMinor: spendableIn(spending, currency),
    },
  );
  return isHeld ? null : { cause: "no-credit" };
}

/** Without a price: what the tariffs at the place are in, where the plan covers that, else the plan's currency. */
function walletCurrency(
  { planCurrency }: SpendingStanding,
  place: LockFacts | null,
): Estimate["currency"] | null {
  const plan = place?.plan?.plan;
  const told = place?.tariffs[0]?.currency;
  const isCovered =
    plan?.mode === "cost_plus" && plan.prices.some(({ currency }) => currency === told);
  return told !== undefined && isCovered ? told : planCurrency;
}
