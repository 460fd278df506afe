import { and, desc, eq, lte } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Rate } from "@/core/money/quantity";
import { legalEntities, tenants, vatRates } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** Who buys: the tenant and its legal entity. @throws ServiceError PRECONDITION where there is none. */
export async function readOwnEntity(ctx: Ctx): Promise<{
  readonly tenant: InferSelectModel<typeof tenants>;
  readonly entity: InferSelectModel<typeof legalEntities>;
}> {
  const [row] = await ctx.db
    .select({ tenant: tenants, entity: legalEntities })
    .from(tenants)
    .innerJoin(legalEntities, eq(legalEntities.tenantId, tenants.id))
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1);
  if (!row) throw new ServiceError("PRECONDITION", "The tenant has no legal entity that buys.");
  return row;
}

/** Our country's rate for electricity on a day. @throws ServiceError PRECONDITION where none is kept. */
export async function readPurchaseRate(
  ctx: Ctx,
  country: string,
  at: Temporal.Instant,
): Promise<Rate> {
  const [row] = await ctx.db
    .select({ rate: vatRates.rate })
    .from(vatRates)
    .where(
      and(
        eq(vatRates.tenantId, ctx.tenantId),
        eq(vatRates.country, country),
        eq(vatRates.supplyKind, "ENERGY"),
        lte(vatRates.validFrom, at),
      ),
    )
    .orderBy(desc(vatRates.validFrom))
    .limit(1);
  if (!row) {
    throw new ServiceError("PRECONDITION", "No VAT rate for energy is kept for our country.", {
      country,
    });
  }
  return row.rate;
}
