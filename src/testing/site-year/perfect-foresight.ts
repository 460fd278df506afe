import { invariant } from "@/core/invariant";
import type { LinearProgram, SolveProgram } from "@/core/smart-charging/site-plan/linear-program";
import { feederOf, type SiteYear } from "./site-year";
import type { Visit } from "./visits";

/** The most that any rule could have delivered, and the least that so much could have cost. */
export interface Foresight {
  readonly energyWh: number;
  readonly cost: number;
}

/**
 * A linear program that knows all cars of the year beforehand, and that may give any power from 0 to a car's maximum: a
 * bound from above of what is delivered. Solved piece by piece, cut where no car is at the site.
 */
export function perfectForesight(year: SiteYear, solve: SolveProgram): Foresight {
  let energyWh = 0;
  let cost = 0;
  for (const visits of pieces(year.visits)) {
    const most = solve(programOf(year, visits, () => -1));
    invariant(most.status === "optimal", `the most energy: ${most.status}`);
    const energy = -most.objective;
    const least = solve(programOf(year, visits, (slot) => year.price[slot] ?? 0, energy - 1e-6));
    invariant(least.status === "optimal", `the least cost: ${least.status}`);
    energyWh += energy * 1000;
    cost += least.objective;
  }
  return { energyWh, cost };
}

/** Runs of visits between which the site is empty. */
function pieces(visits: readonly Visit[]): Visit[][] {
  const all: Visit[][] = [];
  let end = -1;
  for (const visit of visits) {
    if (visit.arrivalSlot >= end) all.push([]);
    all.at(-1)?.push(visit);
    end = Math.max(end, visit.departureSlot);
  }
  return all;
}

/** Variables are kWh of a visit in a slot; `leastKwh` in sum, where it is given. */
function programOf(
  year: SiteYear,
  visits: readonly Visit[],
  costIn: (slot: number) => number,
  leastKwh?: number,
): LinearProgram {
  const hours = year.slotMinutes / 60;
  const first = Math.min(...visits.map(({ arrivalSlot }) => arrivalSlot));
  const slots = Math.max(...visits.map(({ departureSlot }) => departureSlot)) - first;
  // Rows: each visit's need, the grid and both feeders in each slot, and the sum.
  const gridRow = visits.length;
  const sumRow = gridRow + 3 * slots;
  const rowCount = sumRow + (leastKwh === undefined ? 0 : 1);
  const rowUpper = new Float64Array(rowCount).fill(Infinity);
  const rowLower = new Float64Array(rowCount).fill(-Infinity);
  for (const [index, { needWh }] of visits.entries()) rowUpper[index] = needWh / 1000;
  rowUpper.fill((year.gridW * hours) / 1000, gridRow, gridRow + slots);
  rowUpper.fill((year.feederW * hours) / 1000, gridRow + slots, sumRow);
  if (leastKwh !== undefined) rowLower[sumRow] = leastKwh;
  const cost: number[] = [];
  const upper: number[] = [];
  const starts = [0];
  const rows: number[] = [];
  for (const [index, visit] of visits.entries())
    for (let slot = visit.arrivalSlot; slot < visit.departureSlot; slot += 1) {
      cost.push(costIn(slot));
      upper.push((visit.maxW * hours) / 1000);
      const at = gridRow + slot - first;
      rows.push(index, at, at + slots * (1 + feederOf(visit)));
      if (leastKwh !== undefined) rows.push(sumRow);
      starts.push(rows.length);
    }
  return {
    cost: Float64Array.from(cost),
    lower: new Float64Array(cost.length),
    upper: Float64Array.from(upper),
    rowLower,
    rowUpper,
    starts: Int32Array.from(starts),
    rows: Int32Array.from(rows),
    values: new Float64Array(rows.length).fill(1),
  };
}
