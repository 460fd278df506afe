import type { LinearProgram } from "./linear-program";
import type { Room } from "./room";

/** Programs count in kW, so that powers, energies and costs are of like size for the solver. */
const unit = 1000;

/** What is asked of a program over a room, by car: W × slots that it is to get, and what a W costs in each slot. */
export interface ProgramTerms {
  readonly costs: readonly Float64Array[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

interface ChargingProgram {
  readonly program: LinearProgram;
  /** W in one of the program's units. */
  readonly unit: number;
  /** A solution as W by car and slot. */
  readonly powers: (x: Float64Array) => Float64Array[];
}

/** The rows of limits: one for each resource and slot in which it can bind. Returns the row by resource and slot. */
function limitRows(room: Room): { rowAt: Int32Array[]; upper: number[] } {
  const upper: number[] = [];
  const rowAt = room.resources.map((resource) => {
    // Amperes become those of one phase at the weight of their first car: entries near 1 for the solver.
    const scale = resource.cars[0]!.weight;
    return Int32Array.from(resource.left, (left) => {
      if (left === Infinity) return -1;
      upper.push(left / scale / unit);
      return room.cars.length + upper.length - 1;
    });
  });
  return { rowAt, upper };
}

/**
 * The linear program of a room. A column is the power of a car in a slot, between 0 and its most; row c is what car c
 * gets over all slots; then a row for each limit in each slot. Minimizes Σ cost × power.
 */
export function chargingProgram(room: Room, terms: ProgramTerms): ChargingProgram {
  const { rowAt, upper } = limitRows(room);
  const columns: { car: number; slot: number }[] = [];
  const starts = [0];
  const rows: number[] = [];
  const values: number[] = [];
  for (const [k, car] of room.cars.entries()) {
    for (let slot = 0; slot < room.slots; slot++) {
      if (car.capW[slot] === 0) continue;
      columns.push({ car: k, slot });
      rows.push(k);
      values.push(1);
      for (const { resource, weight } of car.uses) {
        const row = rowAt[resource]![slot]!;
        if (row < 0) continue;
        rows.push(row);
        values.push(weight / room.resources[resource]!.cars[0]!.weight);
      }
      starts.push(rows.length);
    }
  }
  const rowLower = new Float64Array(room.cars.length + upper.length).fill(-Infinity);
  const rowUpper = new Float64Array(rowLower.length);
  rowUpper.set(upper, room.cars.length);
  for (let car = 0; car < room.cars.length; car++) {
    rowLower[car] = terms.lower[car]! / unit;
    rowUpper[car] = terms.upper[car]! / unit;
  }
  const program: LinearProgram = {
    cost: Float64Array.from(columns, ({ car, slot }) => terms.costs[car]![slot]!),
    lower: new Float64Array(columns.length),
    upper: Float64Array.from(columns, ({ car, slot }) => room.cars[car]!.capW[slot]! / unit),
    rowLower,
    rowUpper,
    starts: Int32Array.from(starts),
    rows: Int32Array.from(rows),
    values: Float64Array.from(values),
  };
  const powers = (x: Float64Array) => {
    const result = room.cars.map(() => new Float64Array(room.slots));
    for (const [j, { car, slot }] of columns.entries()) {
      result[car]![slot] = Math.min(room.cars[car]!.capW[slot]!, Math.max(0, x[j]! * unit));
    }
    return result;
  };
  return { program, unit, powers };
}
