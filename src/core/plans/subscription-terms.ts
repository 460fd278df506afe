import type { Micro } from "@/core/money/quantity";

/** How long a fee pays for. */
export const FEE_INTERVALS = ["month", "year"] as const;
export type FeeInterval = (typeof FEE_INTERVALS)[number];

/** What a subscription costs and caps in one currency, in the plan's basis. */
export type CurrencyTerms = {
  readonly currency: string;
  /** Of one period, in advance; minor units. */
  readonly feeMinor: bigint;
  /** The most that staying without charging costs in one charge, 10⁻⁶ of the currency; absent: no cap. */
  readonly idleCap?: Micro;
};

/** What a fee buys, besides the plan's prices, which hold for whatever is not included. */
export type SubscriptionTerms = {
  readonly interval: FeeInterval;
  readonly currencies: readonly CurrencyTerms[];
  /** Days without a fee before the first period; 0: none. */
  readonly trialDays: number;
  /** Energy of a period that costs nothing more, 10⁻⁶ kWh. */
  readonly includedMicroKwh: Micro;
  /** Charges of a period without a start fee. */
  readonly freeStarts: number;
};

/** The terms in a currency, or undefined where the subscription is not sold in it. */
export function termsIn(terms: SubscriptionTerms, currency: string): CurrencyTerms | undefined {
  return terms.currencies.find((one) => one.currency === currency);
}
