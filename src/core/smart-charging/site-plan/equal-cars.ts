import type { GivenPower } from "./given-power";
import type { Car, Room } from "./room";

/** Cars that are alike in all that bears on energy, in groups of two and more. */
export function equalGroups(room: Room): number[][] {
  const groups = new Map<string, number[]>();
  for (const [k, car] of room.cars.entries()) {
    const uses = car.uses.map(({ resource, weight }) => `${resource}:${weight}`).join(" ");
    const own = [car.priority, car.need, car.given, car.minW].join(" ");
    const key = `${own}|${uses}|${car.capW.join(" ")}`;
    groups.set(key, [...(groups.get(key) ?? []), k]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The W that the one with more gives to the one with less in a slot, for which their totals come nearest; 0: none. */
function transfer(car: Car, more: number, less: number, apart: number): number {
  const options = [more - less];
  const half = Math.floor(apart / 2);
  if (less > 0) options.push(Math.min(half, more - car.minW));
  else if (more >= 2 * car.minW) {
    options.push(Math.min(Math.max(half, car.minW), more - car.minW));
  }
  let best = 0;
  for (const watts of options) {
    if (watts > 0 && Math.abs(apart - 2 * watts) < Math.abs(apart - 2 * best)) best = watts;
  }
  return best;
}

/** Moves power in one slot from the car with more to the equal car with less. False where no slot brings them nearer. */
function moveOnce(room: Room, plan: GivenPower, high: number, low: number): boolean {
  const apart = plan.total(high) - plan.total(low);
  let best = { slot: -1, watts: 0 };
  for (let slot = 0; slot < room.slots; slot++) {
    const more = plan.watts[high]![slot]!;
    const less = plan.watts[low]![slot]!;
    if (more <= less) continue;
    const watts = transfer(room.cars[high]!, more, less, apart);
    if (Math.abs(apart - 2 * watts) < Math.abs(apart - 2 * best.watts)) best = { slot, watts };
  }
  if (best.slot < 0) return false;
  plan.set(high, best.slot, plan.watts[high]![best.slot]! - best.watts);
  plan.set(low, best.slot, plan.watts[low]![best.slot]! + best.watts);
  return true;
}

/** Takes `surplus` W × slots off a car where it has more than its least. */
function trim(room: Room, plan: GivenPower, k: number, surplus: number): void {
  let rest = surplus;
  for (let slot = room.slots - 1; slot >= 0 && rest > 0; slot--) {
    const spare = plan.watts[k]![slot]! - room.cars[k]!.minW;
    if (spare <= 0) continue;
    const off = Math.min(spare, rest);
    plan.set(k, slot, plan.watts[k]![slot]! - off);
    rest -= off;
  }
}

/**
 * Brings the totals of equal cars within one slot at their least power of each other. Power goes over within slots, from
 * the one that has most to the one that has least; limits don't notice, since the two load the same. Where single slots
 * are too big to go over, the one with most gives up what is too much.
 */
export function evenOut(
  room: Room,
  plan: GivenPower,
  groups: readonly (readonly number[])[],
): void {
  for (const group of groups) {
    const { minW } = room.cars[group[0]!]!;
    for (let round = 0; round < 50 * group.length; round++) {
      let high = group[0]!;
      let low = group[0]!;
      for (const k of group) {
        if (plan.total(k) > plan.total(high)) high = k;
        if (plan.total(k) < plan.total(low)) low = k;
      }
      const apart = plan.total(high) - plan.total(low);
      if (apart <= minW) break;
      if (!moveOnce(room, plan, high, low)) trim(room, plan, high, apart - minW);
    }
  }
}
