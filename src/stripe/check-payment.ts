import type Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { readPayment, type PaymentRow } from "@/services/payments/payment-rows";
import { isTerminal } from "@/services/payments/payment-state";
import { isRailPaused } from "@/services/payments/rail-pause";
import { settlePayment } from "@/services/payments/settle-payment";
import { checkCheckout } from "./check-checkout";
import { closeIntent } from "./close-intent";
import { stripeClient } from "./client";
import { INTENT_EXPAND, readIntent } from "./read-intent";
import { settleIntent } from "./settle-intent";
import { sendPayment, submitPayment, takeError } from "./submit-payment";

/** How long Stripe keeps what it answered to a key. After that a request is never sent again blindly. */
export const KEY_LIFETIME_HOURS = 23;

/**
 * The janitor: finds out what became of an open payment. A known intent is read again; one whose answer
 * was lost is asked for with the same request and key while Stripe remembers the key, and looked for by
 * its metadata afterwards. What its driver did not approve in time is cancelled.
 */
export async function checkPayment(ctx: Ctx, env: Env, paymentId: Id<"payment">): Promise<void> {
  const payment = await readPayment(ctx, paymentId);
  if (isTerminal(payment.state)) return;
  const now = ctx.clock.now();
  // A direct debit whose driver was told of it just now.
  if (payment.state === "created" && Temporal.Instant.compare(now, payment.dueAt) < 0) return;
  if (payment.channel === "checkout") return checkCheckout(ctx, env, payment);
  if (payment.state === "created") return submitPayment(ctx, env, paymentId);
  if (await isRailPaused(ctx)) return;
  const stripe = stripeClient(env);
  try {
    if (payment.paymentIntentId) return await readAgain(ctx, stripe, payment);
    const age = now.since(payment.submittedAt ?? payment.createdAt).total("hours");
    if (age < KEY_LIFETIME_HOURS) return await sendPayment(ctx, env, paymentId);
    const found = await findIntent(stripe, payment);
    if (found) await settleIntent(ctx, stripe, paymentId, found);
    else await settlePayment(ctx, paymentId, { state: "canceled", neverArrived: true });
  } catch (error) {
    await takeError(ctx, stripe, paymentId, error);
  }
}

async function readAgain(ctx: Ctx, stripe: Stripe, payment: PaymentRow): Promise<void> {
  const id = payment.paymentIntentId ?? "";
  const intent = await stripe.paymentIntents.retrieve(id, { expand: INTENT_EXPAND });
  const { expiresAt } = payment;
  const isOver =
    payment.state === "requires_action" &&
    expiresAt !== null &&
    Temporal.Instant.compare(ctx.clock.now(), expiresAt) >= 0;
  if (!isOver || intent.status === "succeeded" || intent.status === "processing") {
    return settleIntent(ctx, stripe, payment.id, intent);
  }
  // Only a cancel that Stripe confirms frees the invoice.
  const closed = await closeIntent(stripe, id);
  await settlePayment(
    ctx,
    payment.id,
    closed ? readIntent(closed) : { state: "unknown", paymentIntentId: id },
  );
}

/** Looks for the intent of a payment whose answer never came. Stripe's list is exact, its search is not. */
async function findIntent(
  stripe: Stripe,
  payment: Pick<PaymentRow, "id" | "request" | "createdAt">,
): Promise<Stripe.PaymentIntent | null> {
  const { customer } = JSON.parse(payment.request) as { customer: string };
  const since = Math.floor(payment.createdAt.epochMilliseconds / 1000) - 600;
  const list = stripe.paymentIntents.list({ customer, created: { gte: since }, limit: 100 });
  for await (const intent of list) {
    if (intent.metadata["payment_id"] !== payment.id) continue;
    return stripe.paymentIntents.retrieve(intent.id, { expand: INTENT_EXPAND });
  }
  return null;
}
