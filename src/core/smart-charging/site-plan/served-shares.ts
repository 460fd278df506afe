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
  return Math.min(theta * car.need, car.alone);
}

/**
 * The share at which a cut's half-space is reached: the θ for which Σ weight × min(θ × need, alone) over the active
 * cars is `budget`. The sum is concave and piecewise linear in θ; each round takes out the cars that are at their most.
 */
function shareAtCut(
  cars: readonly Car[],
  active: readonly number[],
  cut: Cut,
  budget: number,
): number {
  let open = active.filter((car) => cut.weights[car]! > weightTolerance);
  let rest = Math.max(0, budget);
  for (;;) {
    const slope = open.reduce((sum, car) => sum + cut.weights[car]! * cars[car]!.need, 0);
    if (slope <= 0) return 1;
    const theta = rest / slope;
    const full = open.filter((car) => cars[car]!.alone < theta * cars[car]!.need);
    if (full.length === 0) return theta;
    for (const car of full) rest -= cut.weights[car]! * cars[car]!.alone;
    rest = Math.max(0, rest);
    const isFull = new Set(full);
    open = open.filter((car) => !isFull.has(car));
  }
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
 * lexicographic max-min of served shares (energy / need, at most 1). That is: the lowest share is as high as can be,
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
