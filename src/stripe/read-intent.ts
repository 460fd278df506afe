import type Stripe from "stripe";

import type { PaymentFailure, PaymentObservation } from "@/services/payments/payment-observation";
import { fromStripeAmount } from "./minor-units";

/** What is asked to come along with a PaymentIntent: its charge, with the fee that was taken. */
export const INTENT_EXPAND = ["latest_charge.balance_transaction"];

/** What the bank may still be asked: to let its holder approve, once or again. */
const ASKS_HOLDER: ReadonlySet<string> = new Set([
  "authentication_required",
  "payment_intent_authentication_failure",
]);

/**
 * Reads a PaymentIntent (with `INTENT_EXPAND`) into our words. `requires_payment_method` after an
 * authentication request is a payment that waits for its driver; after anything else it failed, and
 * only a cancelled intent is certain not to succeed any more.
 */
export function readIntent(intent: Stripe.PaymentIntent): PaymentObservation {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const failure = failureIn(intent);
  const common = {
    paymentIntentId: intent.id,
    chargeId:
      typeof intent.latest_charge === "string" ? intent.latest_charge : (charge?.id ?? null),
    fingerprint: fingerprintOf(charge),
    ...fromStripeAmount(intent.amount, intent.currency),
    ...(failure ? { failure } : {}),
  };
  switch (intent.status) {
    case "succeeded":
      return {
        ...common,
        state: "succeeded",
        succeededAt: instantOf(charge?.created ?? intent.created),
        ...feeOf(charge),
      };
    case "processing":
      return { ...common, state: "processing" };
    case "canceled":
      return { ...common, state: failure && !needsDriver(intent) ? "failed" : "canceled" };
    case "requires_action":
    case "requires_confirmation":
      return {
        ...common,
        state: "requires_action",
        nextActionUrl: intent.next_action?.redirect_to_url?.url ?? null,
      };
    case "requires_payment_method":
      return { ...common, state: needsDriver(intent) ? "requires_action" : "failed" };
    default:
      // A state that this program does not know: look again later, never guess.
      return { ...common, state: "unknown" };
  }
}

/** Whether the bank asked for the driver himself. */
export function needsDriver(intent: Stripe.PaymentIntent): boolean {
  return ASKS_HOLDER.has(intent.last_payment_error?.code ?? "");
}

/** A moment of Stripe's. */
export function instantOf(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
}

function failureIn(intent: Stripe.PaymentIntent): PaymentFailure | null {
  const error = intent.last_payment_error;
  if (!error) return null;
  return {
    code: error.code ?? error.type,
    declineCode: error.decline_code || null,
    adviceCode: error.advice_code ?? null,
    networkDeclineCode: error.network_decline_code ?? null,
    message: error.message ?? "",
  };
}

function fingerprintOf(charge: Stripe.Charge | null): string | null {
  const details = charge?.payment_method_details;
  return details?.card?.fingerprint ?? details?.sepa_debit?.fingerprint ?? null;
}

function feeOf(charge: Stripe.Charge | null): Pick<PaymentObservation, "fee"> {
  const transaction = charge?.balance_transaction;
  if (!transaction || typeof transaction === "string") return {};
  const { amountMinor, currency } = fromStripeAmount(transaction.fee, transaction.currency);
  return {
    fee: {
      balanceTransactionId: transaction.id,
      currency,
      feeMinor: amountMinor,
      createdAt: instantOf(transaction.created),
    },
  };
}
