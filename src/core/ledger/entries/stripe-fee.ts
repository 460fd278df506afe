import type { Id } from "@/core/ids";
import { stripeClearingAccount, stripeFeesAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** What Stripe kept of a payment, from its balance transaction: in the currency of that, not of the payment. */
export interface StripeFee {
  readonly paymentId: Id<"payment">;
  /** Stripe's `txn_…`. */
  readonly balanceTransactionId: string;
  readonly currency: string;
  readonly feeMinor: bigint;
  /** The balance transaction's own time. */
  readonly createdAt: Temporal.Instant;
}

/** Stripe's fee: +stripe:fees, −stripe:clearing. Key `stripe:<txn>:fee`. */
export function stripeFee(fee: StripeFee): Journal | null {
  const { currency, feeMinor } = fee;
  return journal({
    key: `stripe:${fee.balanceTransactionId}:fee`,
    kind: "stripe_fee",
    effectiveAt: fee.createdAt,
    source: { type: "payment", id: fee.paymentId },
    legs: [
      { account: stripeFeesAccount, amountMinor: feeMinor, currency },
      { account: stripeClearingAccount, amountMinor: -feeMinor, currency },
    ],
  });
}
