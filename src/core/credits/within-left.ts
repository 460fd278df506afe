import type { TaxedAmount } from "@/core/invoicing/totals";
import type { PriceBasis } from "@/core/money/vat-amount";
import { basedOn, rateKey } from "./creditable-line";
import { partOfAmount } from "./part-of-line";

/**
 * What can be given of `wanted`: each rate as it is wanted where that much is left, else what is left of it. Rates that
 * get nothing are left out.
 */
export function withinLeft(
  basis: PriceBasis,
  left: readonly TaxedAmount[],
  wanted: readonly TaxedAmount[],
): TaxedAmount[] {
  return wanted.flatMap((amount) => {
    const rest = left.find((one) => rateKey(one) === rateKey(amount));
    if (!rest) return [];
    const part = fits(rest, amount) ? amount : partOfAmount(basis, rest, most(basis, rest, amount));
    return part.grossMinor > 0n ? [part] : [];
  });
}

function fits(rest: TaxedAmount, part: TaxedAmount): boolean {
  return part.netMinor <= rest.netMinor && part.vatMinor <= rest.vatMinor;
}

function most(basis: PriceBasis, rest: TaxedAmount, part: TaxedAmount): bigint {
  const [left, wanted] = [basedOn(basis, rest), basedOn(basis, part)];
  const least = left < wanted ? left : wanted;
  return least > 0n ? least : 0n;
}
