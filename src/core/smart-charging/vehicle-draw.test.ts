import { describe, expect, it } from "vitest";
import { type DrawingCar, drawAt } from "./vehicle-draw";

const THREE = { powerType: "AC_3_PHASE", maxVoltage: 230, maxAmperage: 32 } as const;
const ONE = { ...THREE, powerType: "AC_1_PHASE" } as const;
const DC = {
  powerType: "DC",
  maxVoltage: 920,
  maxAmperage: 500,
  maxElectricPower: 150_000,
} as const;
const CAR: DrawingCar = { phases: 3, maxAcW: 11_040, maxDcW: 120_000, minCurrentA: 6 };

describe("what a car takes at a connector", () => {
  it("is the lower current on the phases that both have", () => {
    expect(drawAt(THREE, CAR)).toEqual({ maxW: 11_040, minW: 4_140, phases: 3 });
    // 16 A of the car's charger on the one phase of the post.
    expect(drawAt(ONE, CAR)).toEqual({ maxW: 3_680, minW: 1_380, phases: 1 });
    expect(drawAt(THREE, { ...CAR, phases: 1, maxAcW: 7_360 })).toEqual({
      maxW: 7_360,
      minW: 1_380,
      phases: 1,
    });
    expect(drawAt(THREE, { ...CAR, minCurrentA: 8 })?.minW).toBe(5_520);
  });

  it("counts by the voltage to neutral also where the CPO states that between phases", () => {
    const between = { ...THREE, maxVoltage: 400 };
    expect(drawAt(between, CAR)?.maxW).toBe(11_040);
    expect(drawAt(between, null)?.maxW).toBe(22_080);
  });

  it("by direct current is the lower power, and can be anything below it", () => {
    expect(drawAt(DC, CAR)).toEqual({ maxW: 120_000, minW: 0, phases: 3 });
    expect(drawAt(DC, { ...CAR, maxDcW: null })?.maxW).toBe(150_000);
  });

  it("without one of the two is what the other says, without both nothing", () => {
    expect(drawAt(THREE, null)).toEqual({ maxW: 22_080, minW: 4_140, phases: 3 });
    expect(drawAt({ ...THREE, maxElectricPower: 11_000 }, null)?.maxW).toBe(11_000);
    expect(drawAt(null, CAR)?.maxW).toBe(11_040);
    expect(drawAt(null, null)).toBeNull();
    expect(drawAt({ ...THREE, maxAmperage: 0 }, null)).toBeNull();
  });
});
