import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** The day on the tenant's wall clock. */
export async function today(ctx: Ctx): Promise<Temporal.PlainDate> {
  const [tenant] = await ctx.db
    .select({ timeZone: tenants.timeZone })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new Error("there is no such tenant");
  return ctx.clock.now().toZonedDateTimeISO(tenant.timeZone).toPlainDate();
}
