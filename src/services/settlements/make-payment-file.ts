import { createHash } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { painFile, type CreditTransfer } from "@/core/settlement/pain-001";
import { insertRows } from "@/db/insert-rows";
import {
  creditors,
  partnerInvoices,
  paymentFileItems,
  paymentFiles,
} from "@/db/schema/settlements";
import { inTransaction } from "@/db/transaction";
import { requestApproval } from "@/services/approvals/request-approval";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readOwnEntity } from "./own-entity";
import { countryOf } from "./settlement-content";

/** Approved invoices of one currency, to be paid on a day. */
export interface PaymentFileOrder {
  /** Made by whoever asks, so that two clicks are one file. */
  readonly paymentFileId: Id<"paymentFile">;
  readonly partnerInvoiceIds: readonly Id<"partnerInvoice">[];
  readonly executeOn: Temporal.PlainDate;
}

/**
 * Makes a file of payments (pain.001) and asks a second person for it: only he can let it go to the bank. An invoice
 * stands in one file at a time.
 * @throws ServiceError FORBIDDEN, INVALID (a day that is past, mixed currencies), PRECONDITION for an invoice that is not
 * approved, an operator without an IBAN, or our own account missing; CONFLICT for an invoice in another file.
 */
export async function makePaymentFile(ctx: Ctx, order: PaymentFileOrder): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const { tenant, entity } = await readOwnEntity(tx);
    const now = tx.clock.now();
    const today = now.toZonedDateTimeISO(tenant.timeZone).toPlainDate();
    if (Temporal.PlainDate.compare(order.executeOn, today) < 0) {
      throw new ServiceError("INVALID", "The day of payment is past.");
    }
    const rows = await readPayable(tx, order.partnerInvoiceIds);
    const currency = rows[0]?.invoice.currency ?? "";
    if (rows.some(({ invoice }) => invoice.currency !== currency)) {
      throw new ServiceError("INVALID", "One file holds payments of one currency.");
    }
    if (!entity.iban) {
      throw new ServiceError("PRECONDITION", "The IBAN that we pay from is not set.");
    }
    const id = order.paymentFileId;
    const messageId = `${tenant.partyId}-${today.toString().replaceAll("-", "")}-${id.slice(-12)}`;
    const xml = painFile({
      messageId,
      createdAt: now,
      executeOn: order.executeOn,
      currency,
      debtor: {
        name: entity.name,
        iban: entity.iban,
        bic: entity.bic,
        country: entity.address.country,
      },
      transfers: rows.map(transferOf),
    });
    const totalMinor = rows.reduce((sum, { invoice }) => sum + invoice.totalMinor, 0n);
    await tx.db.insert(paymentFiles).values({
      tenantId: tx.tenantId,
      id,
      messageId,
      state: "draft",
      currency,
      executeOn: order.executeOn,
      itemCount: rows.length,
      totalMinor,
      xml,
      sha256: createHash("sha256").update(xml).digest(),
      createdBy: actorName(tx.actor),
      createdAt: now,
    });
    await storeItems(tx, id, rows);
    await requestApproval(tx, {
      kind: "payment_file",
      subjectType: "payment_file",
      subjectId: id,
      amountMinor: totalMinor,
      currency,
      reason: messageId,
    });
    await writeAudit(tx, {
      action: "payment_file.make",
      subjectType: "payment_file",
      subjectId: id,
      detail: { messageId, items: rows.length },
    });
  });
}

function transferOf({ invoice, creditor }: Payable): CreditTransfer {
  return {
    endToEndId: invoice.id.replaceAll("-", ""),
    creditor: {
      name: creditor.name,
      iban: creditor.iban ?? "",
      bic: creditor.bic,
      country: countryOf(creditor),
    },
    amountMinor: invoice.totalMinor,
    remittance: invoice.number,
  };
}

type Payable = {
  readonly invoice: InferSelectModel<typeof partnerInvoices>;
  readonly creditor: InferSelectModel<typeof creditors>;
};

async function readPayable(
  tx: Ctx,
  ids: readonly Id<"partnerInvoice">[],
): Promise<readonly Payable[]> {
  const rows = await tx.db
    .select({ invoice: partnerInvoices, creditor: creditors })
    .from(partnerInvoices)
    .innerJoin(
      creditors,
      and(
        eq(creditors.tenantId, partnerInvoices.tenantId),
        eq(creditors.id, partnerInvoices.creditorId),
      ),
    )
    .where(and(eq(partnerInvoices.tenantId, tx.tenantId), inArray(partnerInvoices.id, [...ids])))
    .orderBy(partnerInvoices.id)
    .for("update", { of: partnerInvoices });
  if (rows.length === 0 || rows.length !== new Set(ids).size) {
    throw new ServiceError("NOT_FOUND", "Choose invoices that are here.");
  }
  for (const { invoice, creditor } of rows) {
    if (invoice.state !== "approved" || invoice.totalMinor <= 0n) {
      throw new ServiceError("PRECONDITION", "Only approved invoices are paid.", {
        number: invoice.number,
      });
    }
    if (!creditor.iban) {
      throw new ServiceError("PRECONDITION", "The operator's IBAN is missing.", {
        operator: creditor.name,
      });
    }
  }
  return rows;
}

async function storeItems(tx: Ctx, id: Id<"paymentFile">, rows: readonly Payable[]) {
  const items = rows.map(({ invoice }) => ({
    tenantId: tx.tenantId,
    paymentFileId: id,
    partnerInvoiceId: invoice.id,
    amountMinor: invoice.totalMinor,
  }));
  const taken = await tx.db
    .select({ id: paymentFileItems.partnerInvoiceId })
    .from(paymentFileItems)
    .where(
      and(
        eq(paymentFileItems.tenantId, tx.tenantId),
        eq(paymentFileItems.isOpen, true),
        inArray(
          paymentFileItems.partnerInvoiceId,
          items.map((item) => item.partnerInvoiceId),
        ),
      ),
    );
  if (taken.length > 0) {
    throw new ServiceError("CONFLICT", "An invoice stands in another file of payments already.");
  }
  await insertRows(tx.db, paymentFileItems, items);
}
