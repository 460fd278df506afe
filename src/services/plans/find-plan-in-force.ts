import { and, desc, eq, inArray } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { decodePlan, type Plan } from "@/core/plans/plan";
import { driverPlans, plans, planVersions, type PlanKind } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";

/** A driver's plan as it was at an instant. */
export interface PlanInForce {
  readonly planVersionId: Id<"planVersion">;
  readonly kind: PlanKind;
  readonly name: string;
  readonly plan: Plan;
}

/** Whose plan is asked for, and when. */
export interface PlanAsk {
  readonly driverId: Id<"driver">;
  readonly at: Temporal.Instant;
}

/** The plan that a driver was on at `at`, or null. */
export async function findPlanInForce(
  ctx: Ctx,
  driverId: Id<"driver">,
  at: Temporal.Instant,
): Promise<PlanInForce | null> {
  const [found = null] = await findPlansInForce(ctx, [{ driverId, at }]);
  return found;
}

/** The plans that drivers were on, in the order asked, null where there was none. */
export async function findPlansInForce(
  ctx: Ctx,
  asks: readonly PlanAsk[],
): Promise<(PlanInForce | null)[]> {
  if (asks.length === 0) return [];
  const rows = await ctx.db
    .select({
      driverId: driverPlans.driverId,
      validFrom: driverPlans.validFrom,
      validTo: driverPlans.validTo,
      planVersionId: planVersions.id,
      kind: plans.kind,
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
    .innerJoin(
      plans,
      and(eq(plans.tenantId, planVersions.tenantId), eq(plans.id, planVersions.planId)),
    )
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        inArray(driverPlans.driverId, [...new Set(asks.map(({ driverId }) => driverId))]),
      ),
    )
    .orderBy(desc(driverPlans.validFrom));
  const decoded = new Map<string, PlanInForce>();
  return asks.map(({ driverId, at }) => {
    const row = rows.find((one) => one.driverId === driverId && holds(one, at));
    if (!row) return null;
    const { planVersionId, kind, name, definition } = row;
    const known = decoded.get(planVersionId);
    if (known) return known;
    const plan = { planVersionId, kind, name, plan: decodePlan(definition) };
    decoded.set(planVersionId, plan);
    return plan;
  });
}

function holds(
  { validFrom, validTo }: { validFrom: Temporal.Instant; validTo: Temporal.Instant | null },
  at: Temporal.Instant,
): boolean {
  if (Temporal.Instant.compare(validFrom, at) > 0) return false;
  return validTo === null || Temporal.Instant.compare(validTo, at) > 0;
}
