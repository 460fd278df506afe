import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import type { Plan } from "@/core/plans/plan";
import type { PriceComponent, Tariff, TariffRestrictions } from "@/core/roaming/tariff";
import { quoteConnector } from "./quote";

const NOON = Temporal.Instant.from("2026-11-02T11:00:00Z");
const NIGHT = Temporal.Instant.from("2026-11-02T22:30:00Z");

type Part = readonly [PriceComponent["type"], string];

function element(parts: readonly Part[], restrictions?: Partial<TariffRestrictions>) {
  const priceComponents = parts.map(([type, price]) => ({
    type,
    price: micro(price),
    vat: 250_000,
    stepSize: 1,
  }));
  return restrictions
    ? { priceComponents, restrictions: { dayOfWeek: [], ...restrictions } }
    : { priceComponents };
}

function tariff(change: Partial<Tariff>): Tariff {
  return {
    countryCode: "SE",
    partyId: "NSL",
    id: "T1",
    currency: "SEK",
    tariffAltText: [],
    elements: [],
    taxIncluded: null,
    lastUpdated: NOON,
    ...change,
  };
}

const CPO = tariff({
  elements: [
    element(
      [
        ["ENERGY", "4.00"],
        ["PARKING_TIME", "24.00"],
      ],
      { startTime: "06:00", endTime: "22:00" },
    ),
    element([
      ["ENERGY", "2.40"],
      ["FLAT", "5.00"],
    ]),
  ],
});

const costPlus: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    {
      currency: "SEK",
      markup: { percentage: 100_000, perKwh: micro("0.10"), perSession: micro("1.50") },
    },
  ],
};

const common = { vatRate: 250_000, timeZone: "Europe/Stockholm", at: NOON, power: null };

describe("a quote", () => {
  it("marks the CPO's tariff up as the bill will, unit by unit and for 30 kWh in 40 minutes", () => {
    const quote = quoteConnector({ ...common, plan: costPlus, tariffs: [CPO] });
    // Cost 30 × 4.00 + 5.00 = 125 net, 156.25 with VAT; + 10 % + 30 × 0.10 + 1.50 = 176.375.
    expect(quote).toEqual({
      ok: true,
      value: {
        currency: "SEK",
        basis: "gross",
        example: { amountMinor: 17_638n, currency: "SEK" },
        perKwh: micro("5.60"),
        perMinute: null,
        perSession: micro("8.375"),
        perIdleMinute: micro("0.55"),
      },
    });
  });

  it("holds for the moment that it is asked at", () => {
    const quote = quoteConnector({ ...common, plan: costPlus, tariffs: [CPO], at: NIGHT });
    expect(quote).toMatchObject({ value: { perKwh: micro("3.40"), perIdleMinute: null } });
  });

  it("takes our own tariff whoever the CPO is, prices with VAT", () => {
    const own = tariff({
      taxIncluded: "YES",
      elements: [
        element([
          ["ENERGY", "4.95"],
          ["TIME", "6.00"],
        ]),
      ],
    });
    const plan: Plan = { mode: "own_tariff", basis: "gross", tariff: own };
    const quote = quoteConnector({ ...common, plan, tariffs: [] });
    expect(quote).toMatchObject({
      value: {
        example: { amountMinor: 15_250n, currency: "SEK" },
        perKwh: micro("4.95"),
        perMinute: micro("0.10"),
        perSession: null,
      },
    });
  });

  it("prices by the power that the connector has", () => {
    const bracket = tariff({
      elements: [
        element([["ENERGY", "3.00"]], { maxPower: micro("30") }),
        element([["ENERGY", "6.00"]], { minPower: micro("30") }),
      ],
    });
    const at = (power: bigint | null) =>
      quoteConnector({ ...common, plan: costPlus, tariffs: [bracket], power });
    expect(at(micro("22"))).toMatchObject({ value: { perKwh: micro("4.225") } });
    expect(at(micro("150"))).toMatchObject({ value: { perKwh: micro("8.35") } });
  });

  it("says why where there is none, and never guesses", () => {
    const ask = (change: object) =>
      quoteConnector({ ...common, plan: costPlus, tariffs: [CPO], ...change });
    expect(ask({ tariffs: [] })).toEqual({ ok: false, reason: "no-tariff" });
    expect(ask({ vatRate: null })).toEqual({ ok: false, reason: "no-vat-rate" });
    expect(ask({ timeZone: null })).toEqual({ ok: false, reason: "unpriceable" });
    const foreign = [tariff({ currency: "EUR", elements: CPO.elements })];
    expect(ask({ tariffs: foreign })).toEqual({ ok: false, reason: "currency-not-covered" });
  });
});
