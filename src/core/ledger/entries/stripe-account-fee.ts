import type { Id } from "@/core/ids";
import { stripeClearingAccount, stripeFeesAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** What Stripe took from the balance for itself, of no payment: a subscription, a fee of the account. */
export interface StripeAccountFee {
  /** Stripe's `txn_…`. */
  readonly transactionId: string;
  /** Our id made of it. */
  readonly sourceId: Id<"other">;
  readonly currency: string;
  /** What it cost; negative where Stripe gave back. */
  readonly costMinor: bigint;
  readonly createdAt: Temporal.Instant;
}

/** A fee of the account: +stripe:fees, −stripe:clearing. Key `stripe:<txn>:fee`. */
export function stripeAccountFee(fee: StripeAccountFee): Journal | null {
  const { costMinor, currency } = fee;
  return journal({
    key: `stripe:${fee.transactionId}:fee`,
    kind: "stripe_account_fee",
    effectiveAt: fee.createdAt,
    source: { type: "stripe_transaction", id: fee.sourceId },
    legs: [
      { account: stripeFeesAccount, amountMinor: costMinor, currency },
      { account: stripeClearingAccount, amountMinor: -costMinor, currency },
    ],
  });
}
