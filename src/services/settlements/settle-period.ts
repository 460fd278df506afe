import { billingPeriodAt } from "@/core/plans/billing-period";
import type { Id } from "@/core/ids";
import { purchaseAmount, purchaseVatOf } from "@/core/settlement/purchase-vat";
import type { Period } from "@/core/time/period";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import {
  partnerInvoiceLines,
  partnerInvoices,
  settlementLines,
  settlements,
} from "@/db/schema/settlements";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { issueDocument } from "@/services/documents/issue-document";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readCreditor, type Creditor } from "./creditor-rows";
import { findUnsettled, type UnsettledCdr } from "./find-unsettled";
import { readOwnEntity, readPurchaseRate } from "./own-entity";
import { composeSelfBilling, composeSettlement, countryOf, totalOf } from "./settlement-content";

/** What is to be settled: an operator, a currency, and the day that ends the period (exclusive). */
export interface SettlementOrder {
  /** Made by whoever asks, so that two clicks are one settlement. */
  readonly settlementId: Id<"settlement">;
  readonly creditorId: Id<"creditor">;
  readonly currency: string;
  /** The month, on our wall clock, that is settled: "2026-10". */
  readonly month: string;
  /** What the preview came to: nothing else is settled. */
  readonly expectedMinor: bigint;
}

/** What a settlement would hold. */
export interface SettlementPreview {
  readonly period: Period;
  readonly cdrs: number;
  /** Of these: of earlier months, and credits. */
  readonly late: number;
  readonly credits: number;
  readonly energyMicroKwh: bigint;
  readonly totalMinor: bigint;
  readonly isSelfBilling: boolean;
}

/** What settling a month would state. @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID for a month that is not over. */
export async function previewSettlement(
  ctx: Ctx,
  order: Pick<SettlementOrder, "creditorId" | "currency" | "month">,
): Promise<SettlementPreview> {
  requireRole(ctx, "finance");
  const creditor = await readCreditor(ctx, order.creditorId);
  const period = await endedMonth(ctx, order.month);
  const rows = await findUnsettled(ctx, {
    creditor,
    currency: order.currency,
    until: period.end,
    lock: false,
  });
  return {
    period,
    cdrs: rows.length,
    late: rows.filter(({ endedAt }) => Temporal.Instant.compare(endedAt, period.start) < 0).length,
    credits: rows.filter(({ isCredit }) => isCredit).length,
    energyMicroKwh: rows.reduce((sum, { energyMicroKwh }) => sum + energyMicroKwh, 0n),
    totalMinor: totalOf(rows),
    isSelfBilling: creditor.selfBilling,
  };
}

/**
 * Settles a month with an operator, in one transaction: every accepted CDR that ended before its end and that no
 * settlement has, the numbered statement (or the invoice that we write in the operator's name, which then waits to be
 * approved like any other). Nothing is booked: what we owe was booked as each CDR was accepted.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID, PRECONDITION (nothing to settle), CONFLICT (the preview is out of date).
 */
export async function settlePeriod(ctx: Ctx, order: SettlementOrder): Promise<Id<"document">> {
  requireRole(ctx, "finance");
  return inTransaction(ctx, async (tx) => {
    const creditor = await readCreditor(tx, order.creditorId, true);
    const period = await endedMonth(tx, order.month);
    const { currency } = order;
    const rows = await findUnsettled(tx, { creditor, currency, until: period.end, lock: true });
    if (rows.length === 0) {
      throw new ServiceError("PRECONDITION", "Everything of this month is settled already.");
    }
    if (totalOf(rows) !== order.expectedMinor) {
      throw new ServiceError("CONFLICT", "CDRs have changed since the preview. Look again.");
    }
    return settle(tx, { order, creditor, period, rows });
  });
}

async function endedMonth(ctx: Ctx, month: string): Promise<Period> {
  const { tenant } = await readOwnEntity(ctx);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/u.test(month)) {
    throw new ServiceError("INVALID", "A month is written like 2026-10.");
  }
  const first = Temporal.PlainDate.from(`${month}-01`).toZonedDateTime(tenant.timeZone);
  const period = billingPeriodAt(first.toInstant(), tenant.timeZone);
  if (Temporal.Instant.compare(period.end, ctx.clock.now()) > 0) {
    throw new ServiceError("INVALID", "This month is not over yet.", { month });
  }
  return period;
}

