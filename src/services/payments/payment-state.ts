import type { PaymentState } from "@/db/schema/payments";

/** What was seen at Stripe, in our words. */
export type ObservedState = Exclude<PaymentState, "created" | "submitted">;

/** States in which an attempt can still take money: at most one such payment for each invoice or top-up. */
export const OPEN_PAYMENT_STATES = [
  "created",
  "submitted",
  "requires_action",
  "processing",
  "unknown",
] as const satisfies readonly PaymentState[];

const TERMINAL: ReadonlySet<PaymentState> = new Set(["succeeded", "failed", "canceled"]);

/** Whether a payment has ended: it never moves again. */
export function isTerminal(state: PaymentState): boolean {
  return TERMINAL.has(state);
}

/**
 * The state after an observation. Webhooks come twice, late and in any order, so an ended payment stays
 * as it ended and "unknown" tells nothing about one that Stripe has already spoken of.
 */
export function nextPaymentState(current: PaymentState, observed: ObservedState): PaymentState {
  if (isTerminal(current)) return current;
  if (observed === "unknown" && current !== "created" && current !== "submitted") return current;
  return observed;
}
