/** Why an issuer says no, in the words of Stripe's error object. */
export interface Decline {
  code: string;
  declineCode: string;
  adviceCode: "try_again_later" | "do_not_try_again" | "confirm_card_data" | null;
  networkCode: string | null;
  message: string;
}

/** How one of Stripe's published test cards behaves (docs.stripe.com/testing). */
export interface TestCard {
  number: string;
  brand: "visa" | "mastercard" | "amex";
  funding: "credit" | "debit";
  /** What follows `pm_card_` and `tok_`. */
  names: readonly string[];
  /** For people who choose a card on the hosted page. */
  note: string;
  /** When the card holder must confirm: never, until it was set up for later use, or each time. */
  authentication: "none" | "unless_set_up" | "always";
  /** Refuses to be saved or checked. */
  refusesSetup: boolean;
  /** Refuses to be charged. */
  decline: Decline | null;
  dispute: "fraudulent" | "product_not_received" | "inquiry" | null;
  /** The issuer reports the charge as fraud, without disputing it. */
  fraudWarning: boolean;
  refund: "succeeds" | "pending" | "fails_later";
  fundsAtOnce: boolean;
}

function decline(
  declineCode: string,
  adviceCode: Decline["adviceCode"],
  networkCode: string,
  message = "Your card was declined.",
): Decline {
  return { code: "card_declined", declineCode, adviceCode, networkCode, message };
}

/** Declines by what they are called in the names of test cards. */
export const DECLINES = {
  generic: decline("generic_decline", "try_again_later", "05"),
  insufficientFunds: decline(
    "insufficient_funds",
    "try_again_later",
    "51",
    "Your card has insufficient funds.",
  ),
  lost: decline("lost_card", "do_not_try_again", "41"),
  stolen: decline("stolen_card", "do_not_try_again", "43"),
  velocity: decline(
    "card_velocity_exceeded",
    "try_again_later",
    "65",
    "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
  ),
  expired: {
    ...decline("expired_card", "confirm_card_data", "54", "Your card has expired."),
    code: "expired_card",
  },
  incorrectCvc: {
    ...decline(
      "incorrect_cvc",
      "confirm_card_data",
      "N7",
      "Your card's security code is incorrect.",
    ),
    code: "incorrect_cvc",
  },
  processingError: {
    ...decline(
      "processing_error",
      "try_again_later",
      "96",
      "An error occurred while processing your card. Try again in a little bit.",
    ),
    code: "processing_error",
  },
  authenticationRequired: {
    ...decline(
      "authentication_required",
      "try_again_later",
      "1A",
      "Your card was declined. This transaction requires authentication.",
    ),
    code: "authentication_required",
  },
  authenticationFailed: {
    code: "payment_intent_authentication_failure",
    declineCode: "",
    adviceCode: null,
    networkCode: null,
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  },
  notATestCard: decline(
    "live_mode_test_card",
    null,
    "",
    "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
  ),
} satisfies Record<string, Decline>;

function card(
  number: string,
  names: readonly string[],
  note: string,
  differences: Partial<TestCard> = {},
): TestCard {
  return {
    number,
    names,
    note,
    brand: number.startsWith("4") ? "visa" : number.startsWith("3") ? "amex" : "mastercard",
    funding: "credit",
    authentication: "none",
    refusesSetup: false,
    decline: null,
    dispute: null,
    fraudWarning: false,
    refund: "succeeds",
    fundsAtOnce: false,
    ...differences,
  };
}

function declining(number: string, names: readonly string[], why: Decline, note: string): TestCard {
  return card(number, names, note, { decline: why, refusesSetup: true });
}

