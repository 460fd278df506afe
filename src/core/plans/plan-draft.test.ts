import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import { lintTariff } from "@/core/rating/lint-tariff";
import { SEVERITIES } from "@/core/rating/lint-finding";
import { draftProblems } from "./draft-problems";
import { draftOfPlan, planOfDraft, type EnergyWindow, type PlanDraft } from "./plan-draft";

const night: EnergyWindow = { from: "22:00", to: "06:00", days: "all", price: micro("4.45") };
const names = {
  party: { countryCode: "SE", partyId: "KVT" },
  tariffId: "FAST-2",
  at: Temporal.Instant.from("2026-11-01T00:00:00Z"),
};

function own(windows: readonly EnergyWindow[]): PlanDraft {
  return {
    mode: "own_tariff",
    basis: "gross",
    own: {
      currency: "SEK",
      energy: micro("6.95"),
      windows,
      perMinute: micro("0.1"),
      startFee: micro("5"),
      idlePerMinute: micro("0.5"),
    },
  };
}

function costPlus(markup: object): PlanDraft {
  const none = { percentage: 0, perKwh: 0n, perSession: 0n };
  return {
    mode: "cost_plus",
    basis: "gross",
    prices: [{ currency: "SEK", markup: { ...none, ...markup } }],
  };
}

const codes = (draft: PlanDraft) => draftProblems(draft).map(({ at, code }) => `${at} ${code}`);

describe("a draft of a plan", () => {
  it("becomes a tariff that has no error, and can be changed from it again", () => {
    const draft = own([night]);
    const plan = planOfDraft(draft, names);
    expect(draftProblems(draft)).toEqual([]);
    expect(draftOfPlan(plan)).toEqual(draft);
    const findings = plan.mode === "own_tariff" ? lintTariff(plan.tariff) : [];
    expect(
      findings.filter(({ code }) => SEVERITIES[code] === "error" && code !== "vat-unknown"),
    ).toEqual([]);
  });

  it("is not made from a tariff that says more than it can", () => {
    const plan = planOfDraft(own([night]), names);
    if (plan.mode !== "own_tariff") throw new Error("not an own tariff");
    const tariff = { ...plan.tariff, maxPrice: { beforeTaxes: micro("99") } };
    expect(draftOfPlan({ ...plan, tariff })).toBeNull();
  });

  it("has windows that never hold at once", () => {
    const early = { ...night, from: "05:00", to: "07:00" };
    expect(codes(own([night, early]))).toEqual(["own.windows.1.from windows-overlap"]);
    expect(codes(own([night, { ...early, from: "06:00" }]))).toEqual([]);
    const weekday = { ...early, days: "weekdays" } as const;
    expect(codes(own([weekday, { ...weekday, days: "weekends" }]))).toEqual([]);
    expect(codes(own([{ ...night, days: "weekdays" }]))).toEqual([
      "own.windows.0.to window-past-midnight",
    ]);
  });

  it("has caps and floors that agree", () => {
    const limits = { maxPrice: micro("50"), minPrice: micro("60") };
    expect(codes(costPlus(limits))).toEqual(["prices.0.minPrice floor-above-cap"]);
    expect(codes(costPlus({ maxPrice: 0n }))).toEqual(["prices.0.maxPrice cap-zero"]);
    const discount = { rate: 1_100_000, on: "all" };
    expect(codes(costPlus({ discount }))).toEqual(["prices.0.discountRate discount-range"]);
    expect(codes(costPlus({ percentage: -1 }))).toEqual(["prices.0.percentage below-zero"]);
  });

  it("has one price for each currency", () => {
    const { prices } = costPlus({}) as Extract<PlanDraft, { mode: "cost_plus" }>;
    const twice: PlanDraft = { mode: "cost_plus", basis: "net", prices: [...prices, ...prices] };
    expect(codes(twice)).toEqual(["prices.1.currency currency-twice"]);
  });
});
