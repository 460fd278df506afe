import { allocate } from "@/core/money/allocate";
import { divRound } from "@/core/money/rounding";
import { sumOf, vatAmountOf, type PriceBasis, type VatAmount } from "@/core/money/vat-amount";
import { roundTotal, type TotalRounding } from "./total-rounding";
import type { VatCategory } from "./vat-category";

/** A line of a document to be summed: whose VAT it has, and its amounts. */
export interface TaxedLine {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly amounts: readonly VatAmount[];
}

/** Amounts of one country, category and rate. */
export interface TaxedAmount extends VatAmount {
  readonly country: string;
  readonly category: VatCategory;
}

/** The totals of a document: one row per country, category and rate, and their sums. */
export interface DocumentTotals {
  readonly perRate: readonly TaxedAmount[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  /** net + vat. */
  readonly grossMinor: bigint;
  /** What the sum was rounded by (öresavrundning); 0 for none. */
  readonly roundingMinor: bigint;
  /** gross + rounding: what is owed. */
  readonly totalMinor: bigint;
}

const ORDER: readonly VatCategory[] = ["S", "Z", "AE", "O"];

/**
 * The totals of a document by ruling 7: the amounts of the lines are summed per country, category and rate in their
 * basis, and VAT is reckoned once on that sum. Two countries of one rate are two rows: each is owed its own.
 */
export function documentTotals(
  basis: PriceBasis,
  lines: readonly TaxedLine[],
  rounding?: TotalRounding,
): DocumentTotals {
  const sums = new Map<string, Omit<TaxedAmount, "netMinor" | "vatMinor" | "grossMinor">>();
  const based = new Map<string, bigint>();
  for (const { country, amounts } of lines) {
    for (const amount of amounts) {
      const key = keyOf(country, amount);
      const { vatRate, category = "S" } = amount;
      sums.set(key, { country, category, vatRate });
      based.set(key, (based.get(key) ?? 0n) + basedOn(basis, amount));
    }
  }
  const perRate = [...sums]
    .map(([key, row]) => ({ ...vatAmountOf(basis, based.get(key) ?? 0n, row.vatRate), ...row }))
    .toSorted(inOrder);
  const sum = sumOf(perRate);
  const totalMinor = roundTotal(sum.grossMinor, rounding);
  return { perRate, ...sum, totalMinor, roundingMinor: totalMinor - sum.grossMinor };
}

/** The totals of one booked fact as they were booked: its rows of one category and rate are summed, nothing is reckoned. */
export function bookedTotals(country: string, amounts: readonly VatAmount[]): DocumentTotals {
  const rows = Map.groupBy(amounts, (amount) => keyOf(country, amount));
  const perRate = [...rows.values()]
    .flatMap((group) => group.slice(0, 1).map((first) => ({ first, sum: sumOf(group) })))
    .map(({ first: { category = "S", vatRate }, sum }) => ({ country, category, vatRate, ...sum }))
    .toSorted(inOrder);
  const sum = sumOf(perRate);
  return { perRate, ...sum, totalMinor: sum.grossMinor, roundingMinor: 0n };
}

/**
 * The lines with the document's VAT shared out among them, so that lines and totals agree to the last
 * minor unit: in each country, category and rate the lines' VAT adds up to the document's.
 */
export function alignLines(
  basis: PriceBasis,
  lines: readonly TaxedLine[],
  totals: DocumentTotals,
): TaxedAmount[][] {
  const aligned = lines.map(({ country, amounts }) =>
    amounts.map((amount) => ({ ...amount, country, category: amount.category ?? "S" })),
  );
  const places = Map.groupBy(
    aligned.flatMap((amounts, line) => amounts.map((amount, at) => ({ line, at, amount }))),
    ({ amount }) => keyOf(amount.country, amount),
  );
  for (const total of totals.perRate) {
    const mine = places.get(keyOf(total.country, total)) ?? [];
    const based = mine.map(({ amount }) => basedOn(basis, amount));
    const shares = shareVat(total.vatMinor, based);
    mine.forEach(({ line, at, amount }, index) => {
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

function keyOf(country: string, { vatRate, category = "S" }: VatAmount): string {
  return `${country} ${category} ${vatRate}`;
}

function basedOn(basis: PriceBasis, amount: VatAmount): bigint {
  return basis === "gross" ? amount.grossMinor : amount.netMinor;
}

function inOrder(a: TaxedAmount, b: TaxedAmount): number {
  if (a.country !== b.country) return a.country < b.country ? -1 : 1;
  return ORDER.indexOf(a.category) - ORDER.indexOf(b.category) || b.vatRate - a.vatRate;
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
