import type { Rational } from "@/core/money/quantity";
import { ZERO, addRational, subtractRational } from "@/core/money/quantity";

import type { ExplanationLine } from "./explain";
import type { LostReason } from "./lost-reason";
import type { LockedPrice } from "./price-under-lock";
import type { Tax } from "./priced-cdr";
import type { Verdict } from "./reconcile";
import type { RetailPrice } from "./retail-price";

/** What a charge with a promise is made from. */
export type PromiseInput = {
  readonly lockedAt: Temporal.Instant;
  readonly bill: RetailPrice;
  readonly locked: Pick<LockedPrice, "price" | "costMinor">;
  /** Looked up only where the bill is above the promise. */
  readonly facts: () => BillFacts;
};

/** What tells why a bill is above a promise; costs before tax, in minor units of the CDR's currency. */
export type BillFacts = {
  readonly isSamePlan: boolean;
  /** What we accepted to owe; null for an own tariff. */
  readonly acceptedCostMinor: bigint | null;
  /** What the CDR's own tariffs give; null where they give none. */
  readonly ownCostMinor: bigint | null;
  /** The verdict on the claim. */
  readonly verdict: Verdict;
};

/** The lower of bill and promise. */
export type KeptPromise = {
  readonly price: RetailPrice;
  /** Null where the bill is not above the promise. */
  readonly lost: { readonly billMinor: bigint; readonly reason: LostReason } | null;
};

/**
 * The driver pays the lower of the bill and the sent periods under the locked prices, VAT included; of equal ones
 * the bill. The lines say what was promised, and take off what the bill is above it. Null where the two are in
 * different currencies and can't be compared.
 */
export function keepPromise(input: PromiseInput): KeptPromise | null {
  const { bill, locked } = input;
  const { price } = locked;
  if (bill.currency !== price.currency) return null;
  const lost =
    price.grossMinor < bill.grossMinor
      ? { billMinor: bill.grossMinor, reason: whyAbove(locked, input.facts()) }
      : null;
  const item = {
    kind: "promise",
    lockedAt: input.lockedAt,
    lockedMinor: price.grossMinor,
    billMinor: bill.grossMinor,
    reason: lost?.reason ?? null,
  } as const;
  const { basis } = lost ? price : bill;
  const nothing = { item, basis, tax: noTax, amount: ZERO };
  if (!lost) return { price: { ...bill, lines: [...bill.lines, nothing] }, lost };
  // Where a plan with prices of the other basis was locked, its own lines stand instead of the bill's.
  const lines =
    bill.basis === price.basis
      ? [...bill.lines, ...differences(bill, price).map((line) => ({ ...nothing, ...line }))]
      : [...price.lines, nothing];
  return { price: { ...price, lines }, lost };
}

function whyAbove(
  { costMinor: lockedCost }: PromiseInput["locked"],
  { isSamePlan, acceptedCostMinor, ownCostMinor, verdict }: BillFacts,
): LostReason {
  const isCostAbove =
    lockedCost !== null && acceptedCostMinor !== null && acceptedCostMinor > lockedCost;
  if (!isCostAbove) return isSamePlan ? "step-or-rounding" : "plan-changed";
  const own = ownCostMinor ?? lockedCost;
  // Both may have raised it: the greater part names it.
  if (own > lockedCost && own - lockedCost >= acceptedCostMinor - own) return "tariff-changed";
  const isAgreed = verdict === "match" || verdict === "rounding" || verdict === "explainable";
  return isAgreed ? "step-or-rounding" : "claim-above-tariff";
}

const noTax: Tax = { kind: "none" };

/** What leads from the lines of the bill to those of the promise, by tax. */
function differences(
  bill: RetailPrice,
  promise: RetailPrice,
): Pick<ExplanationLine, "tax" | "amount">[] {
  const billed = byTax(bill.lines);
  const promised = byTax(promise.lines);
  const found = [...new Map([...billed, ...promised])].flatMap(([key, { tax }]) => {
    const amount = subtractRational(
      promised.get(key)?.amount ?? ZERO,
      billed.get(key)?.amount ?? ZERO,
    );
    return amount.n === 0n ? [] : [{ tax, amount }];
  });
  return found.length > 0 ? found : [{ tax: noTax, amount: ZERO }];
}

function byTax(lines: readonly ExplanationLine[]) {
  const sums = new Map<string, { readonly tax: Tax; readonly amount: Rational }>();
  for (const { tax, amount } of lines) {
    const key = tax.kind === "rate" ? String(tax.rate) : tax.kind;
    sums.set(key, { tax, amount: addRational(sums.get(key)?.amount ?? ZERO, amount) });
  }
  return sums;
}
