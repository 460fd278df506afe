import { expect, test } from "vitest";
import { checkAmount, shown } from "./amounts";
import { ApiError } from "./errors";

/** The least that may be charged, the next amount that may be, and how Stripe's unit reads. */
const TABLE = [
  ["sek", 300, 301, "3.00 SEK"],
  ["eur", 50, 51, "0.50 EUR"],
  ["usd", 50, 51, "0.50 USD"],
  ["gbp", 30, 31, "0.30 GBP"],
  ["dkk", 250, 251, "2.50 DKK"],
  ["nok", 300, 301, "3.00 NOK"],
  ["czk", 1500, 1501, "15.00 CZK"],
  ["huf", 17_500, 17_501, "175.00 HUF"],
  ["jpy", 50, 51, "50 JPY"],
  ["krw", 1, 2, "1 KRW"],
  ["clp", 1, 2, "1 CLP"],
  ["isk", 100, 200, "1.00 ISK"],
  ["ugx", 100, 200, "1.00 UGX"],
  ["kwd", 10, 20, "0.010 KWD"],
  ["bhd", 10, 20, "0.010 BHD"],
  ["tnd", 10, 20, "0.010 TND"],
] as const;

function refusal(amount: number, currency: string): string | null {
  try {
    checkAmount(amount, currency);
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error.fields.code ?? "";
    throw error;
  }
}

test.each(TABLE)("%s: from %i, by steps, to eight digits", (currency, least, next, text) => {
  expect(refusal(least, currency)).toBeNull();
  expect(refusal(next, currency)).toBeNull();
  expect(shown(least, currency)).toBe(text);
  expect(refusal(least - 1, currency)).not.toBeNull();
  expect(refusal(next - 1, currency) === null).toBe(next - 1 === least);
  const step = next - least;
  const largest = 99_999_999 - (99_999_999 % step);
  expect(refusal(largest, currency)).toBeNull();
  expect(refusal(100_000_000, currency)).toBe("amount_too_large");
});

test.each([0, -1])("%i is no amount", (amount) => {
  expect(refusal(amount, "sek")).toBe("parameter_invalid_integer");
});
