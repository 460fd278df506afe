import Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { isRailPaused, pauseRail, resumeRail } from "@/services/payments/rail-pause";
import {
  markRefundSubmitted,
  postponeRefund,
  readRefund,
  type Refund,
} from "@/services/refunds/refund-rows";
import { settleRefund } from "@/services/refunds/settle-refund";
import { KEY_LIFETIME_HOURS } from "./check-payment";
import { stripeClient } from "./client";
import { toStripeAmount } from "./minor-units";
import { comeAgain, failureOf, meaningOf } from "./read-error";
import { readRefundAtStripe, REFUND_EXPAND } from "./read-refund";

/**
 * Sends a refund that was ordered, or finds out what became of one that was sent. Its charge is read from
 * Stripe first: a disputed one is not refunded, for the bank gives that money back already.
 */
export async function sendRefund(ctx: Ctx, env: Env, refundId: Id<"refund">): Promise<void> {
  const refund = await readRefund(ctx, refundId);
  const isOpen = ["created", "submitted", "pending", "requires_action", "unknown"];
  if (!isOpen.includes(refund.state) || (await isRailPaused(ctx))) return;
  const stripe = stripeClient(env);
  try {
    if (refund.state === "created") await sendNew(ctx, stripe, refund);
    else await lookAgain(ctx, stripe, refund);
  } catch (error) {
    await takeRefundError(ctx, refund, error);
  }
}

async function sendNew(ctx: Ctx, stripe: Stripe, refund: Refund): Promise<void> {
  const intentId = refund.paymentIntentId ?? "";
  const intent = await stripe.paymentIntents.retrieve(intentId, { expand: ["latest_charge"] });
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  if (charge?.disputed && !(await isSettled(stripe, charge.id))) {
    return void (await settleRefund(ctx, refund.id, {
      state: "canceled",
      failureCode: "disputed",
    }));
  }
  const params: Stripe.RefundCreateParams = {
    payment_intent: intentId,
    amount: toStripeAmount(refund),
    metadata: {
      env: ctx.settings.stripeEnvironment,
      tenant_id: ctx.tenantId,
      refund_id: refund.id,
      payment_id: refund.paymentId,
    },
    expand: REFUND_EXPAND,
  };
  const marked = await markRefundSubmitted(ctx, refund, JSON.stringify(params));
  if (marked === "disputed") {
    await settleRefund(ctx, refund.id, { state: "canceled", failureCode: "disputed" });
  }
  if (marked === "sent") await send(ctx, stripe, refund.id);
}

/** Whether each dispute of a charge ended without loss for us. */
async function isSettled(stripe: Stripe, charge: string): Promise<boolean> {
  const { data } = await stripe.disputes.list({ charge, limit: 100 });
  return data.every(({ status }) => ["won", "warning_closed", "prevented"].includes(status));
}

/** Sends the stored request with its own key. */
async function send(ctx: Ctx, stripe: Stripe, id: Id<"refund">): Promise<void> {
  const { request, idempotencyKey } = await readRefund(ctx, id);
  const params = JSON.parse(request) as Stripe.RefundCreateParams;
  const sent = await stripe.refunds.create(params, { idempotencyKey });
  await resumeRail(ctx);
  await settleRefund(ctx, id, await readRefundAtStripe(stripe, sent));
}

async function lookAgain(ctx: Ctx, stripe: Stripe, refund: Refund): Promise<void> {
  if (refund.stripeRefundId) {
    const seen = await stripe.refunds.retrieve(refund.stripeRefundId, { expand: REFUND_EXPAND });
    return void (await settleRefund(ctx, refund.id, await readRefundAtStripe(stripe, seen)));
  }
  const age = ctx.clock
    .now()
    .since(refund.submittedAt ?? refund.createdAt)
    .total("hours");
  if (age < KEY_LIFETIME_HOURS) return send(ctx, stripe, refund.id);
  // Stripe has forgotten the key: look before anything is sent again.
  const known = stripe.refunds.list({
    payment_intent: refund.paymentIntentId ?? "",
    limit: 100,
    expand: REFUND_EXPAND.map((path) => `data.${path}`),
  });
  for await (const one of known) {
    if (one.metadata?.["refund_id"] !== refund.id) continue;
    return void (await settleRefund(ctx, refund.id, await readRefundAtStripe(stripe, one)));
  }
  await settleRefund(ctx, refund.id, { state: "canceled", failureCode: "never_arrived" });
}

async function takeRefundError(ctx: Ctx, refund: Refund, error: unknown): Promise<void> {
  const failure = failureOf(error);
  const now = ctx.clock.now();
  switch (meaningOf(error)) {
    case "declined":
    case "invalid":
      ctx.log.error({ refundId: refund.id, err: error }, "Stripe refused a refund");
      await settleRefund(ctx, refund.id, { state: "failed", failureCode: failure.code });
      return;
    case "refused":
      await pauseRail(ctx, failure.message);
      return postponeRefund(ctx, refund.id, now.add({ minutes: 5 }));
    case "busy":
      return postponeRefund(ctx, refund.id, comeAgain(now));
    case "mismatch":
      ctx.log.error({ refundId: refund.id, err: error }, "a refund's request differs");
      await openCase(ctx, {
        key: `refund:${refund.id}:mismatch`,
        kind: "refund_request_differs",
        subjectType: "refund",
        subjectId: refund.id,
      });
      return postponeRefund(ctx, refund.id, now.add({ hours: 24 }));
    case "unknown":
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      ctx.log.warn({ refundId: refund.id, err: error }, "a refund's outcome is not known yet");
      if (refund.state === "created") {
        const { state } = await readRefund(ctx, refund.id);
        if (state === "created") return postponeRefund(ctx, refund.id, comeAgain(now));
      }
      await settleRefund(ctx, refund.id, { state: "unknown" });
  }
}
