import type Stripe from "stripe";

import type { ObservedRefundState } from "@/services/refunds/refund-state";
import type { RefundObservation } from "@/services/refunds/settle-refund";
import { fromStripeAmount } from "./minor-units";
import { instantOf } from "./read-intent";

/** What is asked to come along with a refund: when its money moved. */
export const REFUND_EXPAND = ["balance_transaction"];

const STATES: ReadonlyMap<string, ObservedRefundState> = new Map([
  ["pending", "pending"],
  ["requires_action", "requires_action"],
  ["succeeded", "succeeded"],
  ["failed", "failed"],
  ["canceled", "canceled"],
]);

/**
 * Reads a refund (with `REFUND_EXPAND`) into our words; a status that is new is looked at again later. When
 * one that failed came back is asked for on its own: only then is there such a transaction.
 */
export async function readRefundAtStripe(
  stripe: Stripe,
  refund: Stripe.Refund,
): Promise<RefundObservation> {
  const state = STATES.get(refund.status ?? "") ?? "unknown";
  const back = refund.failure_balance_transaction;
  const moved = typeof back === "string" ? await stripe.balanceTransactions.retrieve(back) : back;
  const out = refund.balance_transaction;
  const movedAt = moved?.created ?? (typeof out === "object" ? out?.created : undefined);
  return {
    state,
    stripeRefundId: refund.id,
    ...fromStripeAmount(refund.amount, refund.currency),
    failureCode: refund.failure_reason ?? null,
    at: instantOf(movedAt ?? refund.created),
  };
}
