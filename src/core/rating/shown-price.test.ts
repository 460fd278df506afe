import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { toRational, toMinor } from "@/core/money/money";
import { ZERO, addRational, micro } from "@/core/money/quantity";

import { cdr, element, period, tariff } from "./build.fixture";
import { priceRetail } from "./retail";
import { showFigures } from "./shown-price";

const currencies = fc.constantFrom("SEK", "EUR", "JPY", "KWD");
const amounts = fc.array(
  fc.record({
    amount: fc.record({
      n: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      d: fc.constantFrom(1n, 100n, 1_000_000n, 36_000_000n, 7n, 10n ** 12n),
    }),
  }),
  { maxLength: 12 },
);
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

describe("the figures of a price as they are shown", () => {
  it("add up to the total, to the last digit, for any lines and currency", () => {
    fc.assert(
      fc.property(amounts, currencies, (lines, currency) => {
        const exact = lines.reduce((all, { amount }) => addRational(all, amount), ZERO);
        const owed = toMinor(exact, currency, "half-away");
        const shown = showFigures(lines, currency, toRational(owed));
        expect(sum(shown.amounts) + shown.rounding).toBe(shown.total);
        expect(toMinor(shown.total, currency, "half-away")).toEqual(owed);
        const unit = 10n ** BigInt(6 - shown.digits);
        for (const figure of [...shown.amounts, shown.rounding]) expect(figure % unit).toBe(0n);
      }),
    );
  });

  it("come to what is owed with the rows of VAT beside them, to the öre, for any charge", () => {
    const volume = fc.bigInt({ min: 0n, max: 90_000_000n });
    const price = fc.bigInt({ min: 0n, max: 9_000_000n });
    const basis = fc.constantFrom("gross" as const, "net" as const);
    const rate = fc.constantFrom(0, 60_000, 210_000, 250_000);
    fc.assert(
      fc.property(volume, price, basis, rate, (energy, perKwh, side, vatRate) => {
        const charge = cdr("2026-11-12T17:00:00Z", [
          period("2026-11-12T15:00:00Z", "ENERGY 1"),
          {
            startDateTime: Temporal.Instant.from("2026-11-12T16:00:00Z"),
            dimensions: [{ type: "ENERGY", volume: energy }],
          },
        ]);
        const by = tariff([element(["FLAT 1.005", "ENERGY 0.3333 /100"])], {
          taxIncluded: side === "gross" ? "YES" : "NO",
          currency: "SEK",
        });
        const outcome = priceRetail({
          mode: "own-tariff",
          cdr: charge,
          timeZone: null,
          basis: side,
          currency: "SEK",
          tariff: {
            ...by,
            elements: [
              ...by.elements,
              {
                priceComponents: [{ type: "ENERGY", price: perKwh, stepSize: 0 }],
              },
            ],
          },
          vatRate,
        });
        if (!outcome.ok) throw new Error(outcome.reason.code);
        const { lines, netMinor, grossMinor, perRate } = outcome.value;
        const owed = { amountMinor: side === "gross" ? grossMinor : netMinor, currency: "SEK" };
        const shown = showFigures(lines, "SEK", toRational(owed));
        const vat = sum(perRate.map((row) => row.vatMinor)) * 10_000n;
        const inBasis = sum(shown.amounts) + shown.rounding;
        expect(side === "gross" ? inBasis : inBasis + vat).toBe(grossMinor * 10_000n);
        expect(side === "gross" ? inBasis - vat : inBasis).toBe(netMinor * 10_000n);
      }),
    );
  });

  it("keep the currency's own places where nothing lies below them", () => {
    const lines = [{ amount: { n: 3_264n, d: 100n } }, { amount: { n: 5n, d: 1n } }];
    expect(showFigures(lines, "SEK")).toMatchObject({ digits: 2, rounding: 0n });
    const fine = [...lines, { amount: { n: 18_485n, d: 1000n } }];
    expect(showFigures(fine, "SEK")).toMatchObject({ digits: 4, total: micro("56.125") });
    expect(showFigures([{ amount: { n: 7n, d: 1n } }], "JPY").digits).toBe(0);
  });
});
