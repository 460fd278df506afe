import type { Id } from "@/core/ids";
import { driverAccount, stripeClearingAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** Money that Stripe took from a driver for an invoice. */
export interface SucceededPayment {
  readonly paymentId: Id<"payment">;
  /** Stripe's `pi_…`. */
  readonly paymentIntentId: string;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** What of it was no longer owed when it came (credited meanwhile): owed back to the driver. */
  readonly excessMinor?: bigint;
  /** Stripe's own time of the charge. */
  readonly succeededAt: Temporal.Instant;
}

/** A payment went through: +stripe:clearing, −receivable, −refund_payable (excess). Key `stripe:<pi>:succeeded`. */
export function paymentSucceeded(payment: SucceededPayment): Journal | null {
  const { currency, amountMinor, driverId, excessMinor = 0n } = payment;
  return journal({
    key: `stripe:${payment.paymentIntentId}:succeeded`,
    kind: "payment_succeeded",
    effectiveAt: payment.succeededAt,
    source: { type: "payment", id: payment.paymentId },
    legs: [
      { account: stripeClearingAccount, amountMinor, currency },
      {
        account: driverAccount(driverId, "receivable"),
        amountMinor: excessMinor - amountMinor,
        currency,
      },
      { account: driverAccount(driverId, "refund_payable"), amountMinor: -excessMinor, currency },
    ],
  });
}
