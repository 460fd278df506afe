import type { Connector } from "@/core/roaming/location";

/** What of a car says how it charges. */
export interface DrawingCar {
  /** Phases of its charger on board. */
  readonly phases: 1 | 2 | 3;
  readonly maxAcW: number;
  /** Null: it does not charge with direct current. */
  readonly maxDcW: number | null;
  /** A for each phase: below it the car stops. */
  readonly minCurrentA: number;
}

/** What a car can take at a connector. W over all phases. */
export interface CarDraw {
  readonly maxW: number;
  /** Below it nothing is taken. */
  readonly minW: number;
  readonly phases: 1 | 2 | 3;
}

type Plug = Pick<Connector, "powerType" | "maxVoltage" | "maxAmperage" | "maxElectricPower">;

/** V between a phase and neutral. */
const VOLTS = 230;
/** Above it a voltage is one between phases, which some CPOs state in its place. */
const HIGHEST_TO_NEUTRAL = 300;
/** IEC 61851: the least current that a station may offer. */
const LEAST_A = 6;

const PHASES: Readonly<Record<Plug["powerType"], 1 | 2 | 3>> = {
  AC_1_PHASE: 1,
  AC_2_PHASE: 2,
  AC_2_PHASE_SPLIT: 2,
  AC_3_PHASE: 3,
  DC: 3,
};

/**
 * What a car takes at a connector at most and at least. Alternating current: the lower current of the two on the
 * phases that both have. Direct current: the lower power. Without a car, what the connector gives; null where neither
 * says. OCPI mod_locations, Connector.
 */
export function drawAt(plug: Plug | null, car: DrawingCar | null): CarDraw | null {
  if (plug === null) return car && ofCar(car);
  const stated = plug.maxElectricPower ?? Infinity;
  const phases = PHASES[plug.powerType];
  if (plug.powerType === "DC") {
    const most = Math.min(stated, plug.maxVoltage * plug.maxAmperage, car?.maxDcW ?? Infinity);
    return usable({ maxW: most, minW: 0, phases });
  }
  if (car === null) {
    const most = Math.min(stated, plug.maxAmperage * toNeutral(plug) * phases);
    return usable({ maxW: most, minW: LEAST_A * VOLTS * phases, phases });
  }
  const shared = Math.min(phases, car.phases) as 1 | 2 | 3;
  const current = Math.min(plug.maxAmperage, car.maxAcW / (car.phases * VOLTS));
  const most = Math.min(stated, current * toNeutral(plug) * shared);
  return usable({ maxW: most, minW: leastOf(car, shared), phases: shared });
}

/** V between a phase and neutral at an alternating-current connector. */
function toNeutral({ maxVoltage }: Plug): number {
  return maxVoltage > HIGHEST_TO_NEUTRAL ? VOLTS : maxVoltage;
}

function ofCar(car: DrawingCar): CarDraw {
  return { maxW: car.maxAcW, minW: leastOf(car, car.phases), phases: car.phases };
}

function leastOf({ minCurrentA }: DrawingCar, phases: number): number {
  return Math.max(LEAST_A, minCurrentA) * VOLTS * phases;
}

function usable({ maxW, minW, phases }: CarDraw): CarDraw | null {
  const most = Math.floor(maxW);
  if (!Number.isSafeInteger(most) || most <= 0) return null;
  return { maxW: most, minW: Math.min(minW, most), phases };
}
