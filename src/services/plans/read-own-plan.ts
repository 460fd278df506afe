import { and, eq, lt } from "drizzle-orm";

import { driverPlans } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { planOfDriver, type DriverPlan, type PlanStretch } from "./change-driver-plan";

/** A driver's plan as he sees it. */
export interface OwnPlan extends DriverPlan {
  /** His plan now, if it changed within the last two weeks. */
  readonly changed: PlanStretch | null;
}

const RECENT = { hours: 14 * 24 };

/** The acting driver's plan, and the changes of it that he should know of. @throws ServiceError FORBIDDEN. */
export async function readOwnPlan(ctx: Ctx): Promise<OwnPlan> {
  const driverId = requireDriver(ctx);
  const plan = await planOfDriver(ctx, driverId);
  const { current } = plan;
  const since = ctx.clock.now().subtract(RECENT);
  const isRecent = current !== null && Temporal.Instant.compare(current.validFrom, since) > 0;
  if (!isRecent) return { ...plan, changed: null };
  // The first plan of a driver is no change.
  const [before] = await ctx.db
    .select({ validFrom: driverPlans.validFrom })
    .from(driverPlans)
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        eq(driverPlans.driverId, driverId),
        lt(driverPlans.validFrom, current.validFrom),
      ),
    )
    .limit(1);
  return { ...plan, changed: before ? current : null };
}
