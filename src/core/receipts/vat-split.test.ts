import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vatAmountOf, type VatAmount } from "@/core/money/vat-amount";
import type { ChargeStatement } from "./charge-statement";
import { splitVat, totalsOf } from "./vat-split";

type Priced = Pick<ChargeStatement, "currency" | "supplyCountry" | "perRate" | "credits">;

function charge(currency: string, supplyCountry: string, perRate: readonly VatAmount[]): Priced {
  return { currency, supplyCountry, perRate, credits: [] };
}

function credited(of: Priced, grossMinor: bigint, vatRate: number): Priced {
  const amount = vatAmountOf("gross", grossMinor, vatRate);
  return {
    ...of,
    credits: [{ number: "KC-2026-000001", issuedOn: "2026-11-20", perRate: [amount], ...amount }],
  };
}

describe("the VAT of a period's receipts", () => {
  it("is that of docs/receipts.md", () => {
    const home = charge("SEK", "SE", [vatAmountOf("gross", 5_600n, 250_000)]);
    const work = charge("SEK", "SE", [vatAmountOf("gross", 11_100n, 250_000)]);
    const abroad = charge("SEK", "NL", [vatAmountOf("gross", 12_100n, 210_000)]);
    const shares = splitVat([home, credited(work, 1_100n, 250_000), abroad]);
    expect(shares).toEqual([
      {
        currency: "SEK",
        country: "NL",
        category: "S",
        vatRate: 210_000,
        netMinor: 10_000n,
        vatMinor: 2_100n,
        grossMinor: 12_100n,
      },
      {
        currency: "SEK",
        country: "SE",
        category: "S",
        vatRate: 250_000,
        netMinor: 12_480n,
        vatMinor: 3_120n,
        grossMinor: 15_600n,
      },
    ]);
    expect(totalsOf(shares)).toEqual([
      { currency: "SEK", netMinor: 22_480n, vatMinor: 5_220n, grossMinor: 27_700n },
    ]);
  });

  it("adds up to the charges less what was given back, in each currency, in whatever order they come", () => {
    const rate = fc.constantFrom(0, 60_000, 210_000, 250_000);
    const amount = fc
      .tuple(
        fc.bigInt({ min: 0n, max: 10_000_000n }),
        rate,
        fc.constantFrom("gross" as const, "net" as const),
      )
      .map(([minor, vatRate, basis]) => vatAmountOf(basis, minor, vatRate));
    const one = fc
      .tuple(fc.constantFrom("SEK", "EUR"), fc.constantFrom("SE", "NL", "DE"), fc.array(amount))
      .map(([currency, country, rates]) => charge(currency, country, rates));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (charges) => {
        const shares = splitVat(charges);
        expect(splitVat(charges.toReversed())).toEqual(shares);
        for (const { currency, grossMinor, netMinor, vatMinor } of totalsOf(shares)) {
          const own = charges.filter((entry) => entry.currency === currency);
          const sum = own.flatMap(({ perRate }) => perRate);
          expect(grossMinor).toBe(sum.reduce((total, row) => total + row.grossMinor, 0n));
          expect(netMinor + vatMinor).toBe(grossMinor);
        }
      }),
    );
  });
});
