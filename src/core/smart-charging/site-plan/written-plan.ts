import type {
  PlannedNode,
  PlannedSession,
  PlanReason,
  SitePlan,
  SiteProblem,
} from "./site-problem";
import { describeReason } from "./written-reason";

/** A plan as the command line writes it. The names are the format's: docs/smart-charging.md. */
export interface WrittenPlan {
  /** excess: what can't be steered alone is over a limit. */
  readonly outcome: SitePlan["outcome"];
  readonly sessions: readonly WrittenSession[];
  readonly limits: readonly WrittenLimit[];
  readonly energy_wh: number;
  readonly shortfall_wh: number;
  /** In the unit of the prices; null: no price is known of a slot in which something is charged. */
  readonly cost: number | null;
  /** How far from the best that a plan without minimum powers could do, as shares. */
  readonly gap: SitePlan["gap"];
}

interface WrittenSession {
  readonly id: string;
  readonly power_w: readonly number[];
  readonly energy_wh: number;
  readonly shortfall_wh: number;
  readonly cost: number | null;
  readonly reasons: readonly WrittenReason[];
}

/** Why in the slots [from, to). `limit` is the limit's id. */
interface WrittenReason {
  readonly from: number;
  readonly to: number;
  readonly code: PlanReason["code"];
  readonly limit?: string;
  readonly shared_by?: number;
  readonly text: string;
}

interface WrittenLimit {
  readonly id: string;
  readonly max_w: readonly (number | null)[];
  /** Only of a limit that was given in A. */
  readonly max_a?: readonly (number | null)[];
  readonly planned_w: readonly number[];
  readonly excess_w: readonly number[];
}

/** Writes the plan of a problem. Energy is rounded to 0.1 Wh, cost to 0.000001 of the prices' unit. */
export function writePlan(problem: SiteProblem, plan: SitePlan): WrittenPlan {
  const sessions = plan.sessions.map((session) => writeSession(problem, session));
  return {
    outcome: plan.outcome,
    sessions,
    limits: plan.nodes.map(writeLimit),
    energy_wh: rounded(sum(sessions.map(({ energy_wh }) => energy_wh)), 1),
    shortfall_wh: rounded(sum(sessions.map(({ shortfall_wh }) => shortfall_wh)), 1),
    cost: sumKnown(sessions.map(({ cost }) => cost)),
    gap: {
      energy: rounded(plan.gap.energy, 6),
      cost: rounded(plan.gap.cost, 6),
      carbon: rounded(plan.gap.carbon, 6),
    },
  };
}

function writeSession(problem: SiteProblem, session: PlannedSession): WrittenSession {
  const hours = problem.slotMinutes / 60;
  return {
    id: session.id,
    power_w: session.powerW,
    energy_wh: rounded(sum(session.powerW) * hours, 1),
    shortfall_wh: rounded(session.shortfallWh, 1),
    cost: costOf(problem, session.powerW),
    reasons: session.reasons.map((reason) => ({
      from: reason.from,
      to: reason.to,
      code: reason.code,
      ...(reason.nodeId !== undefined && { limit: reason.nodeId }),
      ...(reason.sharers !== undefined && { shared_by: reason.sharers }),
      text: describeReason(reason),
    })),
  };
}

function writeLimit(node: PlannedNode): WrittenLimit {
  return {
    id: node.id,
    max_w: node.limitW,
    ...(node.limitA.some((ampere) => ampere !== null) && { max_a: node.limitA }),
    planned_w: node.plannedW,
    excess_w: node.excessW,
  };
}

const MICRO = 1_000_000;
// W × minutes are this many to a kWh.
const WATT_MINUTES = 60_000n;

/** Exact in 10⁻⁶ of the prices' unit and whole W: money is not summed in floating point. */
function costOf({ price, slotMinutes }: SiteProblem, powerW: readonly number[]): number | null {
  let total = 0n;
  for (const [slot, watt] of powerW.entries()) {
    if (watt === 0) continue;
    const known = price[slot] ?? null;
    if (known === null) return null;
    total += BigInt(Math.round(known * MICRO)) * BigInt(Math.round(watt)) * BigInt(slotMinutes);
  }
  return Number(total / WATT_MINUTES) / MICRO;
}

function sumKnown(values: readonly (number | null)[]): number | null {
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += Math.round(value * MICRO);
  }
  return total / MICRO;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(value: number, places: number): number {
  const scale = 10 ** places;
  return Math.round(value * scale) / scale;
}
