import { describe, expect, it } from "vitest";
import { micro, rationalOf } from "@/core/money/quantity";
import type { Plan } from "@/core/plans/plan";
import type { PriceComponent, Tariff } from "@/core/roaming/tariff";
import { quoteConnector, type Quote, type QuoteInput } from "./quote";
import { allInPerKwh, shareOf } from "./quote-shares";

const NOON = Temporal.Instant.from("2026-11-02T11:00:00Z");

const part = (type: PriceComponent["type"], price: string): PriceComponent => ({
  type,
  price: micro(price),
  vat: 250_000,
  stepSize: 1,
});

const TARIFF: Tariff = {
  countryCode: "SE",
  partyId: "NSL",
  id: "T1",
  currency: "SEK",
  tariffAltText: [],
  // As a CPO may send them: in no order.
  elements: [
    {
      priceComponents: [
        part("PARKING_TIME", "24.00"),
        part("FLAT", "5.00"),
        part("TIME", "12.00"),
        part("ENERGY", "4.00"),
      ],
    },
  ],
  taxIncluded: null,
  lastUpdated: NOON,
};

const PLUS: Plan = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    {
      currency: "SEK",
      markup: { percentage: 100_000, perKwh: micro("0.10"), perSession: micro("1.50") },
    },
  ],
};

function quoted(change: Partial<QuoteInput> = {}): Quote {
  const quote = quoteConnector({
    plan: PLUS,
    tariffs: [TARIFF],
    vatRate: 250_000,
    timeZone: "Europe/Stockholm",
    at: NOON,
    power: micro("150"),
    charge: { energy: micro("30"), minutes: 40 },
    ...change,
  });
  if (!quote.ok) throw new Error(quote.reason);
  return quote.value;
}

const shown = ({ shares }: Quote) =>
  shares.map(({ chargedBy, kind, amountMinor }) => `${chargedBy} ${kind} ${amountMinor}`);

describe("who asks for what of a price", () => {
  it("has the operator's components by kWh, minute and session, then ours, as docs/find-and-price.md works out", () => {
    const quote = quoted();
    // 30 × 4.00 = 120.00, 40 min of 12.00/h = 8.00, start 5.00; each with 25 %. Then 30 × 0.10, 1.50 and 10 % of 166.25.
    expect(shown(quote)).toEqual([
      "operator energy 15000",
      "operator time 1000",
      "operator session 625",
      "provider energyFee 300",
      "provider sessionFee 150",
      "provider percentage 1663",
    ]);
    expect(quote.example.amountMinor).toBe(18_738n);
    expect(shareOf(quote.shares, "operator")).toBe(16_625n);
    expect(shareOf(quote.shares, "provider")).toBe(2_113n);
    expect(quote.vatMinor).toBe(3_748n);
    expect(allInPerKwh({ n: 18_738n, d: 100n }, micro("30"))).toBe(micro("6.246"));
  });

  it("adds up to the price shown, whatever the basis, the energy and the limits", () => {
    const limited = { ...TARIFF, maxPrice: { beforeTaxes: micro("50") } };
    for (const basis of ["gross", "net"] as const)
      for (const tariffs of [[TARIFF], [limited]])
        for (const energy of ["0.003", "7.777", "33.33", "80"]) {
          const charge = { energy: micro(energy), minutes: 37 };
          const quote = quoted({ plan: { ...PLUS, basis }, tariffs, charge });
          const sum = quote.shares.reduce((total, { amountMinor }) => total + amountMinor, 0n);
          expect(sum).toBe(quote.example.amountMinor);
        }
  });

  it("names the operator's own most as the operator's, and ours as ours", () => {
    const limited = { ...TARIFF, maxPrice: { beforeTaxes: micro("50") } };
    expect(shown(quoted({ tariffs: [limited] }))).toContain("operator limit -10375");
    const [price] = PLUS.mode === "cost_plus" ? PLUS.prices : [];
    if (!price) throw new Error("no price");
    const capped: Plan = {
      ...PLUS,
      prices: [{ ...price, markup: { ...price.markup, maxPrice: micro("99") } }],
    };
    const quote = quoted({ plan: capped });
    expect(quote.shares.at(-1)).toMatchObject({ chargedBy: "provider", kind: "limit" });
    expect(quote.example.amountMinor).toBe(9_900n);
  });

  it("is wholly ours with our own tariff, and VAT is nobody's", () => {
    const own = { ...TARIFF, taxIncluded: "NO" as const };
    const quote = quoted({ plan: { mode: "own_tariff", basis: "net", tariff: own } });
    expect(new Set(quote.shares.map(({ chargedBy }) => chargedBy))).toEqual(
      new Set(["provider", null]),
    );
    expect(shareOf(quote.shares, "operator")).toBe(0n);
    expect(quote.shares.at(-1)?.kind).toBe("vat");
  });

  it("knows no price of a kWh where there is none", () => {
    expect(allInPerKwh(rationalOf(micro("5")), 0n)).toBeNull();
  });
});
