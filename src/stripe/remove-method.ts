import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { readOwnMethod } from "@/services/payments/own-methods";
import { detachPaymentMethod } from "@/services/payments/store-payment-method";
import { ServiceError } from "@/services/service-error";
import { stripeClient } from "./client";
import { meaningOf } from "./read-error";

/**
 * Removes a way to pay of the acting driver, at Stripe and here.
 * @throws ServiceError NOT_FOUND for another's, UNAVAILABLE when Stripe does not answer.
 */
export async function removeMethod(ctx: Ctx, env: Env, id: Id<"paymentMethod">): Promise<void> {
  const { stripeId } = await readOwnMethod(ctx, id);
  try {
    await stripeClient(env).paymentMethods.detach(stripeId);
  } catch (error) {
    // Gone there already: that is what he wants.
    if (meaningOf(error) !== "invalid") {
      ctx.log.warn({ err: error }, "a way to pay could not be removed");
      throw new ServiceError("UNAVAILABLE", "It could not be removed. Try again in a minute.");
    }
  }
  await detachPaymentMethod(ctx, stripeId);
}
