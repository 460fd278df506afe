import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { alignLines, documentTotals } from "./totals";
import { vatAmountOf, type PriceBasis } from "@/core/money/vat-amount";

const basis = fc.constantFrom<PriceBasis>("gross", "net");
const amounts = fc.array(
  fc.record({
    amount: fc.bigInt({ min: 0n, max: 2_000_00n }),
    rate: fc.constantFrom(250_000, 210_000, 0),
    country: fc.constantFrom("SE", "NL", "ES"),
  }),
  { minLength: 1, maxLength: 40 },
);

describe("document totals", () => {
  it("reckon VAT once per rate on the sum, not line by line", () => {
    // Three lines of 0.10 gross at 25 %: each alone would carry 0.02, together 0.30 carry 0.06.
    const lines = [10n, 10n, 10n].map((amount) => ({
      country: "SE",
      amounts: [vatAmountOf("gross", amount, 250_000)],
    }));
    const totals = documentTotals("gross", lines);
    expect(totals).toEqual({
      perRate: [
        {
          country: "SE",
          category: "S",
          vatRate: 250_000,
          netMinor: 24n,
          vatMinor: 6n,
          grossMinor: 30n,
        },
      ],
      netMinor: 24n,
      vatMinor: 6n,
      grossMinor: 30n,
      roundingMinor: 0n,
      totalMinor: 30n,
    });
  });

  it("keep prepaid and postpaid equal to the öre: a gross document is the sum of its gross lines", () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const lines = list.map(({ country, amount, rate }) => ({
          country,
          amounts: [vatAmountOf("gross", amount, rate)],
        }));
        const sum = list.reduce((total, { amount }) => total + amount, 0n);
        expect(documentTotals("gross", lines).grossMinor).toBe(sum);
      }),
    );
  });

  it("agree with their lines in net, VAT and gross", () => {
    fc.assert(
      fc.property(basis, amounts, (how, list) => {
        const lines = list.map(({ country, amount, rate }) => ({
          country,
          amounts: [vatAmountOf(how, amount, rate)],
        }));
        const totals = documentTotals(how, lines);
        const flat = alignLines(how, lines, totals).flat();
        expect(totals.netMinor + totals.vatMinor).toBe(totals.grossMinor);
        expect(flat.reduce((sum, line) => sum + line.netMinor, 0n)).toBe(totals.netMinor);
        expect(flat.reduce((sum, line) => sum + line.vatMinor, 0n)).toBe(totals.vatMinor);
        expect(flat.reduce((sum, line) => sum + line.grossMinor, 0n)).toBe(totals.grossMinor);
        for (const line of flat) expect(line.netMinor + line.vatMinor).toBe(line.grossMinor);
      }),
    );
  });
});
