import { allocate } from "@/core/money/allocate";
import type { Rate } from "@/core/money/quantity";
import { divRound } from "@/core/money/rounding";
import { sumOf, vatAmountOf, type PriceBasis, type VatAmount } from "@/core/money/vat-amount";

/** The totals of a document: one row per rate, and their sums. */
export interface DocumentTotals {
  readonly perRate: readonly VatAmount[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
}

/**
 * The totals of a document by ruling 7: the amounts of the lines are summed per rate in their basis,
 * and VAT is reckoned once per rate on that sum.
 */
export function documentTotals(
  basis: PriceBasis,
  lines: readonly (readonly VatAmount[])[],
): DocumentTotals {
  const sums = new Map<Rate, bigint>();
  for (const amount of lines.flat()) {
    const based = basis === "gross" ? amount.grossMinor : amount.netMinor;
    sums.set(amount.vatRate, (sums.get(amount.vatRate) ?? 0n) + based);
  }
  const perRate = [...sums]
    .toSorted(([a], [b]) => b - a)
    .map(([vatRate, sum]) => vatAmountOf(basis, sum, vatRate));
  return { perRate, ...sumOf(perRate) };
}

/**
 * The lines with the document's VAT shared out among them, so that lines and totals agree to the last
 * minor unit: in each rate the lines' VAT adds up to the document's.
 */
export function alignLines(
  basis: PriceBasis,
  lines: readonly (readonly VatAmount[])[],
  totals: DocumentTotals,
): VatAmount[][] {
  const aligned = lines.map((amounts) => [...amounts]);
  for (const total of totals.perRate) {
    const places = aligned.flatMap((amounts, line) =>
      amounts.flatMap((amount, at) =>
        amount.vatRate === total.vatRate ? [{ line, at, amount }] : [],
      ),
    );
    const based = places.map(({ amount }) =>
      basis === "gross" ? amount.grossMinor : amount.netMinor,
    );
    const shares = shareVat(total.vatMinor, based);
    places.forEach(({ line, at, amount }, index) => {
      const vatMinor = shares[index] ?? 0n;
      const row = aligned[line];
      if (!row) return;
      row[at] =
        basis === "gross"
          ? { ...amount, vatMinor, netMinor: amount.grossMinor - vatMinor }
          : { ...amount, vatMinor, grossMinor: amount.netMinor + vatMinor };
    });
  }
  return aligned;
}

// Lines of both signs (a correction among charges) share by their size; the sign then follows the line.
function shareVat(vatMinor: bigint, based: readonly bigint[]): bigint[] {
  if (based.every((amount) => amount >= 0n)) return allocate(vatMinor, based);
  const net = based.reduce((sum, amount) => sum + amount, 0n);
  if (net === 0n) return based.map((_, index) => (index === 0 ? vatMinor : 0n));
  const exact = based.map((amount) => divRound(vatMinor * amount, net, "half-away"));
  const rest = vatMinor - exact.reduce((sum, share) => sum + share, 0n);
  return exact.map((share, index) => (index === 0 ? share + rest : share));
}
