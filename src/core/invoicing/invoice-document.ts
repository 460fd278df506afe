import type {
  DocumentBuyer,
  DocumentForm,
  DocumentHead,
  DocumentLine,
  DocumentReference,
  DocumentSums,
  PaymentTerms,
} from "./document-parts";

/** What an invoice was issued for: a period, a part of one, fees that are due at once, fees of a reminder. */
export type InvoiceOccasion = "monthly" | "interim" | "advance" | "fees";

/**
 * An invoice as issued: the legal fact. Everything a reader needs stands in it, so that no later change
 * of a name, a price or this program can alter what was sold. Content by Directive 2006/112/EC art. 226.
 * Amounts are minor units as decimal text; instants are ISO 8601 in UTC; days are ISO 8601.
 */
export interface InvoiceDocument extends DocumentHead, DocumentSums {
  /** /1 was issued without items, categories and rounding; it is read into this shape. */
  readonly schema: "kvitt.invoice/1" | "kvitt.invoice/2";
  readonly invoiceId: string;
  /** Null on /1, which does not say. */
  readonly occasion: InvoiceOccasion | null;
  readonly form: DocumentForm;
  readonly dueOn: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  /** The days of the first and the last supply on it; null without a line. */
  readonly suppliedFrom: string | null;
  readonly suppliedUntil: string | null;
  readonly buyer: DocumentBuyer;
  readonly planName: string;
  readonly lines: readonly DocumentLine[];
  /** Documents that it goes back to: the unpaid invoices of a reminder's fee, for one. */
  readonly references: readonly DocumentReference[];
  readonly paymentTerms: PaymentTerms;
}
