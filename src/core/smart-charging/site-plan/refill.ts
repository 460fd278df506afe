import type { GivenPower } from "./given-power";
import type { Car, Room } from "./room";

/** A car's own slots: `watts` by slot, what they sum to and what they cost. */
interface OwnPlan {
  readonly watts: Float64Array;
  readonly total: number;
  readonly cost: number;
}

/** What a car is to get, W × slots: as near to `target` as can be and never above `ceiling`; what a W costs by slot. */
interface Wish {
  readonly target: number;
  readonly ceiling: number;
  readonly costs: Float64Array;
}

/**
 * The cheapest slots for `target` W × slots when a car may have `most` in each: at its most in the cheapest, and what
 * rests in the next. A rest below its least is raised to it and taken off the dearest of the others as far as these
 * stay at their least; what can't be taken off is given on top (a car stops by itself when it has enough).
 */
function cheapest(car: Car, most: Float64Array, { target, costs }: Wish): OwnPlan {
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

/**
 * Plans one car anew with the others as they are, if that gives it more of its target, or as much with less on top of it,
 * or the same at less cost.
 */
function replan(room: Room, plan: GivenPower, k: number, wish: Wish): void {
  const car = room.cars[k]!;
  const now = plan.watts[k]!;
  const served = Math.min(wish.target, plan.total(k));
  const most = Float64Array.from(car.capW, (cap, slot) => (cap > 0 ? plan.most(k, slot) : 0));
  const found = cheapest(car, most, wish);
  if (found.total > wish.ceiling) return;
  const cost = now.reduce((sum, watts, slot) => sum + watts * wish.costs[slot]!, 0);
  const gains = Math.min(wish.target, found.total) - served;
  const saves = plan.total(k) - found.total;
  if (gains < 0 || (gains === 0 && saves < 0)) return;
  if (gains === 0 && saves === 0 && found.cost >= cost - 1e-6) return;
  for (let slot = 0; slot < room.slots; slot++) plan.set(k, slot, found.watts[slot]!);
}

/**
 * Plans each car anew by itself, the others as they are, for `targets` (W × slots): what it lacks is given where there is
 * room, and what it has moves to cheaper slots. Higher priorities first, and in a class who has least of its need.
 * Equal cars (`groups`) stay within one slot at their least power of each other.
 */
export function refill(
  room: Room,
  plan: GivenPower,
  wish: { readonly targets: ArrayLike<number>; readonly costs: readonly Float64Array[] },
  groups: readonly (readonly number[])[],
): void {
  const groupOf = new Map(groups.flatMap((group) => group.map((k) => [k, group] as const)));
  const share = (k: number) => {
    const { given, need } = room.cars[k]!;
    return (given + plan.total(k)) / (given + need);
  };
  const shares = room.cars.map((_, k) => share(k));
  const order = [...room.cars.keys()].toSorted(
    (a, b) => room.cars[b]!.priority - room.cars[a]!.priority || shares[a]! - shares[b]! || a - b,
  );
  for (const k of order) {
    const { minW } = room.cars[k]!;
    const others = groupOf.get(k)?.filter((other) => other !== k) ?? [];
    const ceiling = others.reduce(
      (low, other) => Math.min(low, plan.total(other) + minW),
      Infinity,
    );
    const target = Math.min(ceiling, Math.ceil(wish.targets[k]! - 1e-3));
    if (target > 0) replan(room, plan, k, { target, ceiling, costs: wish.costs[k]! });
  }
}
