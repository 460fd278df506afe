import type { TaxedAmount } from "@/core/invoicing/totals";
import type { PriceBasis } from "@/core/money/vat-amount";

/** A line of a document that was issued, and what is left to credit of it. */
export interface CreditableLine {
  /** Its place on the document. */
  readonly seq: number;
  /** One row for each country, category and rate; of a line that took something off, below zero. */
  readonly left: readonly TaxedAmount[];
}

/** What is given back of a line: positive amounts; below zero where a line that took something off is taken back too. */
export interface CreditedLine {
  readonly seq: number;
  readonly amounts: readonly TaxedAmount[];
}

/** Names the rate that an amount belongs to. */
export function rateKey({ country, category, vatRate }: TaxedAmount): string {
  return `${country} ${category} ${vatRate}`;
}

/** The figure that was agreed on: with VAT for gross prices, without for net ones. */
export function basedOn(basis: PriceBasis, amount: Pick<TaxedAmount, "netMinor" | "grossMinor">) {
  return basis === "gross" ? amount.grossMinor : amount.netMinor;
}

/** Amounts summed by rate, in the order in which the rates first occur. */
export function sumByRate(amounts: readonly TaxedAmount[]): TaxedAmount[] {
  const sums = new Map<string, TaxedAmount>();
  for (const amount of amounts) {
    const before = sums.get(rateKey(amount));
    sums.set(rateKey(amount), before ? plus(before, amount) : amount);
  }
  return [...sums.values()];
}

/** What is left of a line's amounts once others have been given back of it, rate by rate. */
export function leftOf(
  original: readonly TaxedAmount[],
  given: readonly TaxedAmount[],
): TaxedAmount[] {
  const taken = new Map(sumByRate(given).map((amount) => [rateKey(amount), amount]));
  return sumByRate(original).map((amount) => {
    const gone = taken.get(rateKey(amount));
    return gone ? plus(amount, negated(gone)) : amount;
  });
}

/** The same amount with the other sign. */
function negated(amount: TaxedAmount): TaxedAmount {
  return {
    ...amount,
    netMinor: -amount.netMinor,
    vatMinor: -amount.vatMinor,
    grossMinor: -amount.grossMinor,
  };
}

function plus(a: TaxedAmount, b: TaxedAmount): TaxedAmount {
  return {
    ...a,
    netMinor: a.netMinor + b.netMinor,
    vatMinor: a.vatMinor + b.vatMinor,
    grossMinor: a.grossMinor + b.grossMinor,
  };
}
