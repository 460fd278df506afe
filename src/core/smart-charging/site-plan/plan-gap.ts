import type { Room } from "./room";
import type { SitePlan, SiteProblem } from "./site-problem";

/** Money or grams for a W × slot of what the cars of one style get; null: none of that style, or nothing known. */
function meanCost(
  problem: SiteProblem,
  room: Room,
  powers: readonly Float64Array[],
  by: { readonly style: "CHEAP" | "GREEN"; readonly series: readonly (number | null)[] },
): number | null {
  let cost = 0;
  let energy = 0;
  for (const [k, car] of room.cars.entries()) {
    if (problem.sessions[car.session]!.style !== by.style) continue;
    for (const [slot, watts] of powers[k]!.entries()) {
      const value = by.series[slot];
      if (value === null || value === undefined) continue;
      cost += watts * value;
      energy += watts;
    }
  }
  return energy > 0 ? cost / energy : null;
}

function shareAbove(plan: number | null, bound: number | null): number {
  if (plan === null || bound === null || bound === 0) return 0;
  return Math.max(0, (plan - bound) / Math.abs(bound));
}

/**
 * How far a plan is from the program's bound. Energy: what it gives less, as a share of what the program gives. Cost and
 * carbon: how much more a kWh costs those who charge cheaply (or emits for those who charge green).
 */
export function planGap(
  problem: SiteProblem,
  room: Room,
  bound: readonly Float64Array[],
  plan: readonly Float64Array[],
): SitePlan["gap"] {
  let promised = 0;
  let given = 0;
  for (const [k, car] of room.cars.entries()) {
    const energy = bound[k]!.reduce((sum, watts) => sum + watts, 0);
    promised += energy;
    given += Math.min(
      car.need,
      plan[k]!.reduce((sum, watts) => sum + watts, 0),
    );
  }
  const cheap = { style: "CHEAP", series: problem.price } as const;
  const green = { style: "GREEN", series: problem.carbon } as const;
  const mean = (powers: readonly Float64Array[], by: typeof cheap | typeof green) =>
    meanCost(problem, room, powers, by);
  return {
    energy: promised > 0 ? Math.max(0, (promised - given) / promised) : 0,
    cost: shareAbove(mean(plan, cheap), mean(bound, cheap)),
    carbon: shareAbove(mean(plan, green), mean(bound, green)),
  };
}
