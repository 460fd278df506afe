import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { lastEndedBillingPeriod } from "@/core/plans/billing-period";
import { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { findDriversWithOpenCharges } from "./find-open-charges";
import { issueInvoices } from "./issue-invoices";

/** While a driver's charges are still coming in, his period is left open this long after the latest. */
const QUIET_SECONDS = 10;

/**
 * Issues the monthly invoices that are due: periods that ended, have waited out the tenant's patience
 * with late CDRs, and whose driver has nothing on its way. Each driver is a transaction of its own; a
 * run that is cut off goes on where it stopped. Returns how many invoices were issued.
 */
export async function closeDuePeriods(ctx: Ctx): Promise<number> {
  const [tenant] = await ctx.db.select().from(tenants).where(eq(tenants.id, ctx.tenantId));
  if (!tenant) return 0;
  const now = ctx.clock.now();
  const waited = now.subtract({ hours: tenant.closeAfterHours });
  const quiet = now.subtract({ seconds: QUIET_SECONDS });
  let issued = 0;
  for (const { driverId, latest } of await findDriversWithOpenCharges(ctx, waited)) {
    if (Temporal.Instant.compare(latest, quiet) > 0) continue;
    const [driver] = await ctx.db
      .select({ timeZone: drivers.timeZone })
      .from(drivers)
      .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
    if (!driver || (await hasCdrsOnTheirWay(ctx, driverId))) continue;
    const period = lastEndedBillingPeriod(waited, driver.timeZone);
    const made = await issueInvoices(ctx, { driverId, kind: "monthly", period, until: period.end });
    issued += made.length;
  }
  return issued;
}

async function hasCdrsOnTheirWay(ctx: Ctx, driverId: Id<"driver">): Promise<boolean> {
  const waiting = await ctx.db
    .select({ id: cdrs.id })
    .from(cdrs)
    .where(
      and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.driverId, driverId), eq(cdrs.state, "received")),
    )
    .limit(1);
  return waiting.length > 0;
}
