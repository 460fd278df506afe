import type { Id } from "@/core/ids";
import { bankAccount, driverAccount, type AccountRef } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** What moved on our bank account, and what it was for. */
export interface BookedBankLine {
  /** The fact's name: a line that was matched, undone and matched again has a new one each time. */
  readonly key: string;
  readonly bankLineId: Id<"bankLine">;
  readonly currency: string;
  /** Positive where money came in. */
  readonly amountMinor: bigint;
  /** The start of the bank's booking day. */
  readonly bookedAt: Temporal.Instant;
  /** What it is taken against. */
  readonly contra: AccountRef;
}

/** A line of the bank: +bank, −contra. */
export function bankLineBooked(line: BookedBankLine): Journal | null {
  const { amountMinor, currency } = line;
  return journal({
    key: line.key,
    kind: "bank_line_booked",
    effectiveAt: line.bookedAt,
    source: { type: "bank_line", id: line.bankLineId },
    legs: [
      { account: bankAccount, amountMinor, currency },
      { account: line.contra, amountMinor: -amountMinor, currency },
    ],
  });
}

/** A transfer that pays an invoice. */
export interface InvoicePaidByBank {
  /** `bank:<lineId>:<invoiceId>`, and a count from the second time on. */
  readonly key: string;
  readonly paymentId: Id<"payment">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly bookedAt: Temporal.Instant;
}

/** An invoice is paid by bank transfer: +bank, −receivable. A payment like any other. */
export function invoicePaidByBank(paid: InvoicePaidByBank): Journal | null {
  const { amountMinor, currency } = paid;
  return journal({
    key: paid.key,
    kind: "payment_succeeded",
    effectiveAt: paid.bookedAt,
    source: { type: "payment", id: paid.paymentId },
    legs: [
      { account: bankAccount, amountMinor, currency },
      { account: driverAccount(paid.driverId, "receivable"), amountMinor: -amountMinor, currency },
    ],
  });
}
