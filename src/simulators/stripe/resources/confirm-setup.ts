import type Stripe from "stripe";
import { DECLINES, type Decline } from "@/simulators/stripe/cards";
import { invalid } from "@/simulators/stripe/errors";
import type { Params } from "@/simulators/stripe/form-decoding";
import { text } from "@/simulators/stripe/params";
import type { World } from "@/simulators/stripe/world";
import { cardError, declineFields } from "./card-error";
import { find, idOf } from "./find";
import { checkMethodType, methodFrom } from "./intent-method";
import { mandateFor } from "./mandates";
import { missingMethod } from "./missing-method";
import { nextAction } from "./next-action";
import { testCardOf } from "./payment-methods";

const OPEN = ["requires_payment_method", "requires_confirmation", "requires_action"];

/** Checks a payment method and saves it to the customer: succeeds, asks, or throws Stripe's 402. */
export function confirmSetup(
  world: World,
  before: Stripe.SetupIntent,
  params: Params,
): Stripe.SetupIntent {
  if (!OPEN.includes(before.status)) throw unexpectedState(before, "confirm");
  const customer = typeof before.customer === "string" ? before.customer : null;
  const given = methodFrom(world, params, customer);
  checkMethodType(before.payment_method_types, given);
  const methodId = given?.id ?? before.payment_method;
  if (typeof methodId !== "string") throw missingMethod("SetupIntent");
  const method = find(world, "payment_method", methodId, "payment_method");
  const mandate = mandateFor(world, method, params);
  if (method.type === "sepa_debit" && mandate === null) {
    throw invalid("A mandate is required to set up a SEPA Direct Debit: send mandate_data.", {
      param: "mandate_data",
    });
  }
  const intent = world.store.patch("setup_intent", before.id, {
    payment_method: method.id,
    mandate: mandate?.id ?? null,
    next_action: null,
    status: "requires_confirmation",
  });
  const card = testCardOf(world, method);
  if (card?.refusesSetup && card.decline) throw declined(world, intent, method, card.decline);
  if (card === undefined || card.authentication === "none") return succeed(world, intent, method);
  const after = world.store.patch("setup_intent", intent.id, {
    status: "requires_action",
    next_action: nextAction(world, intent, text(params, "return_url")),
  });
  world.events.emit("setup_intent.requires_action", after);
  return after;
}

/** The card holder confirmed, or refused, on the authentication page. */
export function authenticateSetup(
  world: World,
  id: string,
  isConfirmed: boolean,
): Stripe.SetupIntent {
  const intent = find(world, "setup_intent", id);
  if (intent.status !== "requires_action") throw unexpectedState(intent, "authenticate");
  const method = find(world, "payment_method", idOf(intent.payment_method) ?? "");
  if (isConfirmed) return succeed(world, intent, method);
  const failure = { ...DECLINES.authenticationFailed, code: "setup_intent_authentication_failure" };
  throw declined(world, intent, method, failure);
}

/** Ends a SetupIntent that has not succeeded. */
export function cancelSetup(
  world: World,
  intent: Stripe.SetupIntent,
  reason: Stripe.SetupIntent.CancellationReason | null,
): Stripe.SetupIntent {
  if (!OPEN.includes(intent.status)) throw unexpectedState(intent, "cancel");
  const after = world.store.patch("setup_intent", intent.id, {
    status: "canceled",
    cancellation_reason: reason,
    next_action: null,
  });
  world.events.emit("setup_intent.canceled", after);
  return after;
}

function succeed(
  world: World,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
): Stripe.SetupIntent {
  const { customer } = intent;
  if (typeof customer === "string" && method.customer === null) {
    const attached = world.store.patch("payment_method", method.id, { customer });
    world.events.emit("payment_method.attached", attached);
  }
  if (intent.usage === "off_session") {
    world.store.patch("instrument", method.id, { setUpOffSession: true });
  }
  const after = world.store.patch("setup_intent", intent.id, {
    status: "succeeded",
    next_action: null,
    last_setup_error: null,
  });
  world.events.emit("setup_intent.succeeded", after);
  return after;
}

function declined(
  world: World,
  intent: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  decline: Decline,
) {
  const error = { ...declineFields(decline), payment_method: method };
  const after = world.store.patch("setup_intent", intent.id, {
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    last_setup_error: error as Stripe.SetupIntent.LastSetupError,
  });
  world.events.emit("setup_intent.setup_failed", after);
  return cardError(decline, { setup_intent: after, payment_method: method });
}

function unexpectedState(intent: Stripe.SetupIntent, verb: string) {
  return invalid(
    `You cannot ${verb} this SetupIntent because it has a status of ${intent.status}.`,
    {
      code: "setup_intent_unexpected_state",
      setup_intent: intent,
    },
  );
}
