import type { DocumentBuyer, DocumentHead, DocumentSums, PaymentTerms } from "./document-parts";
import type { DocumentCreditor, SettlementLine } from "./settlement-document";

/**
 * An invoice that we write in an operator's name, as agreed with it (Directive 2006/112/EC art. 224): the operator is
 * the seller, we are the buyer, the number is of the operator's own series with us, and it says "Self-billing"
 * (art. 226 point 10a). Never simplified.
 */
export interface SelfBillingDocument extends DocumentHead, DocumentSums {
  readonly schema: "kvitt.self-billing/1";
  readonly settlementId: string;
  readonly form: "full";
  /** The operator. */
  readonly seller: DocumentCreditor;
  /** We, under the name of our OCPI party as the operator's customer number. */
  readonly buyer: DocumentBuyer;
  /** The day on which the operator agreed. */
  readonly agreedOn: string;
  readonly dueOn: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly suppliedFrom: string;
  readonly suppliedUntil: string;
  readonly lines: readonly SettlementLine[];
  readonly paymentTerms: PaymentTerms;
}
