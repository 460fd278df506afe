import { describe, expect, it } from "vitest";

import { formatRational, micro, parseRate } from "@/core/money/quantity";
import type { TariffRestrictions } from "@/core/roaming/tariff";

import { cdr, element, period, tariff } from "./build.fixture";
import { explainCdr } from "./explain";
import example from "./fixtures/worked-example.json";
import { priceCdr } from "./price-cdr";
import { reconcileCdr } from "./reconcile";
import { priceRetail } from "./retail";
import type { RetailPrice } from "./retail-price";

// The figures of docs/rating.md, worked out there by hand.
const elements = example.tariff.elements.map(({ components, restrictions }) =>
  element(components, restrictions as Partial<TariffRestrictions> | undefined),
);
const tariffs = [tariff(elements, { currency: "SEK" })];
const periods = example.cdr.periods.map(([start = "", ...volumes]) => period(start, ...volumes));
const charge = cdr(example.cdr.end, periods, { currency: "SEK" });
const { timeZone } = example;
const outcome = priceCdr({ cdr: charge, tariffs, timeZone });

function rate(percent: string): number {
  const parsed = parseRate(percent);
  if (!parsed.ok) throw new Error(percent);
  return parsed.value.value;
}

function summary({ exact, lines, netMinor, vatMinor, grossMinor }: RetailPrice) {
  return {
    lines: lines.map(({ amount }) => formatRational(amount, 8)),
    exact: formatRational(exact, 8),
    netMinor: String(netMinor),
    vatMinor: String(vatMinor),
    grossMinor: String(grossMinor),
  };
}

describe("the example that docs/rating.md works out by hand", () => {
  it("has the lines, steps and totals that the page shows", () => {
    if (!outcome.ok) throw new Error(outcome.reason.code);
    const priced = outcome.value;
    const lines = explainCdr({ cdr: charge, tariffs, timeZone, priced });
    const shown = lines.map(({ item, amount }) => {
      if (item.kind !== "component") throw new Error(item.kind);
      return {
        dimension: item.dimension,
        element: item.elementIndex,
        quantity: formatRational(item.quantity, 8),
        stepAdded: formatRational(item.stepAdded, 8),
        amount: formatRational(amount, 8),
      };
    });
    expect(shown).toEqual(example.lines);
    expect(priced.net && formatRational(priced.net, 8)).toBe(example.net);
    expect(priced.gross && formatRational(priced.gross, 8)).toBe(example.gross);
  });

  it.each(example.claims)("judges the claim $beforeTaxes / $afterTaxes as $verdict", (claim) => {
    const { verdict } = reconcileCdr({
      cdr: charge,
      tariffs,
      timeZone,
      claim: { beforeTaxes: micro(claim.beforeTaxes), afterTaxes: micro(claim.afterTaxes) },
      tolerance: 0n,
    });
    expect(verdict.verdict).toBe(claim.verdict);
    expect(verdict.findings.at(-1)).toMatchObject({ side: "gross", reading: claim.reading });
  });

  it("costs the driver what the page says, in both modes", () => {
    if (!outcome.ok || outcome.value.net === null) throw new Error("no net price");
    const { vat, percentage, perKwh, perSession, ...costPlus } = example.costPlus;
    const common = { cdr: charge, timeZone, basis: "gross" as const, currency: "SEK" };
    const plus = priceRetail({
      ...common,
      mode: "cost-plus",
      cost: { net: outcome.value.net, currency: "SEK" },
      markup: {
        percentage: rate(percentage),
        perKwh: micro(perKwh),
        perSession: micro(perSession),
      },
      vatRate: rate(vat),
    });
    expect(plus.ok && summary(plus.value)).toEqual(costPlus);
    const { components, ...ownTariff } = example.ownTariff;
    const own = priceRetail({
      ...common,
      mode: "own-tariff",
      tariff: tariff([element(components)], { currency: "SEK", taxIncluded: "YES" }),
      vatRate: null,
    });
    expect(own.ok && summary(own.value)).toEqual(ownTariff);
  });
});
