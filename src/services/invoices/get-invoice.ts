import { and, desc, eq } from "drizzle-orm";

import { isId, type Id } from "@/core/ids";
import { documentFormats, type DocumentFormat } from "@/core/invoicing/document-format";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import { readInvoiceDocument } from "@/core/invoicing/read-invoice-document";
import { money, type Money } from "@/core/money/money";
import { charges } from "@/db/schema/plans";
import {
  documentFiles,
  invoiceLines,
  invoices,
  issuedDocuments,
  type InvoicePaymentState,
} from "@/db/schema/invoices";
import { payments, type PaymentState } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { readsAccount } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";

/** One attempt to take an invoice's money, as far as its reader may see it. */
export interface InvoicePayment {
  readonly id: Id<"payment">;
  readonly attempt: number;
  readonly state: PaymentState;
  readonly amount: Money;
  readonly failureMessage: string | null;
  /** Where the driver approves the payment, while that is asked for. */
  readonly nextActionUrl: string | null;
  readonly createdAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
}

/** An issued invoice: the document as it was issued, and what has become of its payment. */
export interface IssuedInvoice {
  readonly id: Id<"invoice">;
  readonly driverId: Id<"driver">;
  readonly number: string;
  readonly paymentState: InvoicePaymentState;
  readonly total: Money;
  readonly paid: Money;
  /** What is still owed of it: less what was paid, credited and written off. */
  readonly open: Money;
  readonly paidAt: Temporal.Instant | null;
  readonly document: InvoiceDocument;
  /** The CDR behind each line of the document, in its order. */
  readonly cdrIds: readonly (Id<"cdr"> | null)[];
  /** The files that have been made of it. */
  readonly formats: readonly DocumentFormat[];
  /** Latest first. */
  readonly payments: readonly InvoicePayment[];
}

/**
 * An issued invoice, for its driver or for finance.
 * @throws ServiceError NOT_FOUND for what is not there, not issued, or not theirs.
 */
export async function getInvoice(ctx: Ctx, id: string): Promise<IssuedInvoice> {
  const [row] = isId(id)
    ? await ctx.db
        .select({
          invoice: invoices,
          canonical: issuedDocuments.canonical,
          documentId: issuedDocuments.id,
        })
        .from(invoices)
        .innerJoin(
          issuedDocuments,
          and(
            eq(issuedDocuments.tenantId, invoices.tenantId),
            eq(issuedDocuments.id, invoices.documentId),
          ),
        )
        .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, id as Id<"invoice">)))
    : [];
  if (!row || !mayRead(ctx, row.invoice.driverId)) {
    throw new ServiceError("NOT_FOUND", "There is no such invoice.");
  }
  const { invoice } = row;
  const document = readInvoiceDocument(row.canonical);
  const [cdrByCharge, attempts, formats] = await Promise.all([
    readCdrs(ctx, invoice.id),
    readPayments(ctx, invoice.id),
    readFormats(ctx, row.documentId),
  ]);
  return {
    id: invoice.id,
    driverId: invoice.driverId,
    number: document.number,
    paymentState: invoice.paymentState,
    total: money(invoice.totalMinor, invoice.currency),
    paid: money(invoice.paidMinor, invoice.currency),
    open: money(
      invoice.totalMinor - invoice.paidMinor - invoice.creditedMinor - invoice.writtenOffMinor,
      invoice.currency,
    ),
    paidAt: invoice.paidAt,
    document,
    cdrIds: document.lines.map((line) =>
      line.kind === "charge" ? (cdrByCharge.get(line.chargeId) ?? null) : null,
    ),
    formats,
    payments: attempts,
  };
}

function mayRead(ctx: Ctx, driverId: Id<"driver">): boolean {
  const { actor } = ctx;
  if (actor.kind !== "user") return actor.kind === "system";
  return (
    readsAccount(ctx, driverId) ||
    actor.roles.some((role) => role === "finance" || role === "tenant_admin")
  );
}

async function readFormats(ctx: Ctx, documentId: Id<"document">): Promise<DocumentFormat[]> {
  const rows = await ctx.db
    .select({ format: documentFiles.format })
    .from(documentFiles)
    .where(and(eq(documentFiles.tenantId, ctx.tenantId), eq(documentFiles.documentId, documentId)));
  const made = new Set(rows.map(({ format }) => format));
  return documentFormats.filter((format) => made.has(format));
}

async function readCdrs(ctx: Ctx, id: Id<"invoice">): Promise<Map<string, Id<"cdr">>> {
  const rows = await ctx.db
    .select({ chargeId: charges.id, cdrId: charges.cdrId })
    .from(invoiceLines)
    .innerJoin(
      charges,
      and(eq(charges.tenantId, invoiceLines.tenantId), eq(charges.id, invoiceLines.chargeId)),
    )
    .where(and(eq(invoiceLines.tenantId, ctx.tenantId), eq(invoiceLines.invoiceId, id)));
  return new Map(rows.map(({ chargeId, cdrId }) => [chargeId, cdrId]));
}

async function readPayments(ctx: Ctx, id: Id<"invoice">): Promise<InvoicePayment[]> {
  const rows = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, id)))
    .orderBy(desc(payments.attempt));
  return rows.map((row) => ({
    id: row.id,
    attempt: row.attempt,
    state: row.state,
    amount: money(row.amountMinor, row.currency),
    failureMessage: row.failureMessage,
    nextActionUrl: row.state === "requires_action" ? row.nextActionUrl : null,
    createdAt: row.createdAt,
    settledAt: row.settledAt,
  }));
}
