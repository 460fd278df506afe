import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { driverPlans, plans, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { readVersion, type VersionOfPlan } from "./subscribed-plan";

/**
 * The plan without a fee that a driver comes to when his subscription rests or ends: the latest version of the one he
 * had before, else of the first that is offered. Nobody is left without a plan.
 * @throws ServiceError PRECONDITION where there is none.
 */
export async function findFallback(ctx: Ctx, driverId: Id<"driver">): Promise<VersionOfPlan> {
  const [before] = await ctx.db
    .select({ planId: plans.id })
    .from(driverPlans)
    .innerJoin(
      planVersions,
      and(
        eq(planVersions.tenantId, driverPlans.tenantId),
        eq(planVersions.id, driverPlans.planVersionId),
      ),
    )
    .innerJoin(
      plans,
      and(eq(plans.tenantId, planVersions.tenantId), eq(plans.id, planVersions.planId)),
    )
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        eq(driverPlans.driverId, driverId),
        ne(plans.kind, "subscription"),
      ),
    )
    .orderBy(desc(driverPlans.validFrom))
    .limit(1);
  const versionId = await latestOf(ctx, before?.planId ?? null);
  if (versionId) return readVersion(ctx, versionId);
  throw new ServiceError("PRECONDITION", "There is no plan without a fee to go to.", {
    reason: "no-fallback",
  });
}

async function latestOf(
  ctx: Ctx,
  planId: Id<"plan"> | null,
): Promise<Id<"planVersion"> | undefined> {
  const isWanted = planId
    ? eq(plans.id, planId)
    : and(inArray(plans.kind, ["postpaid", "prepaid"]), eq(plans.isOffered, true));
  const [row] = await ctx.db
    .select({ id: planVersions.id })
    .from(plans)
    .innerJoin(
      planVersions,
      and(eq(planVersions.tenantId, plans.tenantId), eq(planVersions.planId, plans.id)),
    )
    .where(and(eq(plans.tenantId, ctx.tenantId), isWanted))
    .orderBy(sql`${plans.kind} = 'postpaid' desc`, asc(plans.code), desc(planVersions.version))
    .limit(1);
  return row?.id;
}
