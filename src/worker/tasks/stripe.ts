import { asId } from "@/core/ids";
import { checkPayment as checkPaymentAtStripe } from "@/stripe/check-payment";
import {
  collectPayment as collectPaymentAtStripe,
  collectTopup as collectTopupAtStripe,
} from "@/stripe/collect-payment";
import { eraseCustomer } from "@/stripe/erase-customer";
import { readEvent } from "@/stripe/read-event";
import { sendRefund as sendRefundAtStripe } from "@/stripe/send-refund";
import type { Task } from "@/worker/task";

/** Collects an invoice from the driver's saved card, where there is a money rail. */
export const collectPayment: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await collectPaymentAtStripe(ctx, env, asId<"invoice">(id));
};

/** Collects a top-up from the driver's saved method. */
export const collectTopup: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await collectTopupAtStripe(ctx, env, asId<"topup">(id));
};

/** Sends a refund, or finds out what became of it. */
export const sendRefund: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await sendRefundAtStripe(ctx, env, asId<"refund">(id));
};

/** Finds out what became of an open payment. */
export const checkPayment: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await checkPaymentAtStripe(ctx, env, asId<"payment">(id));
};

/** Deletes the customer of a driver who was forgotten. */
export const eraseStripeCustomer: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await eraseCustomer(ctx, env, asId<"driver">(id));
};

/** Reads a stored event of Stripe. */
export const readStripeEvent: Task = async ({ ctx, env, id }) => {
  if (env.STRIPE_SECRET_KEY) await readEvent(ctx, env, id);
};
