import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exponentOf } from "./currency";
import { parseAmount } from "./written-amount";

describe("an amount as people write it", () => {
  it.each([
    ["1 234,50", "SEK", 123_450n],
    ["1.234,50", "EUR", 123_450n],
    ["1,234.50", "EUR", 123_450n],
    ["-86.4", "SEK", -8_640n],
    ["\u22123", "SEK", -300n],
    ["100", "JPY", 100n],
    ["1,234", "KWD", 1_234n],
    ["5,0000", "SEK", 500n],
  ])("%s %s", (text, currency, minor) => {
    expect(parseAmount(text, currency)).toEqual({ ok: true, value: minor });
  });

  it.each([
    ["", "no_amount"],
    ["1e3", "no_amount"],
    ["0,5 kr", "no_amount"],
    ["0,001", "too_precise"],
    ["1.230", "too_precise"],
    ["9999999999999999", "no_amount"],
  ])("refuses %j", (text, reason) => {
    expect(parseAmount(text, "SEK")).toEqual({ ok: false, reason });
  });

  it("reads back what any currency writes", () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 12n),
        fc.constantFrom("SEK", "JPY", "KWD"),
        (minor, currency) => {
          const exponent = exponentOf(currency) ?? 0;
          const digits = String(minor).padStart(exponent + 1, "0");
          const text =
            exponent === 0 ? digits : `${digits.slice(0, -exponent)},${digits.slice(-exponent)}`;
          expect(parseAmount(text, currency)).toEqual({ ok: true, value: minor });
        },
      ),
    );
  });
});
