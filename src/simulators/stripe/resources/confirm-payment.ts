import type Stripe from "stripe";
import { DECLINES, type Decline, type TestCard } from "@/simulators/stripe/cards";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { flag, oneOf, section, text } from "@/simulators/stripe/params";
import type { World } from "@/simulators/stripe/world";
import { cardError } from "./card-error";
import { failed, rememberMethod, succeeded, unexpectedState } from "./attempt-outcome";
import { bookCharge, newCharge } from "./charges";
import { find, idOf } from "./find";
import { checkMethodType, methodFrom } from "./intent-method";
import { nextAction } from "./next-action";
import { startDebit } from "./start-debit";
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
  if (card === undefined) return startDebit(world, intent, method, params);
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
  const card = testCardOf(world, method);
  if (card?.dispute) world.schedule.after(0, "dispute_opens", charge.id);
  if (card?.fraudWarning) world.schedule.after(0, "warning_opens", charge.id);
  return succeeded(world, intent, charge.id);
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
