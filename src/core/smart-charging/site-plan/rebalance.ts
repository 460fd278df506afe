import type { GivenPower } from "./given-power";
import type { Room } from "./room";

/** What a car with `watts` in a slot can give up towards `surplus`: all, or what is above its least; 0: nothing. */
function spareOf(watts: number, minW: number, surplus: number): number {
  if (watts === 0) return 0;
  return surplus >= watts ? watts : Math.min(surplus, watts - minW);
}

/** Lets `from` give `to` what it can in a slot. Nothing changes where `to` could not take any of it. */
function pass(
  room: Room,
  plan: GivenPower,
  energies: Float64Array,
  move: { readonly from: number; readonly to: number; readonly slot: number },
): void {
  const { from, to, slot } = move;
  const lack = Math.floor(energies[to]! - plan.total(to) + 0.05);
  const before = plan.watts[from]![slot]!;
  const had = plan.watts[to]![slot]!;
  const surplus = Math.floor(plan.total(from) - energies[from]! + 0.05);
  const spare = spareOf(before, room.cars[from]!.minW, surplus);
  if (spare <= 0 || lack <= 0) return;
  plan.set(from, slot, before - spare);
  const most = plan.most(to, slot);
  const gets = Math.min(most, had + lack);
  if (gets <= had || gets < room.cars[to]!.minW) {
    plan.set(from, slot, before);
    return;
  }
  plan.set(to, slot, gets);
  // What the other did not need goes back, where the least of a car was not given up for it.
  const back = Math.min(before, plan.most(from, slot));
  if (back > plan.watts[from]![slot]!) plan.set(from, slot, back);
}

/**
 * Takes from cars that have more than the program gives them (W × slots in `energies`; whole slots at their least made
 * it so) and gives to those that have less, slot by slot, where both are there and meet the same limit. Never from a
 * higher priority to a lower one.
 */
export function rebalance(room: Room, plan: GivenPower, energies: Float64Array): void {
  const isOver = (k: number) => plan.total(k) > energies[k]! + 0.95;
  const isUnder = (k: number) => plan.total(k) < energies[k]! - 0.95;
  const cars = [...room.cars.keys()];
  const under = cars
    .filter(isUnder)
    .toSorted((a, b) => room.cars[b]!.priority - room.cars[a]!.priority || a - b);
  for (const to of under) {
    for (const from of cars.filter(isOver)) {
      if (room.cars[from]!.priority > room.cars[to]!.priority) continue;
      for (let slot = 0; slot < room.slots && isUnder(to) && isOver(from); slot++) {
        if (room.cars[to]!.capW[slot] === 0) continue;
        pass(room, plan, energies, { from, to, slot });
      }
    }
  }
}
