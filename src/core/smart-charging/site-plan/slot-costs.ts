import type { Room } from "./room";
import type { ProblemSession, SiteProblem } from "./site-problem";

/** What the program pays for one W in a slot at the worst; a style's own scale is a multiple of it. */
const range = 1000;

/** The part of the range over which earlier slots are preferred where nothing else speaks. */
const tieRange = 0.2;

/**
 * A series from 0 (best) to 1 (worst). An unknown slot counts as the mean of the known: nothing speaks for it or
 * against it. All unknown or all alike: all 0.
 */
export function scaled(series: readonly (number | null)[]): number[] {
  const known = series.filter((value) => value !== null);
  if (known.length === 0) return series.map(() => 0);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return series.map((value) => (high > low ? ((value ?? mean) - low) / (high - low) : 0));
}

/** Sessions in the order in which they get the earlier of two slots that are worth the same: who leaves first. */
function turns(room: Room, sessions: readonly ProblemSession[]): Int32Array {
  const order = [...room.cars.keys()].toSorted((a, b) => {
    const left = sessions[room.cars[a]!.session]!;
    const right = sessions[room.cars[b]!.session]!;
    const isOn = (session: ProblemSession) => ((session.lastW ?? 0) > 0 ? 0 : 1);
    return left.departureSlot - right.departureSlot || isOn(left) - isOn(right) || a - b;
  });
  const turn = new Int32Array(order.length);
  for (const [place, car] of order.entries()) turn[car] = place;
  return turn;
}

/**
 * What the program pays for one W of each car in each slot. Energies are fixed when it is used, so that a car's costs
 * only say which of its slots it prefers, and cars meet only where they share a limit.
 *
 * CHEAP pays the price and GREEN the carbon, each scaled to 0…1 over the plan's slots, times 1000. The two weigh alike:
 * the dearest slot is as bad for one as the dirtiest is for the other. FAST pays 4000 for each slot of delay, more than
 * all that CHEAP or GREEN could gain by moving one W: whoever is in a hurry is never slowed down by another's saving,
 * and that it displaces a saver is meant. REGULAR pays 100 over the whole plan: early, yet a saver's cheaper slot (a
 * tenth of the range and more) goes first. All prefer earlier at equal cost by at most 0.2 over the plan, those that
 * leave first by twice as much as those that leave last, which makes the solution single and gives charging in blocks.
 */
export function slotCosts(problem: SiteProblem, room: Room): Float64Array[] {
  const price = scaled(problem.price);
  const carbon = scaled(problem.carbon);
  const turn = turns(room, problem.sessions);
  return room.cars.map((car, k) => {
    const { style } = problem.sessions[car.session]!;
    const eagerness = 2 - turn[k]! / Math.max(1, room.cars.length);
    return Float64Array.from({ length: problem.slots }, (_, slot) => {
      const tie = (tieRange * eagerness * slot) / problem.slots;
      switch (style) {
        case "CHEAP":
          return price[slot]! * range + tie;
        case "GREEN":
          return carbon[slot]! * range + tie;
        case "FAST":
          return 4 * range * slot + tie;
        case "REGULAR":
          return (0.1 * range * slot) / problem.slots + tie;
      }
    });
  });
}
