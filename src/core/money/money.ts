import { invariant } from "@/core/invariant";

import { exponentOf, isCurrency } from "./currency";
import type { Micro, Rational } from "./quantity";
import { MICRO, formatScaled } from "./quantity";
import type { RoundingMode } from "./rounding";
import { divRound } from "./rounding";

/** An amount that is owed: whole minor units (öre, cents) of one ISO 4217 currency. */
export type Money = { readonly amountMinor: bigint; readonly currency: string };

/** `amountMinor` of `currency`. Throws on an unknown currency. */
export function money(amountMinor: bigint, currency: string): Money {
  invariant(isCurrency(currency), `unknown currency ${currency}`);
  return { amountMinor, currency };
}

/** Nothing, in `currency`. */
export function zero(currency: string): Money {
  return money(0n, currency);
}

/** `a + b`. Throws on mixed currencies. */
export function add(a: Money, b: Money): Money {
  assertSame(a, b);
  return { amountMinor: a.amountMinor + b.amountMinor, currency: a.currency };
}

/** `a − b`. Throws on mixed currencies. */
export function subtract(a: Money, b: Money): Money {
  assertSame(a, b);
  return { amountMinor: a.amountMinor - b.amountMinor, currency: a.currency };
}

/** The same amount with the other sign. */
export function negate(a: Money): Money {
  return { amountMinor: -a.amountMinor, currency: a.currency };
}

/** The sum of `amounts`, all in `currency`; zero for none. Throws on another currency. */
export function sum(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce(add, zero(currency));
}

/** −1, 0 or 1 as `a` is below, equal to or above `b`. Throws on mixed currencies. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  assertSame(a, b);
  return a.amountMinor === b.amountMinor ? 0 : a.amountMinor < b.amountMinor ? -1 : 1;
}

/**
 * The one bridge from derived quantities to what is owed: `quantity` (a fraction of the main unit,
 * or `Micro`) rounded by `mode` to whole minor units. Throws on an unknown currency.
 */
export function toMinor(quantity: Rational | Micro, currency: string, mode: RoundingMode): Money {
  const exponent = exponentOf(currency);
  invariant(exponent !== undefined, `unknown currency ${currency}`);
  const scale = 10n ** BigInt(exponent);
  const amountMinor =
    typeof quantity === "bigint"
      ? divRound(quantity * scale, MICRO, mode)
      : divRound(quantity.n * scale, quantity.d, mode);
  return { amountMinor, currency };
}

/** Money as an exact fraction of the main unit. */
export function toRational(amount: Money): Rational {
  const exponent = exponentOf(amount.currency);
  invariant(exponent !== undefined, `unknown currency ${amount.currency}`);
  return { n: amount.amountMinor, d: 10n ** BigInt(exponent) };
}

/** A plain decimal with all places of the currency ("12.50"), for machines; people get i18n's formats. */
export function toDecimalText(amount: Money): string {
  const exponent = exponentOf(amount.currency);
  invariant(exponent !== undefined, `unknown currency ${amount.currency}`);
  const short = formatScaled(amount.amountMinor, exponent);
  if (exponent === 0) return short;
  const [whole = "0", fraction = ""] = short.split(".");
  return `${whole}.${fraction.padEnd(exponent, "0")}`;
}

function assertSame(a: Money, b: Money): void {
  invariant(a.currency === b.currency, `currencies differ: ${a.currency} and ${b.currency}`);
}
