import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import type { AccountingRate } from "@/core/invoicing/accounting-vat";
import type { VatRegistration } from "@/core/invoicing/vat-registration";
import { exchangeRates, legalEntityRegistrations } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** What a seller's documents need to know beyond its own country: its numbers elsewhere, and what currencies were worth. */
export interface SellerAbroad {
  readonly registrations: readonly VatRegistration[];
  readonly accountingRates: readonly AccountingRate[];
}

/** Reads them of a legal entity. */
export async function readSellerAbroad(
  ctx: Ctx,
  legalEntityId: Id<"legalEntity">,
): Promise<SellerAbroad> {
  const [registrations, rates] = await Promise.all([
    ctx.db
      .select()
      .from(legalEntityRegistrations)
      .where(
        and(
          eq(legalEntityRegistrations.tenantId, ctx.tenantId),
          eq(legalEntityRegistrations.legalEntityId, legalEntityId),
        ),
      ),
    ctx.db.select().from(exchangeRates).where(eq(exchangeRates.tenantId, ctx.tenantId)),
  ]);
  const accountingRates = rates.map(({ currency, quote, rateMicro, validOn, source }) => ({
    currency,
    quote,
    rateMicro: rateMicro.toString(),
    on: validOn.toString(),
    source,
  }));
  return { registrations, accountingRates };
}
