import type Stripe from "stripe";

import type { CardDetails } from "@/services/payments/store-payment-method";

/** What we keep of a payment method, and of the mandate that came with it. */
export function cardDetails(method: Stripe.PaymentMethod, mandateId?: string | null): CardDetails {
  const { card, sepa_debit: account } = method;
  return {
    stripeId: method.id,
    type: method.type,
    brand: card?.brand ?? null,
    last4: card?.last4 ?? account?.last4 ?? null,
    expMonth: card?.exp_month ?? null,
    expYear: card?.exp_year ?? null,
    fingerprint: card?.fingerprint ?? account?.fingerprint ?? null,
    country: card?.country ?? account?.country ?? null,
    ...(mandateId ? { mandateId } : {}),
  };
}
