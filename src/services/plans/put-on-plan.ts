import { and, eq, gt, gte, isNull, lt, or } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { driverPlans } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { joinStretches } from "./move-drivers";

/** From when a driver is on a plan version; until the next of the list. */
export interface PlanStep {
  readonly from: Temporal.Instant;
  readonly planVersionId: Id<"planVersion">;
}

/**
 * Puts a driver on plans from the first step on, in order; what was to come after that is dropped. Call it in a
 * transaction that holds the driver.
 */
export async function putOnPlan(
  ctx: Ctx,
  driverId: Id<"driver">,
  steps: readonly PlanStep[],
): Promise<void> {
  const [first] = steps;
  if (!first) return;
  const { tenantId } = ctx;
  const at = first.from;
  const own = and(eq(driverPlans.tenantId, tenantId), eq(driverPlans.driverId, driverId));
  const isOpenAt = or(isNull(driverPlans.validTo), gt(driverPlans.validTo, at));
  await ctx.db.delete(driverPlans).where(and(own, gte(driverPlans.validFrom, at)));
  await ctx.db
    .update(driverPlans)
    .set({ validTo: at })
    .where(and(own, lt(driverPlans.validFrom, at), isOpenAt));
  await ctx.db.insert(driverPlans).values(
    steps.map(({ from, planVersionId }, index) => ({
      tenantId,
      driverId,
      validFrom: from,
      validTo: steps[index + 1]?.from ?? null,
      planVersionId,
    })),
  );
  for (const { planVersionId } of steps) await joinStretches(ctx, { planVersionId, driverId });
}
