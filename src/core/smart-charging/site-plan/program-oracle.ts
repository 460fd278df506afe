import type { SolveProgram } from "./linear-program";
import { chargingProgram } from "./charging-program";
import type { Room } from "./room";
import type { EnergyOracle } from "./served-shares";

/**
 * An oracle by linear programs, for every room. It asks for as much energy as can be given when no car gets more than
 * its demand. Let y be what one W × slot more of a car's demand is worth then (its dual): any energies that the site
 * can give satisfy Σ (1 − y) × energy ≤ best − Σ y × demand, and the demands break that if they can't all be met.
 * Null for `canGive` where the solver gave up, which `failed` tells.
 */
export function programOracle(
  room: Room,
  solve: SolveProgram,
): {
  readonly canGive: EnergyOracle;
  readonly powers: () => Float64Array[] | null;
  readonly failed: () => boolean;
} {
  let best: Float64Array[] | null = null;
  let hasFailed = false;
  const canGive: EnergyOracle = (demands) => {
    const program = chargingProgram(room, {
      costs: room.cars.map(() => new Float64Array(room.slots).fill(-1)),
      lower: new Float64Array(room.cars.length),
      upper: demands,
    });
    const solution = solve(program.program);
    if (solution.status !== "optimal") {
      hasFailed = true;
      return null;
    }
    const wanted = demands.reduce((sum, demand) => sum + demand, 0);
    const given = -solution.objective * program.unit;
    if (wanted - given <= 1e-7 * wanted + 1e-6) {
      best = program.powers(solution.x);
      return null;
    }
    const weights = new Float64Array(room.cars.length);
    let bound = given;
    for (let car = 0; car < room.cars.length; car++) {
      const worth = Math.min(1, Math.max(0, -solution.rowDual[car]!));
      weights[car] = 1 - worth;
      bound -= worth * demands[car]!;
    }
    return { weights, bound };
  };
  return { canGive, powers: () => best, failed: () => hasFailed };
}
