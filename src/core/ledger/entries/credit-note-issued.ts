import type { CreditShares } from "@/core/credits/share-credit";
import type { Id } from "@/core/ids";
import type { TaxedAmount } from "@/core/invoicing/totals";
import {
  badDebtAccount,
  driverAccount,
  revenueAccount,
  roundingAccount,
  vatAccount,
  type RevenueKind,
} from "@/core/ledger/account";
import { journal, type Journal, type Leg } from "@/core/ledger/journal";

/** A credit note as it is booked. Every amount is positive; the shares add up to lines and rounding. */
export interface IssuedCreditNote {
  readonly creditNoteId: Id<"creditNote">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly issuedAt: Temporal.Instant;
  readonly lines: readonly {
    /** What was sold. */
    readonly revenue: RevenueKind;
    readonly amounts: readonly TaxedAmount[];
  }[];
  /** What the original's total was rounded by, as far as it is taken back. */
  readonly roundingMinor: bigint;
  readonly shares: CreditShares;
}

/**
 * A credit note is issued: +revenue, +vat of each rate, −receivable for what was open, −bad debt for what was written off,
 * and −wallet or −refund_payable for what was paid. Key `credit-note:<id>:issued`.
 */
export function creditNoteIssued(note: IssuedCreditNote): Journal | null {
  const { currency, driverId, shares } = note;
  const given: Leg[] = [
    { account: roundingAccount, amountMinor: note.roundingMinor, currency },
    { account: driverAccount(driverId, "receivable"), amountMinor: -shares.openMinor, currency },
    { account: badDebtAccount, amountMinor: -shares.writtenOffMinor, currency },
    { account: driverAccount(driverId, "wallet"), amountMinor: -shares.walletMinor, currency },
    {
      account: driverAccount(driverId, "refund_payable"),
      amountMinor: -shares.payableMinor,
      currency,
    },
  ];
  const sold = note.lines.flatMap(({ revenue, amounts }) =>
    amounts.flatMap(({ country, vatRate, netMinor, vatMinor }) => [
      { account: revenueAccount(revenue), amountMinor: netMinor, currency },
      { account: vatAccount(country, vatRate), amountMinor: vatMinor, currency },
    ]),
  );
  return journal({
    key: `credit-note:${note.creditNoteId}:issued`,
    kind: "credit_note_issued",
    effectiveAt: note.issuedAt,
    source: { type: "credit_note", id: note.creditNoteId },
    legs: [...sold, ...given],
  });
}
