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

  it("need a code that can stand in a tariff's name, of a new plan only", () => {
    expect(newPlanForm.safeParse({ ...form, code: "fast-2" }).success).toBe(true);
    expect(newPlanForm.safeParse({ ...form, code: "Fast 2" }).success).toBe(false);
  });
});