export const TEST_CARDS: readonly TestCard[] = [
  card("4242424242424242", ["visa", "us"], "Works."),
  card("4000056655665556", ["visa_debit"], "Works. A debit card.", { funding: "debit" }),
  card("5555555555554444", ["mastercard"], "Works. Mastercard."),
  card("5200828282828210", ["mastercard_debit"], "Works. Mastercard, debit.", { funding: "debit" }),
  card("378282246310005", ["amex"], "Works. American Express."),
  card("4000000000000077", ["bypassPending"], "Works. The money is available at once.", {
    fundsAtOnce: true,
  }),
  card(
    "4000000000000341",
    ["chargeCustomerFail", "visa_chargeCustomerFail"],
    "Can be saved, but every charge is declined.",
    { decline: DECLINES.generic },
  ),
  declining(
    "4000000000000002",
    ["chargeDeclined", "visa_chargeDeclined"],
    DECLINES.generic,
    "Declined.",
  ),
  declining(
    "4000000000009995",
    ["chargeDeclinedInsufficientFunds", "visa_chargeDeclinedInsufficientFunds"],
    DECLINES.insufficientFunds,
    "Declined: insufficient funds.",
  ),
  declining(
    "4000000000009987",
    ["chargeDeclinedLostCard", "visa_chargeDeclinedLostCard"],
    DECLINES.lost,
    "Declined: lost card.",
  ),
  declining(
    "4000000000009979",
    ["chargeDeclinedStolenCard", "visa_chargeDeclinedStolenCard"],
    DECLINES.stolen,
    "Declined: stolen card.",
  ),
  declining(
    "4000000000000069",
    ["chargeDeclinedExpiredCard", "visa_chargeDeclinedExpiredCard"],
    DECLINES.expired,
    "Declined: expired card.",
  ),
  declining(
    "4000000000000127",
    ["chargeDeclinedIncorrectCvc", "visa_chargeDeclinedIncorrectCvc"],
    DECLINES.incorrectCvc,
    "Declined: wrong security code.",
  ),
  declining(
    "4000000000000119",
    ["chargeDeclinedProcessingError", "visa_chargeDeclinedProcessingError"],
    DECLINES.processingError,
    "Declined: processing error.",
  ),
  declining(
    "4000000000006975",
    ["chargeDeclinedVelocityLimitExceeded", "visa_chargeDeclinedVelocityLimitExceeded"],
    DECLINES.velocity,
    "Declined: too many attempts.",
  ),
  card(
    "4000002500003155",
    ["authenticationRequiredOnSetup"],
    "Asks for confirmation when saved; charges after that go through.",
    { authentication: "unless_set_up" },
  ),
  card("4000002760003184", ["authenticationRequired"], "Asks for confirmation each time.", {
    authentication: "always",
  }),
  card(
    "4000003800000446",
    ["authenticationRequiredSetupForOffSession"],
    "Asks for confirmation while the driver is there, not for charges later.",
    { authentication: "unless_set_up" },
  ),
  card(
    "4000008260003178",
    ["authenticationRequiredChargeDeclinedInsufficientFunds"],
    "Asks for confirmation, then declines: insufficient funds.",
    { authentication: "always", decline: DECLINES.insufficientFunds },
  ),
  card("4000000000003220", ["threeDSecure2Required"], "3D Secure must be completed.", {
    authentication: "always",
  }),
  card("4000000000003063", ["threeDSecureRequired"], "3D Secure must be completed.", {
    authentication: "always",
  }),
  card(
    "4000008400001629",
    ["threeDSecureRequiredChargeDeclined"],
    "3D Secure must be completed, then declines.",
    { authentication: "always", decline: DECLINES.generic },
  ),
  card("4000000000000259", ["createDispute"], "Works, then the holder disputes the charge.", {
    dispute: "fraudulent",
  }),
  card(
    "4000000000002685",
    ["createDisputeProductNotReceived"],
    "Works, then the holder says nothing was received.",
    { dispute: "product_not_received" },
  ),
  card("4000000000001976", ["createDisputeInquiry"], "Works, then the bank asks questions.", {
    dispute: "inquiry",
  }),
  card("4000000000005423", ["createIssuerFraudRecord"], "Works, then the bank warns of fraud.", {
    fraudWarning: true,
  }),
  card("4000000000007726", ["pendingRefund"], "Works. A refund takes a while.", {
    refund: "pending",
  }),
  card("4000000000005126", ["refundFail"], "Works. A refund fails later.", {
    refund: "fails_later",
  }),
];

/** The card behind `pm_card_…` or `tok_…`. */
export function cardNamed(id: string): TestCard | undefined {
  const name = /^(?:pm_card|tok)_(.+)$/.exec(id)?.[1];
  return name === undefined ? undefined : TEST_CARDS.find((entry) => entry.names.includes(name));
}

export function cardNumbered(number: string): TestCard | undefined {
  return TEST_CARDS.find((entry) => entry.number === number);
}

/** The check digit of card numbers (ISO/IEC 7812-1, Luhn). */
export function hasValidCheckDigit(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  const sum = number
    .split("")
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
