import Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { markSubmitted, readPayment } from "@/services/payments/payment-rows";
import { settlePayment } from "@/services/payments/settle-payment";
import { ServiceError } from "@/services/service-error";
import { stripeClient } from "./client";
import { INTENT_EXPAND, needsDriver, readIntent } from "./read-intent";

/** Sends a payment that was written and not yet sent. One worker sends it; the others find it gone. */
export async function submitPayment(ctx: Ctx, env: Env, paymentId: Id<"payment">): Promise<void> {
  if (await markSubmitted(ctx, paymentId)) await sendPayment(ctx, env, paymentId);
}

/**
 * Sends the stored request byte for byte with its own key, and takes the answer into the books.
 * No answer is an unknown outcome: the money stays spoken for, and `checkPayment` finds out.
 * @throws ServiceError UNAVAILABLE where Stripe asks to come again (409, 429) or refuses our key.
 */
export async function sendPayment(ctx: Ctx, env: Env, paymentId: Id<"payment">): Promise<void> {
  const stripe = stripeClient(env);
  const payment = await readPayment(ctx, paymentId);
  try {
    const intent = await stripe.paymentIntents.create(
      JSON.parse(payment.request) as Stripe.PaymentIntentCreateParams,
      { idempotencyKey: payment.idempotencyKey },
    );
    await settlePayment(ctx, paymentId, readIntent(intent));
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    await takeError(ctx, stripe, paymentId, error);
  }
}

async function takeError(
  ctx: Ctx,
  stripe: Stripe,
  paymentId: Id<"payment">,
  error: unknown,
): Promise<void> {
  if (error instanceof Stripe.errors.StripeCardError) {
    return takeDecline(ctx, stripe, paymentId, error);
  }
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    // Our own bug (another request under the same key): never a failed payment.
    ctx.log.error({ paymentId, error }, "a payment's request differs from the one under its key");
    await settlePayment(ctx, paymentId, { state: "unknown" });
    return;
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409) {
    await settlePayment(ctx, paymentId, {
      state: "failed",
      failure: { code: error.code ?? "invalid_request", declineCode: null, message: error.message },
    });
    return;
  }
  await settlePayment(ctx, paymentId, { state: "unknown" });
  if (isRefusal(error)) throw new ServiceError("UNAVAILABLE", "Stripe asks to come again later.");
  ctx.log.warn({ paymentId, error }, "a payment's outcome is not known yet");
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeRateLimitError ||
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  );
}

// A declined intent could still be confirmed: it is cancelled before it counts as failed, so that a next
// attempt cannot charge twice.
async function takeDecline(
  ctx: Ctx,
  stripe: Stripe,
  paymentId: Id<"payment">,
  error: InstanceType<typeof Stripe.errors.StripeCardError>,
): Promise<void> {
  const declined = error.payment_intent;
  const failure = {
    code: error.code ?? "card_declined",
    declineCode: error.decline_code ?? null,
    message: error.message,
  };
  if (!declined) {
    await settlePayment(ctx, paymentId, { state: "failed", failure });
    return;
  }
  if (error.code === "authentication_required" || needsDriver(declined)) {
    await settlePayment(ctx, paymentId, {
      state: "requires_action",
      paymentIntentId: declined.id,
      failure,
    });
    return;
  }
  const closed = await closeIntent(stripe, declined.id);
  const seen = closed
    ? readIntent(closed)
    : { state: "unknown" as const, paymentIntentId: declined.id };
  await settlePayment(ctx, paymentId, { ...seen, failure });
}

/** Cancels an intent that failed; null where Stripe did not answer. What succeeded meanwhile is returned as it is. */
export async function closeIntent(
  stripe: Stripe,
  paymentIntentId: string,
): Promise<Stripe.PaymentIntent | null> {
  try {
    return await stripe.paymentIntents.cancel(
      paymentIntentId,
      { cancellation_reason: "abandoned" },
      { idempotencyKey: `cancel-${paymentIntentId}` },
    );
  } catch {
    return stripe.paymentIntents
      .retrieve(paymentIntentId, { expand: INTENT_EXPAND })
      .catch(() => null);
  }
}
