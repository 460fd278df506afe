import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { accountingVatOf } from "./accounting-vat";
import { alignLines, bookedTotals, documentTotals } from "./totals";
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

  it("keep two countries of one rate, and two reasons of one country, apart", () => {
    fc.assert(
      fc.property(basis, amounts, (how, list) => {
        const lines = list.map(({ country, amount, rate }) => ({
          country,
          amounts: [
            {
              ...vatAmountOf(how, amount, rate),
              ...(rate === 0 ? { category: "AE" as const } : {}),
            },
          ],
        }));
        const { perRate } = documentTotals(how, lines);
        const names = perRate.map((row) => `${row.country} ${row.category} ${row.vatRate}`);
        expect(new Set(names).size).toBe(names.length);
        for (const row of perRate) {
          const mine = list.filter(
            (one) => one.country === row.country && one.rate === row.vatRate,
          );
          const based = mine.reduce((sum, { amount }) => sum + amount, 0n);
          expect(how === "gross" ? row.grossMinor : row.netMinor).toBe(based);
          if (row.category === "AE") expect(row.vatMinor).toBe(0n);
        }
      }),
    );
  });

  it("are rounded to whole kronor where the tenant says so, and the rounding closes the sum", () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom("SEK", "EUR", "JPY"), (list, currency) => {
        const lines = list.map(({ country, amount, rate }) => ({
          country,
          amounts: [vatAmountOf("gross", amount, rate)],
        }));
        const totals = documentTotals("gross", lines, { rule: "whole_unit", currency });
        expect(totals.netMinor + totals.vatMinor + totals.roundingMinor).toBe(totals.totalMinor);
        if (currency === "SEK") expect(totals.totalMinor % 100n).toBe(0n);
        else expect(totals.roundingMinor).toBe(0n);
        expect(totals.roundingMinor >= -50n && totals.roundingMinor <= 50n).toBe(true);
      }),
    );
  });

  it("round a half krona away from zero", () => {
    const totalOf = (minor: bigint) =>
      documentTotals(
        "gross",
        [{ country: "SE", amounts: [vatAmountOf("gross", minor, 250_000)] }],
        {
          rule: "whole_unit",
          currency: "SEK",
        },
      ).totalMinor;
    expect([totalOf(12_349n), totalOf(12_350n), totalOf(-12_350n)]).toEqual([
      12_300n,
      12_400n,
      -12_400n,
    ]);
  });
});

describe("the totals of a receipt", () => {
  it("are what was booked, not reckoned again", () => {
    const half = [1_001n, 1_001n].map((minor) => vatAmountOf("gross", minor, 250_000));
    expect(bookedTotals("SE", half)).toMatchObject({
      perRate: [{ country: "SE", category: "S", vatMinor: 400n, grossMinor: 2_002n }],
      totalMinor: 2_002n,
    });
  });
});

describe("VAT in the seller's own currency", () => {
  const asked = {
    sellerCountry: "SE",
    currency: "EUR",
    vatMinor: 2_100n,
    issuedOn: Temporal.PlainDate.from("2026-11-03"),
  };
  const rate = (on: string, rateMicro: string) => ({
    currency: "EUR",
    quote: "SEK",
    rateMicro,
    on,
    source: "ECB",
  });

  it("is stated at the latest rate of the day of issue or before", () => {
    const accountingRates = [
      rate("2026-11-01", "11100000"),
      rate("2026-11-03", "11254300"),
      rate("2026-11-04", "12000000"),
    ];
    expect(accountingVatOf({ ...asked, accountingRates })).toEqual({
      currency: "SEK",
      rateMicro: "11254300",
      rateOn: "2026-11-03",
      rateSource: "ECB",
      vatMinor: "23634",
    });
  });

  it("is left out where the currency is the same, or no rate is known", () => {
    expect(accountingVatOf({ ...asked, currency: "SEK" })).toBeNull();
    expect(accountingVatOf(asked)).toBeNull();
    expect(accountingVatOf({ ...asked, sellerCountry: "NL" })).toBeNull();
  });
});
