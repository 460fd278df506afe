/**
 * The smallest charge that Stripe takes, in our minor units (docs.stripe.com/currencies, minimum charge
 * amounts; read 2026-11). Where a currency is not listed Stripe wants the worth of 0.50 USD: it says so itself.
 */
const SMALLEST: Readonly<Record<string, bigint>> = {
  AED: 200n,
  AUD: 50n,
  BGN: 100n,
  BRL: 50n,
  CAD: 50n,
  CHF: 50n,
  CZK: 1_500n,
  DKK: 250n,
  EUR: 50n,
  GBP: 30n,
  HKD: 400n,
  HUF: 17_500n,
  INR: 50n,
  JPY: 50n,
  MXN: 1_000n,
  MYR: 200n,
  NOK: 300n,
  NZD: 50n,
  PLN: 200n,
  RON: 200n,
  SEK: 300n,
  SGD: 50n,
  THB: 1_000n,
  USD: 50n,
};

/** Currencies whose amounts must end in a nought at Stripe, though ISO 4217 gives them three decimals. */
const IN_TENS: ReadonlySet<string> = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

/** ISO 4217 gives the ariary two decimals, Stripe none. */
const IN_HUNDREDS: ReadonlySet<string> = new Set(["MGA"]);

/** Less than this, in minor units, is not asked of a driver by card or debit: it waits for the next invoice. */
export function smallestChargeMinor(currency: string): bigint {
  return SMALLEST[currency] ?? chargeStepMinor(currency);
}

/** What charges in the currency are multiples of, in minor units: totals should be rounded to it. */
export function chargeStepMinor(currency: string): bigint {
  if (IN_TENS.has(currency)) return 10n;
  return IN_HUNDREDS.has(currency) ? 100n : 1n;
}

/** The most of an amount that can be charged, in minor units: what is below the currency's step stays open. */
export function chargeableMinor(amountMinor: bigint, currency: string): bigint {
  return amountMinor - (amountMinor % chargeStepMinor(currency));
}
