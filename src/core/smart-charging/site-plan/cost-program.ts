import { chargingProgram } from "./charging-program";
import type { SolveProgram } from "./linear-program";
import { partRoom } from "./part-room";
import type { Car, Room } from "./room";

/** The cheapest powers of a car that meets no limit but its own. */
function cheapestAlone(car: Car, energy: number, costs: Float64Array): Float64Array {
  const powers = new Float64Array(car.capW.length);
  const order = [...car.capW.keys()]
    .filter((slot) => car.capW[slot]! > 0)
    .toSorted((a, b) => costs[a]! - costs[b]! || a - b);
  let rest = energy;
  for (const slot of order) {
    const watts = Math.min(rest, car.capW[slot]!);
    powers[slot] = watts;
    rest -= watts;
    if (rest <= 0) break;
  }
  return powers;
}

/** Whether a car meets a limit that it shares, in a slot in which it can charge. */
function isCoupled(room: Room, car: Car): boolean {
  return car.uses.some(({ resource }) =>
    room.resources[resource]!.left.some((left, slot) => left < Infinity && car.capW[slot]! > 0),
  );
}

/**
 * W of each car in each slot, at the least cost at which each gets its energy (W × slots) and no limit is exceeded. Null
 * when the energies can't be given together, or the solver gave up. Cars that meet no common limit need no solver.
 */
export function cheapestPowers(
  room: Room,
  energies: Float64Array,
  costs: readonly Float64Array[],
  solve: SolveProgram,
): Float64Array[] | null {
  const powers = room.cars.map((car, k) => cheapestAlone(car, energies[k]!, costs[k]!));
  const chosen = [...room.cars.keys()].filter((car) => isCoupled(room, room.cars[car]!));
  if (chosen.length === 0) return powers;
  // Energies come from floats: a millionth less is as good, and keeps the program feasible.
  const program = chargingProgram(partRoom(room, chosen), {
    costs: chosen.map((car) => costs[car]!),
    lower: Float64Array.from(chosen, (car) => Math.max(0, energies[car]! * (1 - 1e-6) - 1e-3)),
    upper: Float64Array.from(chosen, (car) => energies[car]!),
  });
  const solution = solve(program.program);
  if (solution.status !== "optimal") return null;
  for (const [k, found] of program.powers(solution.x).entries()) powers[chosen[k]!] = found;
  return powers;
}
