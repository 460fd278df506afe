import { eq } from "drizzle-orm";

import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** The zone on whose wall clock the tenant's months end. @throws ServiceError NOT_FOUND. */
export async function readTenantZone(ctx: Ctx): Promise<string> {
  const [tenant] = await ctx.db
    .select({ timeZone: tenants.timeZone })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!tenant) throw new ServiceError("NOT_FOUND", "There is no such tenant.");
  return tenant.timeZone;
}
