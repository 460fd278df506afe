import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import type { Plan } from "@/core/plans/plan";
import type { Tariff } from "@/core/roaming/tariff";
import { estimateCharge, holdFor } from "./estimate-charge";
import { leastCredit } from "./least-credit";

const at = Temporal.Instant.from("2026-11-02T11:00:00Z");

function tariff(id: string, perKwh: string): Tariff {
  return {
    countryCode: "SE",
    partyId: "NSL",
    id,
    currency: "SEK",
    tariffAltText: [],
    taxIncluded: "NO",
    elements: [{ priceComponents: [{ type: "ENERGY", price: micro(perKwh), stepSize: 1 }] }],
    lastUpdated: at,
  };
}

const plan: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    { currency: "SEK", markup: { percentage: 100_000, perKwh: 0n, perSession: micro("1") } },
  ],
};
const input = { plan, vatRate: 250_000, timeZone: "Europe/Stockholm", at };

describe("estimateCharge", () => {
  it("is the driver's quote for 30 kWh at the dearest plug, VAT included", () => {
    const plugs = [[tariff("T1", "4")], [tariff("T2", "6")], [tariff("T3", "5")]];
    // 30 × 6.00 × 1.25 × 1.10 + 1.00 = 248.50.
    expect(estimateCharge({ ...input, plugs })).toEqual({ currency: "SEK", amountMinor: 248_50n });
  });

  it("is for as much as the driver usually takes, where that is known", () => {
    const charge = { energy: micro("10"), minutes: 30 };
    expect(estimateCharge({ ...input, plugs: [[tariff("T1", "4")]], charge })).toEqual({
      currency: "SEK",
      amountMinor: 56_00n,
    });
  });

  it("is unknown without a tariff, and in a currency that the plan does not cover", () => {
    expect(estimateCharge({ ...input, plugs: [] })).toBeNull();
    const euro = { ...tariff("T1", "4"), currency: "EUR" };
    expect(estimateCharge({ ...input, plugs: [[euro]] })).toBeNull();
  });
});

describe("holdFor", () => {
  it.each([
    ["the estimate", 500_00n, 248_50n, 248_50n],
    ["the least credit where the estimate is less", 500_00n, 56_00n, 100_00n],
    ["the least credit where nothing can be estimated", 500_00n, null, 100_00n],
    ["no more than can be spent", 200_00n, 248_50n, 200_00n],
    ["nothing below the least credit", 99_99n, 56_00n, null],
  ])("holds %s", (_name, spendable, amountMinor, held) => {
    expect(holdFor(spendable, { currency: "SEK", amountMinor })).toBe(held);
  });

  it("never holds more than can be spent, nor less than the least credit", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -500_00n, max: 5_000_00n }),
        fc.option(fc.bigInt({ min: 0n, max: 9_000_00n })),
        fc.constantFrom("SEK", "EUR", "JPY", "KWD", "HUF"),
        (spendable, amountMinor, currency) => {
          const held = holdFor(spendable, { currency, amountMinor });
          if (held === null) expect(spendable < leastCredit(currency)).toBe(true);
          else expect(held <= spendable && held >= leastCredit(currency)).toBe(true);
        },
      ),
    );
  });
});
