import { between, pick } from "./random";

/** What is plugged in: how fast it can charge, and how much it wants. */
export interface Car {
  kind: string;
  phases: 1 | 2 | 3;
  /** Of its charger, on each phase. */
  maxA: number;
  batteryWh: number;
  /** In the battery when it came. */
  arrivalWh: number;
  /** It asks for no more once it has been given this much. */
  needWh: number;
}

type Model = Pick<Car, "batteryWh" | "kind" | "maxA" | "phases">;

/** Common ones more than once. */
const MODELS: readonly Model[] = [
  { kind: "plug-in hybrid", phases: 1, maxA: 16, batteryWh: 13_000 },
  { kind: "city car", phases: 1, maxA: 16, batteryWh: 28_000 },
  { kind: "hatchback", phases: 1, maxA: 32, batteryWh: 40_000 },
  { kind: "sedan", phases: 2, maxA: 16, batteryWh: 58_000 },
  { kind: "family car", phases: 3, maxA: 16, batteryWh: 64_000 },
  { kind: "family car", phases: 3, maxA: 16, batteryWh: 64_000 },
  { kind: "family car", phases: 3, maxA: 16, batteryWh: 77_000 },
  { kind: "estate car", phases: 3, maxA: 16, batteryWh: 82_000 },
  { kind: "estate car", phases: 3, maxA: 16, batteryWh: 82_000 },
  { kind: "van", phases: 3, maxA: 32, batteryWh: 90_000 },
];

/** The car of a driver who starts from afar. */
export const DRIVERS_CAR: Car = {
  kind: "family car",
  phases: 3,
  maxA: 16,
  batteryWh: 64_000,
  arrivalWh: 22_000,
  needWh: 30_000,
};

const LEAST_NEED_WH = 5_000;
const MOST_NEED_WH = 45_000;
/** Volts of one phase. */
export const PHASE_V = 230;

/** The most that the car's charger takes from a station of so many amperes. */
export function mostW(car: Pick<Car, "maxA" | "phases">, stationA: number): number {
  return Math.min(car.maxA, stationA) * car.phases * PHASE_V;
}

/** A car for a stay of so many seconds: it wants what it could have by then, or less. */
export function drawCar(draw: () => number, staysS: number): Car {
  const model = pick(draw, MODELS);
  const arrivalWh = Math.round((model.batteryWh * between(draw, 15, 55)) / 100);
  const roomWh = model.batteryWh - arrivalWh;
  const reachWh = (mostW(model, 32) * staysS * between(draw, 30, 85)) / 360_000;
  const needWh = Math.min(roomWh, MOST_NEED_WH, Math.max(LEAST_NEED_WH, reachWh));
  return { ...model, arrivalWh, needWh: Math.round(needWh / 100) * 100 };
}
