import type { VehicleInput } from "@/trpc/inputs/vehicle";

/** Figures of a shape of car as a form holds them, with a decimal point. */
type PresetFigures = Pick<
  VehicleInput,
  "batteryKwh" | "consumptionKwh" | "phases" | "maxAcKw" | "maxDcKw"
>;

/** Common shapes of cars to begin with: usual figures of their kind, none of a certain make. */
export const vehiclePresets = {
  small: { batteryKwh: "40", consumptionKwh: "15", phases: "1", maxAcKw: "7.4", maxDcKw: "50" },
  middle: { batteryKwh: "60", consumptionKwh: "17", phases: "3", maxAcKw: "11", maxDcKw: "120" },
  large: { batteryKwh: "77", consumptionKwh: "19", phases: "3", maxAcKw: "11", maxDcKw: "170" },
  van: { batteryKwh: "75", consumptionKwh: "27", phases: "3", maxAcKw: "22", maxDcKw: "100" },
  hybrid: { batteryKwh: "12", consumptionKwh: "20", phases: "1", maxAcKw: "3.7", maxDcKw: "" },
} as const satisfies Record<string, PresetFigures>;

export type VehiclePreset = keyof typeof vehiclePresets;
