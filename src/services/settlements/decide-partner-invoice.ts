import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { partnerInvoiceApproved } from "@/core/ledger/entries/partner-invoice-approved";
import type { Journal } from "@/core/ledger/journal";
import { vatAmountOf } from "@/core/money/vat-amount";
import { partnerInvoices } from "@/db/schema/settlements";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readCreditor } from "./creditor-rows";
import { readPartnerInvoice, rematchInvoice, type PartnerInvoice } from "./match-partner-invoice";
import { readOwnEntity, readPurchaseRate } from "./own-entity";

/**
 * What approving an operator's invoice books: its VAT (its net amount was booked CDR by CDR). Null where it has none.
 * @throws ServiceError FORBIDDEN, NOT_FOUND.
 */
export async function previewApproval(ctx: Ctx, id: Id<"partnerInvoice">): Promise<Journal | null> {
  requireRole(ctx, "finance");
  return approvalJournal(ctx, await readPartnerInvoice(ctx, id));
}

/**
 * Approves an operator's invoice to be paid, after comparing it once more: every line is what we accepted, and they add
 * up. What differs is settled first, by deciding the CDR or by a corrected invoice.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION where it is approved already or does not agree.
 */
export async function approvePartnerInvoice(ctx: Ctx, id: Id<"partnerInvoice">): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const invoice = await readWaiting(tx, id);
    const creditor = await readCreditor(tx, invoice.creditorId);
    if ((await rematchInvoice(tx, invoice, creditor)) !== "matched") {
      throw new ServiceError("PRECONDITION", "The invoice does not agree with what was accepted.");
    }
    await postJournal(tx, await approvalJournal(tx, invoice));
    await move(tx, id, { state: "approved", approvedAt: tx.clock.now() });
    await writeAudit(tx, {
      action: "partner_invoice.approve",
      subjectType: "partner_invoice",
      subjectId: id,
      detail: { number: invoice.number, total: String(invoice.totalMinor) },
    });
  });
}

/** Says why an invoice is not paid; it can still be approved once it agrees. @throws ServiceError as approving. */
export async function disputePartnerInvoice(
  ctx: Ctx,
  input: { readonly id: Id<"partnerInvoice">; readonly note: string },
): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const { number } = await readWaiting(tx, input.id);
    await move(tx, input.id, { state: "disputed", note: input.note });
    await writeAudit(tx, {
      action: "partner_invoice.dispute",
      subjectType: "partner_invoice",
      subjectId: input.id,
      detail: { number, note: input.note },
    });
  });
}

/** Compares an invoice that waits again. Returns how it stands. @throws ServiceError as approving. */
export async function comparePartnerInvoice(
  ctx: Ctx,
  id: Id<"partnerInvoice">,
): Promise<"matched" | "received"> {
  requireRole(ctx, "finance");
  return inTransaction(ctx, async (tx) => {
    const invoice = await readWaiting(tx, id);
    return rematchInvoice(tx, invoice, await readCreditor(tx, invoice.creditorId));
  });
}

async function readWaiting(tx: Ctx, id: Id<"partnerInvoice">): Promise<PartnerInvoice> {
  const invoice = await readPartnerInvoice(tx, id, true);
  if (invoice.state === "approved" || invoice.state === "paid") {
    throw new ServiceError("PRECONDITION", "This invoice is approved already.");
  }
  return invoice;
}

async function move(
  tx: Ctx,
  id: Id<"partnerInvoice">,
  change: Partial<PartnerInvoice>,
): Promise<void> {
  await tx.db
    .update(partnerInvoices)
    .set(change)
    .where(and(eq(partnerInvoices.tenantId, tx.tenantId), eq(partnerInvoices.id, id)));
}

async function approvalJournal(ctx: Ctx, invoice: PartnerInvoice): Promise<Journal | null> {
  const creditor = await readCreditor(ctx, invoice.creditorId);
  const { entity } = await readOwnEntity(ctx);
  const { country } = entity.address;
  const approvedAt = ctx.clock.now();
  const { vatTreatment, netMinor, vatMinor } = invoice;
  const rate =
    vatTreatment === "reverse_charge" ? await readPurchaseRate(ctx, country, approvedAt) : 0;
  const owed = vatAmountOf("net", netMinor, rate).vatMinor;
  return partnerInvoiceApproved({
    partnerInvoiceId: invoice.id,
    party: creditor,
    currency: invoice.currency,
    country,
    vat:
      vatTreatment === "reverse_charge"
        ? { treatment: "reverse_charge", vatMinor: owed, rate }
        : vatTreatment === "domestic"
          ? { treatment: "domestic", vatMinor }
          : { treatment: "none" },
    approvedAt,
  });
}
