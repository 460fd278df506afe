import type { CreditNoteDocument } from "./credit-note-document";
import type { InvoiceDocument } from "./invoice-document";
import type { IssuedDocument } from "./issued-document";
import type { ChargeReceiptDocument } from "./receipt-document";

/** A document that bills or gives back, line by line: what EN 16931 is about. */
export type BilledDocument = InvoiceDocument | CreditNoteDocument | ChargeReceiptDocument;

/**
 * The document to be made as an e-invoice, or null for kinds that are none. A receipt is one where the buyer has a VAT
 * number: nobody else has a use for it.
 */
export function billedDocument({ kind, document }: IssuedDocument): BilledDocument | null {
  if (kind === "invoice" || kind === "credit_note") return document;
  if (kind !== "receipt" || document.of !== "charge") return null;
  return document.buyer.vatNumber === null ? null : document;
}
