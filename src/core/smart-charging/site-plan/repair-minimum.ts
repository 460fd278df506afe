import { noPower, type GivenPower } from "./given-power";
import type { Room } from "./room";

/** What a car is owed: by the program up to this slot less what it got, and what the program has for it later. */
interface Owed {
  readonly now: Float64Array;
  readonly later: Float64Array;
  /** The most it could take later: the sum of what it may in each slot. */
  readonly capLater: Float64Array;
}

/** Whether waiting can't bring what a car is owed to half its least: a rest that gets a slot now or never. */
function isLastChance(room: Room, owed: Owed, k: number): boolean {
  return owed.now[k]! > 1 && owed.now[k]! + owed.later[k]! < 0.5 * room.cars[k]!.minW;
}

/** Slots at its most that a car can still lose: who has none must charge now. */
function slackOf(room: Room, owed: Owed, k: number, slot: number): number {
  const cap = room.cars[k]!.capW[slot]!;
  return (cap + owed.capLater[k]! - owed.now[k]! - owed.later[k]!) / cap;
}

/**
 * Who comes in turn in a slot: whoever is owed at least half its least, or has its last chance. Higher priorities first,
 * then who would lose a whole slot by waiting, then last chances, then who has least slack before it leaves, then who is
 * owed most.
 */
function queueAt(room: Room, owed: Owed, slot: number): number[] {
  const { cars } = room;
  const asks: { k: number; place: number; slack: number; turns: number }[] = [];
  for (const [k, car] of cars.entries()) {
    if (car.capW[slot] === 0) continue;
    const turns = owed.now[k]! / car.minW;
    const isLast = isLastChance(room, owed, k);
    if (turns < 0.5 && !isLast) continue;
    const slack = slackOf(room, owed, k, slot);
    asks.push({ k, place: isLast ? 1 : slack < 1 ? 0 : 2, slack, turns });
  }
  asks.sort(
    (a, b) =>
      cars[b.k]!.priority - cars[a.k]!.priority ||
      a.place - b.place ||
      a.slack - b.slack ||
      b.turns - a.turns ||
      a.k - b.k,
  );
  return asks.map((ask) => ask.k);
}

/** Whether a car pays no less later than in this slot: what it has later may as well come now. */
function isBestNow(powers: Float64Array, costs: Float64Array, slot: number): boolean {
  for (let later = slot + 1; later < powers.length; later++) {
    if (powers[later]! > 0 && costs[later]! < costs[slot]!) return false;
  }
  return true;
}

/**
 * Makes "0 or at least the least, in whole W" of the program's powers, without breaking a limit.
 *
 * Slot by slot each car is owed what the program would have given it so far, less what it got. A car whose part of a
 * slot is below its least pauses until it is owed at least half of that, then gets its least and waits again: cars that
 * share too little take turns. Each that comes in is sure of its least; what is left goes round in the same order, up to
 * what each is owed; what is left then is given ahead of time to those that gain nothing by waiting. What a car is still
 * owed when it leaves is open.
 */
export function repairMinimum(
  room: Room,
  powers: readonly Float64Array[],
  costs: readonly Float64Array[],
): GivenPower {
  const plan = noPower(room);
  const owed: Owed = {
    now: new Float64Array(room.cars.length),
    later: Float64Array.from(powers, (own) => own.reduce((sum, watts) => sum + watts, 0)),
    capLater: Float64Array.from(room.cars, (car) => car.capW.reduce((sum, cap) => sum + cap, 0)),
  };
  for (let slot = 0; slot < room.slots; slot++) {
    for (const [k, own] of powers.entries()) {
      owed.now[k]! += own[slot]!;
      owed.later[k]! -= own[slot]!;
      owed.capLater[k]! -= room.cars[k]!.capW[slot]!;
    }
    const queue = queueAt(room, owed, slot).filter((k) => {
      const { minW } = room.cars[k]!;
      if (plan.most(k, slot) < minW) return false;
      plan.set(k, slot, minW);
      return true;
    });
    const raise = (k: number, to: number) => {
      const wanted = Math.max(plan.watts[k]![slot]!, Math.floor(to + 0.05));
      plan.set(k, slot, Math.min(wanted, plan.most(k, slot)));
    };
    for (const k of queue) raise(k, owed.now[k]!);
    for (const k of queue) {
      if (isBestNow(powers[k]!, costs[k]!, slot)) raise(k, owed.now[k]! + owed.later[k]!);
    }
    for (const [k, own] of plan.watts.entries()) owed.now[k]! -= own[slot]!;
  }
  return plan;
}
