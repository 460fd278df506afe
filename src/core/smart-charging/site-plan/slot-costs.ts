import type { Room } from "./room";
import type { ProblemSession, SiteProblem } from "./site-problem";

/** What the program pays for one W in a slot at the worst; a style's own scale is a multiple of it. */
const range = 1000;

/** What delay over the whole plan costs a car that has all the time: for a saver, and for one that just charges. */
const saversDelay = 0.0005 * range;
const regularDelay = 0.02 * range;

/** What one slot of delay costs a car in a hurry. */
const fastDelay = 2 * range;

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

/**
 * Who gets the earlier of two slots that are worth the same: who leaves first, else who comes first in the problem. 10
 * for the first in this order, 1 for the last, by equal steps of its logarithm: steep enough that cars charge one after
 * another. The order does not depend on what is being charged, so that the next plan goes on as this one said and few
 * are told anything new.
 */
function eagernessOf(room: Room, sessions: readonly ProblemSession[]): Float64Array {
  const leaves = (k: number) => sessions[room.cars[k]!.session]!.departureSlot;
  const order = [...room.cars.keys()].toSorted((a, b) => leaves(a) - leaves(b) || a - b);
  const eagerness = new Float64Array(order.length);
  for (const [place, car] of order.entries()) eagerness[car] = 10 ** (1 - place / order.length);
  return eagerness;
}

/**
 * What the program pays for one W of each car in each slot. Energies are fixed when it is used, so that a car's costs
 * only say which of its slots it prefers, and cars meet only where they share a limit.
 *
 * CHEAP pays the price and GREEN the carbon, each scaled to 0…1 over the plan's slots, times 1000. The two weigh alike:
 * the dearest slot is as bad for one as the dirtiest is for the other. FAST pays 2000 to 20,000 for each slot of delay,
 * more than all that CHEAP or GREEN could gain by moving one W: whoever is in a hurry is never slowed down by another's
 * saving, and that it displaces a saver is meant. REGULAR pays 20 to 200 over the whole plan: early, yet a saver's
 * cheaper slot (a fifth of the range and more) goes first. CHEAP and GREEN prefer earlier at equal cost by 0.5 to 5 over
 * the whole plan. Within these spans cars differ by their turn, which makes the solution single.
 */
export function slotCosts(problem: SiteProblem, room: Room): Float64Array[] {
  const price = scaled(problem.price);
  const carbon = scaled(problem.carbon);
  const eagerness = eagernessOf(room, problem.sessions);
  return room.cars.map((car, k) => {
    const { style } = problem.sessions[car.session]!;
    return Float64Array.from({ length: problem.slots }, (_, slot) => {
      const delay = (eagerness[k]! * slot) / problem.slots;
      switch (style) {
        case "CHEAP":
          return price[slot]! * range + delay * saversDelay;
        case "GREEN":
          return carbon[slot]! * range + delay * saversDelay;
        case "FAST":
          return delay * problem.slots * fastDelay;
        case "REGULAR":
          return delay * regularDelay;
      }
    });
  });
}
