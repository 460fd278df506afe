import type Stripe from "stripe";
import { DECLINES, type Decline, type TestCard } from "@/simulators/stripe/cards";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { flag, oneOf, section, text } from "@/simulators/stripe/params";
import { ibanBehaviour } from "@/simulators/stripe/test-ibans";
import type { World } from "@/simulators/stripe/world";
import { cardError, declineFields } from "./card-error";
import { bookCharge, newCharge } from "./charges";
import { find, idOf } from "./find";
import { checkMethodType, methodFrom } from "./intent-method";
import { mandateFor } from "./mandates";
import { nextAction } from "./next-action";
import { testCardOf } from "./payment-methods";
import { missingMethod } from "./missing-method";

const CONFIRMABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];

/** Tries to take the money: succeeds, asks for authentication, holds, or throws Stripe's 402. */
export function confirmIntent(
  world: World,
  before: Stripe.PaymentIntent,
  params: Params,
): Stripe.PaymentIntent {
  const customer = typeof before.customer === "string" ? before.customer : null;
  if (!CONFIRMABLE.includes(before.status)) throw unexpectedState(before, "confirm");
  const isOffSession = isAway(params);
  const given = methodFrom(world, params, customer);
  checkMethodType(before.payment_method_types, given);
  const methodId = given?.id ?? before.payment_method;
  if (typeof methodId !== "string") throw missingMethod();
  refuseMissingReturn(before, params, isOffSession);
  const method = find(world, "payment_method", methodId, "payment_method");
  const intent = world.store.patch("payment_intent", before.id, {
    payment_method: method.id,
    status: "requires_confirmation",
    next_action: null,
    setup_future_usage:
      oneOf(params, "setup_future_usage", ["off_session", "on_session"] as const) ??
      before.setup_future_usage,
    receipt_email: text(params, "receipt_email") ?? before.receipt_email,
  });
  const card = testCardOf(world, method);
  if (card === undefined) return debit(world, intent, method, params);
  if (!needsAuthentication(world, method, card, isOffSession)) {
    return chargeCard(world, intent, method, card.decline);
  }
  if (isOffSession || flag(params, "error_on_requires_action")) {
    return chargeCard(world, intent, method, DECLINES.authenticationRequired);
  }
  const after = world.store.patch("payment_intent", intent.id, {
    status: "requires_action",
    next_action: nextAction(world, intent, text(params, "return_url")),
  });
  world.events.emit("payment_intent.requires_action", after, before);
  return after;
}

/** The card holder confirmed, or refused, on the authentication page. */
export function authenticate(world: World, id: string, isConfirmed: boolean): Stripe.PaymentIntent {
  const before = find(world, "payment_intent", id);
  if (before.status !== "requires_action") throw unexpectedState(before, "authenticate");
  const intent = world.store.patch("payment_intent", id, { next_action: null });
  const method = find(world, "payment_method", idOf(before.payment_method) ?? "");
  const card = testCardOf(world, method);
  const decline = isConfirmed ? (card?.decline ?? null) : DECLINES.authenticationFailed;
  return chargeCard(world, intent, method, decline);
}

function isAway(params: Params): boolean {
  const given = params["off_session"];
  return given === "one_off" || given === "recurring" || (flag(params, "off_session") ?? false);
}

function needsAuthentication(
  world: World,
  method: Stripe.PaymentMethod,
  card: TestCard,
  isOffSession: boolean,
): boolean {
  if (card.authentication === "none") return false;
  if (card.authentication === "always") return true;
  const isSetUpByNature = card.number === "4000003800000446";
  const isSetUp = isSetUpByNature || world.store.get("instrument", method.id)?.setUpOffSession;
  return !(isOffSession && isSetUp);
}

/** Only where the caller asked for redirecting methods by name does Stripe insist on `return_url`. */
function refuseMissingReturn(intent: Stripe.PaymentIntent, params: Params, isOffSession: boolean) {
  const automatic = section(params, "automatic_payment_methods");
  if (automatic === undefined || isOffSession || text(params, "return_url")) return;
  if (intent.automatic_payment_methods?.allow_redirects === "never") return;
  if (!flag(automatic, "enabled") || flag(params, "use_stripe_sdk")) return;
  throw invalid(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because " +
      "some of these payment methods might redirect your customer off of your page, you must provide " +
      "a `return_url`. If you don't want to accept redirect-based payment methods, set " +
      "`automatic_payment_methods[enabled]` to `true` and " +
      "`automatic_payment_methods[allow_redirects]` to `never`.",
    { param: "return_url" },
  );
}

function chargeCard(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decline: Decline | null,
): Stripe.PaymentIntent {
  if (decline) throw declined(world, intent, method, decline);
  const isHeld = intent.capture_method === "manual";
  const charge = newCharge(world, intent, method, isHeld ? "held" : "captured");
  rememberMethod(world, intent, method);
  if (isHeld) {
    world.events.emit("charge.succeeded", charge);
    const after = world.store.patch("payment_intent", intent.id, {
      status: "requires_capture",
      amount_capturable: intent.amount,
      latest_charge: charge.id,
      last_payment_error: null,
    });
    world.events.emit("payment_intent.amount_capturable_updated", after);
    return after;
  }
  const isAsync = intent.capture_method === "automatic_async";
  const booked = isAsync ? charge : bookCharge(world, charge);
  if (isAsync) world.schedule.after(0, "charge_settles", charge.id);
  world.events.emit("charge.succeeded", booked);
  const kind = testCardOf(world, method)?.dispute;
  if (kind) world.schedule.after(0, "dispute_opens", charge.id);
  return succeeded(world, intent, charge.id);
}

