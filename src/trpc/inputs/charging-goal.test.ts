import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { chargingGoalInput, readNeed } from "./charging-goal";

const GOAL = {
  id: "0192f0c0-0000-7000-8000-000000000001",
  style: "CHEAP",
  leaveAt: "07:00",
  vehicleId: "",
  dischargeAllowed: false,
  needKind: "energy",
  energyKwh: "77,4",
  rangeKm: "",
  fromPercent: "",
  toPercent: "",
} as const;
const faults = (change: object) => {
  const read = chargingGoalInput.safeParse({ ...GOAL, ...change });
  return read.success ? [] : read.error.issues.map(({ path }) => path[0]);
};

describe("a goal as a form holds it", () => {
  it("takes figures with a comma or a point", () => {
    for (const energyKwh of ["77,4", "77.4"]) {
      const read = chargingGoalInput.parse({ ...GOAL, energyKwh });
      expect(readNeed(read)).toEqual({ kind: "energy", energy: micro("77.4") });
    }
  });

  it("minds the figures that count, and no others", () => {
    expect(faults({ energyKwh: "much" })).toEqual(["energyKwh"]);
    expect(faults({ needKind: "all", energyKwh: "much" })).toEqual([]);
    expect(faults({ needKind: "range", rangeKm: "2,5" })).toEqual(["rangeKm"]);
    expect(faults({ needKind: "battery", fromPercent: "", toPercent: "80" })).toEqual([
      "fromPercent",
    ]);
    expect(faults({ needKind: "battery", fromPercent: "80", toPercent: "30" })).toEqual([
      "toPercent",
    ]);
    expect(faults({ needKind: "battery", fromPercent: "0", toPercent: "100" })).toEqual([]);
    expect(faults({ energyKwh: "0" })).toEqual(["energyKwh"]);
  });
});
