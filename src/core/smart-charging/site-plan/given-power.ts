import type { Room } from "./room";

/** Whole W given to each car in each slot, with what that leaves of every limit. */
export interface GivenPower {
  readonly watts: readonly Float64Array[];
  /** Sum of a car's W over the slots. */
  readonly total: (car: number) => number;
  /** W that a car could have in a slot instead of what it has, the others' as they are: whole, 0 or at least its least. */
  readonly most: (car: number, slot: number) => number;
  readonly set: (car: number, slot: number, watts: number) => void;
}

/** Opens a plan in which nobody gets anything. Setting more than `most` allows breaks a limit: callers ask first. */
export function noPower(room: Room): GivenPower {
  const watts = room.cars.map(() => new Float64Array(room.slots));
  const totals = new Float64Array(room.cars.length);
  const left = room.resources.map((resource) => resource.left.slice());
  const most = (k: number, slot: number): number => {
    const car = room.cars[k]!;
    const now = watts[k]![slot]!;
    let rest = car.capW[slot]!;
    for (const { resource, weight } of car.uses) {
      const free = left[resource]![slot]!;
      if (free < Infinity) rest = Math.min(rest, now + free / weight);
    }
    const whole = Math.floor(rest + 1e-6);
    return whole >= car.minW ? whole : 0;
  };
  const set = (k: number, slot: number, to: number) => {
    const change = to - watts[k]![slot]!;
    if (change === 0) return;
    watts[k]![slot] = to;
    totals[k]! += change;
    for (const { resource, weight } of room.cars[k]!.uses)
      left[resource]![slot]! -= change * weight;
  };
  return { watts, total: (car) => totals[car]!, most, set };
}
