import type {
  DocumentBuyer,
  DocumentForm,
  DocumentHead,
  DocumentLine,
  DocumentReference,
  DocumentSums,
} from "./document-parts";

/** Why something is given back: the operator took its CDR back, a price was wrong, the driver objected, or kindness. */
export type CreditNoteCause = "credit_cdr" | "correction" | "dispute" | "goodwill";

/**
 * A credit note as issued. Every amount is positive: it is what is given back. It names the document that it takes
 * back in part or whole, as Directive 2006/112/EC art. 219 asks, and may be simplified where that one was small.
 */
export interface CreditNoteDocument extends DocumentHead, DocumentSums {
  readonly schema: "kvitt.credit-note/1";
  readonly creditNoteId: string;
  readonly form: DocumentForm;
  readonly buyer: DocumentBuyer;
  /** The invoice or the receipt that it takes back. */
  readonly credits: DocumentReference & { readonly kind: "invoice" | "receipt" };
  readonly cause: CreditNoteCause;
  /** In words, for its reader. */
  readonly reason: string;
  readonly lines: readonly DocumentLine[];
  /** Where the total goes: off what is open on the invoice, into the wallet, and back to the driver. */
  readonly shares: {
    readonly toReceivableMinor: string;
    readonly toWalletMinor: string;
    readonly toPayableMinor: string;
  };
}
