import type { Id } from "@/core/ids";
import { driverAccount, stripeClearingAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** An invoice's payment that the driver's bank took back after it had gone through. */
export interface ReturnedPayment {
  readonly paymentId: Id<"payment">;
  /** Stripe's object that tells of it (`du_…`). */
  readonly failureId: string;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** What of it we had given back to him already, or owed him: he has it twice, or owes us that. */
  readonly refundedMinor: bigint;
  readonly returnedAt: Temporal.Instant;
}

/** A direct debit came back: +receivable (+refund_payable), −stripe:clearing. Key `stripe:<failure>:returned`. */
export function paymentReturned(payment: ReturnedPayment): Journal | null {
  const { currency, amountMinor, refundedMinor, driverId } = payment;
  return journal({
    key: `stripe:${payment.failureId}:returned`,
    kind: "payment_returned",
    effectiveAt: payment.returnedAt,
    source: { type: "payment", id: payment.paymentId },
    legs: [
      {
        account: driverAccount(driverId, "receivable"),
        amountMinor: amountMinor - refundedMinor,
        currency,
      },
      {
        account: driverAccount(driverId, "refund_payable"),
        amountMinor: refundedMinor,
        currency,
      },
      { account: stripeClearingAccount, amountMinor: -amountMinor, currency },
    ],
  });
}
