import type { Id } from "@/core/ids";
import {
  badDebtAccount,
  disputesAccount,
  driverAccount,
  stripeClearingAccount,
  stripeFeesAccount,
} from "@/core/ledger/account";
import { journal, type Journal } from "@/core/ledger/journal";

/** What Stripe took or gave back for a dispute, from its balance transaction. */
export interface DisputeMovement {
  readonly disputeId: Id<"dispute">;
  /** Stripe's `txn_…`. */
  readonly balanceTransactionId: string;
  readonly currency: string;
  /** Without sign: what was taken, or given back. */
  readonly amountMinor: bigint;
  /** What Stripe charged for it (below zero: gave back). */
  readonly feeMinor: bigint;
  readonly movedAt: Temporal.Instant;
}

/** Stripe took the money: +disputes:receivable +stripe:fees −stripe:clearing. Key `stripe:<txn>:dispute_withdrawn`. */
export function disputeWithdrawn(movement: DisputeMovement): Journal | null {
  return journal({
    key: `stripe:${movement.balanceTransactionId}:dispute_withdrawn`,
    kind: "dispute_withdrawn",
    ...legsOf(movement, movement.amountMinor),
  });
}

/** Stripe gave it back: +stripe:clearing −disputes:receivable ± fees. Key `stripe:<txn>:dispute_reinstated`. */
export function disputeReinstated(movement: DisputeMovement): Journal | null {
  return journal({
    key: `stripe:${movement.balanceTransactionId}:dispute_reinstated`,
    kind: "dispute_reinstated",
    ...legsOf(movement, -movement.amountMinor),
  });
}

function legsOf(movement: DisputeMovement, takenMinor: bigint) {
  const { currency, feeMinor } = movement;
  return {
    effectiveAt: movement.movedAt,
    source: { type: "dispute" as const, id: movement.disputeId },
    legs: [
      { account: disputesAccount, amountMinor: takenMinor, currency },
      { account: stripeFeesAccount, amountMinor: feeMinor, currency },
      { account: stripeClearingAccount, amountMinor: -takenMinor - feeMinor, currency },
    ],
  };
}

/** A dispute that was lost, and who bears it. */
export interface LostDispute {
  readonly disputeId: Id<"dispute">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** What of it we had given back to the driver already, or owed him; 0 where the loss is ours. */
  readonly refundedMinor: bigint;
  /** driver: he owes the invoice again. loss: ours. */
  readonly lossTo: "driver" | "loss";
  readonly decidedAt: Temporal.Instant;
}

/** A lost dispute is settled: +receivable (+refund_payable) or +bad_debt, −disputes:receivable. Key `dispute:<id>:lost`. */
export function disputeLost(lost: LostDispute): Journal | null {
  const { currency, amountMinor, refundedMinor } = lost;
  const bearer =
    lost.lossTo === "driver" ? driverAccount(lost.driverId, "receivable") : badDebtAccount;
  return journal({
    key: `dispute:${lost.disputeId}:lost`,
    kind: "dispute_lost",
    effectiveAt: lost.decidedAt,
    source: { type: "dispute", id: lost.disputeId },
    legs: [
      { account: bearer, amountMinor: amountMinor - refundedMinor, currency },
      {
        account: driverAccount(lost.driverId, "refund_payable"),
        amountMinor: refundedMinor,
        currency,
      },
      { account: disputesAccount, amountMinor: -amountMinor, currency },
    ],
  });
}
