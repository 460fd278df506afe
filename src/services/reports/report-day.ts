import { eq } from "drizzle-orm";

import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** The zone in which the tenant's own days are counted. */
export async function readTimeZone(ctx: Ctx): Promise<string> {
  const [tenant] = await ctx.db
    .select({ timeZone: tenants.timeZone })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  return tenant?.timeZone ?? "UTC";
}

/** The instant at which a day ("2026-11-22") begins on the wall clock of `timeZone`, `later` days after it. */
export function startOfDay(day: string, timeZone: string, later = 0): Temporal.Instant {
  return Temporal.PlainDate.from(day).add({ days: later }).toZonedDateTime(timeZone).toInstant();
}
