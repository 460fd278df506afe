import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { readPayment, type PaymentRow } from "@/services/payments/payment-rows";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { stripeClient } from "./client";
import { meaningOf } from "./read-error";
import { INTENT_EXPAND } from "./read-intent";
import { settleIntent } from "./settle-intent";
import { takeError } from "./submit-payment";

/**
 * Lets the driver approve a payment that his bank wants to hear of from himself: the same intent is
 * confirmed with him present, and the address of his bank's page is returned (null when it went through
 * without). @throws ServiceError NOT_FOUND, PRECONDITION when nothing waits for him, UNAVAILABLE.
 */
export async function authenticatePayment(
  ctx: Ctx,
  env: Env,
  input: { readonly paymentId: Id<"payment"> },
): Promise<{ readonly url: string | null }> {
  const driverId = requireDriver(ctx);
  const payment = await readPayment(ctx, input.paymentId);
  if (payment.driverId !== driverId) {
    throw new ServiceError("NOT_FOUND", "There is no such payment.");
  }
  const back = payment.invoiceId === null ? "/wallet" : `/invoices/${payment.invoiceId}`;
  return confirmOnSession(ctx, env, payment, back);
}

/** Confirms a payment that waits for its driver, who is here now and comes back to `returnTo`. */
export async function confirmOnSession(
  ctx: Ctx,
  env: Env,
  payment: PaymentRow,
  returnTo: string,
): Promise<{ readonly url: string | null }> {
  if (payment.state !== "requires_action" || !payment.paymentIntentId) {
    throw new ServiceError("PRECONDITION", "This payment does not wait for you.");
  }
  const stripe = stripeClient(env);
  const { payment_method: method } = JSON.parse(payment.request) as { payment_method: string };
  try {
    const intent = await stripe.paymentIntents.confirm(payment.paymentIntentId, {
      payment_method: method,
      return_url: new URL(returnTo, ctx.settings.baseUrl).toString(),
      expand: INTENT_EXPAND,
    });
    await settleIntent(ctx, stripe, payment.id, intent);
    return { url: intent.next_action?.redirect_to_url?.url ?? null };
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    await takeError(ctx, stripe, payment.id, error);
    if (meaningOf(error) === "declined") return { url: null };
    throw new ServiceError("UNAVAILABLE", "Your bank's page cannot be reached. Try again soon.");
  }
}
