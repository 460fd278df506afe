import Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Ctx } from "@/services/context";
import { keepCheckout, noteIntent, type PaymentRow } from "@/services/payments/payment-rows";
import { isRailPaused } from "@/services/payments/rail-pause";
import { settlePayment } from "@/services/payments/settle-payment";
import { closeIntent } from "./close-intent";
import { stripeClient } from "./client";
import { INTENT_EXPAND, readIntent } from "./read-intent";
import { settleIntent } from "./settle-intent";
import { takeError } from "./submit-payment";

/**
 * The janitor of a payment on Stripe's page: a page that was paid is settled, one that was left is ended
 * once its time is over, and only a certain end frees the invoice.
 */
export async function checkCheckout(ctx: Ctx, env: Env, payment: PaymentRow): Promise<void> {
  if (payment.state === "created") {
    // It was never sent: the request that wrote it is long gone.
    await settlePayment(ctx, payment.id, { state: "canceled" });
    return;
  }
  if (await isRailPaused(ctx)) return;
  const stripe = stripeClient(env);
  try {
    const session = await findSession(stripe, payment);
    if (session) return await settleSession(ctx, stripe, payment, session);
    if (isOver(ctx, payment)) await settlePayment(ctx, payment.id, { state: "canceled" });
    else await settlePayment(ctx, payment.id, { state: "unknown" });
  } catch (error) {
    await takeError(ctx, stripe, payment.id, error);
  }
}

/** Ends the page of a payment now, if it is still open. True when the payment has certainly ended. */
export async function endCheckout(ctx: Ctx, env: Env, payment: PaymentRow): Promise<void> {
  const stripe = stripeClient(env);
  const session = await findSession(stripe, payment);
  if (!session) return;
  const ended = session.status === "open" ? await expire(stripe, session.id) : session;
  await settleSession(ctx, stripe, payment, ended);
}

/** Takes a page as it stands into the books. */
export async function settleSession(
  ctx: Ctx,
  stripe: Stripe,
  payment: PaymentRow,
  session: Stripe.Checkout.Session,
): Promise<void> {
  const seen =
    session.status === "open" && isOver(ctx, payment) ? await expire(stripe, session.id) : session;
  const intentId = idOf(seen.payment_intent);
  if (intentId) await noteIntent(ctx, payment.id, intentId);
  if (seen.status === "open") {
    return keepCheckout(ctx, payment.id, { sessionId: seen.id, url: seen.url, intentId });
  }
  if (!intentId) return void (await settlePayment(ctx, payment.id, { state: "canceled" }));
  const intent = await stripe.paymentIntents.retrieve(intentId, { expand: INTENT_EXPAND });
  const isDone = ["succeeded", "processing", "canceled"].includes(intent.status);
  if (isDone) return settleIntent(ctx, stripe, payment.id, intent);
  if (seen.status !== "expired") return;
  // The page is gone, its intent may not be: only a cancel that Stripe confirms frees the invoice.
  const closed = await closeIntent(stripe, intentId);
  if (closed) await settlePayment(ctx, payment.id, { ...readIntent(closed), ...endOf(closed) });
}

function endOf(closed: Stripe.PaymentIntent) {
  // A card that was refused on the page is no failed payment: the driver may come back.
  return closed.status === "canceled" ? { state: "canceled" as const } : {};
}

async function expire(stripe: Stripe, id: string): Promise<Stripe.Checkout.Session> {
  try {
    return await stripe.checkout.sessions.expire(id);
  } catch (error) {
    // Paid, or ended, a moment ago: what it is now decides.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      return stripe.checkout.sessions.retrieve(id);
    }
    throw error;
  }
}

/** The page of a payment: by its id, or, where our call got no answer, by its metadata. */
async function findSession(
  stripe: Stripe,
  payment: PaymentRow,
): Promise<Stripe.Checkout.Session | null> {
  if (payment.checkoutSessionId) {
    return stripe.checkout.sessions.retrieve(payment.checkoutSessionId);
  }
  const { customer } = JSON.parse(payment.request) as { customer: string };
  for await (const session of stripe.checkout.sessions.list({ customer, limit: 100 })) {
    if (session.metadata?.["payment_id"] === payment.id) return session;
  }
  return null;
}

function isOver(ctx: Ctx, payment: PaymentRow): boolean {
  const { expiresAt } = payment;
  return expiresAt !== null && Temporal.Instant.compare(ctx.clock.now(), expiresAt) >= 0;
}

function idOf(value: string | { readonly id: string } | null): string | null {
  return typeof value === "string" ? value : (value?.id ?? null);
}
