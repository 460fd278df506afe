import { and, desc, eq, gte, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PlannedNode } from "@/core/smart-charging/site-plan/site-problem";
import { sitePlans } from "@/db/schema/site-plans";
import type { Ctx } from "@/services/context";

/** A run of a site's planner in a line. */
export interface SitePlanLine {
  readonly id: Id<"sitePlan">;
  readonly plannedAt: Temporal.Instant;
  readonly trigger: string;
  readonly outcome: "feasible" | "excess";
  readonly solveMs: number;
  readonly sent: number;
  /** Share of the energy that the repair of the plan cost, against the bound of the program. */
  readonly gap: { readonly energy: number; readonly cost: number; readonly carbon: number };
}

/** The newest plans of a site, newest first. */
export async function listSitePlans(
  ctx: Ctx,
  siteId: Id<"site">,
  limit: number,
): Promise<readonly SitePlanLine[]> {
  const { id, plannedAt, trigger, outcome, solveMs, sent, gap } = sitePlans;
  return ctx.db
    .select({ id, plannedAt, trigger, outcome, solveMs, sent, gap })
    .from(sitePlans)
    .where(planOf(ctx, siteId))
    .orderBy(desc(plannedAt), desc(id))
    .limit(limit);
}

/** A site's newest plan; null: it has none. */
export async function findNewestPlan(ctx: Ctx, siteId: Id<"site">) {
  const [plan] = await ctx.db
    .select()
    .from(sitePlans)
    .where(planOf(ctx, siteId))
    .orderBy(desc(sitePlans.plannedAt), desc(sitePlans.id))
    .limit(1);
  return plan ?? null;
}

/** What was planned for the grid connection, run by run. */
export interface PlannedPast {
  readonly plannedAt: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly slotMinutes: number;
  /** W in each slot; null: the plan knew no such node. */
  readonly plannedW: PlannedNode["plannedW"] | null;
}

/** What each plan since a time gave a node, oldest first. */
export async function listPlannedPast(
  ctx: Ctx,
  siteId: Id<"site">,
  { nodeId, since }: { readonly nodeId: string; readonly since: Temporal.Instant },
): Promise<readonly PlannedPast[]> {
  const { plannedAt, startsAt, slotMinutes, nodes } = sitePlans;
  const plannedW = sql<PlannedNode["plannedW"] | null>`(
    select n -> 'plannedW' from jsonb_array_elements(${nodes}) n where n ->> 'id' = ${nodeId} limit 1)`;
  return ctx.db
    .select({ plannedAt, startsAt, slotMinutes, plannedW })
    .from(sitePlans)
    .where(and(planOf(ctx, siteId), gte(plannedAt, since)))
    .orderBy(plannedAt, sitePlans.id);
}

function planOf(ctx: Ctx, siteId: Id<"site">) {
  return and(eq(sitePlans.tenantId, ctx.tenantId), eq(sitePlans.siteId, siteId));
}
