import type Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import type { PaymentSubject } from "@/services/payments/payment-subject";
import type { PaymentOrder } from "@/services/payments/payment-order";
import { preparePayment } from "@/services/payments/prepare-payment";
import { toStripeAmount } from "./minor-units";
import { INTENT_EXPAND } from "./read-intent";
import { submitPayment } from "./submit-payment";

/**
 * Collects an invoice from the driver's saved method: the payment row with its exact request is written,
 * then sent; a direct debit is announced first and sent by the janitor. Nothing happens where the invoice
 * is not due, another attempt is open, or the card networks allow no more.
 */
export async function collectPayment(ctx: Ctx, env: Env, invoiceId: Id<"invoice">): Promise<void> {
  await collect(ctx, env, { invoiceId });
}

/** Collects a top-up from the driver's saved method, as `collectPayment`. */
export async function collectTopup(ctx: Ctx, env: Env, topupId: Id<"topup">): Promise<void> {
  await collect(ctx, env, { topupId });
}

async function collect(ctx: Ctx, env: Env, subject: PaymentSubject): Promise<void> {
  const prepared = await preparePayment(ctx, subject, (order) => composeRequest(ctx, order));
  if (prepared.kind === "ready") await submitPayment(ctx, env, prepared.paymentId);
}

function composeRequest(ctx: Ctx, order: PaymentOrder): string {
  const isCard = order.methodType === "card";
  const params: Stripe.PaymentIntentCreateParams = {
    amount: toStripeAmount(order),
    currency: order.currency.toLowerCase(),
    customer: order.customerId,
    payment_method: order.paymentMethodId,
    off_session: true,
    confirm: true,
    // The fee is known with the answer, not a moment later.
    capture_method: "automatic",
    allowed_payment_method_types: [allowedType(order.methodType)],
    ...(isCard
      ? { payment_method_options: { card: { stored_credential_usage: order.usage } } }
      : {}),
    description: describe(order),
    metadata: paymentMetadata(ctx, order),
    expand: INTENT_EXPAND,
  };
  return JSON.stringify(params);
}

function allowedType(type: string): "card" | "sepa_debit" {
  return type === "sepa_debit" ? "sepa_debit" : "card";
}

/** What people read at Stripe. */
export function describe(order: { readonly reference: string }): string {
  return order.reference === "" ? "Top-up" : `Invoice ${order.reference}`;
}

/** How a payment is found again at Stripe, whatever happened to our call. */
export function paymentMetadata(
  ctx: Ctx,
  order: {
    readonly paymentId: Id<"payment">;
    readonly subject: PaymentSubject;
    readonly attempt: number;
  },
): Record<string, string> {
  return {
    env: ctx.settings.stripeEnvironment,
    tenant_id: ctx.tenantId,
    payment_id: order.paymentId,
    attempt: String(order.attempt),
    ...("invoiceId" in order.subject
      ? { invoice_id: order.subject.invoiceId }
      : { topup_id: order.subject.topupId }),
  };
}
