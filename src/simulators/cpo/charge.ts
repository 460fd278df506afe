import { ceilToGrid } from "./instants";

/** How much power the car draws: each step holds until `untilS` seconds of charging, the last one for ever. */
export interface PowerStep {
  untilS: number;
  powerW: number;
}

/** One stay at a connector. After `fullAfterS` seconds of charging the car asks for no more power and only stands there. */
export interface Charge {
  startS: number;
  curve: PowerStep[];
  fullAfterS: number | null;
  /** Held at zero by a profile counts as standing there, too: PARKING_TIME as it was read before the errata of 2026. */
  parksAtZero?: true;
}

/** From one offset to another, in seconds from the start of the charge. */
export interface Stretch {
  fromS: number;
  toS: number;
}

/** Seconds of charging within the first `offsetS` seconds of the stay. */
function chargingSeconds(charge: Charge, offsetS: number): number {
  return charge.fullAfterS === null ? offsetS : Math.min(offsetS, charge.fullAfterS);
}

/** Watt-seconds drawn within the first `offsetS` seconds of the stay. */
export function drawnWs(charge: Charge, offsetS: number): number {
  const chargedS = chargingSeconds(charge, offsetS);
  let wattSeconds = 0;
  let reachedS = 0;
  for (const [index, step] of charge.curve.entries()) {
    const isLast = index === charge.curve.length - 1;
    const untilS = isLast ? chargedS : Math.min(chargedS, step.untilS);
    wattSeconds += Math.max(0, untilS - reachedS) * step.powerW;
    reachedS = Math.max(reachedS, untilS);
  }
  return wattSeconds;
}

/** The meter's reading in whole Wh, `offsetS` seconds after the start; it only ever grows. */
export function energyWh(charge: Charge, offsetS: number): number {
  return Math.floor(drawnWs(charge, offsetS) / 3600);
}

/** The average power in whole W between two offsets from the start. */
export function averageW(charge: Charge, fromS: number, toS: number): number {
  return Math.round((drawnWs(charge, toS) - drawnWs(charge, fromS)) / (toS - fromS));
}

/** The power at an offset, for a curve whose last step holds for ever. */
export function powerAt(curve: readonly PowerStep[], atS: number): number {
  const step = curve.find(({ untilS }) => atS < untilS) ?? curve.at(-1);
  return step?.powerW ?? 0;
}

/** The power that is drawn at an offset; nothing once the car is full. */
export function drawnW({ curve, fullAfterS }: Charge, atS: number): number {
  return fullAfterS !== null && atS >= fullAfterS ? 0 : powerAt(curve, atS);
}

/** The curve up to an offset, cut there. */
export function curveUntil(curve: readonly PowerStep[], atS: number): PowerStep[] {
  const before = curve.filter(({ untilS }) => untilS < atS);
  return atS > 0 ? [...before, { untilS: atS, powerW: powerAt(curve, atS - 1) }] : [];
}

/** The stretches in which nothing is drawn, until the car is full. */
function zeroStretches({ curve, fullAfterS }: Charge): Stretch[] {
  const lastS = fullAfterS ?? Number.POSITIVE_INFINITY;
  const zero: Stretch[] = [];
  let reachedS = 0;
  for (const [index, { untilS, powerW }] of curve.entries()) {
    const isLast = index === curve.length - 1;
    const toS = Math.min(lastS, isLast ? Number.POSITIVE_INFINITY : untilS);
    const former = zero.at(-1);
    if (powerW === 0 && former?.toS === reachedS) former.toS = toS;
    else if (powerW === 0) zero.push({ fromS: reachedS, toS });
    reachedS = toS;
  }
  return zero;
}

/**
 * Where the stay counts as standing and not as charging: once the car is full and, if this charge counts so, while it is
 * held at zero. All bounds are on the grid.
 */
export function parkedStretches(charge: Charge, untilS: number): Stretch[] {
  const { fullAfterS, parksAtZero } = charge;
  const paused = parksAtZero === true ? zeroStretches(charge) : [];
  const parked = paused
    .map(({ fromS, toS }) => ({ fromS: ceilToGrid(fromS), toS }))
    .filter(({ fromS, toS }) => toS > fromS);
  if (fullAfterS !== null) parked.push({ fromS: fullAfterS, toS: Number.POSITIVE_INFINITY });
  return parked.filter(({ fromS }) => fromS < untilS);
}
