import { micro } from "@/core/money/quantity";
import type { VehicleFacts } from "@/services/vehicles/save-vehicle";

const PLAIN = { connector: "IEC_62196_T2", minCurrentA: 6, canDischarge: false } as const;

/** The cars of the demo's drivers. */
export const DEMO_CARS = {
  family: {
    ...PLAIN,
    name: "Familjebilen",
    batteryMicroKwh: micro("64"),
    consumptionMicroKwh: micro("17.5"),
    phases: 3,
    maxAcW: 11_000,
    maxDcW: 150_000,
  },
  city: {
    ...PLAIN,
    name: "Stadsbilen",
    batteryMicroKwh: micro("40"),
    consumptionMicroKwh: micro("15.2"),
    phases: 1,
    maxAcW: 7_400,
    maxDcW: 50_000,
  },
} as const satisfies Readonly<Record<string, VehicleFacts>>;
