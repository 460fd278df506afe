import type { GivenPower } from "./given-power";
import type { Car, Room } from "./room";
import type { SiteProblem } from "./site-problem";

/** What a saver pays by slot; null: a style that wants its energy early, for which waiting is never free. */
function seriesOf(problem: SiteProblem, car: Car): readonly (number | null)[] | null {
  const { style } = problem.sessions[car.session]!;
  if (style === "CHEAP") return problem.price;
  return style === "GREEN" ? problem.carbon : null;
}

/** Whether a car can have `change` W more (less: below 0) in a slot. */
function canTake(
  plan: GivenPower,
  car: Car,
  k: number,
  at: { slot: number; change: number },
): boolean {
  const watts = plan.watts[k]![at.slot]! + at.change;
  return watts === 0 || (watts >= car.minW && watts <= plan.most(k, at.slot));
}

/**
 * Leaves cars that save at the power they were last told, in the first slot, where that costs nothing: another slot in
 * which they charge, at the same price (or carbon), takes the difference. What each gets, and for how much, stays.
 */
export function keepLast(problem: SiteProblem, room: Room, plan: GivenPower): void {
  for (const [k, car] of room.cars.entries()) {
    const series = seriesOf(problem, car);
    const last = Math.round(problem.sessions[car.session]!.lastW ?? 0);
    const now = plan.watts[k]![0] ?? 0;
    if (series === null || last < car.minW || now === 0 || now === last) continue;
    const change = last - now;
    if (!canTake(plan, car, k, { slot: 0, change })) continue;
    for (let slot = 1; slot < room.slots; slot++) {
      if (plan.watts[k]![slot] === 0 || series[slot] !== series[0]) continue;
      if (!canTake(plan, car, k, { slot, change: -change })) continue;
      plan.set(k, 0, last);
      plan.set(k, slot, plan.watts[k]![slot]! - change);
      break;
    }
  }
}
