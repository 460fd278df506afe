import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { energyOfNeed, energyOfRange, microKwhOf, whOf } from "./charging-goal";

const CAR = { batteryMicroKwh: micro("77.4"), consumptionMicroKwh: micro("17.5") };

describe("what a driver needs as energy", () => {
  it("is what he says, what a range takes, or a part of the battery", () => {
    expect(energyOfNeed({ kind: "all" }, null)).toBeNull();
    expect(energyOfNeed({ kind: "energy", energy: micro("20.5") }, null)).toBe(micro("20.5"));
    expect(energyOfNeed({ kind: "range", km: 200 }, CAR)).toBe(micro("35"));
    expect(energyOfNeed({ kind: "battery", fromPercent: 30, toPercent: 80 }, CAR)).toBe(
      micro("38.7"),
    );
    expect(energyOfNeed({ kind: "battery", fromPercent: 80, toPercent: 30 }, CAR)).toBe(0n);
  });

  it("is not known without a car where it is of one", () => {
    expect(energyOfNeed({ kind: "range", km: 200 }, null)).toBe("no-car");
    expect(energyOfNeed({ kind: "battery", fromPercent: 0, toPercent: 80 }, null)).toBe("no-car");
  });

  it("goes from km, to Wh and back", () => {
    expect(energyOfRange(120, CAR)).toBe(micro("21"));
    expect(whOf(micro("20.5"))).toBe(20_500);
    expect(microKwhOf(20_500)).toBe(micro("20.5"));
  });
});
