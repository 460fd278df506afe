import type Stripe from "stripe";

import type { Id } from "@/core/ids";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { noteIntent, readPayment } from "@/services/payments/payment-rows";
import { settlePayment } from "@/services/payments/settle-payment";
import { ServiceError } from "@/services/service-error";
import { closeIntent } from "./close-intent";
import { needsDriver, readIntent } from "./read-intent";

const ON_PAGE: ReadonlySet<string> = new Set([
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
]);

/**
 * Takes an intent into the books; one that failed is cancelled first, so that it cannot succeed later. On a
 * page at Stripe a driver may try card after card: only money, or the page's end, ends its payment. Money
 * that Stripe took against what we know is a case for people.
 */
export async function settleIntent(
  ctx: Ctx,
  stripe: Stripe,
  paymentId: Id<"payment">,
  intent: Stripe.PaymentIntent,
): Promise<void> {
  const payment = await readPayment(ctx, paymentId);
  if (payment.channel === "checkout" && ON_PAGE.has(intent.status)) {
    return noteIntent(ctx, paymentId, intent.id);
  }
  const hasFailed = intent.status === "requires_payment_method" && !needsDriver(intent);
  const final = hasFailed ? await closeIntent(stripe, intent.id) : intent;
  const { failure } = readIntent(intent);
  const seen = final
    ? readIntent(final)
    : { state: "unknown" as const, paymentIntentId: intent.id };
  try {
    await settlePayment(ctx, paymentId, failure ? { ...seen, failure } : seen);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "CONFLICT") throw error;
    await openCase(ctx, {
      key: `payment:${paymentId}:conflict`,
      kind: "payment_conflict",
      subjectType: "payment",
      subjectId: paymentId,
      driverId: payment.driverId,
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      detail: { ...error.detail, paymentIntentId: intent.id, reason: error.message },
    });
    ctx.log.error({ paymentId, err: error }, "Stripe and our books disagree about a payment");
  }
}
