import type { DocumentBuyer, DocumentHead } from "./document-parts";

/** What moved the balance: for every language a word of its own. */
export type StatementEntryKind =
  | "topup"
  | "charge"
  | "charge_reversed"
  | "grant"
  | "expiry"
  | "withdrawal"
  | "credit"
  | "return"
  | "dispute"
  | "invoice"
  | "payment"
  | "write_off"
  | "other";

/** A movement. Positive: in the driver's favour. */
export interface StatementEntry {
  /** Instant. */
  readonly at: string;
  readonly kind: StatementEntryKind;
  /** What it was of: a document's number, a place; "" for nothing. */
  readonly reference: string;
  readonly amountMinor: string;
  /** The balance after it. */
  readonly balanceMinor: string;
}

/** A statement of a wallet or of what a driver owes, for a period: opening + Σ entries = closing. No invoice. */
export interface StatementDocument extends DocumentHead {
  readonly schema: "kvitt.statement/1";
  readonly of: "wallet" | "account";
  readonly buyer: DocumentBuyer;
  readonly currency: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly openingMinor: string;
  readonly closingMinor: string;
  /** The version of the account that it knows of: what was booked later for this period is on the next one. */
  readonly asOfVersion?: string;
  readonly entries: readonly StatementEntry[];
}
