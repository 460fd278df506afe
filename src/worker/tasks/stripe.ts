import { asId } from "@/core/ids";
import { checkPayment as checkPaymentAtStripe } from "@/stripe/check-payment";
import { collectPayment as collectPaymentAtStripe } from "@/stripe/collect-payment";
import { readEvent } from "@/stripe/read-event";
import type { Task } from "@/worker/task";

/** Collects an invoice from the driver's saved card, where there is a money rail. */
export const collectPayment: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await collectPaymentAtStripe(ctx, env, asId<"invoice">(id));
};

/** Finds out what became of an open payment. */
export const checkPayment: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await checkPaymentAtStripe(ctx, env, asId<"payment">(id));
};

/** Reads a stored event of Stripe. */
export const readStripeEvent: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await readEvent(ctx, env, id);
};
