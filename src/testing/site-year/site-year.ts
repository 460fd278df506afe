import type { ProblemNode } from "@/core/smart-charging/site-plan/site-problem";
import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import { yearPrices } from "./prices";
import { EVSES, type Visit, yearVisits } from "./visits";

/** A site, the cars that come to it, and what energy costs meanwhile. */
export interface SiteYear {
  readonly slotMinutes: number;
  readonly slots: number;
  readonly gridW: number;
  /** The limit of each feeder. */
  readonly feederW: number;
  readonly visits: readonly Visit[];
  /** SEK for a kWh, one a slot. */
  readonly price: readonly number[];
}

export interface YearRules {
  readonly days: number;
  readonly slotMinutes: number;
  readonly style: ProfileType;
  readonly gridW?: number;
}

const GRID_W = 96_000;
const FEEDER_W = 60_000;
const SEED = 54;

/** The simulated year, or its first days. */
export function aSiteYear({ days, slotMinutes, style, gridW = GRID_W }: YearRules): SiteYear {
  const slots = (days * 24 * 60) / slotMinutes;
  return {
    slotMinutes,
    slots,
    gridW,
    feederW: FEEDER_W,
    visits: yearVisits({ seed: SEED, days, slotMinutes, style }),
    price: yearPrices({ seed: SEED, days, slotMinutes }),
  };
}

/** Which of the two feeders a charging point hangs on. */
export function feederOf({ evse }: Pick<Visit, "evse">): 0 | 1 {
  return evse < EVSES / 2 ? 0 : 1;
}

/** The site's limits over some slots, as the planner reads them. */
export function nodesOver({ gridW, feederW }: SiteYear, slots: number): ProblemNode[] {
  const node = (id: string, parentId: string | null, limit: number): ProblemNode => ({
    id,
    parentId,
    name: id,
    limitW: Array.from({ length: slots }, () => limit),
    limitA: Array.from({ length: slots }, () => null),
    baseW: Array.from({ length: slots }, () => 0),
  });
  return [
    node("grid", null, gridW),
    node("feeder-0", "grid", feederW),
    node("feeder-1", "grid", feederW),
  ];
}
