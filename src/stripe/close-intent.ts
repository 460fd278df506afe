import type Stripe from "stripe";

import { INTENT_EXPAND } from "./read-intent";

/**
 * Cancels an intent, so that it can never take money any more. Answers it as it ended: cancelled, or (where
 * it was too late) succeeded or on its way. Null where that is not certain: nothing may be freed then.
 */
export async function closeIntent(
  stripe: Stripe,
  paymentIntentId: string,
): Promise<Stripe.PaymentIntent | null> {
  try {
    return await stripe.paymentIntents.cancel(paymentIntentId, {
      cancellation_reason: "abandoned",
    });
  } catch {
    const seen = await stripe.paymentIntents
      .retrieve(paymentIntentId, { expand: INTENT_EXPAND })
      .catch(() => null);
    const isCertain = seen && ["canceled", "succeeded", "processing"].includes(seen.status);
    return isCertain ? seen : null;
  }
}
