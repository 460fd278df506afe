import { cheapestPowers } from "./cost-program";
import type { FixedLoad } from "./fixed-load";
import { flowOracle } from "./flow-oracle";
import type { SolveProgram } from "./linear-program";
import { programOracle } from "./program-oracle";
import { findRoom, type Room } from "./room";
import { servedShares } from "./served-shares";
import type { SiteProblem } from "./site-problem";

/** The best continuous plan: what each car gets, and W by car and slot. */
export interface BestPowers {
  readonly energies: Float64Array;
  readonly powers: readonly Float64Array[];
}

/**
 * The served shares first, then the least cost at these: the program without "0 or at least the least".
 *
 * Where the room is a network of pipes the shares come from maximum flows. Else the same is asked of a wider room, in
 * which a node's three phases are taken together: if the site itself can give those energies, nothing better exists and
 * they are exact, too; the cost program tells. Only where single phases bind do the shares come from linear programs.
 */
export function bestPowers(
  problem: SiteProblem,
  fixed: FixedLoad,
  room: Room,
  terms: { readonly costs: readonly Float64Array[]; readonly solve: SolveProgram },
): BestPowers {
  const own = flowOracle(room);
  if (own !== null) {
    const energies = servedShares(room.cars, own.canGive);
    const powers = cheapestPowers(room, energies, terms.costs, terms.solve) ?? own.powers();
    return { energies, powers };
  }
  const wide = flowOracle(findRoom(problem, fixed, true));
  if (wide !== null) {
    const energies = servedShares(room.cars, wide.canGive);
    const powers = cheapestPowers(room, energies, terms.costs, terms.solve);
    if (powers !== null) return { energies, powers };
  }
  const programs = programOracle(room, terms.solve);
  const energies = servedShares(room.cars, programs.canGive);
  const nothing = room.cars.map(() => new Float64Array(room.slots));
  const found = programs.powers() ?? nothing;
  if (programs.failed()) {
    return {
      energies: Float64Array.from(found, (watts) => watts.reduce((a, b) => a + b, 0)),
      powers: found,
    };
  }
  const powers = cheapestPowers(room, energies, terms.costs, terms.solve) ?? found;
  return { energies, powers };
}
