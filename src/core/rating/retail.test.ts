import { describe, expect, it } from "vitest";

import { formatRational, micro, rationalOf } from "@/core/money/quantity";

import { cdr, element, period, tariff } from "./build.fixture";
import { priceRetail } from "./retail";
import type { CostPlusInput, OwnTariffInput, RetailInput } from "./retail-price";

const charge = cdr("2026-07-01T11:00:00Z", [
  { ...period("2026-07-01T10:00:00Z", "ENERGY 20", "TIME 1"), tariffId: "the CPO's" },
]);
const costPlus: CostPlusInput = {
  mode: "cost-plus",
  cdr: charge,
  timeZone: null,
  basis: "net",
  currency: "EUR",
  cost: { net: rationalOf(micro("5.00")), currency: "EUR" },
  markup: { percentage: 120_000, perKwh: 0n, perSession: micro("0.35") },
  vatRate: 210_000,
};
const ownTariff: OwnTariffInput = {
  mode: "own-tariff",
  cdr: charge,
  timeZone: null,
  basis: "gross",
  currency: "SEK",
  tariff: tariff([element(["ENERGY 4.99 @25", "TIME 0.333 @6"])], {
    currency: "SEK",
    taxIncluded: "YES",
  }),
  vatRate: null,
};

function price(input: RetailInput) {
  const outcome = priceRetail(input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.reason));
  return outcome.value;
}
const minor = (input: RetailInput) => {
  const { netMinor, vatMinor, grossMinor } = price(input);
  return [netMinor, vatMinor, grossMinor];
};
const refusal = (input: RetailInput) => {
  const outcome = priceRetail(input);
  return outcome.ok ? "priced" : outcome.reason;
};

describe("cost plus", () => {
  it("adds percentage and fee to the accepted cost, then VAT, and rounds once", () => {
    // 5.00 + 12 % + 0.35 = 5.95 net, VAT 1.2495.
    expect(minor(costPlus)).toEqual([595n, 125n, 720n]);
    const amounts = price(costPlus).lines.map(({ amount }) => formatRational(amount, 6));
    expect(amounts).toEqual(["5", "0.6", "0.35"]);
  });

  it("takes the subscription's discount last, off energy with its margin", () => {
    // 5.95 net, 10 % of the energy's 5.60 off is 5.39, VAT 1.1319.
    const cost = { ...costPlus.cost, energyNet: rationalOf(micro("5.00")) };
    const markup = { ...costPlus.markup, discount: { rate: 100_000, on: "energy" as const } };
    const input = { ...costPlus, cost, markup };
    expect(minor(input)).toEqual([539n, 113n, 652n]);
    const last = price(input).lines.at(-1);
    expect(last?.item).toEqual({ kind: "discount", rate: 100_000 });
    expect(last && formatRational(last.amount, 6)).toBe("-0.56");
  });

  it("takes a discount off all but parking, or off all, and off a cap rather than beneath it", () => {
    const cost = { ...costPlus.cost, parkingNet: rationalOf(micro("1.00")) };
    const off = (on: "all-but-parking" | "all", maxPrice?: bigint) => {
      const markup = { ...costPlus.markup, maxPrice, discount: { rate: 100_000, on } };
      return minor({ ...costPlus, cost, markup })[0];
    };
    // 5.95 less 10 % of (5.95 - 1.12), of 5.95, and of the cap of 4.
    expect([off("all-but-parking"), off("all"), off("all", micro("4"))]).toEqual([
      547n,
      536n,
      360n,
    ]);
  });

  it("refuses a discount on a part of the cost that nobody stated", () => {
    const markup = { ...costPlus.markup, discount: { rate: 100_000, on: "energy" as const } };
    expect(refusal({ ...costPlus, markup })).toEqual({ code: "no-cost-parts" });
  });

  it("lifts a price to the plan's least", () => {
    const markup = { ...costPlus.markup, minPrice: micro("7") };
    expect(minor({ ...costPlus, markup })).toEqual([700n, 147n, 847n]);
  });

  it("in a gross plan brings the cost to gross first, and extracts the VAT from the rounded price", () => {
    // 6.05 + 12 % + 0.35 = 7.126.
    expect(minor({ ...costPlus, basis: "gross" })).toEqual([589n, 124n, 713n]);
  });

  it("prices energy and keeps to the cap, with a line that says so", () => {
    const markup = { ...costPlus.markup, perKwh: micro("0.1"), maxPrice: micro("7") };
    const capped = price({ ...costPlus, markup });
    expect(capped.netMinor).toBe(700n);
    expect(capped.lines.map(({ item }) => item.kind)).toEqual([
      "cost",
      "percentage",
      "per-kwh",
      "session-fee",
      "cap",
    ]);
    expect(formatRational(capped.lines[4]?.amount ?? capped.exact, 6)).toBe("-0.95");
  });

  it("never takes one currency for another", () => {
    const inSek: CostPlusInput = { ...costPlus, currency: "SEK" };
    expect(refusal(inSek)).toEqual({ code: "no-exchange-rate" });
    const cost = { ...costPlus.cost, exchangeRate: micro("11.2") };
    // 56.00 + 6.72 + 0.35 SEK.
    expect(minor({ ...inSek, cost })[0]).toBe(6307n);
    expect(refusal({ ...costPlus, currency: "XXX" })).toEqual({
      code: "unknown-currency",
      currency: "XXX",
    });
  });
});

