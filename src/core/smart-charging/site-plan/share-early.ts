import type { Room } from "./room";
import type { ProblemSession } from "./site-problem";

/** Slots from the plan's start in which power is shared: later ones are planned anew before they come. */
const sharedSlots = 12;

/** The sum of what a car has after a slot. */
function laterOf(powers: Float64Array, slot: number): number {
  let sum = 0;
  for (let later = slot + 1; later < powers.length; later++) sum += powers[later]!;
  return sum;
}

/** The level up to which `most` can be filled with `total`: Σ min(most, level) = total. */
function waterLevel(most: readonly number[], total: number): number {
  let rest = total;
  const sorted = most.toSorted((a, b) => a - b);
  for (const [place, one] of sorted.entries()) {
    const even = rest / (sorted.length - place);
    if (one >= even) return even;
    rest -= one;
  }
  return sorted.at(-1) ?? 0;
}

/** `from` gives `to` up to `amount` in a slot, and gets it back in later slots in which `to` has some and it has room. */
function trade(
  room: Room,
  powers: readonly Float64Array[],
  swap: { readonly from: number; readonly to: number; readonly slot: number },
  amount: number,
): void {
  const { from, to, slot } = swap;
  let rest = amount;
  for (let later = slot + 1; later < room.slots && rest > 1e-6; later++) {
    const space = room.cars[from]!.capW[later]! - powers[from]![later]!;
    const back = Math.min(rest, space, powers[to]![later]!);
    if (back <= 0) continue;
    powers[from]![later]! += back;
    powers[to]![later]! -= back;
    powers[from]![slot]! -= back;
    powers[to]![slot]! += back;
    rest -= back;
  }
}

/** Brings the powers of cars that load the same as near to each other in a slot as what they have later allows. */
function shareSlot(
  room: Room,
  powers: readonly Float64Array[],
  group: readonly number[],
  slot: number,
): void {
  const here = group.filter((k) => room.cars[k]!.capW[slot]! > 0);
  const most = here.map((k) =>
    Math.min(room.cars[k]!.capW[slot]!, powers[k]![slot]! + laterOf(powers[k]!, slot)),
  );
  const total = here.reduce((sum, k) => sum + powers[k]![slot]!, 0);
  const level = waterLevel(most, total);
  const donors = here.filter((k) => powers[k]![slot]! > level + 1);
  for (const [place, to] of here.entries()) {
    const due = Math.min(level, most[place]!);
    for (const from of donors) {
      const lack = due - powers[to]![slot]!;
      if (lack <= 1) break;
      const spare = powers[from]![slot]! - level;
      if (spare > 1) trade(room, powers, { from, to, slot }, Math.min(lack, spare));
    }
  }
}

/**
 * Shares the first slots among cars whose departure is only assumed: they may leave sooner, so that none should stand
 * still now for what another gets. Cars of one style and priority that load the same limits trade power of a slot for
 * power of later slots, until all have about the same. What each gets in all, what each slot carries and what it costs
 * stay as they were. Cars that said when they leave keep charging one after another, which takes fewer messages.
 */
export function shareEarly(
  room: Room,
  best: readonly Float64Array[],
  sessions: readonly ProblemSession[],
): Float64Array[] {
  const powers = best.map((own) => own.slice());
  const groups = new Map<string, number[]>();
  for (const [k, car] of room.cars.entries()) {
    const { style, priority, isDepartureKnown } = sessions[car.session]!;
    if (isDepartureKnown) continue;
    const uses = car.uses.map(({ resource, weight }) => `${resource}:${weight}`).join(" ");
    const key = `${style} ${priority} ${uses}`;
    groups.set(key, [...(groups.get(key) ?? []), k]);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    for (let slot = 0; slot < Math.min(sharedSlots, room.slots); slot++) {
      shareSlot(room, powers, group, slot);
    }
  }
  return powers;
}
