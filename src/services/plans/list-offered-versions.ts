import { and, asc, eq, or, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { decodePlan } from "@/core/plans/plan";
import { plans, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import type { PlanInForce } from "./find-plan-in-force";

/** A plan that drivers may choose: its latest version. */
export interface OfferedVersion extends PlanInForce {
  readonly planId: Id<"plan">;
  readonly isOffered: boolean;
}

/** The latest versions of the plans that are offered, by name, and the version that is asked for besides. */
export async function listOfferedVersions(
  ctx: Ctx,
  besides: Id<"planVersion"> | null,
): Promise<readonly OfferedVersion[]> {
  const isLatest = sql`${planVersions.version} = (
    select max(v.version) from ${planVersions} v
    where v.tenant_id = ${planVersions.tenantId} and v.plan_id = ${planVersions.planId})`;
  const isOffered = sql<boolean>`(${plans.isOffered} and ${isLatest})`;
  const rows = await ctx.db
    .select({
      planId: plans.id,
      planVersionId: planVersions.id,
      kind: plans.kind,
      name: planVersions.name,
      definition: planVersions.definition,
      isOffered,
    })
    .from(plans)
    .innerJoin(
      planVersions,
      and(eq(planVersions.tenantId, plans.tenantId), eq(planVersions.planId, plans.id)),
    )
    .where(
      and(
        eq(plans.tenantId, ctx.tenantId),
        or(isOffered, besides ? eq(planVersions.id, besides) : undefined),
      ),
    )
    .orderBy(asc(planVersions.name), asc(plans.code));
  return rows.map(({ definition, ...row }) => ({ ...row, plan: decodePlan(definition) }));
}
