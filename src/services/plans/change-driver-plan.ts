import { and, asc, eq, gt, isNull, or } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { decodePlan, type Plan } from "@/core/plans/plan";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { driverPlans, planVersions } from "@/db/schema/plans";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { changePlan } from "@/services/subscriptions/change-plan";
import { readSubscriber } from "@/services/subscriptions/load-subscription";
import { presentOf, startOf, type PlanStart } from "./next-period";
import { lockPlan } from "./publish-plan";

/** Another plan for a driver. */
export interface PlanChange {
  readonly driverId: Id<"driver">;
  readonly planId: Id<"plan">;
  readonly start: PlanStart;
  /** The version that was shown; a newer one is refused. */
  readonly planVersionId: Id<"planVersion">;
}

/**
 * Puts a driver on the latest version of a plan: now, or with his next billing period, which for a subscription is when
 * what he paid for is over. Changes that were to come after that are dropped; fees are given back and billed as when he
 * changes himself. Returns from when it holds.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, CONFLICT (another version by now, or he is on it from then on already),
 * PRECONDITION (not sold in his currency, or his wallet is below zero).
 */
export async function changeDriverPlan(ctx: Ctx, change: PlanChange): Promise<Temporal.Instant> {
  requireRole(ctx, "finance");
  const { driverId, planId, planVersionId, start } = change;
  return inTransaction(ctx, async (tx) => {
    await lockPlan(tx, planId);
    const when = start === "now" ? "now" : "period-end";
    await requireAnother(tx, change);
    const deedId = newId<"subscriptionPeriod">();
    return changePlan(tx, { driverId, planVersionId, when, shownAt: null, deedId });
  });
}

async function requireAnother(
  ctx: Ctx,
  { driverId, planVersionId, start }: PlanChange,
): Promise<void> {
  const { timeZone } = await readSubscriber(ctx, driverId, { lock: true });
  const at = startOf(presentOf(ctx), timeZone, start);
  const stretches = await ctx.db
    .select()
    .from(driverPlans)
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        eq(driverPlans.driverId, driverId),
        or(isNull(driverPlans.validTo), gt(driverPlans.validTo, at)),
      ),
    )
    .orderBy(asc(driverPlans.validFrom));
  const isSame = stretches.every((one) => one.planVersionId === planVersionId);
  if (stretches[0] && isSame && Temporal.Instant.compare(stretches[0].validFrom, at) <= 0) {
    throw new ServiceError("CONFLICT", "The driver is on that plan from then on already.");
  }
}

/** A stretch in which a driver is on a plan. */
export interface PlanStretch {
  readonly planId: Id<"plan">;
  readonly planVersionId: Id<"planVersion">;
  readonly name: string;
  readonly version: number;
  readonly plan: Plan;
  readonly validFrom: Temporal.Instant;
  readonly validTo: Temporal.Instant | null;
}

/** A driver's plan now, and the changes that come: stretches with another version than the one before. */
export interface DriverPlan {
  readonly timeZone: string;
  readonly nextPeriod: Temporal.Instant;
  readonly current: PlanStretch | null;
  readonly coming: readonly PlanStretch[];
}

/** A driver's plan for finance. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function readDriverPlan(
  ctx: Ctx,
  input: { readonly driverId: Id<"driver"> },
): Promise<DriverPlan> {
  requireRole(ctx, "finance");
  return planOfDriver(ctx, input.driverId);
}

/** A driver's plan; the caller decides who may see it. @throws ServiceError NOT_FOUND. */
export async function planOfDriver(ctx: Ctx, driverId: Id<"driver">): Promise<DriverPlan> {
  const now = presentOf(ctx);
  const [driver] = await ctx.db
    .select({ timeZone: drivers.timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver) throw new ServiceError("NOT_FOUND", "There is no such driver.");
  const rows = await ctx.db
    .select({
      planId: planVersions.planId,
      planVersionId: planVersions.id,
      name: planVersions.name,
      version: planVersions.version,
      definition: planVersions.definition,
      validFrom: driverPlans.validFrom,
      validTo: driverPlans.validTo,
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
        or(isNull(driverPlans.validTo), gt(driverPlans.validTo, now)),
      ),
    )
    .orderBy(asc(driverPlans.validFrom));
  const stretches = rows.map(({ definition, ...row }) => ({
    ...row,
    plan: decodePlan(definition),
  }));
  const isNow = ({ validFrom }: PlanStretch) => Temporal.Instant.compare(validFrom, now) <= 0;
  return {
    timeZone: driver.timeZone,
    nextPeriod: startOf(now, driver.timeZone, "next-period"),
    current: stretches.find(isNow) ?? null,
    coming: stretches.filter(
      (one, index) => !isNow(one) && stretches[index - 1]?.planVersionId !== one.planVersionId,
    ),
  };
}
