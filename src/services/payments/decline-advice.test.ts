import { describe, expect, it } from "vitest";

import { adviceFor } from "./decline-advice";

/** Every decline code of docs.stripe.com/declines/codes, and what it comes to for a driver. */
const STRIPE: Readonly<Record<string, string>> = {
  approve_with_id: "contact_bank",
  authentication_not_handled: "approve",
  authentication_required: "approve",
  call_issuer: "contact_bank",
  card_not_supported: "other_method",
  card_velocity_exceeded: "insufficient_funds",
  currency_not_supported: "other_method",
  do_not_honor: "contact_bank",
  do_not_try_again: "contact_bank",
  duplicate_transaction: "try_later",
  expired_card: "new_card",
  fraudulent: "new_card",
  generic_decline: "contact_bank",
  incorrect_address: "check_details",
  incorrect_cvc: "check_details",
  incorrect_number: "check_details",
  incorrect_pin: "check_details",
  incorrect_zip: "check_details",
  insufficient_funds: "insufficient_funds",
  invalid_account: "new_card",
  invalid_amount: "other_method",
  invalid_cvc: "check_details",
  invalid_expiry_month: "check_details",
  invalid_expiry_year: "check_details",
  invalid_number: "check_details",
  invalid_pin: "check_details",
  issuer_not_available: "try_later",
  lost_card: "new_card",
  merchant_blacklist: "new_card",
  mobile_device_authentication_required: "approve",
  new_account_information_available: "new_card",
  no_action_taken: "contact_bank",
  not_permitted: "contact_bank",
  offline_pin_required: "check_details",
  online_or_offline_pin_required: "check_details",
  pickup_card: "new_card",
  pin_try_exceeded: "check_details",
  processing_error: "try_later",
  reenter_transaction: "try_later",
  restricted_card: "new_card",
  revocation_of_all_authorizations: "new_card",
  revocation_of_authorization: "new_card",
  security_violation: "contact_bank",
  service_not_allowed: "contact_bank",
  stolen_card: "new_card",
  stop_payment_order: "new_card",
  testmode_decline: "other_method",
  transaction_not_allowed: "contact_bank",
  try_again_later: "try_later",
  withdrawal_count_limit_exceeded: "insufficient_funds",
};

describe("what a driver should do about a decline", () => {
  it.each(Object.entries(STRIPE))("%s: %s", (declineCode, advice) => {
    expect(adviceFor("card_declined", declineCode)).toBe(advice);
  });

  it.each([
    ["payment_intent_authentication_failure", "approve"],
    ["resource_missing", "new_card"],
    ["amount_too_small", "other_method"],
    ["invalid_request", "our_fault"],
    ["debit_not_authorized", "new_card"],
    ["account_closed", "new_card"],
    ["bank_cannot_process", "try_later"],
    ["no_account", "check_details"],
    ["attempts_exhausted", "attempts_exhausted"],
    ["a_code_of_2031", "contact_bank"],
  ])("without a decline code, %s: %s", (code, advice) => {
    expect(adviceFor(code, null)).toBe(advice);
  });

  it("listens to Stripe's advice where the code says nothing but no", () => {
    expect(adviceFor("card_declined", "generic_decline", "confirm_card_data")).toBe(
      "check_details",
    );
    expect(adviceFor("card_declined", "do_not_honor", "do_not_try_again")).toBe("new_card");
    expect(adviceFor("card_declined", "generic_decline", "try_again_later")).toBe("contact_bank");
    expect(adviceFor("card_declined", "brand_new_code", "try_again_later")).toBe("try_later");
    expect(adviceFor("card_declined", "insufficient_funds", "do_not_try_again")).toBe(
      "insufficient_funds",
    );
  });

  it("does not tell a thief that a card is known as lost or stolen", () => {
    expect(adviceFor("card_declined", "stolen_card")).toBe(
      adviceFor("card_declined", "expired_card"),
    );
    expect(adviceFor("card_declined", "lost_card")).toBe(
      adviceFor("card_declined", "expired_card"),
    );
  });
});
