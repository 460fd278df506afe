import { eq } from "drizzle-orm";

import { billingPeriodOf, type BillingMonth } from "@/core/plans/billing-period";
import type { Period } from "@/core/time/period";
import { drivers } from "@/db/schema/drivers";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** How long a run waits for CDRs that are still expected, where the tenant does not say. */
const LATE_CDR_WAIT_HOURS = 48;

/** A month as the drivers of one time zone have it. */
export interface RunZone {
  readonly timeZone: string;
  readonly period: Period;
  /** From then on its drivers are invoiced. */
  readonly dueAt: Temporal.Instant;
  /** From then on no CDR is waited for. */
  readonly latestAt: Temporal.Instant;
}

/** The time zones that the tenant's drivers live in. */
export async function readTimeZones(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ timeZone: drivers.timeZone })
    .from(drivers)
    .where(eq(drivers.tenantId, ctx.tenantId));
  return rows.map(({ timeZone }) => timeZone);
}

/**
 * A month in each time zone. Invoices wait out the tenant's patience (`closeAfterHours`) where the run came by itself;
 * a person who starts one does not wait.
 */
export async function readRunZones(
  ctx: Ctx,
  month: BillingMonth,
  startedBy: string,
): Promise<RunZone[]> {
  const tenant = await readPatience(ctx);
  const hours = startedBy.startsWith("user:") ? 0 : tenant.closeAfterHours;
  return (await readTimeZones(ctx)).map((timeZone) => {
    const period = billingPeriodOf(month, timeZone);
    const dueAt = period.end.add({ hours });
    return { timeZone, period, dueAt, latestAt: dueAt.add({ hours: tenant.lateCdrWaitHours }) };
  });
}

/** How long invoices wait for their month's CDRs, in hours. */
export async function readPatience(
  ctx: Ctx,
): Promise<{ readonly closeAfterHours: number; readonly lateCdrWaitHours: number }> {
  const [tenant] = await ctx.db.select().from(tenants).where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new ServiceError("NOT_FOUND", "There is no such tenant.");
  const { lateCdrWaitHours = LATE_CDR_WAIT_HOURS } = tenant.billing;
  return { closeAfterHours: tenant.closeAfterHours, lateCdrWaitHours };
}
