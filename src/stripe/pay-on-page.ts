import type Stripe from "stripe";

import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import {
  createCardSetup,
  isSetupKept,
  openCardSetup,
  type CardConsent,
} from "@/services/payments/card-setups";
import { keepCheckout, markSubmitted, readPayment } from "@/services/payments/payment-rows";
import type { PaymentSubject } from "@/services/payments/payment-subject";
import { prepareCheckout, type CheckoutOrder } from "@/services/payments/prepare-checkout";
import { resumeRail } from "@/services/payments/rail-pause";
import { ServiceError } from "@/services/service-error";
import { endCheckout } from "./check-checkout";
import { checkPayment } from "./check-payment";
import { closeIntent } from "./close-intent";
import { stripeClient } from "./client";
import { describe, paymentMetadata } from "./collect-payment";
import { ensureCustomer } from "./ensure-customer";
import { toStripeAmount } from "./minor-units";
import { INTENT_EXPAND } from "./read-intent";
import { settleIntent } from "./settle-intent";
import { takeError } from "./submit-payment";

/** What a page at Stripe is opened for. */
export interface PageWish {
  readonly subject: PaymentSubject;
  /** What the driver agreed to, where the method is to be kept for later charges; else null. */
  readonly consent: CardConsent | null;
  /** A path of ours; `?payment=done` or `left` is added. */
  readonly returnTo: string;
}

/** Two rounds end another attempt and begin ours; a third helps against a race with a worker. */
const ROUNDS = 4;

/** Between rounds, so that whoever was first has his answer. */
const PAUSE_MS = 250;

/**
 * Answers the address of Stripe's page (Checkout, mode payment) where an invoice or a top-up is paid. Asked
 * twice, it is the same page. An attempt that waits for its driver is cancelled first, and only a confirmed
 * cancel lets this one begin; one that is on its way is let be.
 * @throws ServiceError PRECONDITION (nothing due, or money is on its way), UNAVAILABLE.
 */
export async function payOnPage(ctx: Ctx, env: Env, wish: PageWish): Promise<string> {
  const stripe = stripeClient(env);
  for (let round = 0; round < ROUNDS; round += 1) {
    const prepared = await prepareCheckout(ctx, wish.subject, {
      customerOf: async (driverId) => (await ensureCustomer(ctx, stripe, driverId)).customerId,
      compose: (order) => composeSession(ctx, order, wish),
    });
    if (prepared.kind === "open") return prepared.url;
    if (prepared.kind === "blocked") {
      await endOther(ctx, env, prepared.paymentId);
      continue;
    }
    const url = await openPage(ctx, env, prepared.paymentId, wish.consent);
    if (url) return url;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new ServiceError(
    "UNAVAILABLE",
    "The payment page cannot be reached. Try again in a minute.",
  );
}

/** Opens the page with the stored request; null where Stripe did not answer, or another click is first. */
async function openPage(
  ctx: Ctx,
  env: Env,
  paymentId: CheckoutOrder["paymentId"],
  consent: CardConsent | null,
): Promise<string | null> {
  const stripe = stripeClient(env);
  await markSubmitted(ctx, paymentId);
  const { request, idempotencyKey, driverId } = await readPayment(ctx, paymentId);
  try {
    const params = JSON.parse(request) as Stripe.Checkout.SessionCreateParams;
    const session = await stripe.checkout.sessions.create(params, { idempotencyKey });
    await resumeRail(ctx);
    if (consent && "card_setup_id" in (params.metadata || {})) {
      await keepSetup(ctx, { driverId, consent, checkoutSessionId: session.id });
    }
    await keepCheckout(ctx, paymentId, { sessionId: session.id, url: session.url, intentId: null });
    return session.url;
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    await takeError(ctx, stripe, paymentId, error);
    return null;
  }
}

/** Ends an attempt that stands in the way, if that is possible with certainty. */
async function endOther(ctx: Ctx, env: Env, paymentId: CheckoutOrder["paymentId"]): Promise<void> {
  const payment = await readPayment(ctx, paymentId);
  const stripe = stripeClient(env);
  try {
    if (payment.channel === "checkout") return await endCheckout(ctx, env, payment);
    if (payment.state !== "requires_action" || !payment.paymentIntentId) {
      return await checkPayment(ctx, env, paymentId);
    }
    const closed = await closeIntent(stripe, payment.paymentIntentId);
    const intent =
      closed ??
      (await stripe.paymentIntents.retrieve(payment.paymentIntentId, { expand: INTENT_EXPAND }));
    if (closed) await settleIntent(ctx, stripe, paymentId, intent);
  } catch (error) {
    await takeError(ctx, stripe, paymentId, error);
  }
}

function composeSession(ctx: Ctx, order: CheckoutOrder, wish: PageWish): string {
  // The mark of a page that saves; its consent is kept once the page has an id.
  const saving: Record<string, string> = wish.consent ? { card_setup_id: order.paymentId } : {};
  const metadata = { ...paymentMetadata(ctx, order), ...saving };
  const back = new URL(wish.returnTo, ctx.settings.baseUrl);
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: "payment",
    customer: order.customerId,
    locale: order.locale,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: order.currency.toLowerCase(),
          unit_amount: toStripeAmount(order),
          product_data: { name: describe(order) },
        },
      },
    ],
    allowed_payment_method_types:
      order.currency === "EUR" && order.takesDebit ? ["card", "sepa_debit"] : ["card"],
    payment_intent_data: {
      capture_method: "automatic",
      description: describe(order),
      metadata,
      ...(wish.consent ? { setup_future_usage: "off_session" as const } : {}),
    },
    expires_at: Math.floor(order.expiresAt.epochMilliseconds / 1000),
    success_url: withResult(back, "done"),
    cancel_url: withResult(back, "left"),
    metadata,
  };
  return JSON.stringify(params);
}

async function keepSetup(
  ctx: Ctx,
  page: {
    readonly driverId: Id<"driver">;
    readonly consent: CardConsent;
    readonly checkoutSessionId: string;
  },
): Promise<void> {
  const { driverId, consent, checkoutSessionId } = page;
  if (await isSetupKept(ctx, checkoutSessionId)) return;
  const id = await createCardSetup(ctx, { driverId, consent });
  await openCardSetup(ctx, { id, checkoutSessionId });
}

function withResult(back: URL, result: "done" | "left"): string {
  const url = new URL(back);
  url.searchParams.set("payment", result);
  return url.toString();
}
