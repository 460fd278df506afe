import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { chargeAccepted } from "@/core/ledger/entries/charge-accepted";
import type { Journal } from "@/core/ledger/journal";
import { newId } from "@/db/new-id";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { storeVatAmount } from "@/services/invoices/stored-vat-amount";
import type { PricedCharge } from "./price-charge";

type ChargeRow = typeof charges.$inferInsert;

/** The row of a driver's charge, and the journal that books it (null while it waits, or is free). */
export interface ChargeEntry {
  readonly row: ChargeRow;
  readonly journal: Journal | null;
}

/** Makes the row of a priced charge: open where there is a price, else waiting for the accepted cost. */
export function chargeEntry(
  ctx: Ctx,
  of: {
    readonly cdrId: Id<"cdr">;
    readonly driverId: Id<"driver">;
    readonly servicedAt: Temporal.Instant;
  },
  charge: PricedCharge,
  id: Id<"charge"> = newId<"charge">(),
): ChargeEntry {
  const { price, planVersionId, basis, currency, supplyCountry, vatTrace } = charge;
  const row: ChargeRow = {
    tenantId: ctx.tenantId,
    id,
    ...of,
    planVersionId,
    basis,
    currency,
    supplyCountry,
    vatTrace,
    state: price ? "open" : "waiting",
    reason: price ? null : "cost-not-accepted: the operator's claim is being checked",
    netMinor: price?.netMinor ?? null,
    vatMinor: price?.vatMinor ?? null,
    grossMinor: price?.grossMinor ?? null,
    perRate: price?.perRate.map(storeVatAmount) ?? [],
    explanation: price?.explanation ?? [],
    createdAt: ctx.clock.now(),
  };
  const journal = price
    ? chargeAccepted({
        chargeId: id,
        driverId: of.driverId,
        currency,
        supplyCountry,
        perRate: price.perRate,
        effectiveAt: of.servicedAt,
      })
    : null;
  return { row, journal };
}

/** A CDR's charge, locked for this transaction, or null. */
export async function lockCharge(ctx: Ctx, cdrId: Id<"cdr">) {
  const [row] = await ctx.db
    .select()
    .from(charges)
    .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.cdrId, cdrId)))
    .for("update");
  return row ?? null;
}
