import type Stripe from "stripe";
import type { Decline } from "@/simulators/stripe/cards";
import { invalid } from "@/simulators/stripe/errors";
import type { World } from "@/simulators/stripe/world";
import { declineFields } from "./card-error";

/** The money of a PaymentIntent was taken. */
export function succeeded(world: World, intent: Stripe.PaymentIntent, charge: string) {
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

/** An attempt failed: the intent waits for another payment method. */
export function failed(
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

/** Saves the method where the intent asks for it; one that is not saved can't be used again. */
export function rememberMethod(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
) {
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
