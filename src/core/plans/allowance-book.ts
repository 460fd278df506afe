import type { Period } from "@/core/time/period";
import { contains } from "@/core/time/period";
import { withUse, type BenefitUse } from "./benefits";
import { prorate } from "./prorate";
import type { Allowance } from "./subscription-deed";
import { subscriptionPeriodAt } from "./subscription-period";
import type { SubscriptionTerms } from "./subscription-terms";

/** What a subscription would have cost and included, had it been there; nothing of it is stored. */
export interface AllowanceBook {
  /** The allowance at an instant, null outside the months; and what a charge then uses of it. */
  at(instant: Temporal.Instant): Allowance | null;
  use(instant: Temporal.Instant, use: BenefitUse): void;
  /** The fee of each month, minor units of the plan's basis. A yearly fee is spread over its months by the second. */
  readonly fees: readonly bigint[];
}

/**
 * Pretends that a subscription ran over calendar months that follow each other, without a trial. A monthly one includes
 * its allowance each month anew, a yearly one the share of the months in one piece.
 */
export function allowanceBook(
  terms: SubscriptionTerms,
  feeMinor: bigint,
  months: readonly Period[],
  timeZone: string,
): AllowanceBook {
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) return { at: () => null, use: () => undefined, fees: [] };
  const year = subscriptionPeriodAt({ at: first.start, timeZone, interval: "year" }, first.start);
  const isYearly = terms.interval === "year";
  const spans = isYearly ? [{ start: first.start, end: last.end }] : months;
  const pools = spans.map((span) => ({
    span,
    allowance: whole(terms, isYearly ? [span, year] : null),
  }));
  const find = (instant: Temporal.Instant) => pools.find(({ span }) => contains(span, instant));
  return {
    at: (instant) => find(instant)?.allowance ?? null,
    use: (instant, use) => {
      const pool = find(instant);
      if (pool) pool.allowance = withUse(pool.allowance, use, 1);
    },
    fees: months.map((month) => (isYearly ? prorate(feeMinor, month, year) : feeMinor)),
  };
}

function whole(
  { includedMicroKwh, freeStarts }: SubscriptionTerms,
  share: readonly [Period, Period] | null,
): Allowance {
  const of = (amount: bigint) => (share ? prorate(amount, ...share) : amount);
  return {
    includedMicroKwh: of(includedMicroKwh),
    usedMicroKwh: 0n,
    includedStarts: Number(of(BigInt(freeStarts))),
    usedStarts: 0,
  };
}
