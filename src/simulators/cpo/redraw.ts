import type { Cpo } from "./cpo";
import { type Charge, curveUntil, drawnWs, powerAt, type PowerStep } from "./charge";
import { type Demand, demandOfCar, demandOfCurve } from "./demand";
import { drawPower, type Following } from "./draw-power";
import { amperesOf, type Ceiling, ceilingsOf, startMsOf } from "./limit-power";
import type { FoundLive } from "./find-live";
import type { Stay } from "./session-objects";
import type { OpenStay, PowerLimit } from "./state";

/** What the car would draw, were there no limit. */
function demandOf({ stay, limit }: OpenStay): Demand {
  const { connector } = stay.place;
  return stay.car === undefined
    ? demandOfCurve(limit?.unlimited ?? stay.charge.curve, connector)
    : demandOfCar(stay.car, connector);
}

/** When a car that stands still at an offset was to begin again; null for one that draws, or was to stand for good. */
function resumption(curve: readonly PowerStep[], fromS: number): number | null {
  const isDrawing = fromS > 0 && powerAt(curve, fromS - 1) > 0;
  const next = curve.findIndex(({ untilS, powerW }) => untilS > fromS && powerW > 0);
  return isDrawing || next === -1 ? null : (curve[next - 1]?.untilS ?? 0);
}

/** What is in the way of a charge from an offset on. */
interface Course {
  fromS: number;
  ceilings: readonly Ceiling[];
  following: Following;
}

/** The charge as it goes on from an offset; what was before stays as it was. */
function carryOn(open: OpenStay, { fromS, ceilings, following }: Course): Charge {
  const { charge, car } = open.stay;
  if (charge.fullAfterS !== null && fromS >= charge.fullAfterS) return charge;
  const standing = {
    fromS,
    drawnWs: drawnWs(charge, fromS),
    powerW: fromS > 0 ? powerAt(charge.curve, fromS - 1) : 0,
    resumesAtS: resumption(charge.curve, fromS),
  };
  const drawn = drawPower(standing, demandOf(open), ceilings, following);
  return {
    ...charge,
    curve: [...curveUntil(charge.curve, fromS), ...drawn.curve],
    // Of a car that is but a curve it is known beforehand when it is full.
    fullAfterS: car === undefined ? charge.fullAfterS : drawn.fullAfterS,
  };
}

/** The charge of a car that begins with nothing in its way. */
export function beginCharge(
  { car, place }: Required<Pick<Stay, "car" | "place">>,
  startS: number,
  following: Following,
): Charge {
  const standing = { fromS: 0, drawnWs: 0, powerW: 0, resumesAtS: 0 };
  return { startS, ...drawPower(standing, demandOfCar(car, place.connector), [], following) };
}

/** The phases that a charge point counts with when it turns watts into amperes. */
export function countedPhases(cpo: Cpo, open: OpenStay): number {
  const { evse, connector } = open.stay.place;
  return cpo.stations.isOn(evse.uid, "assumes_three_phases")
    ? demandOfCurve([], connector).phases
    : demandOf(open).phases;
}

/**
 * Draws a running session's future anew: under a limit or without one, and after it has stood still for `outS` seconds.
 * Energy that was told stays as it was.
 */
export function redraw(
  cpo: Cpo,
  { stored, open }: FoundLive,
  { limit, outS = 0 }: { limit: PowerLimit | undefined; outS?: number },
): void {
  const { stay, limit: former, ...rest } = open;
  const fromS = Math.max(open.toldUntilS, Math.ceil(cpo.clock.nowMs() / 1000)) - stay.charge.startS;
  const phases = countedPhases(cpo, open);
  const following: Following = { ...cpo.stations.habitsOf(stay.place.evse.uid) };
  const ceilings: Ceiling[] = outS > 0 ? [{ fromS, toS: fromS + outS, limitA: 0 }] : [];
  if (limit !== undefined) {
    const { profile, setAtMs } = limit;
    const startS = startMsOf(profile, setAtMs) / 1000 - stay.charge.startS;
    ceilings.push(...ceilingsOf(profile, { startS, notBeforeS: fromS, phases }));
    const leastA = amperesOf(profile.min_charging_rate ?? 0, profile, phases);
    following.minimumA = Math.max(following.minimumA, leastA);
  }
  const known = former ?? limit;
  const charge = carryOn(
    { ...rest, stay, ...(known === undefined ? {} : { limit: known }) },
    { fromS, ceilings, following },
  );
  cpo.state.sessions.save(stored.object.id, {
    ...stored,
    open: { ...rest, stay: { ...stay, charge }, ...(limit === undefined ? {} : { limit }) },
  });
}
