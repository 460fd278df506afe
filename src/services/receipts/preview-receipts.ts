import { and, eq, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { VatAmount } from "@/core/money/vat-amount";
import { splitVat, totalsOf, type CurrencyTotal, type VatShare } from "@/core/receipts/vat-split";
import { chargeLabels } from "@/db/schema/accounts";
import { cdrs } from "@/db/schema/cdrs";
import { creditNoteLines, creditNotes } from "@/db/schema/credits";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { readVatAmount } from "@/services/invoices/stored-vat-amount";
import { driverSessionQuery } from "@/services/sessions/driver-session-query";
import { isSelected, type ChargeSelection } from "./charge-selection";
import { ownReceiptAccount, selectionOf, type ReceiptPeriod } from "./receipt-account";

/** What a period's receipts come to. */
export interface ReceiptTotals {
  readonly charges: number;
  readonly energyMicroKwh: bigint;
  /** By currency, country and rate, credits taken off. */
  readonly shares: readonly VatShare[];
  readonly totals: readonly CurrencyTotal[];
}

/**
 * What the receipts of a period of the acting person's account come to, and how many charges have no price yet.
 * @throws ServiceError FORBIDDEN, INVALID.
 */
export async function previewReceipts(
  ctx: Ctx,
  period: ReceiptPeriod,
): Promise<ReceiptTotals & { readonly pending: number }> {
  const account = await ownReceiptAccount(ctx);
  const selection = selectionOf(account, period);
  const [totals, pending] = await Promise.all([
    readReceiptTotals(ctx, selection),
    countPending(ctx, selection),
  ]);
  return { ...totals, pending };
}

/** The sums of a selection. Who may read them is the caller's to decide. */
export async function readReceiptTotals(
  ctx: Ctx,
  selection: ChargeSelection,
): Promise<ReceiptTotals> {
  const rows = await ctx.db
    .select({
      id: charges.id,
      currency: charges.currency,
      supplyCountry: charges.supplyCountry,
      perRate: charges.perRate,
      energyMicroKwh: cdrs.energyMicroKwh,
    })
    .from(charges)
    .innerJoin(cdrs, and(eq(cdrs.tenantId, charges.tenantId), eq(cdrs.id, charges.cdrId)))
    .leftJoin(
      chargeLabels,
      and(eq(chargeLabels.tenantId, charges.tenantId), eq(chargeLabels.chargeId, charges.id)),
    )
    .where(isSelected(ctx, selection));
  const credited = await readCreditedRates(
    ctx,
    rows.map(({ id }) => id),
  );
  const shares = splitVat(
    rows.map(({ id, perRate, ...row }) => ({
      ...row,
      perRate: perRate.map(readVatAmount),
      credits: (credited.get(id) ?? []).map((given) => ({
        number: "",
        issuedOn: "",
        perRate: given,
        netMinor: 0n,
        vatMinor: 0n,
        grossMinor: 0n,
      })),
    })),
  );
  return {
    charges: rows.length,
    energyMicroKwh: rows.reduce((sum, { energyMicroKwh }) => sum + energyMicroKwh, 0n),
    shares,
    totals: totalsOf(shares),
  };
}

async function readCreditedRates(
  ctx: Ctx,
  ids: readonly Id<"charge">[],
): Promise<Map<string, VatAmount[][]>> {
  const found = new Map<string, VatAmount[][]>();
  if (ids.length === 0) return found;
  const rows = await ctx.db
    .select({ chargeId: creditNoteLines.chargeId, perRate: creditNoteLines.perRate })
    .from(creditNoteLines)
    .innerJoin(
      creditNotes,
      and(
        eq(creditNotes.tenantId, creditNoteLines.tenantId),
        eq(creditNotes.id, creditNoteLines.creditNoteId),
        eq(creditNotes.state, "issued"),
      ),
    )
    .where(
      and(eq(creditNoteLines.tenantId, ctx.tenantId), inArray(creditNoteLines.chargeId, [...ids])),
    );
  for (const { chargeId, perRate } of rows) {
    if (chargeId === null) continue;
    found.set(chargeId, [...(found.get(chargeId) ?? []), perRate.map(readVatAmount)]);
  }
  return found;
}

/** Charges of the period that are over and have no price yet, whatever they are for. */
async function countPending(ctx: Ctx, { driverId, from, to }: ChargeSelection): Promise<number> {
  const q = driverSessionQuery(ctx, driverId);
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(q)
    .where(
      and(
        eq(q.state, "priceComing"),
        sql`${q.endedAt} >= ${from.toString()}::timestamptz`,
        sql`${q.endedAt} < ${to.toString()}::timestamptz`,
      ),
    );
  return row?.count ?? 0;
}
