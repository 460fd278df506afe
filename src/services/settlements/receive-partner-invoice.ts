import { createHash } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { readInvoiceFile, type UnreadLine } from "@/core/settlement/invoice-file";
import type { InvoiceClaim } from "@/core/settlement/match-lines";
import { purchaseVatOf } from "@/core/settlement/purchase-vat";
import { reconciliationRecords } from "@/db/schema/exchange";
import { partnerInvoices } from "@/db/schema/settlements";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { countryOf } from "./settlement-content";
import { readCreditor, type Creditor } from "./creditor-rows";
import { matchPartnerInvoice } from "./match-partner-invoice";
import { readOwnEntity } from "./own-entity";

/** What stands at the head of an operator's invoice, and where its CDRs come from. */
export interface ReceivedInvoice {
  /** Made by whoever enters it, so that two clicks are one invoice. */
  readonly partnerInvoiceId: Id<"partnerInvoice">;
  readonly creditorId: Id<"creditor">;
  readonly number: string;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  /** Its list of CDRs as a file, or the operator's own record over OCPI (mod_invoice_reconciliation). */
  readonly cdrs:
    | { readonly by: "file"; readonly fileName: string; readonly file: Uint8Array }
    | { readonly by: "ocpi"; readonly recordId: string };
}

/** What was read and how it stands. */
export interface InvoiceReceipt {
  readonly id: Id<"partnerInvoice">;
  readonly state: "received" | "matched";
  readonly lines: number;
  readonly unread: readonly UnreadLine[];
}

/**
 * Takes an operator's invoice in and holds it against what we accepted, CDR by CDR. The file is kept as it came.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, CONFLICT for a number that the operator used before, INVALID for a file
 * without a column of CDR ids, or VAT on an invoice under reverse charge.
 */
export async function receivePartnerInvoice(
  ctx: Ctx,
  received: ReceivedInvoice,
): Promise<InvoiceReceipt> {
  requireRole(ctx, "finance");
  return inTransaction(ctx, async (tx) => {
    const creditor = await readCreditor(tx, received.creditorId, true);
    const { entity } = await readOwnEntity(tx);
    const vatTreatment = purchaseVatOf(countryOf(creditor), entity.address.country);
    if (vatTreatment === "reverse_charge" && received.vatMinor !== 0n) {
      throw new ServiceError(
        "INVALID",
        "An operator of another country charges us no VAT: reverse charge. Ask for a corrected invoice.",
      );
    }
    const { claims, unread } = await readClaims(tx, received, creditor);
    const { netMinor, vatMinor, cdrs: source } = received;
    const [row] = await tx.db
      .insert(partnerInvoices)
      .values({
        tenantId: tx.tenantId,
        id: received.partnerInvoiceId,
        creditorId: creditor.id,
        number: received.number.trim(),
        source: source.by === "file" ? "upload" : "ocpi",
        state: "received",
        currency: received.currency,
        netMinor,
        vatMinor,
        totalMinor: netMinor + vatMinor,
        vatTreatment,
        issuedOn: received.issuedOn,
        dueOn: received.dueOn,
        ...fileColumns(source),
        createdBy: actorName(tx.actor),
        createdAt: tx.clock.now(),
      })
      .onConflictDoNothing()
      .returning();
    if (!row) {
      throw new ServiceError("CONFLICT", "This operator's invoice of that number is here already.");
    }
    const state = await matchPartnerInvoice(tx, { invoice: row, creditor, claims });
    await tx.db
      .update(partnerInvoices)
      .set({ state })
      .where(and(eq(partnerInvoices.tenantId, tx.tenantId), eq(partnerInvoices.id, row.id)));
    await writeAudit(tx, {
      action: "partner_invoice.receive",
      subjectType: "partner_invoice",
      subjectId: row.id,
      detail: { number: row.number, lines: claims.length, unread: unread.length, state },
    });
    return { id: row.id, state, lines: claims.length, unread };
  });
}

function fileColumns(source: ReceivedInvoice["cdrs"]) {
  if (source.by === "ocpi") return { reconciliationId: source.recordId };
  const { file, fileName } = source;
  return { file, fileName, sha256: createHash("sha256").update(file).digest() };
}

async function readClaims(
  ctx: Ctx,
  { cdrs: source, currency }: ReceivedInvoice,
  creditor: Creditor,
): Promise<{ readonly claims: readonly InvoiceClaim[]; readonly unread: readonly UnreadLine[] }> {
  if (source.by === "file") {
    const text = new TextDecoder().decode(source.file);
    const read = readInvoiceFile(text, currency);
    if (read.cdrColumn === null) {
      throw new ServiceError("INVALID", "The file has no column of CDR ids. Name one cdr_id.");
    }
    return read;
  }
  const [record] = await ctx.db
    .select({ cdrIds: reconciliationRecords.cdrIds })
    .from(reconciliationRecords)
    .where(
      and(
        eq(reconciliationRecords.tenantId, ctx.tenantId),
        eq(reconciliationRecords.countryCode, creditor.countryCode),
        eq(reconciliationRecords.partyId, creditor.partyId),
        eq(reconciliationRecords.ocpiId, source.recordId),
        isNull(reconciliationRecords.deletedAt),
      ),
    );
  if (!record) throw new ServiceError("NOT_FOUND", "The operator has no such record.");
  return {
    claims: record.cdrIds.map((cdrRef) => ({ cdrRef, claimedMinor: null })),
    unread: [],
  };
}
