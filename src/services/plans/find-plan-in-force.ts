import { and, desc, eq, gt, isNull, lte, or } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { decodePlan, type Plan } from "@/core/plans/plan";
import { driverPlans, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";

/** A driver's plan as it was at an instant. */
export interface PlanInForce {
  readonly planVersionId: Id<"planVersion">;
  readonly name: string;
  readonly plan: Plan;
}

/** The plan that a driver was on at `at`, or null. */
export async function findPlanInForce(
  ctx: Ctx,
  driverId: Id<"driver">,
  at: Temporal.Instant,
): Promise<PlanInForce | null> {
  const [found] = await ctx.db
    .select({
      planVersionId: planVersions.id,
      name: planVersions.name,
      definition: planVersions.definition,
    })
    .from(driverPlans)
    .innerJoin(
      planVersions,
      and(
        eq(planVersions.tenantId, driverPlans.tenantId),
        eq(planVersions.id, driverPlans.planVersionId),
      ),
    )
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        eq(driverPlans.driverId, driverId),
        lte(driverPlans.validFrom, at),
        or(isNull(driverPlans.validTo), gt(driverPlans.validTo, at)),
      ),
    )
    .orderBy(desc(driverPlans.validFrom))
    .limit(1);
  if (!found) return null;
  const { definition, ...rest } = found;
  return { ...rest, plan: decodePlan(definition) };
}
