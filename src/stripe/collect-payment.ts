import type Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { preparePayment, type PaymentOrder } from "@/services/payments/prepare-payment";
import { toStripeAmount } from "./minor-units";
import { INTENT_EXPAND } from "./read-intent";
import { submitPayment } from "./submit-payment";

/**
 * Collects an invoice from the driver's saved card: the payment row with its exact request is written,
 * then sent. Nothing happens where the invoice is not due or another attempt is open.
 */
export async function collectPayment(ctx: Ctx, env: Env, invoiceId: Id<"invoice">): Promise<void> {
  const paymentId = await preparePayment(ctx, invoiceId, (order) => composeRequest(ctx, order));
  if (paymentId) await submitPayment(ctx, env, paymentId);
}

function composeRequest(ctx: Ctx, order: PaymentOrder): string {
  const params: Stripe.PaymentIntentCreateParams = {
    amount: toStripeAmount(order),
    currency: order.currency.toLowerCase(),
    customer: order.customerId,
    payment_method: order.paymentMethodId,
    off_session: true,
    confirm: true,
    // The fee is known with the answer, not a moment later.
    capture_method: "automatic",
    allowed_payment_method_types: ["card"],
    payment_method_options: { card: { stored_credential_usage: "recurring" } },
    description: `Invoice ${order.invoiceNumber}`,
    metadata: {
      payment_id: order.paymentId,
      invoice_id: order.invoiceId,
      tenant_id: ctx.tenantId,
      attempt: String(order.attempt),
    },
    expand: INTENT_EXPAND,
  };
  return JSON.stringify(params);
}
