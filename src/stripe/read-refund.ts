import type Stripe from "stripe";

import type { ObservedRefundState } from "@/services/refunds/refund-state";
import type { RefundObservation } from "@/services/refunds/settle-refund";
import { fromStripeAmount } from "./minor-units";
import { instantOf } from "./read-intent";

/** What is asked to come along with a refund: when its money moved, and moved back. */
export const REFUND_EXPAND = ["balance_transaction", "failure_balance_transaction"];

const STATES: ReadonlyMap<string, ObservedRefundState> = new Map([
  ["pending", "pending"],
  ["requires_action", "requires_action"],
  ["succeeded", "succeeded"],
  ["failed", "failed"],
  ["canceled", "canceled"],
]);

/** Reads a refund (with `REFUND_EXPAND`) into our words; a status that is new is looked at again later. */
export function readRefundAtStripe(refund: Stripe.Refund): RefundObservation {
  const state = STATES.get(refund.status ?? "") ?? "unknown";
  const moved =
    state === "failed" ? refund.failure_balance_transaction : refund.balance_transaction;
  const movedAt = moved && typeof moved === "object" ? moved.created : refund.created;
  return {
    state,
    stripeRefundId: refund.id,
    ...fromStripeAmount(refund.amount, refund.currency),
    failureCode: refund.failure_reason ?? null,
    at: instantOf(movedAt),
  };
}
