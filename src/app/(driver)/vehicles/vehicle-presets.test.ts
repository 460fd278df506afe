import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { readFigure, vehicleInput } from "@/trpc/inputs/vehicle";
import { vehiclePresets } from "./vehicle-presets";

describe("a car as a form holds it", () => {
  it("takes every shape of car that is offered, with a comma or a point", () => {
    for (const preset of Object.values(vehiclePresets)) {
      const car = {
        id: "",
        name: "A",
        connector: "IEC_62196_T2",
        minCurrentA: "6",
        canDischarge: false,
      };
      expect(vehicleInput.safeParse({ ...car, ...preset }).success).toBe(true);
      const maxAcKw = preset.maxAcKw.replace(".", ",");
      expect(vehicleInput.safeParse({ ...car, ...preset, maxAcKw }).success).toBe(true);
    }
    expect(readFigure("77,4")).toBe(micro("77.4"));
  });
});
