import { and, desc, eq, lte } from "drizzle-orm";
import type { Rate } from "@/core/money/quantity";
import { vatRates } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** A country's VAT on energy now, for estimates alone (a bill decides its VAT by the whole rules); null if unknown. */
export async function readEnergyVatRates(ctx: Ctx): Promise<(country: string) => Rate | null> {
  const rows = await ctx.db
    .select({ country: vatRates.country, rate: vatRates.rate })
    .from(vatRates)
    .where(
      and(
        eq(vatRates.tenantId, ctx.tenantId),
        eq(vatRates.supplyKind, "ENERGY"),
        lte(vatRates.validFrom, ctx.clock.now()),
      ),
    )
    .orderBy(desc(vatRates.validFrom));
  return (country) => rows.find((row) => row.country === country)?.rate ?? null;
}
