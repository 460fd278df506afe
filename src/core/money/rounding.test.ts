import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { RoundingMode } from "./rounding";
import { divRound } from "./rounding";

const cases: [RoundingMode, bigint[]][] = [
  // of −2.5, −1.5, −1.4, 1.4, 1.5, 2.5
  ["half-away", [-3n, -2n, -1n, 1n, 2n, 3n]],
  ["half-even", [-2n, -2n, -1n, 1n, 2n, 2n]],
  ["up", [-3n, -2n, -2n, 2n, 2n, 3n]],
  ["down", [-2n, -1n, -1n, 1n, 1n, 2n]],
  ["ceil", [-2n, -1n, -1n, 2n, 2n, 3n]],
  ["floor", [-3n, -2n, -2n, 1n, 1n, 2n]],
];
const tenths = [-25n, -15n, -14n, 14n, 15n, 25n];

describe("divRound", () => {
  it.each(cases)("%s moves ties and rests its own way, on both sides of zero", (mode, expected) => {
    expect(tenths.map((value) => divRound(value, 10n, mode))).toEqual(expected);
    expect(tenths.map((value) => divRound(-value, -10n, mode))).toEqual(expected);
  });

  it("is never further from the quotient than the mode allows", () => {
    const modes = cases.map(([mode]) => mode);
    const denominators = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((d) => d !== 0n);
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        denominators,
        fc.constantFrom(...modes),
        (n, d, mode) => {
          const off = divRound(n, d, mode) * d - n;
          const size = off < 0n ? -off : off;
          const whole = d < 0n ? -d : d;
          return mode.startsWith("half") ? 2n * size <= whole : size < whole;
        },
      ),
    );
  });

  it("refuses to divide by zero", () => {
    expect(() => divRound(1n, 0n, "down")).toThrow("division by zero");
  });
});
