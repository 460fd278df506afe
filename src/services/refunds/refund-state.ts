import type { RefundState } from "@/db/schema/credits";

/** What was seen of a refund at Stripe, in our words. */
export type ObservedRefundState = Exclude<RefundState, "created" | "submitted">;

/**
 * The state after an observation. A refund that went out can still come back; one that failed or was
 * cancelled never goes out again, and "unknown" tells nothing of one that Stripe has spoken of.
 */
export function nextRefundState(current: RefundState, seen: ObservedRefundState): RefundState {
  if (current === "failed" || current === "canceled") return current;
  if (current === "succeeded") return seen === "failed" ? "failed" : current;
  const isKnown = current === "pending" || current === "requires_action";
  return seen === "unknown" && isKnown ? current : seen;
}
