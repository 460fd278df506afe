import type { Car } from "./room";

/**
 * A half-space that holds every set of energies the site can give: the sum of `weights` × energies is at most `bound`.
 * The energies asked for lie outside it.
 */
export interface Cut {
  readonly weights: Float64Array;
  readonly bound: number;
}

/** Says whether each car can get what is demanded (W × slots, by car); if not, a half-space that shows it. */
export type EnergyOracle = (demands: Float64Array) => Cut | null;

const weightTolerance = 1e-7;

/** What a car is due at a served share of `theta`: never more than it could get with the site to itself. */
function dueAt(car: Car, theta: number): number {
  return Math.min(Math.max(0, theta * (car.given + car.need) - car.given), car.alone);
}

/**
 * The share at which a cut's half-space is reached: the highest θ for which Σ weight × due(θ) over the active cars is at
 * most `budget`. The sum grows piecewise linearly between the shares at which a car begins to be due and is at its most.
 */
function shareAtCut(
  cars: readonly Car[],
  active: readonly number[],
  cut: Cut,
  budget: number,
): number {
  const held = active.filter((car) => cut.weights[car]! > weightTolerance);
  const bends = held.flatMap((k) => {
    const car = cars[k]!;
    const slope = cut.weights[k]! * (car.given + car.need);
    const from = car.given / (car.given + car.need);
    return [
      { theta: from, slope },
      { theta: from + car.alone / (car.given + car.need), slope: -slope },
    ];
  });
  bends.sort((a, b) => a.theta - b.theta);
  let sum = 0;
  let slope = 0;
  let theta = 0;
  for (const bend of bends) {
    const ahead = sum + slope * (bend.theta - theta);
    if (ahead > budget) return slope > 0 ? theta + Math.max(0, budget - sum) / slope : theta;
    sum = ahead;
    theta = bend.theta;
    slope += bend.slope;
  }
  return 1;
}

/** Lets the share of the active cars rise as far as it goes; returns who can't rise further (empty: nobody is short). */
function raise(
  cars: readonly Car[],
  active: readonly number[],
  demands: Float64Array,
  canGive: EnergyOracle,
): Set<number> {
  let theta = 1;
  let tight: Cut | null = null;
  for (let round = 0; round < 60; round++) {
    for (const car of active) demands[car] = dueAt(cars[car]!, theta);
    const cut = canGive(demands);
    if (cut === null) break;
    tight = cut;
    const isActive = new Set(active);
    let budget = cut.bound;
    for (let car = 0; car < cars.length; car++) {
      if (!isActive.has(car)) budget -= cut.weights[car]! * demands[car]!;
    }
    const lower = shareAtCut(cars, active, cut, budget);
    if (lower >= theta * (1 - 1e-9)) break;
    theta = lower;
  }
  const cut = tight;
  if (cut === null) return new Set();
  for (const car of active) demands[car] = dueAt(cars[car]!, theta);
  return new Set(active.filter((car) => cut.weights[car]! > weightTolerance));
}

/**
 * The energy that each car gets (W × slots): class by class from the highest priority, and within a class the
 * lexicographic max-min of served shares (energy / need, at most 1; with what was given before, (given + energy) /
 * (given + need)). That is: the lowest share is as high as can be,
 * then the second lowest, and so on; no car's share can rise without another's falling that is no better off.
 *
 * Water-filling with Newton's method. Everybody's share rises together to θ. If the oracle says no, its half-space
 * names who stands in whose way, and θ falls to where that half-space is just reached, until the oracle says yes. Whoever
 * carries weight in the last half-space is then at its bound and stays there; the others rise on. The half-spaces are
 * valid for every set of energies that the site can give, so that the fixed point is exact, whatever the oracle is.
 */
export function servedShares(cars: readonly Car[], canGive: EnergyOracle): Float64Array {
  const demands = new Float64Array(cars.length);
  const classes = [...new Set(cars.map((car) => car.priority))].toSorted((a, b) => b - a);
  for (const priority of classes) {
    let active = [...cars.keys()].filter((car) => cars[car]!.priority === priority);
    while (active.length > 0) {
      const stuck = raise(cars, active, demands, canGive);
      if (stuck.size === 0) break;
      active = active.filter((car) => !stuck.has(car));
    }
  }
  return demands;
}
