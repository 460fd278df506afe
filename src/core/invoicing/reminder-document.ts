import type { DocumentBuyer, DocumentHead, DocumentReference } from "./document-parts";
import type { ItemWords } from "./item-words";

/** An invoice that is reminded of. */
export interface RemindedInvoice extends DocumentReference {
  readonly dueOn: string;
  readonly totalMinor: string;
  /** What is still open of it. */
  readonly openMinor: string;
}

/** A fee or interest that the reminder asks for. Neither has VAT. */
export interface ReminderAddition {
  readonly words: ItemWords;
  readonly amountMinor: string;
  /** For interest: the days it is for, the yearly rate in 10⁻⁴ %, and what on. */
  readonly interest: {
    readonly from: string;
    readonly until: string;
    readonly rate: number;
    readonly baseMinor: string;
  } | null;
}

/** A reminder or a collection notice as issued: what is open, what it has cost, and how to pay. */
export interface ReminderDocument extends DocumentHead {
  readonly schema: "kvitt.reminder/1";
  readonly dunningCaseId: string;
  /** A collection notice (inkassokrav) says what happens if it is not paid (inkassolagen 1974:182 § 5). */
  readonly level: "reminder" | "collection_notice";
  /** The how manieth step of its schedule, from 1. */
  readonly step: number;
  readonly buyer: DocumentBuyer;
  readonly currency: string;
  readonly invoices: readonly RemindedInvoice[];
  readonly additions: readonly ReminderAddition[];
  /** Σ open + Σ additions. */
  readonly totalMinor: string;
  readonly payBy: string;
  readonly howToPay: {
    readonly bankAccount: string | null;
    readonly reference: string;
    /** Where he pays by card; an address without a secret. */
    readonly payUrl: string | null;
    /** A collection from his saved method is tried on this day; null for none. */
    readonly collectOn: string | null;
  };
}
