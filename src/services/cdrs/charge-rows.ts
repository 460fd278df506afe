import { and, eq, sql } from "drizzle-orm";

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

/** Stores charges: new ones, and those that waited and now have their price. */
export async function storeCharges(ctx: Ctx, entries: readonly ChargeEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await ctx.db
    .insert(charges)
    .values(entries.map(({ row }) => row))
    .onConflictDoUpdate({
      target: [charges.tenantId, charges.cdrId],
      set: {
        planVersionId: sql`excluded.plan_version_id`,
        state: sql`excluded.state`,
        reason: sql`excluded.reason`,
        basis: sql`excluded.basis`,
        currency: sql`excluded.currency`,
        netMinor: sql`excluded.net_minor`,
        vatMinor: sql`excluded.vat_minor`,
        grossMinor: sql`excluded.gross_minor`,
        perRate: sql`excluded.per_rate`,
        explanation: sql`excluded.explanation`,
        supplyCountry: sql`excluded.supply_country`,
        vatTrace: sql`excluded.vat_trace`,
      },
      setWhere: eq(charges.state, "waiting"),
    });
}
