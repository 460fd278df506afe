import { describe, expect, it } from "vitest";
import { costOfPlan } from "./plan-cost";

const values = {
  slotMinutes: 60,
  priceMicro: [2_000_000n, 1_000_000n, -500_000n],
  carbonMicro: [40_000_000n, 20_000_000n, null],
};

describe("what a plan costs against charging at once", () => {
  it("is summed exactly, slot by slot, also below zero", () => {
    const { costMicro } = costOfPlan([0, 4_000, 6_000], { maxW: 8_000, arrivalSlot: 0 }, values);
    // 4 kWh for 1 and 6 kWh for -0.5, against 8 kWh for 2 and 2 kWh for 1.
    expect(costMicro).toEqual({ plan: 1_000_000n, atOnce: 18_000_000n });
  });

  it("is not said where a slot in use has no figure", () => {
    const late = costOfPlan([0, 0, 1_000], { maxW: 8_000, arrivalSlot: 0 }, values);
    expect(late.carbonG).toBeNull();
    const early = costOfPlan([0, 3_000, 0], { maxW: 8_000, arrivalSlot: 1 }, values);
    expect(early.carbonG).toEqual({ plan: 60, atOnce: 60 });
  });
});
