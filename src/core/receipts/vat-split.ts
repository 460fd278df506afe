import type { VatAmount } from "@/core/money/vat-amount";
import type { ChargeStatement } from "./charge-statement";

/** What charges of one currency come to in one country at one rate, credits taken off. Minor units. */
export interface VatShare {
  readonly currency: string;
  /** Whose VAT it is, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly category: NonNullable<VatAmount["category"]>;
  /** 10⁻⁴ %. */
  readonly vatRate: number;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
}

/** The sums of one currency. */
export type CurrencyTotal = Pick<VatShare, "currency" | "netMinor" | "vatMinor" | "grossMinor">;

type Priced = Pick<ChargeStatement, "currency" | "supplyCountry" | "perRate" | "credits">;

/**
 * The VAT of charges by currency, country, category and rate: the sum of the amounts that stand on each charge's own
 * statement, less what credit notes gave back. Sorted by currency, then country, then the highest rate first.
 */
export function splitVat(charges: readonly Priced[]): VatShare[] {
  return mergeShares(charges.flatMap(sharesOf));
}

/** Adds up shares of the same currency, country, category and rate. */
export function mergeShares(shares: readonly VatShare[]): VatShare[] {
  const sums = new Map<string, VatShare>();
  for (const share of shares) {
    const key = [share.currency, share.country, share.category, share.vatRate].join(" ");
    const known = sums.get(key);
    sums.set(key, known ? { ...known, ...sumOfTwo(known, share) } : share);
  }
  return [...sums.values()].toSorted(inOrder);
}

/** The sums of shares by currency, in the order of their codes. */
export function totalsOf(shares: readonly VatShare[]): CurrencyTotal[] {
  const totals = new Map<string, CurrencyTotal>();
  for (const { currency, ...share } of shares) {
    const { netMinor, vatMinor, grossMinor } = share;
    const known = totals.get(currency) ?? { currency, netMinor: 0n, vatMinor: 0n, grossMinor: 0n };
    totals.set(currency, { currency, ...sumOfTwo(known, { netMinor, vatMinor, grossMinor }) });
  }
  return [...totals.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

function sharesOf({ currency, supplyCountry: country, perRate, credits }: Priced): VatShare[] {
  const share = (amount: VatAmount, sign: 1n | -1n): VatShare => ({
    currency,
    country,
    category: amount.category ?? "S",
    vatRate: amount.vatRate,
    netMinor: sign * amount.netMinor,
    vatMinor: sign * amount.vatMinor,
    grossMinor: sign * amount.grossMinor,
  });
  const given = credits.flatMap((credit) => credit.perRate);
  return [...perRate.map((row) => share(row, 1n)), ...given.map((row) => share(row, -1n))];
}

type Sums = Pick<VatShare, "netMinor" | "vatMinor" | "grossMinor">;

function sumOfTwo(a: Sums, b: Sums): Sums {
  return {
    netMinor: a.netMinor + b.netMinor,
    vatMinor: a.vatMinor + b.vatMinor,
    grossMinor: a.grossMinor + b.grossMinor,
  };
}

function inOrder(a: VatShare, b: VatShare): number {
  if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
  if (a.country !== b.country) return a.country < b.country ? -1 : 1;
  if (a.vatRate !== b.vatRate) return b.vatRate - a.vatRate;
  return a.category < b.category ? -1 : 1;
}
