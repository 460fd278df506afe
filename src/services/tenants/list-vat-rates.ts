import { eq } from "drizzle-orm";

import type { VatRateRow } from "@/core/invoicing/vat";
import { vatRates } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** The tenant's VAT rates, of all countries and dates; `decideVat` chooses. */
export async function listVatRates(ctx: Ctx): Promise<VatRateRow[]> {
  const rows = await ctx.db.select().from(vatRates).where(eq(vatRates.tenantId, ctx.tenantId));
  return rows.flatMap(({ supplyKind, ...row }) =>
    supplyKind === "ENERGY" ? [{ ...row, supplyKind } as const] : [],
  );
}