async function settle(
  tx: Ctx,
  of: {
    readonly order: SettlementOrder;
    readonly creditor: Creditor;
    readonly period: Period;
    readonly rows: readonly UnsettledCdr[];
  },
): Promise<Id<"document">> {
  const { order, creditor, period, rows } = of;
  const { settlementId, currency } = order;
  const { tenantId } = tx;
  const { tenant, entity } = await readOwnEntity(tx);
  const now = tx.clock.now();
  const rate = await readPurchaseRate(tx, entity.address.country, now);
  const issuedOn = now.toZonedDateTimeISO(tenant.timeZone).toPlainDate();
  const common = { settlementId, issuedOn, creditor, tenant, entity, currency, period, rate };
  const isSelfBilled = creditor.selfBilling && totalOf(rows) > 0n;
  const { documentId, number } = await issueDocument(tx, {
    kind: isSelfBilled ? "self_billing" : "settlement",
    seller: entity,
    issuedOn,
    subject: { type: "settlement", id: settlementId },
    creditorId: creditor.id,
    ...(isSelfBilled && { seriesOf: `${creditor.countryCode}-${creditor.partyId}` }),
    compose: (taken) =>
      isSelfBilled
        ? composeSelfBilling({ ...common, number: taken, cdrs: rows })
        : composeSettlement({ ...common, number: taken, cdrs: rows }),
  });
  await tx.db.insert(settlements).values({
    tenantId,
    id: settlementId,
    creditorId: creditor.id,
    currency,
    periodStart: period.start,
    periodEnd: period.end,
    state: "stated",
    cdrCount: rows.length,
    totalMinor: totalOf(rows),
    documentId,
    createdAt: now,
  });
  await insertRows(
    tx.db,
    settlementLines,
    rows.map((row) => ({ tenantId, settlementId, cdrId: row.id, amountMinor: row.amountMinor })),
  );
  if (isSelfBilled) {
    const vat = purchaseVatOf(countryOf(creditor), entity.address.country);
    const amount = purchaseAmount(vat, totalOf(rows), rate);
    await storeSelfBilled(tx, { ...common, number, documentId, rows, vat, amount });
  }
  await writeAudit(tx, {
    action: "settlement.state",
    subjectType: "settlement",
    subjectId: settlementId,
    detail: { number, cdrs: rows.length, total: String(totalOf(rows)), currency },
  });
  return documentId;
}

async function storeSelfBilled(
  tx: Ctx,
  of: {
    readonly settlementId: Id<"settlement">;
    readonly documentId: Id<"document">;
    readonly number: string;
    readonly creditor: Creditor;
    readonly currency: string;
    readonly issuedOn: Temporal.PlainDate;
    readonly rows: readonly UnsettledCdr[];
    readonly vat: "domestic" | "reverse_charge";
    readonly amount: ReturnType<typeof purchaseAmount>;
  },
): Promise<void> {
  const { tenantId } = tx;
  const partnerInvoiceId = newId<"partnerInvoice">();
  const { creditor, amount, issuedOn } = of;
  await tx.db.insert(partnerInvoices).values({
    tenantId,
    id: partnerInvoiceId,
    creditorId: creditor.id,
    number: of.number,
    source: "self_billing",
    state: "matched",
    currency: of.currency,
    netMinor: amount.netMinor,
    vatMinor: amount.vatMinor,
    totalMinor: amount.grossMinor,
    vatTreatment: of.vat,
    issuedOn,
    dueOn: issuedOn.add({ days: creditor.paymentTermDays }),
    settlementId: of.settlementId,
    documentId: of.documentId,
    createdBy: actorName(tx.actor),
    createdAt: tx.clock.now(),
  });
  await insertRows(
    tx.db,
    partnerInvoiceLines,
    of.rows.map((row, index) => ({
      tenantId,
      partnerInvoiceId,
      seq: index + 1,
      cdrRef: row.ocpiId,
      cdrId: row.id,
      claimedMinor: row.amountMinor,
      acceptedMinor: row.amountMinor,
      state: "match" as const,
    })),
  );
}
