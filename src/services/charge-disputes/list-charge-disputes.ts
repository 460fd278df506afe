import { and, asc, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import { cases } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import type { CreditSource } from "@/services/credit-notes/credit-order";
import { requireRole } from "@/services/require-role";
import { DRIVER_DISPUTE } from "./dispute-case";

/** A driver's objection that finance has to answer. */
export interface ChargeDisputeItem {
  readonly caseId: Id<"case">;
  readonly cdrId: string;
  readonly driver: { readonly id: Id<"driver">; readonly name: string };
  readonly amount: Money | null;
  readonly reason: string;
  readonly text: string;
  readonly openedAt: Temporal.Instant;
  /** What a credit note would take back, and the charge's line on it; null while the charge is on no document. */
  readonly credit: { readonly source: CreditSource; readonly line: number } | null;
  readonly invoiceNumber: string | null;
}

/**
 * Objections that wait for an answer, the oldest first (200 at most). For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listChargeDisputes(ctx: Ctx): Promise<readonly ChargeDisputeItem[]> {
  requireRole(ctx, "finance");
  const rows = await ctx.db
    .select({
      found: cases,
      driverId: drivers.id,
      driverName: drivers.name,
      chargeId: charges.id,
      chargeState: charges.state,
      receiptId: charges.receiptId,
      line: invoiceLines.seq,
      invoiceId: invoices.id,
      invoiceNumber: invoices.number,
    })
    .from(cases)
    .innerJoin(drivers, and(eq(drivers.tenantId, cases.tenantId), eq(drivers.id, cases.driverId)))
    .leftJoin(
      charges,
      and(
        eq(charges.tenantId, cases.tenantId),
        eq(charges.id, sql`(${cases.detail} ->> 'chargeId')::uuid`),
      ),
    )
    .leftJoin(
      invoiceLines,
      and(eq(invoiceLines.tenantId, charges.tenantId), eq(invoiceLines.chargeId, charges.id)),
    )
    .leftJoin(
      invoices,
      and(
        eq(invoices.tenantId, invoiceLines.tenantId),
        eq(invoices.id, invoiceLines.invoiceId),
        eq(invoices.state, "finalized"),
      ),
    )
    .where(
      and(
        eq(cases.tenantId, ctx.tenantId),
        eq(cases.kind, DRIVER_DISPUTE),
        eq(cases.state, "open"),
      ),
    )
    .orderBy(asc(cases.openedAt), asc(cases.id))
    .limit(200);
  return rows.map(({ found, ...row }) => ({
    caseId: found.id,
    cdrId: found.subjectId,
    driver: { id: row.driverId, name: row.driverName },
    amount:
      found.amountMinor !== null && found.currency !== null
        ? money(found.amountMinor, found.currency)
        : null,
    reason: found.detail["reason"] ?? "other",
    text: found.detail["text"] ?? "",
    openedAt: found.openedAt,
    credit: creditOf(row),
    invoiceNumber: row.invoiceNumber,
  }));
}

function creditOf(row: {
  readonly chargeId: Id<"charge"> | null;
  readonly chargeState: string | null;
  readonly receiptId: Id<"document"> | null;
  readonly line: number | null;
  readonly invoiceId: Id<"invoice"> | null;
}): ChargeDisputeItem["credit"] {
  if (row.invoiceId !== null && row.line !== null) {
    return { source: { of: "invoice", invoiceId: row.invoiceId }, line: row.line };
  }
  const isPaid = row.chargeState === "settled" && row.receiptId !== null;
  return row.chargeId !== null && isPaid
    ? { source: { of: "charge", chargeId: row.chargeId }, line: 1 }
    : null;
}
