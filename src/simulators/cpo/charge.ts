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
}

/** Seconds of charging within the first `offsetS` seconds of the stay. */
export function chargingSeconds(charge: Charge, offsetS: number): number {
  return charge.fullAfterS === null ? offsetS : Math.min(offsetS, charge.fullAfterS);
}

/** Watt-seconds drawn within the first `offsetS` seconds of the stay. */
function drawnWs(charge: Charge, offsetS: number): number {
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
