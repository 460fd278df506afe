import type { GivenPower } from "./given-power";
import type { Car, Room } from "./room";

/** A car's own slots: `watts` by slot, what they sum to and what they cost. */
interface OwnPlan {
  readonly watts: Float64Array;
  readonly total: number;
  readonly cost: number;
}

/**
 * The cheapest slots for `target` W × slots when a car may have `most` in each: at its most in the cheapest, and what
 * rests in the next. A rest below its least is raised to it and taken off the dearest of the others as far as these
 * stay at their least; what can't be taken off is given on top (a car stops by itself when it has enough).
 */
function cheapest(car: Car, target: number, most: Float64Array, costs: Float64Array): OwnPlan {
  const watts = new Float64Array(most.length);
  const order = [...most.keys()]
    .filter((slot) => most[slot]! > 0)
    .toSorted((a, b) => costs[a]! - costs[b]! || a - b);
  let rest = target;
  const chosen: number[] = [];
  for (const slot of order) {
    if (rest <= 0) break;
    const taken = Math.min(most[slot]!, Math.max(rest, car.minW));
    watts[slot] = taken;
    rest -= taken;
    chosen.push(slot);
  }
  for (let at = chosen.length - 2; at >= 0 && rest < 0; at--) {
    const slot = chosen[at]!;
    const off = Math.min(-rest, watts[slot]! - car.minW);
    watts[slot]! -= off;
    rest += off;
  }
  const cost = chosen.reduce((sum, slot) => sum + watts[slot]! * costs[slot]!, 0);
  return { watts, total: target - rest, cost };
}

/** Plans one car anew with the others as they are, if that gives it more of `target`, or the same at less cost. */
function replan(
  room: Room,
  plan: GivenPower,
  k: number,
  wish: { readonly target: number; readonly costs: Float64Array },
): void {
  const car = room.cars[k]!;
  const { target, costs } = wish;
  const most = Float64Array.from(car.capW, (cap, slot) => (cap > 0 ? plan.most(k, slot) : 0));
  const found = cheapest(car, target, most, costs);
  const now = plan.watts[k]!;
  const served = Math.min(target, plan.total(k));
  const cost = now.reduce((sum, watts, slot) => sum + watts * costs[slot]!, 0);
  const gains = Math.min(target, found.total) - served;
  if (gains < 0 || (gains === 0 && found.cost >= cost - 1e-6)) return;
  for (let slot = 0; slot < room.slots; slot++)
    if (found.watts[slot]! < now[slot]!) plan.set(k, slot, found.watts[slot]!);
  for (let slot = 0; slot < room.slots; slot++) plan.set(k, slot, found.watts[slot]!);
}

/**
 * Gives each car what it lacks of its energy in the program (W × slots), where there is room, at the least cost for it;
 * then what it lacks of its need, for rounding leaves room that the program had used. Higher priorities first, and in a
 * class who has least of its need.
 */
export function refill(
  room: Room,
  plan: GivenPower,
  energies: readonly number[],
  costs: readonly Float64Array[],
): void {
  for (const targets of [energies, room.cars.map((car) => car.alone)]) {
    for (let round = 0; round < 2; round++) {
      const order = [...room.cars.keys()].toSorted((a, b) => {
        const share = (k: number) => plan.total(k) / room.cars[k]!.need;
        return room.cars[b]!.priority - room.cars[a]!.priority || share(a) - share(b) || a - b;
      });
      for (const k of order) {
        replan(room, plan, k, { target: Math.ceil(targets[k]! - 1e-3), costs: costs[k]! });
      }
    }
  }
}
