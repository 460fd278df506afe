import Stripe from "stripe";

import type { PaymentFailure } from "@/services/payments/payment-observation";

/**
 * What an error of Stripe's says about the request's effect.
 * declined: a definite no. invalid: a definite no, by our mistake or our data. mismatch: our bug, another
 * request has this key. refused: our key, or what it may do. busy: come again, same key. unknown: it may
 * have had its effect.
 */
export type ErrorMeaning = "declined" | "invalid" | "mismatch" | "refused" | "busy" | "unknown";

/** Reads an error of the SDK; whatever is not one of Stripe's definite answers is an unknown outcome. */
export function meaningOf(error: unknown): ErrorMeaning {
  const { errors } = Stripe;
  if (error instanceof errors.StripeCardError) return "declined";
  if (error instanceof errors.StripeAuthenticationError) return "refused";
  if (error instanceof errors.StripePermissionError) return "refused";
  if (error instanceof errors.StripeRateLimitError) return "busy";
  if (!(error instanceof errors.StripeError)) return "unknown";
  if (error.statusCode === 409 || error.statusCode === 429) return "busy";
  if (error instanceof errors.StripeIdempotencyError) return "mismatch";
  if (error instanceof errors.StripeInvalidRequestError) return "invalid";
  return error.statusCode === 402 ? "declined" : "unknown";
}

/** Why a request was refused, in our words. */
export function failureOf(error: unknown): PaymentFailure {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return { code: "unknown", declineCode: null, message: String(error).slice(0, 300) };
  }
  return {
    code:
      error.code ??
      (error instanceof Stripe.errors.StripeCardError ? "card_declined" : "invalid_request"),
    declineCode: error.decline_code ?? null,
    adviceCode: error.advice_code ?? null,
    networkDeclineCode: error.network_decline_code ?? null,
    message: error.message,
  };
}

/** When to come again after "busy": ten to thirty seconds, so that those who were sent away do not return at once. */
export function comeAgain(now: Temporal.Instant): Temporal.Instant {
  return now.add({ milliseconds: 10_000 + Math.floor(Math.random() * 20_000) });
}
