import { and, eq } from "drizzle-orm";

import { billingPeriodAt, lastEndedBillingPeriod } from "@/core/plans/billing-period";
import type { Period } from "@/core/time/period";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";

/** When a change of plan begins to hold: at once, or with each driver's next billing period. */
export type PlanStart = "now" | "next-period";

/** An instant for each time zone of the tenant's drivers. */
export type ByZone<T> = ReadonlyMap<string, T>;

/** The present, as fine as the database keeps it. */
export function presentOf(ctx: Ctx): Temporal.Instant {
  return ctx.clock.now().round({ smallestUnit: "millisecond", roundingMode: "floor" });
}

/** When a change asked for now holds for drivers of a zone. */
export function startOf(now: Temporal.Instant, timeZone: string, start: PlanStart) {
  return start === "now" ? now : billingPeriodAt(now, timeZone).end;
}

/** When a change asked for now holds, for each zone in which drivers live. */
export async function startsByZone(ctx: Ctx, start: PlanStart): Promise<ByZone<Temporal.Instant>> {
  const now = presentOf(ctx);
  const zones = await listZones(ctx);
  return new Map(zones.map((zone) => [zone, startOf(now, zone, start)]));
}

/** The month that is over, for each zone in which drivers live. */
export async function lastMonths(ctx: Ctx): Promise<ByZone<Period>> {
  const zones = await listZones(ctx);
  return new Map(zones.map((zone) => [zone, lastEndedBillingPeriod(ctx.clock.now(), zone)]));
}

async function listZones(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ timeZone: drivers.timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId)));
  return rows.map(({ timeZone }) => timeZone);
}
