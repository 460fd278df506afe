/** What a driver should do about a payment that did not go through; the key of a text in his language. */
export type DeclineAdvice =
  | "insufficient_funds"
  | "new_card"
  | "check_details"
  | "contact_bank"
  | "other_method"
  | "approve"
  | "try_later"
  | "attempts_exhausted"
  | "our_fault";

/**
 * Stripe's decline codes and the error codes of payments, and what each means for the driver
 * (docs.stripe.com/declines/codes and docs.stripe.com/error-codes; read 2026-11). Codes that would tell a
 * thief something (lost, stolen, fraudulent) say no more than the harmless ones beside them.
 */
const ADVICE: Readonly<Record<DeclineAdvice, readonly string[]>> = {
  insufficient_funds: [
    "insufficient_funds",
    "withdrawal_count_limit_exceeded",
    "card_velocity_exceeded",
  ],
  new_card: [
    "expired_card",
    "lost_card",
    "stolen_card",
    "pickup_card",
    "restricted_card",
    "invalid_account",
    "new_account_information_available",
    "merchant_blacklist",
    "fraudulent",
    "resource_missing",
    "payment_method_customer_decline",
    "card_attempts_exhausted",
    "account_closed",
    "bank_account_restricted",
    "bank_account_unusable",
    "debit_not_authorized",
    "incorrect_account_details",
    "mandate_invalid",
    "payment_method_unactivated",
    "revocation_of_all_authorizations",
    "revocation_of_authorization",
    "stop_payment_order",
  ],
  check_details: [
    "incorrect_number",
    "invalid_number",
    "incorrect_cvc",
    "invalid_cvc",
    "incorrect_zip",
    "incorrect_address",
    "incorrect_pin",
    "invalid_pin",
    "pin_try_exceeded",
    "invalid_expiry_month",
    "invalid_expiry_year",
    "no_account",
    "invalid_bank_account_iban",
    "offline_pin_required",
    "online_or_offline_pin_required",
  ],
  contact_bank: [
    "call_issuer",
    "card_declined",
    "do_not_honor",
    "do_not_try_again",
    "generic_decline",
    "no_action_taken",
    "not_permitted",
    "security_violation",
    "service_not_allowed",
    "transaction_not_allowed",
    "payment_intent_payment_attempt_failed",
    "approve_with_id",
    "refer_to_customer",
    "bank_ownership_changed",
  ],
  other_method: [
    "card_not_supported",
    "currency_not_supported",
    "invalid_amount",
    "amount_too_large",
    "amount_too_small",
    "testmode_decline",
    "charge_exceeds_source_limit",
    "charge_exceeds_transaction_limit",
    "charge_exceeds_weekly_limit",
    "payment_method_not_available",
    "payment_method_provider_decline",
    "payment_method_currency_mismatch",
  ],
  approve: [
    "authentication_required",
    "authentication_not_handled",
    "payment_intent_authentication_failure",
    "mobile_device_authentication_required",
  ],
  try_later: [
    "api_error",
    "duplicate_transaction",
    "issuer_not_available",
    "payment_method_provider_timeout",
    "processing_error",
    "reenter_transaction",
    "try_again_later",
    "bank_cannot_process",
    "generic_could_not_process",
    "lock_timeout",
    "rate_limit",
    "canceled",
  ],
  attempts_exhausted: ["attempts_exhausted"],
  our_fault: ["invalid_request", "parameter_invalid_integer", "parameter_unknown"],
};

const OF_CODE: ReadonlyMap<string, DeclineAdvice> = new Map(
  Object.entries(ADVICE).flatMap(([advice, codes]) =>
    codes.map((code) => [code, advice as DeclineAdvice] as const),
  ),
);

/** What Stripe advises where the code alone says little (docs.stripe.com/declines/card: advice codes). */
const OF_ADVICE: Readonly<Record<string, DeclineAdvice>> = {
  confirm_card_data: "check_details",
  do_not_try_again: "new_card",
  try_again_later: "try_later",
};

/** Codes that say "no" and nothing else: Stripe's advice says more. */
const VAGUE: ReadonlySet<string> = new Set([
  "card_declined",
  "generic_decline",
  "do_not_honor",
  "no_action_taken",
]);

/**
 * Turns Stripe's `code`, `decline_code` and `advice_code` into what the driver should do. An unknown code
 * sends him to his bank.
 */
export function adviceFor(
  code?: string | null,
  declineCode?: string | null,
  adviceCode?: string | null,
): DeclineAdvice {
  const said = declineCode ?? code ?? "";
  const advised = OF_ADVICE[adviceCode ?? ""];
  const known = OF_CODE.get(said);
  if (advised && known === undefined) return advised;
  // "Try again later" is what we do by ourselves; what the driver can do is to ask his bank.
  if (advised && advised !== "try_later" && VAGUE.has(said)) return advised;
  return known ?? OF_CODE.get(code ?? "") ?? "contact_bank";
}

/** Every code that the table knows, for its test. */
export const knownDeclineCodes: readonly string[] = [...OF_CODE.keys()];
