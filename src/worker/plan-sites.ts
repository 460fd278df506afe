import { frameProblem } from "@/core/smart-charging/site-state/frame-problem";
import type { Ctx } from "@/services/context";
import { claimDueSites, type DueSite, noteFailedPlan } from "@/services/site-plans/claim-due-sites";
import { readSiteState } from "@/services/site-plans/site-snapshot";
import { type StoredPlan, storeSitePlan } from "@/services/site-plans/store-site-plan";
import type { Solver } from "@/solver/open-solver";

/** Sites that are taken at a time: the solver makes one plan after another. */
const AT_A_TIME = 4;

/** Plans the sites of a tenant that are due. Says whether there may be more. */
export async function planDueSites(ctx: Ctx, solver: Pick<Solver, "plan">): Promise<boolean> {
  const due = await claimDueSites(ctx, AT_A_TIME);
  for (const site of due) {
    try {
      const { kind } = await planDueSite(ctx, site, solver);
      if (kind === "changed") ctx.log.info({ siteId: site.id }, "a site changed under its plan");
    } catch (error) {
      ctx.log.error({ err: error, siteId: site.id }, "a site was not planned");
      await noteFailedPlan(ctx, site);
    }
  }
  return due.length === AT_A_TIME;
}

/**
 * Reads a site's state, has it planned beside this thread, and stores the plan if the state is still the same. Stations
 * that have confirmed nothing yet are told what they would get if everybody had: a second plan says what that is.
 */
export async function planDueSite(
  ctx: Ctx,
  due: DueSite,
  solver: Pick<Solver, "plan">,
): Promise<StoredPlan> {
  const snapshot = await readSiteState(ctx, due.id);
  const { state } = snapshot;
  const problem = frameProblem(state);
  const started = performance.now();
  const plan = await solver.plan(problem);
  const isHoped = problem.sessions.some(
    ({ control }, index) => control === "unconfirmed" && state.sessions[index]?.hindrance === null,
  );
  const hoped = isHoped ? await solver.plan(frameProblem(state, "hoped")) : null;
  const solveMs = Math.round(performance.now() - started);
  return storeSitePlan(ctx, { due, snapshot, problem, plan, hoped, solveMs });
}
