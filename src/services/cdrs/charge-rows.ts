import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { chargeAccepted } from "@/core/ledger/entries/charge-accepted";
import type { Journal } from "@/core/ledger/journal";
import { isOneOf } from "@/db/is-one-of";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { charges } from "@/db/schema/plans";
import { updateRows } from "@/db/update-rows";
import { labelNewCharges } from "@/services/accounts/label-charges";
import type { Ctx } from "@/services/context";
import { storeVatAmount } from "@/services/invoices/stored-vat-amount";
import type { WalletCharge } from "@/services/wallet/settle-charges";
import type { PricedCharge } from "./price-charge";

type ChargeRow = typeof charges.$inferInsert;

/** A charge as it is stored. */
export type Charge = typeof charges.$inferSelect;

/** The row of a driver's charge, and the journal that books it (null while it waits, or is free). */
export interface ChargeEntry {
  readonly row: ChargeRow;
  /** It waited for its price before: its row is there, and locked. */
  readonly wasWaiting: boolean;
  readonly journal: Journal | null;
}

/**
 * Makes the row of a priced charge: open where there is a price, settled where his wallet pays it at once, else waiting
 * for the accepted cost.
 */
export function chargeEntry(
  ctx: Ctx,
  of: {
    readonly cdrId: Id<"cdr">;
    readonly driverId: Id<"driver">;
    readonly servicedAt: Temporal.Instant;
    /** The plan in force says that his wallet pays. */
    readonly isPrepaid: boolean;
  },
  charge: PricedCharge,
  waiting?: Id<"charge">,
): ChargeEntry {
  const id = waiting ?? newId<"charge">();
  const { isPrepaid, ...owner } = of;
  const { price, planVersionId, basis, currency, supplyCountry, vatTrace } = charge;
  const row: ChargeRow = {
    tenantId: ctx.tenantId,
    id,
    ...owner,
    planVersionId,
    basis,
    currency,
    supplyCountry,
    vatTrace,
    state: price ? (isPrepaid ? "settled" : "open") : "waiting",
    reason: price ? null : "cost-not-accepted: the operator's claim is being checked",
    netMinor: price?.netMinor ?? null,
    vatMinor: price?.vatMinor ?? null,
    grossMinor: price?.grossMinor ?? null,
    perRate: price?.perRate.map(storeVatAmount) ?? [],
    explanation: price?.explanation ?? [],
    priceLockId: price?.promise?.lockId ?? null,
    billGrossMinor: price?.promise?.billGrossMinor ?? null,
    marginLostReason: price?.promise?.reason ?? null,
    // Of one that waited: since when it has its price. By it monthly receipts find what came late.
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
        from: isPrepaid ? "wallet" : "unbilled_receivable",
      })
    : null;
  return { row, wasWaiting: waiting !== undefined, journal };
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

/** The charges of CDRs by the CDR's id, locked for this transaction. */
export async function lockCharges(
  ctx: Ctx,
  rows: readonly { readonly id: Id<"cdr"> }[],
): Promise<Map<Id<"cdr">, Charge>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map(({ id }) => id);
  const found = await ctx.db
    .select()
    .from(charges)
    .where(and(eq(charges.tenantId, ctx.tenantId), isOneOf(charges.cdrId, ids)))
    .orderBy(charges.id)
    .for("update");
  return new Map(found.map((charge) => [charge.cdrId, charge]));
}

/** Stores charges: new ones, with what they were for, and those that waited and now have their price. */
export async function storeCharges(ctx: Ctx, entries: readonly ChargeEntry[]): Promise<void> {
  const isNew = ({ wasWaiting }: ChargeEntry) => !wasWaiting;
  await insertRows(
    ctx.db,
    charges,
    entries.filter(isNew).map(({ row }) => row),
  );
  await updateRows(
    ctx.db,
    charges,
    ["tenantId", "id"],
    entries.filter((entry) => !isNew(entry)).map(({ row }) => row),
  );
  await labelNewCharges(
    ctx,
    entries.filter(isNew).map(({ row }) => row),
  );
}

/** Those of charges that their drivers' wallets pay. */
export function walletCharges(entries: readonly ChargeEntry[]): WalletCharge[] {
  return entries.flatMap(({ row }) => {
    const { id, state, driverId, cdrId, currency, grossMinor } = row;
    if (state !== "settled") return [];
    return [{ chargeId: id, cdrId, driverId, currency, grossMinor: grossMinor ?? 0n }];
  });
}
