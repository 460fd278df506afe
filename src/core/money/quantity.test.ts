import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  addRational,
  compareRational,
  formatMicro,
  formatRational,
  micro,
  multiplyRational,
  parseDecimal,
  parseMicro,
  parseRate,
  subtractRational,
  toMicro,
} from "./quantity";

describe("parseMicro", () => {
  it.each([
    ["0.25", 250_000n, false],
    ["-0.00015", -150n, false],
    ["1e-7", 0n, true],
    ["5e-7", 1n, true],
    ["-5e-7", -1n, true],
    ["1.5E+3", 1_500_000_000n, false],
    ["15.929608862144420131291028447", 15_929_609n, true],
    ["00012.", 12_000_000n, false],
    [".5", 500_000n, false],
    [" 2.00 ", 2_000_000n, false],
  ])("reads %s exactly, or says that it rounded", (text, value, isRounded) => {
    expect(parseMicro(text)).toEqual({ ok: true, value: { value, isRounded } });
  });

  it.each(["", ".", "1,5", "0x10", "NaN", "Infinity", "1e999", "--1", "1 2", "9".repeat(201)])(
    "refuses %j instead of guessing",
    (text) => {
      expect(parseMicro(text)).toEqual({ ok: false, reason: "not-a-number" });
    },
  );

  it("reads back whatever it printed", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (value) => {
        expect(micro(formatMicro(value))).toBe(value);
      }),
    );
  });

  it("agrees with the digits of a double of few decimals", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), (tenThousandths) => {
        expect(parseDecimal(String(tenThousandths / 10_000), 4)).toEqual({
          ok: true,
          value: { value: BigInt(tenThousandths), isRounded: false },
        });
      }),
    );
  });
});

describe("parseRate", () => {
  it("holds a tax rate in 10⁻⁴ %", () => {
    expect(parseRate("25")).toEqual({ ok: true, value: { value: 250_000, isRounded: false } });
    expect(parseRate("5.2")).toEqual({ ok: true, value: { value: 52_000, isRounded: false } });
    expect(parseRate("100000")).toEqual({ ok: false, reason: "not-a-number" });
  });
});

describe("fractions", () => {
  const fraction = fc.record({
    n: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    d: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  });

  it("add, subtract and multiply without loss", () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(compareRational(subtractRational(addRational(a, b), b), a)).toBe(0);
        const left = multiplyRational(addRational(a, b), c);
        const right = addRational(multiplyRational(a, c), multiplyRational(b, c));
        expect(compareRational(left, right)).toBe(0);
      }),
    );
  });

  it("round only when printed or turned into micro", () => {
    expect(formatRational({ n: 2n, d: 3n }, 8)).toBe("0.66666667");
    expect(formatRational({ n: -1n, d: 4n }, 8)).toBe("-0.25");
    expect(toMicro({ n: 1n, d: 3n }, "down")).toBe(333_333n);
  });
});
