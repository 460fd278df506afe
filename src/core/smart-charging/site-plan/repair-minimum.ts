import { noPower, type GivenPower } from "./given-power";
import type { Room } from "./room";
import { refill } from "./refill";

/**
 * Gives the cars of one slot what the program wants for them plus what they are owed from earlier slots. Who is owed
 * most, in slots at its least, comes first; each one that comes in is sure of its least; what is left then goes round
 * in the same order, up to what each is owed.
 */
function giveSlot(room: Room, plan: GivenPower, owed: Float64Array, slot: number): void {
  const asks = [...room.cars.keys()]
    .filter((k) => room.cars[k]!.capW[slot]! > 0 && owed[k]! >= 0.5 * room.cars[k]!.minW)
    .toSorted((a, b) => owed[b]! / room.cars[b]!.minW - owed[a]! / room.cars[a]!.minW || a - b);
  const admitted = asks.filter((k) => {
    const { minW } = room.cars[k]!;
    if (plan.most(k, slot) < minW) return false;
    plan.set(k, slot, minW);
    return true;
  });
  for (const k of admitted) {
    const wanted = Math.max(room.cars[k]!.minW, Math.floor(owed[k]! + 1e-6));
    plan.set(k, slot, Math.min(wanted, plan.most(k, slot)));
  }
}

/**
 * Makes "0 or at least the least, in whole W" of the program's powers, without breaking a limit.
 *
 * Slot by slot each car is owed what the program would have given it so far, less what it got. A car whose part of a
 * slot is below its least pauses until it is owed at least half of that, then gets its least and waits again: cars that
 * share too little take turns. Afterwards `refill` looks at each car by itself and gives it what is missing where
 * there is room.
 */
export function repairMinimum(
  room: Room,
  powers: readonly Float64Array[],
  costs: readonly Float64Array[],
): GivenPower {
  const plan = noPower(room);
  const owed = new Float64Array(room.cars.length);
  for (let slot = 0; slot < room.slots; slot++) {
    for (let k = 0; k < owed.length; k++) owed[k]! += powers[k]![slot]!;
    giveSlot(room, plan, owed, slot);
    for (let k = 0; k < owed.length; k++) owed[k]! -= plan.watts[k]![slot]!;
  }
  const energies = powers.map((own) => own.reduce((sum, watts) => sum + watts, 0));
  refill(room, plan, energies, costs);
  return plan;
}
