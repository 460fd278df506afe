import { exponentOf } from "@/core/money/currency";
import { invariant } from "@/core/invariant";
import type { Money } from "@/core/money/money";

/** Stripe's largest amount has eight digits. */
const MAX = 99_999_999n;

/** Currencies without decimals at Stripe, though ISO 4217 may give them some. */
const ZERO_DECIMAL: ReadonlySet<string> = new Set([
  "BIF",
  "CLP",
  "DJF",
  "GNF",
  "JPY",
  "KMF",
  "KRW",
  "MGA",
  "PYG",
  "RWF",
  "VND",
  "VUV",
  "XAF",
  "XOF",
  "XPF",
]);

/** Currencies that Stripe takes with two decimals, always ".00", though ISO 4217 gives them none. */
const WHOLE_WITH_TWO: ReadonlySet<string> = new Set(["ISK", "UGX"]);

/**
 * An amount as Stripe counts it. Three-decimal currencies must end in 0 there.
 * Throws `InvariantError` for an amount that Stripe cannot express.
 */
export function toStripeAmount({ amountMinor, currency }: Money): number {
  const ours = exponentOf(currency);
  invariant(ours !== undefined, `unknown currency ${currency}`);
  const theirs = stripeExponent(currency, ours);
  const amount =
    theirs >= ours
      ? amountMinor * 10n ** BigInt(theirs - ours)
      : exactly(amountMinor, ours - theirs);
  invariant(theirs !== 3 || amount % 10n === 0n, `${currency} amounts end in 0 at Stripe`);
  invariant(amount >= 0n && amount <= MAX, "the amount is beyond what Stripe takes");
  return Number(amount);
}

/** An amount of Stripe's as money. */
export function fromStripeAmount(amount: number, stripeCurrency: string): Money {
  const currency = stripeCurrency.toUpperCase();
  const ours = exponentOf(currency);
  invariant(ours !== undefined, `unknown currency ${currency}`);
  const theirs = stripeExponent(currency, ours);
  const value = BigInt(amount);
  return {
    currency,
    amountMinor:
      theirs >= ours ? exactly(value, theirs - ours) : value * 10n ** BigInt(ours - theirs),
  };
}

function stripeExponent(currency: string, iso: number): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  if (WHOLE_WITH_TWO.has(currency)) return 2;
  return iso;
}

function exactly(value: bigint, digits: number): bigint {
  const unit = 10n ** BigInt(digits);
  invariant(value % unit === 0n, "the amount has decimals that do not exist there");
  return value / unit;
}