describe("an own tariff", () => {
  it("prices the CPO's periods whatever the CPO's tariff and currency are", () => {
    // 99.80 at 25 % and 0.333 at 6 %, each rounded by itself.
    const result = price(ownTariff);
    expect(result.perRate).toEqual([
      { vatRate: 250_000, netMinor: 7984n, vatMinor: 1996n, grossMinor: 9980n },
      { vatRate: 60_000, netMinor: 31n, vatMinor: 2n, grossMinor: 33n },
    ]);
    expect(minor(ownTariff)).toEqual([8015n, 1998n, 10_013n]);
  });

  it("takes the VAT of the place of supply in place of its own, at the same gross price", () => {
    const abroad = price({ ...ownTariff, vatRate: 210_000 });
    expect(abroad.perRate).toHaveLength(1);
    expect(abroad.grossMinor).toBe(10_013n);
    expect(abroad.vatMinor).toBe(1738n);
  });

  it("keeps a maximum price to the minor unit, however many rates share it", () => {
    const maxPrice = { beforeTaxes: micro("1"), afterTaxes: micro("10.01") };
    const both = tariff([element(["ENERGY 1 @25", "TIME 10 @6"])], {
      currency: "SEK",
      taxIncluded: "YES",
      maxPrice,
    });
    const capped = price({ ...ownTariff, tariff: both });
    expect(capped.grossMinor).toBe(1001n);
    expect(capped.perRate.map(({ grossMinor }) => grossMinor)).toEqual([667n, 334n]);
    expect(capped.lines.filter(({ item }) => item.kind === "limit")).toHaveLength(2);
  });

  it("charges a minimum even where nothing else was priced", () => {
    const minPrice = { beforeTaxes: micro("4"), afterTaxes: micro("5") };
    const minimum = tariff([element(["PARKING_TIME 1 @25"])], {
      currency: "SEK",
      taxIncluded: "YES",
      minPrice,
    });
    expect(minor({ ...ownTariff, tariff: minimum })).toEqual([400n, 100n, 500n]);
  });

  it("is refused where its prices are not the plan's basis, its VAT is unknown, or it can't be priced", () => {
    expect(refusal({ ...ownTariff, basis: "net" })).toEqual({ code: "basis-mismatch" });
    const untaxed = tariff([element(["ENERGY 1"])], { currency: "SEK", taxIncluded: "YES" });
    expect(refusal({ ...ownTariff, tariff: untaxed })).toEqual({ code: "vat-unknown" });
    expect(minor({ ...ownTariff, tariff: untaxed, vatRate: 250_000 })).toEqual([
      1600n,
      400n,
      2000n,
    ]);
    expect(refusal({ ...ownTariff, currency: "EUR" })).toEqual({
      code: "unpriceable",
      reason: { code: "currency-mismatch", cdr: "EUR", tariff: "SEK" },
    });
  });
});
