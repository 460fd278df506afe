import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";

import { invariant } from "@/core/invariant";
import type { RoundingMode } from "./rounding";
import { divRound } from "./rounding";

/**
 * An exact decimal as an integer count of 10⁻⁶: of a kWh, an hour, an ampere, a kilowatt or of a
 * currency's main unit. Which one, the field that holds it says.
 */
export type Micro = bigint;

/** One whole in `Micro`. */
export const MICRO = 1_000_000n;

/** A rate of tax or margin in 10⁻⁴ %: 25 % is 250 000, 100 % is `RATE_WHOLE`. A safe integer. */
export type Rate = number;

/** 100 % as a `Rate`. */
export const RATE_WHOLE = 1_000_000;

/** An exact fraction. The denominator is positive; it need not be in lowest terms. */
export type Rational = { readonly n: bigint; readonly d: bigint };

/** A decimal read from text: the value, and whether digits beyond the scale were rounded off. */
export type ParsedDecimal = { readonly value: bigint; readonly isRounded: boolean };

const DECIMAL = /^([+-])?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
const MAX_TEXT = 200;
const MAX_SHIFT = 200;

/**
 * Reads a decimal in plain or exponent notation as an integer count of 10⁻ᵈⁱᵍⁱᵗˢ. Digits beyond the
 * scale are rounded half away from zero and reported. Refuses what is no number, and texts or
 * exponents beyond 200 digits.
 */
export function parseDecimal(text: string, digits: number): Outcome<ParsedDecimal, "not-a-number"> {
  if (text.length > MAX_TEXT) return no("not-a-number");
  const match = DECIMAL.exec(text.trim());
  if (match === null) return no("not-a-number");
  const whole = match[2] ?? "";
  const fraction = match[3] ?? "";
  if (whole === "" && fraction === "") return no("not-a-number");
  const shift = Number(match[4] ?? "0") + digits - fraction.length;
  if (Math.abs(shift) > MAX_SHIFT) return no("not-a-number");
  const unsigned = BigInt(whole + fraction);
  const significand = match[1] === "-" ? -unsigned : unsigned;
  if (shift >= 0) return ok({ value: significand * 10n ** BigInt(shift), isRounded: false });
  const divisor = 10n ** BigInt(-shift);
  return ok({
    value: divRound(significand, divisor, "half-away"),
    isRounded: significand % divisor !== 0n,
  });
}

/** `parseDecimal` at the scale of `Micro`. */
export function parseMicro(text: string): Outcome<ParsedDecimal, "not-a-number"> {
  return parseDecimal(text, 6);
}

/** A percentage ("25", "5.5") as a `Rate`. Refuses what is not within ±1000 %. */
export function parseRate(
  percent: string,
): Outcome<{ value: Rate; isRounded: boolean }, "not-a-number"> {
  const parsed = parseDecimal(percent, 4);
  if (!parsed.ok) return parsed;
  const value = Number(parsed.value.value);
  if (Math.abs(value) > 10 * RATE_WHOLE) return no("not-a-number");
  return ok({ value, isRounded: parsed.value.isRounded });
}

/** A decimal literal of our own code or tests as `Micro`. Throws on anything inexact. */
export function micro(text: string): Micro {
  const parsed = parseMicro(text);
  invariant(parsed.ok && !parsed.value.isRounded, `not an exact micro decimal: ${text}`);
  return parsed.value.value;
}

/** An integer count of 10⁻ᵈⁱᵍⁱᵗˢ as the shortest plain decimal, with a point: `20450000n` → "20.45". */
export function formatScaled(value: bigint, digits: number): string {
  const sign = value < 0n ? "-" : "";
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  const cut = text.length - digits;
  const fraction = text.slice(cut).replace(/0+$/, "");
  return sign + text.slice(0, cut) + (fraction === "" ? "" : `.${fraction}`);
}

/** A `Micro` as the shortest plain decimal. */
export function formatMicro(value: Micro): string {
  return formatScaled(value, 6);
}

/** A fraction as a decimal of at most `digits` places, rounded half away from zero. */
export function formatRational(value: Rational, digits: number): string {
  return formatScaled(divRound(value.n * 10n ** BigInt(digits), value.d, "half-away"), digits);
}

/** A `Micro` as a fraction. */
export function rationalOf(value: Micro): Rational {
  return { n: value, d: MICRO };
}

/** The fraction 0. */
export const ZERO: Rational = { n: 0n, d: 1n };

/** Exact sum. */
export function addRational(a: Rational, b: Rational): Rational {
  return a.d === b.d ? { n: a.n + b.n, d: a.d } : reduce(a.n * b.d + b.n * a.d, a.d * b.d);
}

/** Exact difference `a − b`. */
export function subtractRational(a: Rational, b: Rational): Rational {
  return addRational(a, { n: -b.n, d: b.d });
}

/** Exact product. */
export function multiplyRational(a: Rational, b: Rational): Rational {
  return reduce(a.n * b.n, a.d * b.d);
}

/** Exact quotient. Throws on a division by zero. */
export function divideRational(a: Rational, b: Rational): Rational {
  invariant(b.n !== 0n, "division by zero");
  return b.n < 0n ? reduce(-a.n * b.d, -b.n * a.d) : reduce(a.n * b.d, b.n * a.d);
}

/** −1, 0 or 1 as `a` is below, equal to or above `b`. */
export function compareRational(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left === right ? 0 : left < right ? -1 : 1;
}

/** A fraction as `Micro`, rounded by the mode that the caller names. */
export function toMicro(value: Rational, mode: RoundingMode): Micro {
  return divRound(value.n * MICRO, value.d, mode);
}

function reduce(n: bigint, d: bigint): Rational {
  let a = n < 0n ? -n : n;
  let b = d;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n || a === 1n ? { n, d } : { n: n / a, d: d / a };
}
