import { readEnv } from "@/config/env";
import type { Id } from "@/core/ids";
import type { CardConsent } from "@/services/payments/card-setups";
import type { Ctx } from "@/services/context";
import { authenticatePayment } from "./authenticate-payment";
import { startCardSetup } from "./start-card-setup";

/** What pages may ask of Stripe: where to send the acting driver. */

/** Where the acting driver enters a card. @throws ServiceError UNAVAILABLE when Stripe does not answer. */
export async function cardSetupAddress(
  ctx: Ctx,
  input: { readonly consent: CardConsent; readonly returnTo: string },
): Promise<string> {
  const { url } = await startCardSetup(ctx, readEnv(), input);
  return url;
}

/**
 * Where the acting driver approves a payment, or null when it went through without.
 * @throws ServiceError NOT_FOUND, PRECONDITION when nothing waits for him.
 */
export async function paymentApprovalAddress(
  ctx: Ctx,
  paymentId: Id<"payment">,
): Promise<string | null> {
  const { url } = await authenticatePayment(ctx, readEnv(), { paymentId });
  return url;
}
