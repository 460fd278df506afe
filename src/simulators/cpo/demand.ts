import { type Car, mostW, PHASE_V } from "./car";
import { powerAt, type PowerStep } from "./charge";
import type { Connector } from "./ocpi-objects";

/** What a car asks of a station over time, were there no limit. */
export interface Demand {
  phases: number;
  phaseV: number;
  /** It asks for nothing once it has drawn so much. */
  needWs: number;
  /** The power asked for at an offset from the start, with so much drawn. */
  askedW(atS: number, drawnWs: number): number;
  /** Until when the same power is asked for while `powerW` is drawn. */
  changesAtS(atS: number, drawnWs: number, powerW: number): number;
}

/** From this state of charge on a car takes less and less. */
const TAPERS_FROM = 0.8;
/** Its power at the very end, as a share of the most. */
const LAST_SHARE = 0.25;
/** While it takes less and less, its power is looked at so often. */
const TAPER_STEP_S = 60;
/** No less than this on a phase, as long as it charges at all. */
const LEAST_A = 6;

function shareAt(stateOfCharge: number): number {
  if (stateOfCharge <= TAPERS_FROM) return 1;
  const rest = Math.max(0, 1 - stateOfCharge) / (1 - TAPERS_FROM);
  return LAST_SHARE + (1 - LAST_SHARE) * rest;
}

/** What a car asks of a connector: the most of its charger on its phases, less once its battery is nearly full. */
export function demandOfCar(car: Car, connector: Connector): Demand {
  const stationA = Math.min(connector.max_amperage, car.maxA);
  const most = Math.min(mostW(car, stationA), connector.max_electric_power);
  const least = Math.min(most, LEAST_A * car.phases * PHASE_V);
  const tapersFromWs = (car.batteryWh * TAPERS_FROM - car.arrivalWh) * 3600;
  return {
    phases: car.phases,
    phaseV: PHASE_V,
    needWs: car.needWh * 3600,
    askedW(_atS, drawnWs) {
      const share = shareAt((car.arrivalWh + drawnWs / 3600) / car.batteryWh);
      return Math.round(Math.max(least, most * share));
    },
    changesAtS(atS, drawnWs, powerW) {
      if (powerW === 0) return Number.POSITIVE_INFINITY;
      const tapersInS = (tapersFromWs - drawnWs) / powerW;
      return atS + Math.max(TAPER_STEP_S, tapersInS);
    },
  };
}

/** What a car asks for of which nothing is known but a curve over time. */
export function demandOfCurve(curve: readonly PowerStep[], connector: Connector): Demand {
  return {
    phases: connector.power_type === "AC_3_PHASE" ? 3 : 1,
    phaseV: PHASE_V,
    needWs: Number.POSITIVE_INFINITY,
    askedW: (atS) => powerAt(curve, atS),
    changesAtS: (atS) =>
      curve.find(({ untilS }) => untilS > atS)?.untilS ?? Number.POSITIVE_INFINITY,
  };
}
