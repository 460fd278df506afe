import type { ControlRule, Moment, PresentCar } from "./control-rule";
import { feederOf } from "./site-year";
import type { Visit } from "./visits";

/** Each car draws what it can. */
export const uncontrolled: ControlRule = {
  name: "uncontrolled",
  decide: ({ cars }) => new Map(cars.map(({ visit }) => [visit, [visit.maxW]])),
};

/**
 * The limit is divided evenly among those that charge. Where a share is below a car's minimum, the car that has got the
 * most of what it wanted pauses, so that they take turns.
 */
export const equalShare: ControlRule = {
  name: "equal share",
  decide(moment) {
    const all = moment.cars.filter(isHungry);
    const charging = all.toSorted((a, b) => servedShare(a) - servedShare(b));
    for (;;) {
      const shares = waterFill(moment, charging);
      const isStarved = ({ visit }: PresentCar) => (shares.get(visit)?.[0] ?? 0) < visit.minW;
      if (!charging.some(isStarved))
        return new Map(all.map(({ visit }) => [visit, shares.get(visit) ?? [0]]));
      charging.splice(charging.findLastIndex(isStarved), 1);
    }
  },
};

function servedShare({ visit, leftWh }: PresentCar): number {
  return 1 - leftWh / visit.needWh;
}

/** Who came first draws what he can, the next what is left. */
export const firstComeFirstServed: ControlRule = {
  name: "first come, first served",
  decide: (moment) => inTurn(moment, moment.cars),
};

/** Who leaves first draws what he can, the next what is left. */
export function earliestDeadlineFirst(leavesAt: (visit: Visit) => number): ControlRule {
  return {
    name: "earliest deadline first",
    decide: (moment) =>
      inTurn(
        moment,
        moment.cars.toSorted((a, b) => leavesAt(a.visit) - leavesAt(b.visit)),
      ),
  };
}

function isHungry({ leftWh }: PresentCar): boolean {
  return leftWh > 0;
}

function inTurn(
  { year }: Moment,
  cars: readonly PresentCar[],
): ReadonlyMap<Visit, readonly number[]> {
  let grid = year.gridW;
  const feeders: [number, number] = [year.feederW, year.feederW];
  const powers = new Map<Visit, readonly number[]>();
  for (const { visit } of cars.filter(isHungry)) {
    const feeder = feederOf(visit);
    const left = Math.floor(Math.min(visit.maxW, grid, feeders[feeder]));
    const watt = left < visit.minW ? 0 : left;
    grid -= watt;
    feeders[feeder] -= watt;
    powers.set(visit, [watt]);
  }
  return powers;
}

/** Raises all powers alike until each is at its car's maximum or at a limit. */
function waterFill({ year }: Moment, cars: readonly PresentCar[]): Map<Visit, readonly number[]> {
  let grid = year.gridW;
  const feeders: [number, number] = [year.feederW, year.feederW];
  const powers = new Map<Visit, number>(cars.map(({ visit }) => [visit, 0]));
  let rising = cars.map(({ visit }) => visit);
  while (rising.length > 0) {
    const onFeeder = (feeder: 0 | 1) => rising.filter((visit) => feederOf(visit) === feeder).length;
    const counts = [onFeeder(0), onFeeder(1)] as const;
    const step = Math.min(
      grid / rising.length,
      ...([0, 1] as const).flatMap((feeder) =>
        counts[feeder] > 0 ? [feeders[feeder] / counts[feeder]] : [],
      ),
      ...rising.map((visit) => visit.maxW - (powers.get(visit) ?? 0)),
    );
    for (const visit of rising) powers.set(visit, (powers.get(visit) ?? 0) + step);
    grid -= step * rising.length;
    feeders[0] -= step * counts[0];
    feeders[1] -= step * counts[1];
    const hasRoom = (visit: Visit) =>
      grid > 1 && feeders[feederOf(visit)] > 1 && (powers.get(visit) ?? 0) < visit.maxW - 1;
    rising = rising.filter(hasRoom);
  }
  return new Map([...powers].map(([visit, watt]) => [visit, [Math.floor(watt)]]));
}
