import { toMinor, toRational } from "@/core/money/money";
import type { Rate } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";

import { costPartsOf } from "./cost-parts";
import { priceCdr } from "./price-cdr";
import { underLock, type PriceLock } from "./price-lock";
import type { RatingPolicy } from "./rating-policy";
import { priceRetail } from "./retail";
import type { RetailCdr, RetailInput, RetailPrice } from "./retail-price";

/** Why a lock gives no price. The bill stands then. */
export type LockRefusal = "tariff-unknown-at-lock" | "lock-unpriceable" | "lock-other-currency";

/** What the sent periods cost under a lock. */
export type LockedPrice = {
  readonly price: RetailPrice;
  /** What it was made from. */
  readonly request: RetailInput;
  /** What the CPO's locked tariffs give before tax, minor units; null for an own tariff. */
  readonly costMinor: bigint | null;
};

export type UnderLockInput = {
  readonly lock: PriceLock;
  readonly cdr: RetailCdr;
  /** The zone of the place as it is known now: stands in where it was not known at the lock. */
  readonly timeZone: string | null;
  /** VAT of the place of supply. */
  readonly vatRate: Rate;
  readonly policy?: RatingPolicy;
};

/**
 * Prices the periods that the CPO sent under locked prices: the plan's own tariff, or the cost by the CPO's locked
 * tariffs and then the plan's markup. That cost is taken in whole minor units, as a CPO claims it, so that an
 * unchanged tariff and an exact claim give the bill to the last unit.
 */
export function priceUnderLock(input: UnderLockInput): Outcome<LockedPrice, LockRefusal> {
  const { lock, cdr, vatRate, policy } = input;
  const { plan } = lock;
  const timeZone = lock.timeZone ?? input.timeZone;
  const common = { timeZone, vatRate, basis: plan.basis };
  if (plan.mode === "own_tariff") {
    const { tariff } = plan;
    const own = { ...common, cdr, mode: "own-tariff", tariff, currency: tariff.currency } as const;
    return priced(own, null);
  }
  const { currency } = cdr;
  const covered = plan.prices.find((price) => price.currency === currency);
  if (!covered) return no("lock-other-currency");
  const promised = underLock(lock, cdr);
  if (!promised) return no("tariff-unknown-at-lock");
  const { tariffs } = lock;
  const cost = priceCdr({ cdr: promised, tariffs, timeZone, ...(policy && { policy }) });
  if (!cost.ok) {
    return no(
      cost.reason.code === "currency-mismatch" ? "lock-other-currency" : "lock-unpriceable",
    );
  }
  if (cost.value.net === null) return no("lock-unpriceable");
  const rounded = toMinor(cost.value.net, currency, "half-away");
  const net = toRational(rounded);
  const accepted = { net, currency, ...costPartsOf(cost.value, net) };
  const { markup } = covered;
  const plus = { ...common, cdr, mode: "cost-plus", cost: accepted, markup, currency } as const;
  return priced(plus, rounded.amountMinor);
}

function priced(request: RetailInput, costMinor: bigint | null): Outcome<LockedPrice, LockRefusal> {
  const outcome = priceRetail(request);
  return outcome.ok ? ok({ price: outcome.value, request, costMinor }) : no("lock-unpriceable");
}
