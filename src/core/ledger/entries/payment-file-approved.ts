import type { Id } from "@/core/ids";
import { cpoPayableAccount, paymentInTransitAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** Payments that our bank was told to make. */
export interface ApprovedPaymentFile {
  readonly paymentFileId: Id<"paymentFile">;
  readonly currency: string;
  readonly approvedAt: Temporal.Instant;
  readonly items: readonly {
    readonly party: { readonly countryCode: string; readonly partyId: string };
    readonly amountMinor: bigint;
  }[];
}

/** A payment file was approved: +each operator's payable, −payment in transit. Key `payment-file:<id>:approved`. */
export function paymentFileApproved(file: ApprovedPaymentFile): Journal | null {
  const { currency } = file;
  const total = file.items.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return journal({
    key: `payment-file:${file.paymentFileId}:approved`,
    kind: "payment_file_approved",
    effectiveAt: file.approvedAt,
    source: { type: "payment_file", id: file.paymentFileId },
    legs: [
      ...file.items.map(({ party, amountMinor }) => ({
        account: cpoPayableAccount(party),
        amountMinor,
        currency,
      })),
      { account: paymentInTransitAccount, amountMinor: -total, currency },
    ],
  });
}
