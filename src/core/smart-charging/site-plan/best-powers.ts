import { cheapestPowers } from "./cost-program";
import { flowOracle } from "./flow-oracle";
import type { SolveProgram } from "./linear-program";
import { partRoom, partsOf } from "./part-room";
import { programOracle } from "./program-oracle";
import type { Room } from "./room";
import { servedShares } from "./served-shares";

/** The best continuous plan: what each car gets (W × slots), and W by car and slot. */
export interface BestPowers {
  readonly energies: Float64Array;
  readonly powers: readonly Float64Array[];
}

interface Terms {
  /** What a W of each car costs in each slot. */
  readonly costs: readonly Float64Array[];
  readonly solve: SolveProgram;
}

/**
 * The best powers of cars that share limits. Where the room is a network of pipes the shares come from maximum flows.
 * Else the same is asked of the wide room, in which a node's three phases are taken together: if the site itself can give
 * those energies, nothing better exists and they are exact, too; the cost program tells. Only where single phases bind do
 * the shares come from linear programs, with the wide room's flow asked first, because its half-spaces hold as well.
 */
function bestOfPart(room: Room, wide: () => Room, terms: Terms): BestPowers {
  const own = flowOracle(room);
  if (own !== null) {
    const energies = servedShares(room.cars, own.canGive);
    const powers = cheapestPowers(room, energies, terms.costs, terms.solve) ?? own.powers();
    return { energies, powers };
  }
  const around = flowOracle(wide());
  if (around !== null) {
    const energies = servedShares(room.cars, around.canGive);
    const powers = cheapestPowers(room, energies, terms.costs, terms.solve);
    if (powers !== null) return { energies, powers };
  }
  const first = flowOracle(wide());
  const programs = programOracle(room, terms.solve);
  const energies = servedShares(
    room.cars,
    (demands) => first?.canGive(demands) ?? programs.canGive(demands),
  );
  const found = programs.powers() ?? room.cars.map(() => new Float64Array(room.slots));
  if (programs.failed()) {
    const sums = found.map((powers) => powers.reduce((sum, watts) => sum + watts, 0));
    return { energies: Float64Array.from(sums), powers: found };
  }
  const powers = cheapestPowers(room, energies, terms.costs, terms.solve) ?? found;
  return { energies, powers };
}

/**
 * The served shares first, then the least cost at these: the program without "0 or at least the least". Cars that share
 * nothing are planned apart. `wide`: the same cars in the room where a node's three phases are taken together
 * (`findRoom`).
 */
export function bestPowers(room: Room, wide: () => Room, terms: Terms): BestPowers {
  const energies = new Float64Array(room.cars.length);
  const powers: Float64Array[] = room.cars.map(() => new Float64Array(room.slots));
  let around: Room | null = null;
  for (const part of partsOf(room)) {
    const wideOfPart = () => {
      around ??= wide();
      return partRoom(around, part);
    };
    const costs = part.map((car) => terms.costs[car]!);
    const best = bestOfPart(partRoom(room, part), wideOfPart, { ...terms, costs });
    for (const [k, car] of part.entries()) {
      energies[car] = best.energies[k]!;
      powers[car] = best.powers[k]!;
    }
  }
  return { energies, powers };
}
