import { invariant } from "@/core/invariant";
import { no, ok, type Outcome } from "@/core/outcome";
import { exponentOf } from "./currency";

/** Why a text is no amount: no number at all, or finer than the currency's minor unit. */
export type AmountRefusal = "no_amount" | "too_precise";

/**
 * Minor units of an amount as people and their programs write it: "1 234,50", "1.234,50", "-86.4". The last comma or
 * point begins the decimals; more of them than the currency has must be zeros. Three digits after a lone separator could
 * be thousands as well as decimals ("1.230"): that is refused rather than guessed.
 */
export function parseAmount(text: string, currency: string): Outcome<bigint, AmountRefusal> {
  const exponent = exponentOf(currency);
  invariant(exponent !== undefined, `unknown currency ${currency}`);
  const plain = text.replaceAll(/[\s\u00A0']/gu, "").replace("\u2212", "-");
  const last = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
  const whole = (last < 0 ? plain : plain.slice(0, last)).replaceAll(/[.,]/gu, "");
  const decimals = last < 0 ? "" : plain.slice(last + 1);
  if (!/^-?\d{1,15}$/u.test(whole) || !/^\d{0,12}$/u.test(decimals)) return no("no_amount");
  const isUnclear = decimals.length === 3 && exponent !== 3;
  if (isUnclear || /[1-9]/u.test(decimals.slice(exponent))) return no("too_precise");
  const digits = decimals.slice(0, exponent).padEnd(exponent, "0");
  const minor = BigInt(whole.replace("-", "") + digits);
  return ok(whole.startsWith("-") ? -minor : minor);
}
