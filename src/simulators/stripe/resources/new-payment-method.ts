import type Stripe from "stripe";
import {
  cardNamed,
  cardNumbered,
  DECLINES,
  hasValidCheckDigit,
  type TestCard,
} from "@/simulators/stripe/cards";
import { ApiError, invalid, missing } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import {
  integer,
  metadata,
  missingParam,
  oneOf,
  requiredText,
  section,
  text,
} from "@/simulators/stripe/params";
import { isIban } from "@/simulators/stripe/test-ibans";
import type { World } from "@/simulators/stripe/world";
import { billingDetailsFrom } from "./address";
import { cardError } from "./card-error";

/** A payment method from the parameters of `POST /v1/payment_methods` or `payment_method_data`. */
export function newPaymentMethod(world: World, params: Params): Stripe.PaymentMethod {
  const type = oneOf(params, "type", ["card", "sepa_debit"] as const);
  if (type === undefined) throw missingParam("type");
  const details = type === "card" ? cardFrom(world, params) : debitFrom(world, params);
  const method: Stripe.PaymentMethod = {
    ...baseOf(world, params),
    ...details.shown,
    type,
  };
  return save(world, method, details.number);
}

/** A fresh payment method for one of Stripe's names, e.g. `pm_card_visa`. */
export function paymentMethodNamed(world: World, name: string): Stripe.PaymentMethod | undefined {
  const card = cardNamed(name);
  if (card === undefined) return undefined;
  const shown = { card: cardShown(world, card, { month: 12, year: expiryYear(world) }) };
  return save(world, { ...baseOf(world, {}), ...shown, type: "card" }, card.number);
}

function save(world: World, method: Stripe.PaymentMethod, number: string): Stripe.PaymentMethod {
  world.store.put("instrument", { id: method.id, number, setUpOffSession: false, spent: false });
  return world.store.put("payment_method", method);
}

function baseOf(world: World, params: Params): Omit<Stripe.PaymentMethod, "type"> {
  return {
    id: world.ids.next("pm"),
    object: "payment_method",
    allow_redisplay:
      oneOf(params, "allow_redisplay", ["always", "limited", "unspecified"] as const) ??
      "unspecified",
    billing_details: billingDetailsFrom(params),
    created: world.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: metadata(params),
  };
}

function cardFrom(world: World, params: Params) {
  const given = section(params, "card");
  if (given === undefined) throw missingParam("card");
  const token = text(given, "token");
  if (token !== undefined) {
    const card = cardNamed(token);
    if (card === undefined) throw missing("token", token, "card[token]");
    const expiry = { month: 12, year: expiryYear(world) };
    return { number: card.number, shown: { card: cardShown(world, card, expiry) } };
  }
  const number = requiredText(given, "number").replaceAll(/[\s-]/g, "");
  const expiry = expiryFrom(world, given);
  const card = checkedCard(number);
  return { number, shown: { card: cardShown(world, card, expiry) } };
}

/** A published test card; anything else is refused, real cards above all. */
function checkedCard(number: string): TestCard {
  if (!hasValidCheckDigit(number)) {
    throw new ApiError(402, {
      type: "card_error",
      code: "incorrect_number",
      message: "Your card number is incorrect.",
      param: "number",
    });
  }
  const card = cardNumbered(number);
  if (card === undefined) throw cardError(DECLINES.notATestCard, {});
  return card;
}

function expiryFrom(world: World, given: Params): { month: number; year: number } {
  const month = integer(given, "exp_month");
  const short = integer(given, "exp_year");
  if (month === undefined) throw missingParam("card[exp_month]");
  if (short === undefined) throw missingParam("card[exp_year]");
  const year = short < 100 ? 2000 + short : short;
  const isMonth = month >= 1 && month <= 12;
  const today = new Date(world.clock.nowMs());
  const isPast = year * 12 + month - 1 < today.getUTCFullYear() * 12 + today.getUTCMonth();
  if (isMonth && !isPast && year < today.getUTCFullYear() + 50) return { month, year };
  const what = isMonth ? "year" : "month";
  throw new ApiError(402, {
    type: "card_error",
    code: `invalid_expiry_${what}`,
    message: `Your card's expiration ${what} is invalid.`,
    param: `exp_${what}`,
  });
}

function cardShown(
  world: World,
  card: TestCard,
  expiry: { month: number; year: number },
): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: "SE",
    display_brand: card.brand,
    exp_month: expiry.month,
    exp_year: expiry.year,
    fingerprint: world.ids.digest(`card:${card.number}`, 16),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

function debitFrom(world: World, params: Params) {
  const given = section(params, "sepa_debit");
  if (given === undefined) throw missingParam("sepa_debit");
  const iban = requiredText(given, "iban").replaceAll(" ", "").toUpperCase();
  if (!isIban(iban)) {
    throw invalid("The IBAN you provided is invalid.", {
      code: "invalid_bank_account_iban",
      param: "sepa_debit[iban]",
    });
  }
  const sepa_debit: Stripe.PaymentMethod.SepaDebit = {
    bank_code: iban.slice(4, 9),
    branch_code: "",
    country: iban.slice(0, 2),
    fingerprint: world.ids.digest(`iban:${iban}`, 16),
    generated_from: { charge: null, setup_attempt: null },
    last4: iban.slice(-4),
  };
  return { number: iban, shown: { sepa_debit } };
}

function expiryYear(world: World): number {
  return new Date(world.clock.nowMs()).getUTCFullYear() + 3;
}
