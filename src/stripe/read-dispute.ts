import type Stripe from "stripe";

import type { DisputeObservation } from "@/services/disputes/dispute-observation";
import { fromStripeAmount } from "./minor-units";
import { instantOf } from "./read-intent";

/** Reads a dispute into our words; `isDebit` says whether its charge was a direct debit. */
export function readDisputeAtStripe(dispute: Stripe.Dispute, isDebit: boolean): DisputeObservation {
  const dueBy = dispute.evidence_details.due_by;
  return {
    stripeDisputeId: dispute.id,
    ...fromStripeAmount(dispute.amount, dispute.currency),
    reason: dispute.reason,
    status: dispute.status,
    evidenceDueAt: dueBy === null ? null : instantOf(dueBy),
    openedAt: instantOf(dispute.created),
    isDebit,
    movements: dispute.balance_transactions.map((moved) => ({
      balanceTransactionId: moved.id,
      ...fromStripeAmount(moved.amount, moved.currency),
      feeMinor: fromStripeAmount(moved.fee, moved.currency).amountMinor,
      movedAt: instantOf(moved.created),
    })),
  };
}
