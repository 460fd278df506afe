import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { allocate } from "./allocate";
import { currencyCodes, exponentOf, isCurrency } from "./currency";
import {
  add,
  compare,
  money,
  negate,
  subtract,
  sum,
  toDecimalText,
  toMinor,
  toRational,
  zero,
} from "./money";
import { micro } from "./quantity";

const sek = (amountMinor: bigint) => money(amountMinor, "SEK");

describe("money", () => {
  it("adds, subtracts, negates, sums and compares whole minor units", () => {
    expect(add(sek(150n), sek(-50n))).toEqual(sek(100n));
    expect(subtract(sek(150n), sek(200n))).toEqual(sek(-50n));
    expect(negate(sek(5n))).toEqual(sek(-5n));
    expect(sum([sek(1n), sek(2n)], "SEK")).toEqual(sek(3n));
    expect(sum([], "SEK")).toEqual(zero("SEK"));
    expect(zero("SEK")).toEqual(sek(0n));
    expect(compare(sek(1n), sek(2n))).toBe(-1);
  });

  it("never mixes currencies", () => {
    const eur = money(1n, "EUR");
    expect(() => add(sek(1n), eur)).toThrow("currencies differ");
    expect(() => subtract(sek(1n), eur)).toThrow("currencies differ");
    expect(() => compare(sek(1n), eur)).toThrow("currencies differ");
    expect(() => sum([eur], "SEK")).toThrow("currencies differ");
    expect(() => money(1n, "XXX")).toThrow("unknown currency");
  });

  it("rounds to the currency's own minor unit, once, by the named mode", () => {
    expect(toMinor(micro("5.125"), "EUR", "half-away").amountMinor).toBe(513n);
    expect(toMinor(micro("5.125"), "EUR", "half-even").amountMinor).toBe(512n);
    expect(toMinor(micro("-5.125"), "EUR", "half-away").amountMinor).toBe(-513n);
    expect(toMinor(micro("100.5"), "JPY", "half-away").amountMinor).toBe(101n);
    expect(toMinor({ n: 1n, d: 3n }, "KWD", "half-away").amountMinor).toBe(333n);
    expect(toRational(money(1n, "KWD"))).toEqual({ n: 1n, d: 1000n });
  });

  it("prints all places of the currency", () => {
    expect(toDecimalText(sek(1250n))).toBe("12.50");
    expect(toDecimalText(sek(-5n))).toBe("-0.05");
    expect(toDecimalText(money(500n, "JPY"))).toBe("500");
  });
});

describe("currencies", () => {
  it("have ISO 4217's exponents, not always 2", () => {
    const exponents = ["SEK", "EUR", "HUF", "JPY", "KWD", "ISK", "CLF"].map(exponentOf);
    expect(exponents).toEqual([2, 2, 2, 0, 3, 0, 4]);
    expect(isCurrency("eur")).toBe(false);
    expect(exponentOf("XXX")).toBeUndefined();
    const codes = currencyCodes();
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });

  it("agree with the runtime wherever both state the official exponent", () => {
    // CLDR prints these with the digits that people use, not with ISO 4217's.
    const colloquial = new Set(
      "AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR RSD SOS SYP TWD YER UZS TZS GYD AMD CRC ZMK MNT KMF STN VUV BIF CHW CHE USN CLF UYW MRU MUR NOK CZK SEK DKK PYG UYI TMM LUF XAD XCG VED ZWG".split(
        " ",
      ),
    );
    const different = currencyCodes().filter((code) => {
      if (colloquial.has(code)) return false;
      const format = new Intl.NumberFormat("en", { style: "currency", currency: code });
      return format.resolvedOptions().maximumFractionDigits !== exponentOf(code);
    });
    expect(different).toEqual([]);
  });
});

describe("allocate", () => {
  it("gives the odd unit to the largest remainder, then the largest weight, then the first", () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(allocate(1n, [1n, 3n])).toEqual([0n, 1n]);
    expect(allocate(3n, [0n, 0n])).toEqual([2n, 1n]);
    expect(() => allocate(1n, [])).toThrow("nothing to allocate");
  });

  it("always adds up, and no part is a whole unit off its share", () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), weights, (total, shares) => {
        const parts = allocate(total, shares);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        const whole = shares.reduce((a, b) => a + b, 0n);
        if (whole === 0n) return;
        parts.forEach((part, index) => {
          const off = part * whole - total * (shares[index] ?? 0n);
          expect(off < whole && -off < whole).toBe(true);
        });
      }),
    );
  });
});
