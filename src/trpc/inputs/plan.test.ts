import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { newPlanForm, planForm, readPlanForm, type PlanForm } from "./plan";

const price = {
  currency: "sek",
  percentage: "12,5",
  perKwh: "0.15",
  perSession: "",
  maxTimeAc: "",
  maxTimeDc: "",
  maxPrice: "1 250,50",
  minPrice: "",
  discountRate: "",
  discountOn: "energy",
} as const;

const form: PlanForm = {
  code: "",
  kind: "postpaid",
  name: "Kvitt Rörlig",
  mode: "cost_plus",
  basis: "gross",
  prices: [price],
  own: {
    currency: "SEK",
    energy: "",
    perMinute: "",
    startFee: "",
    idlePerMinute: "",
    windows: [],
  },
  terms: {
    interval: "month",
    currencies: [{ currency: "sek", fee: "99,50", idleCap: "30" }],
    trialDays: "14",
    includedKwh: "100",
    freeStarts: "",
  },
};

function problemsOf(changed: PlanForm): string[] {
  const read = planForm.safeParse(changed);
  return read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
}

describe("the figures of a plan as people type them", () => {
  it("are read with a comma or a point, and with spaces between thousands", () => {
    expect(readPlanForm(form).draft).toEqual({
      mode: "cost_plus",
      basis: "gross",
      prices: [
        {
          currency: "SEK",
          markup: {
            percentage: 125_000,
            perKwh: micro("0.15"),
            perSession: 0n,
            maxPrice: micro("1250.5"),
          },
        },
      ],
    });
    expect(problemsOf(form)).toEqual([]);
  });

  it("are refused where they are no numbers, or finer than prices can be", () => {
    expect(problemsOf({ ...form, prices: [{ ...price, perKwh: "fifteen" }] })).toEqual([
      "prices.0.perKwh not-a-number",
    ]);
    expect(problemsOf({ ...form, prices: [{ ...price, perKwh: "0.0000001" }] })).toEqual([
      "prices.0.perKwh not-a-number",
    ]);
    expect(problemsOf({ ...form, prices: [{ ...price, maxTimeAc: "20" }] })).toEqual([
      "prices.0.maxTimeDc cap-half",
    ]);
  });

  it("never make energy free because nothing was typed", () => {
    const own = { ...form.own, windows: [{ from: "22:00", to: "6", days: "all", price: "" }] };
    expect(problemsOf({ ...form, name: " ", mode: "own_tariff", own } as PlanForm)).toEqual([
      "name missing",
      "own.energy missing",
      "own.windows.0.price missing",
      "own.windows.0.to time-invalid",
    ]);
  });

  it("have a fee and what it includes where they are a subscription's, and only there", () => {
    expect(readPlanForm(form).draft.subscription).toBeUndefined();
    expect(readPlanForm({ ...form, kind: "subscription" }).draft.subscription).toEqual({
      interval: "month",
      currencies: [{ currency: "SEK", feeMinor: 99_50n, idleCap: 30_000_000n }],
      trialDays: 14,
      includedMicroKwh: 100_000_000n,
      freeStarts: 0,
    });
    const wrong = {
      ...form.terms,
      currencies: [
        { currency: "SEK", fee: "", idleCap: "" },
        { currency: "JPY", fee: "9.5", idleCap: "" },
      ],
      trialDays: "400",
    };
    expect(problemsOf({ ...form, kind: "subscription", terms: wrong })).toEqual([
      "terms.currencies.0.fee missing",
      "terms.currencies.1.fee not-a-number",
      "terms.trialDays trial-too-long",
    ]);
  });

  it("need a code that can stand in a tariff's name, of a new plan only", () => {
    expect(newPlanForm.safeParse({ ...form, code: "fast-2" }).success).toBe(true);
    expect(newPlanForm.safeParse({ ...form, code: "Fast 2" }).success).toBe(false);
  });
});
