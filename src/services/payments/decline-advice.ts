/** What a driver should do about a payment that did not go through; the key of a text in his language. */
export type DeclineAdvice = "insufficient_funds" | "new_card" | "contact_bank" | "try_later";

const NEW_CARD: ReadonlySet<string> = new Set([
  "card_not_supported",
  "expired_card",
  "incorrect_number",
  "invalid_account",
  "invalid_expiry_month",
  "invalid_expiry_year",
  "invalid_number",
  "lost_card",
  "new_account_information_available",
  "no_card",
  "pickup_card",
  "restricted_card",
  "stolen_card",
]);

const TRY_LATER: ReadonlySet<string> = new Set([
  "api_error",
  "issuer_not_available",
  "processing_error",
  "reenter_transaction",
  "try_again_later",
]);

/**
 * Turns Stripe's `code` and `decline_code` into advice. Codes that would tell a thief something
 * (lost, stolen) say no more than "a new card"; an unknown code sends him to his bank.
 */
export function adviceFor(code?: string | null, declineCode?: string | null): DeclineAdvice {
  const said = declineCode ?? code ?? "";
  if (said === "insufficient_funds" || said === "withdrawal_count_limit_exceeded") {
    return "insufficient_funds";
  }
  if (NEW_CARD.has(said)) return "new_card";
  if (TRY_LATER.has(said)) return "try_later";
  return "contact_bank";
}
