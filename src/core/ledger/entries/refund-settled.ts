import type { Id } from "@/core/ids";
import { driverAccount, stripeClearingAccount } from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** Money that was sent back to a driver over the rail, or came back from there. */
export interface SettledRefund {
  readonly refundId: Id<"refund">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** Stripe's own time of the movement. */
  readonly settledAt: Temporal.Instant;
}

/** A refund went out: +refund_payable, −stripe:clearing. Key `refund:<id>:succeeded`. */
export function refundSucceeded(refund: SettledRefund): Journal | null {
  return journal({
    key: `refund:${refund.refundId}:succeeded`,
    kind: "refund_succeeded",
    ...moved(refund, refund.amountMinor),
  });
}

/** A refund that had gone out came back: −refund_payable, +stripe:clearing. Key `refund:<id>:failed`. */
export function refundFailed(refund: SettledRefund): Journal | null {
  return journal({
    key: `refund:${refund.refundId}:failed`,
    kind: "refund_failed",
    ...moved(refund, -refund.amountMinor),
  });
}

function moved({ refundId, driverId, currency, settledAt }: SettledRefund, amountMinor: bigint) {
  return {
    effectiveAt: settledAt,
    source: { type: "refund" as const, id: refundId },
    legs: [
      { account: driverAccount(driverId, "refund_payable"), amountMinor, currency },
      { account: stripeClearingAccount, amountMinor: -amountMinor, currency },
    ],
  };
}