function succeeded(world: World, intent: Stripe.PaymentIntent, charge: string) {
  const after = world.store.patch("payment_intent", intent.id, {
    status: "succeeded",
    amount_received: intent.amount,
    latest_charge: charge,
    last_payment_error: null,
    processing: null,
  });
  world.events.emit("payment_intent.succeeded", after);
  return after;
}

/** A declined attempt leaves its charge, frees the intent for another method, and answers 402. */
function declined(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decline: Decline,
) {
  const isAttempted = decline !== DECLINES.authenticationFailed;
  const charge = isAttempted ? newCharge(world, intent, method, decline) : null;
  if (charge) world.events.emit("charge.failed", charge);
  const after = failed(world, intent, method, { decline, charge: charge?.id });
  return cardError(decline, {
    ...(charge ? { charge: charge.id } : {}),
    payment_intent: after,
    payment_method: method,
  });
}

function failed(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  how: { decline: Decline; charge: string | undefined },
) {
  const { decline, charge } = how;
  const error = {
    ...declineFields(decline),
    ...(charge ? { charge } : {}),
    payment_method: method,
  };
  const after = world.store.patch("payment_intent", intent.id, {
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    processing: null,
    last_payment_error: error as Stripe.PaymentIntent.LastPaymentError,
    ...(charge ? { latest_charge: charge } : {}),
  });
  world.events.emit("payment_intent.payment_failed", after);
  return after;
}

/** A direct debit is on its way for days; the outcome comes by itself. */
function debit(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  params: Params,
): Stripe.PaymentIntent {
  if (mandateFor(world, method, params) === null) {
    throw invalid("A mandate is required to confirm a SEPA Direct Debit: send mandate_data.", {
      param: "mandate_data",
    });
  }
  const iban = ibanBehaviour(world.store.get("instrument", method.id)?.number ?? "");
  const charge = newCharge(world, intent, method, "pending");
  rememberMethod(world, intent, method);
  world.events.emit("charge.pending", charge);
  const after = world.store.patch("payment_intent", intent.id, {
    status: "processing",
    latest_charge: charge.id,
    processing: { type: "card" },
    last_payment_error: null,
  });
  world.events.emit("payment_intent.processing", after);
  world.schedule.after(
    iban.afterS,
    iban.outcome === "succeeds" ? "debit_succeeds" : "debit_fails",
    intent.id,
  );
  if (iban.returned) world.schedule.after(iban.afterS + 20 * 86_400, "dispute_opens", charge.id);
  return after;
}

/** The bank paid a direct debit. */
export function succeedDebit(world: World, id: string): Stripe.PaymentIntent {
  const intent = find(world, "payment_intent", id);
  const pending = find(world, "charge", idOf(intent.latest_charge) ?? "");
  const charge = world.store.patch("charge", pending.id, {
    amount_captured: pending.amount,
    paid: true,
    status: "succeeded",
  });
  world.events.emit("charge.succeeded", bookCharge(world, charge));
  return succeeded(world, intent, charge.id);
}

/** The bank refused a direct debit. */
export function failDebit(world: World, id: string): Stripe.PaymentIntent {
  const intent = find(world, "payment_intent", id);
  const method = find(world, "payment_method", idOf(intent.payment_method) ?? "");
  const decline: Decline = {
    code: "payment_intent_payment_attempt_failed",
    declineCode: "",
    adviceCode: null,
    networkCode: "AM04",
    message: "The customer's bank returned the debit: insufficient funds.",
  };
  const charge = world.store.patch("charge", idOf(intent.latest_charge) ?? "", {
    captured: false,
    failure_code: "insufficient_funds",
    failure_message: decline.message,
    status: "failed",
  });
  world.events.emit("charge.failed", charge);
  return failed(world, intent, method, { decline, charge: charge.id });
}

function rememberMethod(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod) {
  const { setup_future_usage: usage, customer } = intent;
  const isSaved = usage !== null && typeof customer === "string" && method.customer === null;
  if (isSaved) {
    const attached = world.store.patch("payment_method", method.id, { customer });
    world.events.emit("payment_method.attached", attached);
  }
  const row = world.store.get("instrument", method.id);
  if (row === undefined) return;
  world.store.put("instrument", {
    ...row,
    spent: row.spent || (method.customer === null && !isSaved),
    setUpOffSession: row.setUpOffSession || usage === "off_session",
  });
}

/** 400 for a call that the intent's state does not allow. */
export function unexpectedState(intent: Stripe.PaymentIntent, verb: string) {
  return invalid(
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    { code: "payment_intent_unexpected_state", payment_intent: intent },
  );
}
