import { and, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { isOneOf } from "@/db/is-one-of";
import { drivers } from "@/db/schema/drivers";
import { legalEntities, tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { readSellerAbroad, type SellerAbroad } from "@/services/documents/read-seller-abroad";
import { ServiceError } from "@/services/service-error";

/** Who sells, and to whom. */
export interface Parties {
  readonly tenant: InferSelectModel<typeof tenants>;
  readonly seller: InferSelectModel<typeof legalEntities>;
  readonly abroad: SellerAbroad;
  readonly drivers: ReadonlyMap<Id<"driver">, InferSelectModel<typeof drivers>>;
}

/**
 * The parties of invoices that are being made. A driver's row is the lock: two runs for one driver wait for each
 * other, in the order of ids.
 * @throws ServiceError PRECONDITION where the tenant has no legal entity.
 */
export async function lockParties(ctx: Ctx, driverIds: readonly Id<"driver">[]): Promise<Parties> {
  const rows = await ctx.db
    .select()
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), isOneOf(drivers.id, driverIds)))
    .orderBy(drivers.id)
    .for("no key update");
  const [sold] = await ctx.db
    .select({ tenant: tenants, seller: legalEntities })
    .from(tenants)
    .innerJoin(legalEntities, eq(legalEntities.tenantId, tenants.id))
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1);
  if (!sold)
    throw new ServiceError("PRECONDITION", "The tenant has no legal entity to invoice from.");
  const abroad = await readSellerAbroad(ctx, sold.seller.id);
  return { ...sold, abroad, drivers: new Map(rows.map((row) => [row.id, row])) };
}
