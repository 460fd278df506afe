/** One side of a voucher, on an account of the bookkeeping. */
export interface VoucherLeg {
  /** "1510". */
  readonly account: string;
  /** Debit positive, in minor units of the bookkeeping's currency. */
  readonly amountMinor: bigint;
  /** What the leg is, for formats that have a text per leg. */
  readonly text: string;
  /** The key by which the bookkeeping treats its VAT (DATEV's BU-Schlüssel), if it needs one. */
  readonly vatCode: string | null;
}

/** A balanced record for the general ledger: one journal, or those of one kind and day. */
export interface Voucher {
  /** Counted from 1 in its batch. */
  readonly number: number;
  readonly date: Temporal.PlainDate;
  readonly text: string;
  /** Finds it again in Kvitt: "12-7" is the 7th voucher of batch 12. */
  readonly reference: string;
  readonly legs: readonly VoucherLeg[];
}

/** An account of the bookkeeping that a batch uses. */
export interface BookAccount {
  readonly account: string;
  readonly name: string;
}

/** What every format writes: one numbered batch of vouchers of a legal entity. */
export interface VoucherFile {
  readonly batchNumber: number;
  readonly entityName: string;
  readonly organisationNumber: string;
  /** ISO 4217: the currency of the bookkeeping. */
  readonly currency: string;
  readonly periodStart: Temporal.PlainDate;
  /** Inclusive. */
  readonly periodEnd: Temporal.PlainDate;
  /** When the batch was made, by the clock of the entity's place. */
  readonly createdAt: Temporal.PlainDateTime;
  readonly accounts: readonly BookAccount[];
  readonly vouchers: readonly Voucher[];
}
