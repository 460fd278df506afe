import type { BilledDocument } from "@/core/invoicing/billed-document";
import type { CreditNoteDocument } from "@/core/invoicing/credit-note-document";
import type { DocumentReference, PaymentTerms } from "@/core/invoicing/document-parts";
import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import type { ChargeReceiptDocument } from "@/core/invoicing/receipt-document";
import { viewLines, type ViewLine } from "@/documents/view-lines";

/** What both syntaxes are mapped from: the document, and what its kind makes of it. */
export interface EInvoiceSource {
  readonly document: BilledDocument;
  /** UNCL 1001: 380 commercial invoice, 381 credit note. */
  readonly typeCode: "380" | "381";
  /** The lines as a reader sees them: texts are those of the page and the PDF. */
  readonly shown: readonly ViewLine[];
  /** The period that it bills, half-open; null where it bills none. */
  readonly period: { readonly start: string; readonly end: string } | null;
  /** How and when it is paid; null where nothing is. */
  readonly payment: (PaymentTerms & { readonly dueOn: string }) | null;
  /** The document that it takes back. */
  readonly credits: DocumentReference | null;
  /** What was paid already when it was issued, minor units. */
  readonly prepaidMinor: string;
}

/** The source of an e-invoice, from the canonical document alone. */
export function eInvoiceSource(document: BilledDocument): EInvoiceSource {
  const isCredit = document.schema === "kvitt.credit-note/1";
  const shown = viewLines({ ...document, hasTrails: false }, document.lines);
  const common = { document, shown, period: null, payment: null, credits: null, prepaidMinor: "0" };
  if (isCredit) return { ...common, typeCode: "381", credits: creditsOf(document) };
  if (document.schema === "kvitt.receipt/1") {
    return { ...common, typeCode: "380", prepaidMinor: paidOf(document) };
  }
  return { ...common, typeCode: "380", ...billingOf(document) };
}

function creditsOf({ credits }: CreditNoteDocument): DocumentReference {
  return credits;
}

function paidOf({ totalMinor }: ChargeReceiptDocument): string {
  return totalMinor;
}

function billingOf(invoice: InvoiceDocument): Pick<EInvoiceSource, "period" | "payment"> {
  const { periodStart: start, periodEnd: end, paymentTerms, dueOn } = invoice;
  return { period: { start, end }, payment: { ...paymentTerms, dueOn } };
}
