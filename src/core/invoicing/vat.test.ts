import { describe, expect, it } from "vitest";

import { decideVat, type VatRateRow } from "./vat";
import { buyerOf, noon, sellers, vatCases } from "./vat-cases.fixture";

const energy = (country: string, rate: number, from = "2020-01-01"): VatRateRow => ({
  country,
  supplyKind: "ENERGY",
  validFrom: Temporal.Instant.from(`${from}T00:00:00Z`),
  rate,
  source: "test",
});
const rates = [
  energy("SE", 250_000),
  energy("DE", 190_000),
  energy("DE", 160_000, "2020-07-01"),
  energy("DE", 190_000, "2021-01-01"),
  energy("NL", 210_000),
  energy("NO", 250_000),
  energy("IE", 0),
  { ...energy("NL", 210_000), supplyKind: "IDLE_FEE" as const },
];

const sellerOf = (name: string) => {
  const found = sellers[name];
  if (!found) throw new Error(`no seller ${name}`);
  return found;
};

describe("the VAT of a sale is decided for", () => {
  it.each(vatCases)("$promise", ({ promise: _promise, expected, ...sale }) => {
    const decided = decideVat({ ...sale, rates });
    if (!decided.ok) throw new Error(decided.reason);
    const { country, category, rate, declared, trace } = decided.value;
    expect([country, category, rate / 10_000, declared]).toEqual(expected);
    expect(trace[0]).toContain(`supply ${sale.supplyKind}`);
    if (category === "AE") expect(trace.join(" ")).toMatch(/reverse charge.*art\. 19[456]/);
    if (declared === "unregistered") expect(trace.join(" ")).toContain("has no registration there");
  });
});

describe("a decision on VAT", () => {
  const plain = {
    supplyKind: "ENERGY" as const,
    servicedAt: noon("2026-10-04"),
    seller: sellerOf("Swedish"),
  };

  it("is refused for electricity where the operator has stated no rate", () => {
    const asked = { ...plain, supplyCountry: "FR", buyer: buyerOf("consumer SE"), rates };
    expect(decideVat(asked)).toEqual({ ok: false, reason: "no-vat-rate" });
  });

  it("names the evidence that took VAT off", () => {
    const buyer = buyerOf("business NL NL yes");
    const decided = decideVat({ ...plain, supplyCountry: "NL", buyer, rates });
    expect(decided.ok && decided.value.trace).toEqual([
      expect.stringContaining("supply ENERGY: goods"),
      "place of supply NL: where the electricity is consumed (2006/112/EC art. 39)",
      "VAT number NL001234567B01 found valid on 2026-01-02T12:00:00Z (vies WAPI1)",
      "reverse charge: the seller is not established in NL (2006/112/EC art. 195)",
    ]);
  });

  it("changes its rate at midnight where the tax is owed, not in London", () => {
    const finland = (instant: string) =>
      decideVat({
        ...plain,
        supplyKind: "E_ROAMING_FEE",
        supplyCountry: "FI",
        servicedAt: Temporal.Instant.from(instant),
        seller: sellerOf("Finnish"),
        buyer: buyerOf("consumer FI"),
        rates: [],
      });
    expect(finland("2024-08-31T20:59:59Z")).toMatchObject({ value: { rate: 240_000 } });
    expect(finland("2024-08-31T21:00:00Z")).toMatchObject({ value: { rate: 255_000 } });
  });
});
