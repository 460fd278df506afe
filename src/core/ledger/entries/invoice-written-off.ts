import type { Id } from "@/core/ids";
import { badDebtAccount, driverAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** What is open of an invoice and is given up, or came in after it had been given up. */
export interface WrittenOff {
  readonly invoiceId: Id<"invoice">;
  /** The deed, so that the same one is booked once. */
  readonly deedId: Id;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly at: Temporal.Instant;
}

/** An open invoice is given up: +bad debt, −receivable. Key `invoice:<id>:written-off:<deed>`. */
export function invoiceWrittenOff(written: WrittenOff): Journal | null {
  return journal({
    key: `invoice:${written.invoiceId}:written-off:${written.deedId}`,
    kind: "invoice_written_off",
    ...moved(written, written.amountMinor),
  });
}

/** What was given up is owed again, because it is paid after all: +receivable, −bad debt. Key `invoice:<id>:recovered:<deed>`. */
export function writeOffRecovered(recovered: WrittenOff): Journal | null {
  return journal({
    key: `invoice:${recovered.invoiceId}:recovered:${recovered.deedId}`,
    kind: "write_off_recovered",
    ...moved(recovered, -recovered.amountMinor),
  });
}

function moved({ invoiceId, driverId, currency, at }: WrittenOff, lostMinor: bigint) {
  return {
    effectiveAt: at,
    source: { type: "invoice" as const, id: invoiceId },
    legs: [
      { account: badDebtAccount, amountMinor: lostMinor, currency },
      { account: driverAccount(driverId, "receivable"), amountMinor: -lostMinor, currency },
    ],
  };
}
