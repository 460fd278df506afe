import { eq, type InferSelectModel } from "drizzle-orm";

import { legalEntities, tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { readSellerAbroad, type SellerAbroad } from "./read-seller-abroad";

/** Who issues documents: the tenant, its legal entity, and what that one has in other countries. */
export interface Issuer {
  readonly tenant: InferSelectModel<typeof tenants>;
  readonly seller: InferSelectModel<typeof legalEntities>;
  readonly abroad: SellerAbroad;
}

/** The issuer of a tenant's documents; null where it has no legal entity yet. */
export async function readIssuer(ctx: Ctx): Promise<Issuer | null> {
  const [row] = await ctx.db
    .select({ tenant: tenants, seller: legalEntities })
    .from(tenants)
    .innerJoin(legalEntities, eq(legalEntities.tenantId, tenants.id))
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1);
  return row ? { ...row, abroad: await readSellerAbroad(ctx, row.seller.id) } : null;
}

/** The day of issue on the seller's wall clock. */
export function issueDay(ctx: Ctx, { tenant }: Issuer): Temporal.PlainDate {
  return ctx.clock.now().toZonedDateTimeISO(tenant.timeZone).toPlainDate();
}
