import { and, eq } from "drizzle-orm";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/**
 * The currency of the account that is used.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function readOwnCurrency(ctx: Ctx): Promise<string> {
  const { driverId } = requireDriverUse(ctx);
  const [row] = await ctx.db
    .select({ currency: drivers.currency })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such account.");
  return row.currency;
}
