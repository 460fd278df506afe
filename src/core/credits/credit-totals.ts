import type { TaxedAmount } from "@/core/invoicing/totals";
import { sumByRate, type CreditableLine, type CreditedLine } from "./creditable-line";

/** The sums of a credit note, positive. net + vat + rounding = total. */
export interface CreditTotals {
  readonly perRate: readonly TaxedAmount[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  /** What the document that it takes back was rounded by, where all of that is taken back; else 0. */
  readonly roundingMinor: bigint;
  readonly totalMinor: bigint;
}

/**
 * The totals of a credit note: the sums of its lines, rate by rate. Whoever takes back the last of a document takes back
 * the rounding of its total too (`roundingLeftMinor`), so that nothing of it stays owed.
 */
export function creditTotals(
  lines: readonly CreditableLine[],
  credited: readonly CreditedLine[],
  roundingLeftMinor: bigint,
): CreditTotals {
  const perRate = sumByRate(credited.flatMap(({ amounts }) => amounts));
  const netMinor = perRate.reduce((sum, amount) => sum + amount.netMinor, 0n);
  const vatMinor = perRate.reduce((sum, amount) => sum + amount.vatMinor, 0n);
  const roundingMinor = takesTheLast(lines, credited) ? roundingLeftMinor : 0n;
  return {
    perRate,
    netMinor,
    vatMinor,
    roundingMinor,
    totalMinor: netMinor + vatMinor + roundingMinor,
  };
}

function takesTheLast(lines: readonly CreditableLine[], credited: readonly CreditedLine[]) {
  const left = lines.flatMap((line) => line.left);
  return grossOf(left) === grossOf(credited.flatMap(({ amounts }) => amounts));
}

function grossOf(amounts: readonly TaxedAmount[]): bigint {
  return amounts.reduce((sum, { grossMinor }) => sum + grossMinor, 0n);
}
