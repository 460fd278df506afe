import type Stripe from "stripe";

import type { Env } from "@/config/env";
import { asId, isId, type Id } from "@/core/ids";
import { completeCardSetup, expireCardSetup } from "@/services/payments/card-setups";
import type { Ctx } from "@/services/context";
import { findPaymentByIntent } from "@/services/payments/payment-rows";
import { detachPaymentMethod, type CardDetails } from "@/services/payments/store-payment-method";
import { markEventRead, postponeEvent, readUnreadEvent } from "@/services/payments/stripe-events";
import { ServiceError } from "@/services/service-error";
import { settleIntent } from "./check-payment";
import { stripeClient } from "./client";
import { INTENT_EXPAND } from "./read-intent";

/** An event about an object of ours may come before our own commit: it is looked at again for so long. */
const ORPHAN_AFTER_ATTEMPTS = 8;

/**
 * Reads a stored event. It is only a hint: the object is read again from Stripe before anything is done,
 * so that order, age and API version of the event do not matter.
 */
export async function readEvent(ctx: Ctx, env: Env, eventId: string): Promise<void> {
  const event = await readUnreadEvent(ctx, eventId);
  if (!event) return;
  if (!event.objectId) return markEventRead(ctx, eventId, "ignored: no object");
  const stripe = stripeClient(env);
  const outcome = await actOn(ctx, stripe, event.type, event.objectId).catch(
    async (error: unknown) => {
      ctx.log.error({ err: error, eventId, type: event.type }, "an event could not be read");
      await postponeEvent(ctx, eventId, error instanceof Error ? error.message : String(error));
      return null;
    },
  );
  if (outcome === null) return;
  if (outcome !== "not ours yet") return markEventRead(ctx, eventId, outcome);
  if (event.attempts >= ORPHAN_AFTER_ATTEMPTS) {
    ctx.log.warn({ eventId, type: event.type }, "an event speaks of an object that is not ours");
    return markEventRead(ctx, eventId, "orphan");
  }
  await postponeEvent(ctx, eventId, "its object is not ours yet");
}

async function actOn(ctx: Ctx, stripe: Stripe, type: string, objectId: string): Promise<string> {
  if (type.startsWith("payment_intent.")) return readPaymentIntent(ctx, stripe, objectId);
  if (type === "charge.updated") return readCharge(ctx, stripe, objectId);
  if (type === "checkout.session.completed") return readCheckout(ctx, stripe, objectId);
  if (type === "checkout.session.expired") {
    await expireCardSetup(ctx, objectId);
    return "card set-up expired";
  }
  if (type === "payment_method.detached") {
    await detachPaymentMethod(ctx, objectId);
    return "card detached";
  }
  return "ignored: nothing to do";
}

async function readPaymentIntent(ctx: Ctx, stripe: Stripe, intentId: string): Promise<string> {
  const intent = await stripe.paymentIntents.retrieve(intentId, { expand: INTENT_EXPAND });
  const paymentId = (await findPaymentByIntent(ctx, intentId)) ?? metadataPayment(ctx, intent);
  if (!paymentId) return "ignored: not made by us";
  try {
    await settleIntent(ctx, stripe, paymentId, intent);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return "not ours yet";
    throw error;
  }
  return `payment ${intent.status}`;
}

// A fee that was not known when the payment went through comes with an update of its charge.
async function readCharge(ctx: Ctx, stripe: Stripe, chargeId: string): Promise<string> {
  const { payment_intent: intent } = await stripe.charges.retrieve(chargeId);
  const intentId = typeof intent === "string" ? intent : intent?.id;
  return intentId ? readPaymentIntent(ctx, stripe, intentId) : "ignored: not made by us";
}

function metadataPayment(ctx: Ctx, intent: Stripe.PaymentIntent): Id<"payment"> | null {
  const { payment_id: id, tenant_id: tenant } = intent.metadata;
  return id && isId(id) && tenant === ctx.tenantId ? asId<"payment">(id) : null;
}

async function readCheckout(ctx: Ctx, stripe: Stripe, sessionId: string): Promise<string> {
  const session = await stripe.checkout.sessions.retrieve(sessionId, {
    expand: ["setup_intent.payment_method"],
  });
  if (session.mode !== "setup") return "ignored: not a card set-up";
  if (session.metadata?.["tenant_id"] !== ctx.tenantId) return "ignored: not made by us";
  const setup = session.setup_intent;
  const method = setup && typeof setup === "object" ? setup.payment_method : null;
  if (!method || typeof method === "string") return "ignored: no card was saved";
  try {
    await completeCardSetup(ctx, { checkoutSessionId: sessionId, card: cardDetails(method) });
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return "not ours yet";
    throw error;
  }
  return "card saved";
}

/** What we keep of a payment method. */
export function cardDetails(method: Stripe.PaymentMethod): CardDetails {
  return {
    stripeId: method.id,
    type: method.type,
    brand: method.card?.brand ?? null,
    last4: method.card?.last4 ?? null,
    expMonth: method.card?.exp_month ?? null,
    expYear: method.card?.exp_year ?? null,
    fingerprint: method.card?.fingerprint ?? null,
  };
}
