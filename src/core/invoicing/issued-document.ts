import type { CreditNoteDocument } from "./credit-note-document";
import type { InvoiceDocument } from "./invoice-document";
import type { NumberedKind } from "./number";
import { readInvoiceDocument } from "./read-invoice-document";
import type { ReceiptDocument } from "./receipt-document";
import type { ReminderDocument } from "./reminder-document";
import type { SelfBillingDocument } from "./self-billing-document";
import type { SettlementDocument } from "./settlement-document";
import type { StatementDocument } from "./statement-document";

/** The canonical document of each kind. */
export interface DocumentOfKind {
  readonly invoice: InvoiceDocument;
  readonly credit_note: CreditNoteDocument;
  readonly receipt: ReceiptDocument;
  readonly reminder: ReminderDocument;
  readonly statement: StatementDocument;
  readonly settlement: SettlementDocument;
  readonly self_billing: SelfBillingDocument;
}

/** A document with its kind: what is rendered. */
export type IssuedDocument = {
  [K in NumberedKind]: { readonly kind: K; readonly document: DocumentOfKind[K] };
}[NumberedKind];

/** What `canonicalText` stored of a document of `kind`. */
export function readDocument(kind: NumberedKind, canonical: string): IssuedDocument {
  const document: unknown =
    kind === "invoice" ? readInvoiceDocument(canonical) : JSON.parse(canonical);
  return { kind, document } as IssuedDocument;
}
