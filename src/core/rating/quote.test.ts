import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import type { Plan } from "@/core/plans/plan";
import type { PriceComponent, Tariff, TariffRestrictions } from "@/core/roaming/tariff";
import { fromJson, toJson } from "@/core/roaming/json";
import { quoteConnector, type Quote, type QuoteInput } from "./quote";

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
    expect(quote).toMatchObject({
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

const EVENING = Temporal.Instant.from("2026-11-02T20:40:00Z");

function quoted(input: Partial<QuoteInput>): Quote {
  const quote = quoteConnector({ ...common, plan: costPlus, tariffs: [CPO], ...input });
  if (!quote.ok) throw new Error(quote.reason);
  return quote.value;
}

const shown = ({ lines }: Quote) =>
  lines.map(
    ({ kind, quantity, unitPrice, amountMinor }) =>
      [kind, quantity, unitPrice].map((part) => (part === null ? "-" : String(part))).join(" ") +
      ` = ${amountMinor}`,
  );

describe("a quote for a charge that the driver has in mind", () => {
  it("is split where the price changes during it, and says when and to what", () => {
    // 21:40 to 22:20 by the clock: 10 kWh at 4.00 and 10 kWh at 2.40, in the driver's money 5.60 and 3.40.
    const quote = quoted({ at: EVENING, charge: { energy: micro("20"), minutes: 40 } });
    expect(shown(quote)).toEqual([
      "energy 10000000 5600000 = 5600",
      "energy 10000000 3400000 = 3400",
      "session 1000000 8375000 = 838",
    ]);
    expect(quote.example).toEqual({ amountMinor: 9_838n, currency: "SEK" });
    expect(quote.changes).toMatchObject([
      { from: Temporal.Instant.from("2026-11-02T21:00:00Z"), perKwh: micro("3.40") },
    ]);
  });

  it("says what staying on costs, from when, and when that ends", () => {
    const quote = quoted({ at: EVENING, charge: { energy: micro("20"), minutes: 40 } });
    // Standing costs nothing at night; from 06:00 by the clock it does, for sixteen hours.
    expect(quote.perIdleMinute).toBeNull();
    expect(
      quote.idle.map(({ from, perIdleMinute }) => `${from.toString()} ${perIdleMinute}`),
    ).toEqual([
      "2026-11-02T21:20:00Z null",
      "2026-11-03T05:00:00Z 550000",
      "2026-11-03T21:00:00Z null",
    ]);
  });

  it("takes as long as the connector needs", () => {
    const byTime = tariff({ elements: [element([["TIME", "6.00"]])] });
    const charge = { energy: micro("22"), minutes: 20 };
    const slow = quoted({ tariffs: [byTime], power: micro("11"), charge });
    expect(slow.charge).toMatchObject({
      chargedAt: NOON.add({ hours: 2 }),
      isStretched: true,
    });
    const fast = quoted({ tariffs: [byTime], power: micro("150"), charge });
    expect(fast.charge).toMatchObject({ chargedAt: NOON.add({ minutes: 20 }), isStretched: false });
    expect(slow.example.amountMinor).toBeGreaterThan(fast.example.amountMinor);
  });

  it("shows a least and a most price, and which of them counts", () => {
    const limited = tariff({
      ...CPO,
      minPrice: { beforeTaxes: micro("20") },
      maxPrice: { beforeTaxes: micro("200") },
    });
    const quote = quoted({ tariffs: [limited], charge: { energy: micro("1"), minutes: 5 } });
    // 20.00 with VAT and 10 %: 27.50; the energy would have been 5.50, the fee 6.875.
    expect(quote.limits).toEqual([
      { kind: "min", of: "operator", amount: micro("27.5"), isBinding: true },
      { kind: "max", of: "operator", amount: micro("275"), isBinding: false },
    ]);
    expect(shown(quote).at(-1)).toMatch(/^limit - - = /);
    expect(quote.example.amountMinor).toBe(2_910n);
  });

  it("adds up to the example, line by line, VAT too where the plan's prices are without it", () => {
    const net: Plan = { ...costPlus, basis: "net" };
    for (const plan of [costPlus, net])
      for (const at of [NOON, EVENING, NIGHT])
        for (const energy of ["0.001", "7.777", "33.33"]) {
          const quote = quoted({ plan, at, charge: { energy: micro(energy), minutes: 37 } });
          const sum = quote.lines.reduce((total, { amountMinor }) => total + amountMinor, 0n);
          expect(sum).toBe(quote.example.amountMinor);
        }
    expect(quoted({ plan: net }).lines.at(-1)?.kind).toBe("vat");
  });

  it("can be stored as JSON and read back without loss", () => {
    const quote = quoted({ at: EVENING });
    expect(fromJson(JSON.parse(JSON.stringify(toJson(quote))))).toEqual(quote);
  });
});
