import type Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { readPayment } from "@/services/payments/payment-rows";
import { isTerminal } from "@/services/payments/payment-state";
import { settlePayment } from "@/services/payments/settle-payment";
import { stripeClient } from "./client";
import { INTENT_EXPAND, needsDriver, readIntent } from "./read-intent";
import { closeIntent, sendPayment, submitPayment } from "./submit-payment";

/** How long Stripe keeps what it answered to a key. After that a request is never sent again blindly. */
const KEY_LIFETIME_HOURS = 23;

/**
 * The janitor: finds out what became of an open payment. A known intent is read again; one whose answer
 * was lost is asked for with the same request and key while Stripe remembers the key, and looked for by
 * its metadata afterwards.
 */
export async function checkPayment(ctx: Ctx, env: Env, paymentId: Id<"payment">): Promise<void> {
  const payment = await readPayment(ctx, paymentId);
  if (isTerminal(payment.state)) return;
  if (payment.state === "created") return submitPayment(ctx, env, paymentId);
  const stripe = stripeClient(env);
  if (payment.paymentIntentId) {
    const intent = await stripe.paymentIntents.retrieve(payment.paymentIntentId, {
      expand: INTENT_EXPAND,
    });
    await settleIntent(ctx, stripe, paymentId, intent);
    return;
  }
  const sentAt = payment.submittedAt ?? payment.createdAt;
  const age = ctx.clock.now().since(sentAt).total("hours");
  if (age < KEY_LIFETIME_HOURS) return sendPayment(ctx, env, paymentId);
  const found = await findByMetadata(stripe, payment);
  if (found) await settleIntent(ctx, stripe, paymentId, found);
  else await settlePayment(ctx, paymentId, { state: "canceled" });
}

/** Takes an intent into the books; one that failed is cancelled first, so that it cannot succeed later. */
export async function settleIntent(
  ctx: Ctx,
  stripe: Stripe,
  paymentId: Id<"payment">,
  intent: Stripe.PaymentIntent,
): Promise<void> {
  const failed = intent.status === "requires_payment_method" && !needsDriver(intent);
  const final = failed ? await closeIntent(stripe, intent.id) : intent;
  const { failure } = readIntent(intent);
  const seen = final
    ? readIntent(final)
    : { state: "unknown" as const, paymentIntentId: intent.id };
  await settlePayment(ctx, paymentId, failure ? { ...seen, failure } : seen);
}

async function findByMetadata(
  stripe: Stripe,
  payment: { readonly id: string; readonly request: string; readonly createdAt: Temporal.Instant },
): Promise<Stripe.PaymentIntent | null> {
  const { customer } = JSON.parse(payment.request) as { customer: string };
  const since = Math.floor(payment.createdAt.epochMilliseconds / 1000) - 60;
  const list = stripe.paymentIntents.list({ customer, created: { gte: since }, limit: 100 });
  for await (const intent of list) {
    if (intent.metadata["payment_id"] !== payment.id) continue;
    return stripe.paymentIntents.retrieve(intent.id, { expand: INTENT_EXPAND });
  }
  return null;
}
