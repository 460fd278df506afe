import { and, eq, inArray } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { paymentFileApproved } from "@/core/ledger/entries/payment-file-approved";
import { reverseJournal } from "@/core/ledger/journal";
import { journalKeys } from "@/db/schema/ledger";
import {
  creditors,
  partnerInvoices,
  paymentFileItems,
  paymentFiles,
} from "@/db/schema/settlements";
import { inTransaction } from "@/db/transaction";
import type { Approval } from "@/services/approvals/approval";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

type PaymentFile = InferSelectModel<typeof paymentFiles>;

/** What a second person was asked for. */
type AskedFor = Pick<Approval, "subjectId" | "amountMinor">;

/** A file, locked. @throws ServiceError NOT_FOUND. */
async function lockFile(tx: Ctx, id: Id<"paymentFile">): Promise<PaymentFile> {
  const [file] = await tx.db
    .select()
    .from(paymentFiles)
    .where(and(eq(paymentFiles.tenantId, tx.tenantId), eq(paymentFiles.id, id)))
    .for("update");
  if (!file) throw new ServiceError("NOT_FOUND", "There is no such file of payments.");
  return file;
}

async function itemsOf(tx: Ctx, id: Id<"paymentFile">) {
  return tx.db
    .select({
      partnerInvoiceId: paymentFileItems.partnerInvoiceId,
      amountMinor: paymentFileItems.amountMinor,
      countryCode: creditors.countryCode,
      partyId: creditors.partyId,
    })
    .from(paymentFileItems)
    .innerJoin(
      partnerInvoices,
      and(
        eq(partnerInvoices.tenantId, paymentFileItems.tenantId),
        eq(partnerInvoices.id, paymentFileItems.partnerInvoiceId),
      ),
    )
    .innerJoin(
      creditors,
      and(
        eq(creditors.tenantId, partnerInvoices.tenantId),
        eq(creditors.id, partnerInvoices.creditorId),
      ),
    )
    .where(and(eq(paymentFileItems.tenantId, tx.tenantId), eq(paymentFileItems.paymentFileId, id)));
}

function move(tx: Ctx, id: Id<"paymentFile">, change: Partial<PaymentFile>) {
  return tx.db
    .update(paymentFiles)
    .set(change)
    .where(and(eq(paymentFiles.tenantId, tx.tenantId), eq(paymentFiles.id, id)));
}

function moveInvoices(
  tx: Ctx,
  items: readonly { readonly partnerInvoiceId: Id<"partnerInvoice"> }[],
  change: Partial<typeof partnerInvoices.$inferInsert>,
) {
  return tx.db
    .update(partnerInvoices)
    .set(change)
    .where(
      and(
        eq(partnerInvoices.tenantId, tx.tenantId),
        inArray(
          partnerInvoices.id,
          items.map(({ partnerInvoiceId }) => partnerInvoiceId),
        ),
      ),
    );
}

async function approvedJournal(tx: Ctx, file: PaymentFile, approvedAt: Temporal.Instant) {
  const items = await itemsOf(tx, file.id);
  return paymentFileApproved({
    paymentFileId: file.id,
    currency: file.currency,
    approvedAt,
    items: items.map(({ countryCode, partyId, amountMinor }) => ({
      party: { countryCode, partyId },
      amountMinor,
    })),
  });
}

/** What the second person's word does to a file: it may go to the bank and is booked, or its invoices are free again. */
export const paymentFileApproval = {
  approved: async (tx: Ctx, { subjectId, amountMinor }: AskedFor): Promise<void> => {
    const file = await lockFile(tx, subjectId as Id<"paymentFile">);
    if (file.state !== "draft" || file.totalMinor !== amountMinor) {
      throw new ServiceError("PRECONDITION", "The file is no longer what was asked for.");
    }
    const approvedAt = tx.clock.now();
    await postJournal(tx, await approvedJournal(tx, file, approvedAt));
    await moveInvoices(tx, await itemsOf(tx, file.id), { state: "paid", paidAt: approvedAt });
    await move(tx, file.id, { state: "approved", approvedAt });
    await audit(tx, file.id, "payment_file.approve", { messageId: file.messageId });
  },
  refused: async (tx: Ctx, { subjectId }: AskedFor): Promise<void> => {
    const file = await lockFile(tx, subjectId as Id<"paymentFile">);
    if (file.state === "draft") await dropFile(tx, file);
  },
};

/**
 * Calls an approved file back that the bank did not take: what was booked is taken back, its invoices wait again.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION once its payments were made.
 */
export async function cancelPaymentFile(ctx: Ctx, id: Id<"paymentFile">): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const file = await lockFile(tx, id);
    if (file.state !== "approved" && file.state !== "sent") {
      throw new ServiceError(
        "PRECONDITION",
        "Only a file that waits for the bank can be called back.",
      );
    }
    const approvedAt = file.approvedAt ?? file.createdAt;
    const booked = await approvedJournal(tx, file, approvedAt);
    const key = `payment-file:${id}:approved`;
    const [row] = await tx.db
      .select({ journalId: journalKeys.journalId })
      .from(journalKeys)
      .where(and(eq(journalKeys.tenantId, tx.tenantId), eq(journalKeys.key, key)));
    if (row) {
      await postJournal(
        tx,
        reverseJournal(booked, {
          key: `payment-file:${id}:canceled`,
          kind: "payment_file_canceled",
          effectiveAt: tx.clock.now(),
          reversesId: row.journalId,
        }),
      );
    }
    await dropFile(tx, file);
  });
}

async function dropFile(tx: Ctx, file: PaymentFile): Promise<void> {
  await moveInvoices(tx, await itemsOf(tx, file.id), { state: "approved", paidAt: null });
  await tx.db
    .update(paymentFileItems)
    .set({ isOpen: false })
    .where(
      and(eq(paymentFileItems.tenantId, tx.tenantId), eq(paymentFileItems.paymentFileId, file.id)),
    );
  await move(tx, file.id, { state: "canceled" });
  await audit(tx, file.id, "payment_file.cancel", { messageId: file.messageId });
}

/** Gives the file for the bank; from then on it counts as sent. @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION before a second person approved it. */
export async function fetchPaymentFile(
  ctx: Ctx,
  id: Id<"paymentFile">,
): Promise<{ readonly name: string; readonly xml: string }> {
  requireRole(ctx, "finance");
  return inTransaction(ctx, async (tx) => {
    const file = await lockFile(tx, id);
    if (file.state === "draft" || file.state === "canceled") {
      throw new ServiceError("PRECONDITION", "A second person has to approve the file first.");
    }
    if (file.state === "approved") {
      await move(tx, id, { state: "sent" });
      await audit(tx, id, "payment_file.send", { messageId: file.messageId });
    }
    return { name: `${file.messageId}.xml`, xml: file.xml };
  });
}

/** The bank made its payments, as a matched line of its statement says. Once. */
export async function markPaymentFileExecuted(
  tx: Ctx,
  id: Id<"paymentFile">,
  at: Temporal.Instant,
): Promise<void> {
  const file = await lockFile(tx, id);
  if (file.state === "executed") return;
  await move(tx, id, { state: "executed", executedAt: at });
}

async function audit(
  tx: Ctx,
  id: Id<"paymentFile">,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await writeAudit(tx, { action, subjectType: "payment_file", subjectId: id, detail });
}
