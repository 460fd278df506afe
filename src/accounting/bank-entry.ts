/** A movement on our bank account, as a statement tells it. */
export interface BankEntry {
  /** The bank's own reference, or null where it gives none. */
  readonly bankRef: string | null;
  readonly bookedOn: Temporal.PlainDate;
  /** Positive: money came in. */
  readonly amountMinor: bigint;
  readonly currency: string;
  /** What the payer referred to: OCR, structured creditor reference, end-to-end id, message id. */
  readonly reference: string | null;
  readonly counterparty: string | null;
  readonly text: string | null;
}

/** A line that could not be read, with the reason in a word. */
export interface UnreadLine {
  /** The line of a CSV file, or the entry's place in a camt file, counted from 1. */
  readonly line: number;
  readonly reason:
    | "no_date"
    | "no_amount"
    | "no_currency"
    | "not_booked"
    | "no_direction"
    | "too_few_columns";
  readonly text: string;
}

/** What a statement holds. */
export interface ReadStatement {
  /** IBAN or number of the account, where the file says it. */
  readonly account: string | null;
  readonly entries: readonly BankEntry[];
  readonly unread: readonly UnreadLine[];
}
