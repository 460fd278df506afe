import { invariant } from "@/core/invariant";
import type { TaxedAmount } from "@/core/invoicing/totals";
import { allocate } from "@/core/money/allocate";
import { divRound } from "@/core/money/rounding";
import type { PriceBasis } from "@/core/money/vat-amount";
import { basedOn } from "./creditable-line";

/**
 * A part of an amount of one rate: `partMinor` in its basis, and of its VAT the same share, half away from zero. The whole
 * of it is the amount itself, so that parts that follow each other take all of it and never more.
 */
export function partOfAmount(basis: PriceBasis, left: TaxedAmount, partMinor: bigint): TaxedAmount {
  const whole = basedOn(basis, left);
  invariant(partMinor >= 0n && partMinor <= whole, "a part is between nothing and the whole");
  const vatMinor = whole === 0n ? 0n : divRound(left.vatMinor * partMinor, whole, "half-away");
  return basis === "gross"
    ? { ...left, grossMinor: partMinor, vatMinor, netMinor: partMinor - vatMinor }
    : { ...left, netMinor: partMinor, vatMinor, grossMinor: partMinor + vatMinor };
}

/** A part of amounts of several rates, shared by what is left in each; rates that get nothing are left out. */
export function partOfAmounts(
  basis: PriceBasis,
  left: readonly TaxedAmount[],
  partMinor: bigint,
): TaxedAmount[] {
  const rows = left.filter((amount) => basedOn(basis, amount) > 0n);
  if (rows.length === 0 || partMinor === 0n) return [];
  const shares = allocate(
    partMinor,
    rows.map((amount) => basedOn(basis, amount)),
  );
  return rows
    .map((amount, index) => partOfAmount(basis, amount, shares[index] ?? 0n))
    .filter((amount) => basedOn(basis, amount) > 0n);
}
