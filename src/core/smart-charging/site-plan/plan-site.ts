import { bestPowers } from "./best-powers";
import { explainPlan } from "./explain-plan";
import { fixedLoad, stayOf } from "./fixed-load";
import { keepLast } from "./keep-last";
import type { SolveProgram } from "./linear-program";
import { planGap } from "./plan-gap";
import { nodeLoads, plannedNodes } from "./planned-nodes";
import { wholePowers } from "./whole-powers";
import { findRoom } from "./room";
import type { PlannedSession, SitePlan, SiteProblem } from "./site-problem";
import { shareEarly } from "./share-early";
import { slotCosts } from "./slot-costs";

/** Wh that a session's powers leave open, in whole Wh. */
function shortfallOf(needWh: number, powerW: readonly number[], hours: number): number {
  const given = powerW.reduce((sum, watts) => sum + watts, 0) * hours;
  return Math.max(0, Math.ceil(needWh - given - 1e-6));
}

/**
 * Plans a site's charging: how much power each session gets in each slot, and why.
 *
 * In this order: no limit of the tree is exceeded in any slot in which it holds with all controllable power at zero
 * (else the outcome is "excess", and what is below such a node is at zero in that slot); the promised energy by
 * departure, shared as a lexicographic max-min of served shares within a priority class; cost, carbon or earliness by
 * style; smoothness. The first two come from an exact continuous plan. Where departures are only assumed, its first slots
 * are then shared (`shareEarly`); else cars charge one after another, which changes least from plan to plan. Last it is
 * made "0 or at least the session's minimum" in whole W without breaking a limit; `gap` says what that cost. Pure and
 * deterministic: the same problem has the same plan. The problem must pass `checkProblem`.
 */
export function planSite(problem: SiteProblem, solve: SolveProgram): SitePlan {
  const fixed = fixedLoad(problem);
  const room = findRoom(problem, fixed);
  const costs = slotCosts(problem, room);
  const best = bestPowers(room, () => findRoom(problem, fixed, true), { costs, solve });
  const shared = shareEarly(room, best.powers, problem.sessions);
  const plan = wholePowers(room, { ...best, powers: shared }, costs);
  keepLast(problem, room, plan);
  const powers = problem.sessions.map((session) => {
    const { from, to } = stayOf(session, problem.slots);
    const counts = session.control === "steered" ? 0 : session.countsW;
    return Array.from({ length: problem.slots }, (_, slot) =>
      slot >= from && slot < to ? counts : 0,
    );
  });
  for (const [k, car] of room.cars.entries()) powers[car.session] = Array.from(plan.watts[k]!);
  const loads = nodeLoads(problem, powers);
  const reasons = explainPlan(problem, fixed, powers, loads);
  const sessions = problem.sessions.map((session, index): PlannedSession => ({
    id: session.id,
    powerW: powers[index]!,
    shortfallWh: shortfallOf(session.needWh, powers[index]!, problem.slotMinutes / 60),
    reasons: reasons[index]!,
  }));
  const isOver = fixed.excessW.some((excess) => excess.some((watts) => watts > 0));
  return {
    outcome: isOver ? "excess" : "feasible",
    sessions,
    nodes: plannedNodes(problem, loads),
    gap: planGap(problem, room, best.powers, plan.watts),
  };
}
