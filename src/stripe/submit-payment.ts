import type Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { markSubmitted, postponePayment, readPayment } from "@/services/payments/payment-rows";
import { isRailPaused, pauseRail, resumeRail } from "@/services/payments/rail-pause";
import { settlePayment } from "@/services/payments/settle-payment";
import { closeIntent } from "./close-intent";
import { stripeClient } from "./client";
import { comeAgain, failureOf, meaningOf } from "./read-error";
import { needsDriver, readIntent } from "./read-intent";

/** Sends a payment that was written and not yet sent. One worker sends it; the others find it gone. */
export async function submitPayment(ctx: Ctx, env: Env, paymentId: Id<"payment">): Promise<void> {
  if (await isRailPaused(ctx)) return;
  if (await markSubmitted(ctx, paymentId)) await sendPayment(ctx, env, paymentId);
}

/**
 * Sends the stored request byte for byte with its own key, and takes the answer into the books.
 * No answer is an unknown outcome: the money stays spoken for, and `checkPayment` finds out. Busy (409,
 * 429) comes again with the same key; a refused key (401, 403) pauses the rail, and nothing is marked failed.
 */
export async function sendPayment(ctx: Ctx, env: Env, paymentId: Id<"payment">): Promise<void> {
  const stripe = stripeClient(env);
  const payment = await readPayment(ctx, paymentId);
  let intent: Stripe.PaymentIntent;
  try {
    intent = await stripe.paymentIntents.create(
      JSON.parse(payment.request) as Stripe.PaymentIntentCreateParams,
      { idempotencyKey: payment.idempotencyKey },
    );
  } catch (error) {
    return takeError(ctx, stripe, paymentId, error);
  }
  await resumeRail(ctx);
  await settlePayment(ctx, paymentId, readIntent(intent));
}

/** Takes Stripe's "no", or its silence, into the books of a payment: the outcome table of docs/stripe.md. */
export async function takeError(
  ctx: Ctx,
  stripe: Stripe,
  paymentId: Id<"payment">,
  error: unknown,
): Promise<void> {
  switch (meaningOf(error)) {
    case "declined":
      return takeDecline(ctx, stripe, paymentId, error);
    case "invalid":
      ctx.log.error({ paymentId, err: error }, "Stripe refused a payment's request");
      await settlePayment(ctx, paymentId, { state: "failed", failure: failureOf(error) });
      return;
    case "mismatch":
      // Our own bug (another request under the same key): never a failed payment.
      ctx.log.error({ paymentId, err: error }, "a payment's request differs from that of its key");
      await openCase(ctx, {
        key: `payment:${paymentId}:mismatch`,
        kind: "payment_request_differs",
        subjectType: "payment",
        subjectId: paymentId,
      });
      await settlePayment(ctx, paymentId, { state: "unknown" });
      return;
    case "refused":
      await pauseRail(ctx, failureOf(error).message);
      return postponePayment(ctx, paymentId, ctx.clock.now().add({ minutes: 5 }));
    case "busy":
      return postponePayment(ctx, paymentId, comeAgain(ctx.clock.now()));
    case "unknown":
      ctx.log.warn({ paymentId, err: error }, "a payment's outcome is not known yet");
      await settlePayment(ctx, paymentId, { state: "unknown" });
  }
}

// A declined intent could still be confirmed: it is cancelled before it counts as failed, so that a next
// attempt cannot charge twice.
async function takeDecline(
  ctx: Ctx,
  stripe: Stripe,
  paymentId: Id<"payment">,
  error: unknown,
): Promise<void> {
  const failure = failureOf(error);
  const declined = intentIn(error);
  if (!declined) {
    await settlePayment(ctx, paymentId, { state: "failed", failure });
    return;
  }
  if (failure.code === "authentication_required" || needsDriver(declined)) {
    const seen = { state: "requires_action", paymentIntentId: declined.id, failure } as const;
    await settlePayment(ctx, paymentId, seen);
    return;
  }
  const closed = await closeIntent(stripe, declined.id);
  const seen = closed
    ? readIntent(closed)
    : { state: "unknown" as const, paymentIntentId: declined.id };
  await settlePayment(ctx, paymentId, { ...seen, failure });
}

function intentIn(error: unknown): Stripe.PaymentIntent | null {
  const named = error as { readonly payment_intent?: Stripe.PaymentIntent };
  return named.payment_intent ?? null;
}
