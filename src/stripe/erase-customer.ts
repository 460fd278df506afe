import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import {
  readCustomerToErase,
  recordCustomerErased,
  recordErasureFailed,
} from "@/services/payments/erase-stripe-customer";
import { isRailPaused, pauseRail, resumeRail } from "@/services/payments/rail-pause";
import { stripeClient } from "./client";
import { failureOf, meaningOf } from "./read-error";

/**
 * Deletes the customer of a forgotten driver at Stripe, his ways to pay first (`DELETE /v1/customers/:id`: it cannot be
 * undone; payments that were made stay). What is gone there already is what is wanted. Anything else is kept on the row,
 * which comes due again.
 */
export async function eraseCustomer(ctx: Ctx, env: Env, driverId: Id<"driver">): Promise<void> {
  const customer = await readCustomerToErase(ctx, driverId);
  if (!customer || (await isRailPaused(ctx))) return;
  const stripe = stripeClient(env);
  try {
    for (const method of customer.methods) {
      await unlessGone(stripe.paymentMethods.detach(method));
    }
    await unlessGone(stripe.customers.del(customer.customerId));
    await resumeRail(ctx);
  } catch (error) {
    const { message } = failureOf(error);
    if (meaningOf(error) === "refused") await pauseRail(ctx, message);
    ctx.log.warn({ err: error, driverId }, "a customer could not be deleted at Stripe");
    return recordErasureFailed(ctx, driverId, message);
  }
  await recordCustomerErased(ctx, driverId);
}

/** A method that is not attached, and a customer that is not there, are refused as invalid. */
async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (meaningOf(error) !== "invalid") throw error;
  }
}
