import { toMinor } from "@/core/money/money";
import type { Rational } from "@/core/money/quantity";

/**
 * Rounds parts of a price one by one to minor units; the largest takes what that leaves of `total`, which was rounded
 * once. So the parts as shown add up to the total as shown.
 */
export function roundToTotal(
  parts: readonly Rational[],
  total: bigint,
  currency: string,
): readonly bigint[] {
  const amounts = parts.map((part) => toMinor(part, currency, "half-away").amountMinor);
  const residue = total - amounts.reduce((sum, amount) => sum + amount, 0n);
  const largest = amounts.indexOf(amounts.reduce((most, one) => (one > most ? one : most), 0n));
  return amounts.map((amount, index) => amount + (index === Math.max(0, largest) ? residue : 0n));
}
