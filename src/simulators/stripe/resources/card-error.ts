import type { Decline } from "@/simulators/stripe/cards";
import { ApiError, type ErrorFields } from "@/simulators/stripe/errors";

/** A decline as Stripe's error object; also what `last_payment_error` holds. */
export function declineFields(decline: Decline): ErrorFields {
  return {
    type:
      decline.code === "payment_intent_authentication_failure"
        ? "invalid_request_error"
        : "card_error",
    code: decline.code,
    message: decline.message,
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    ...(decline.adviceCode ? { advice_code: decline.adviceCode } : {}),
    ...(decline.networkCode ? { network_decline_code: decline.networkCode } : {}),
  };
}

/** 402 with what the issuer said and the objects it concerns. */
export function cardError(decline: Decline, about: Partial<ErrorFields>): ApiError {
  return new ApiError(402, { ...declineFields(decline), ...about });
}
