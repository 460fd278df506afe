import { invariant } from "@/core/invariant";
import { exponentOf } from "@/core/money/currency";

/** In main units: about what an hour at a usual station costs. */
const LEAST: Readonly<Record<string, bigint>> = {
  SEK: 100n,
  NOK: 100n,
  DKK: 75n,
  ISK: 1_500n,
  CZK: 250n,
  PLN: 45n,
  HUF: 4_000n,
  RON: 50n,
  JPY: 1_500n,
  KRW: 15_000n,
};

/** EUR, GBP, CHF, USD and what else is of their size. */
const USUAL = 10n;

/** What a wallet must hold at least for a charge to start, in the currency's minor units (100.00 SEK, 10.00 EUR). */
export function leastCredit(currency: string): bigint {
  const exponent = exponentOf(currency);
  invariant(exponent !== undefined, `unknown currency ${currency}`);
  return (LEAST[currency] ?? USUAL) * 10n ** BigInt(exponent);
}
