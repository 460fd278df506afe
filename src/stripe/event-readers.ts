import type Stripe from "stripe";

import type { Env } from "@/config/env";
import { asId, isId, type Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { settleDispute } from "@/services/disputes/settle-dispute";
import { warnOfFraud } from "@/services/disputes/warn-of-fraud";
import { completeCardSetup, expireCardSetup } from "@/services/payments/card-setups";
import { findPaymentByIntent, readPayment } from "@/services/payments/payment-rows";
import { forgetStripeCustomer } from "@/services/payments/stripe-customer";
import {
  detachPaymentMethod,
  updateMandate,
  updatePaymentMethod,
} from "@/services/payments/store-payment-method";
import { findRefundAtStripe } from "@/services/refunds/refund-rows";
import { settleRefund } from "@/services/refunds/settle-refund";
import { ServiceError } from "@/services/service-error";
import { settleSession } from "./check-checkout";
import { readDisputeAtStripe } from "./read-dispute";
import { INTENT_EXPAND } from "./read-intent";
import { cardDetails } from "./read-method";
import { readRefundAtStripe, REFUND_EXPAND } from "./read-refund";
import { settleIntent } from "./settle-intent";

/** The event came before our own commit: it is looked at again. */
export const NOT_OURS_YET = "not ours yet";

const NOT_OURS = "ignored: not made by us";

interface Rail {
  readonly ctx: Ctx;
  readonly env: Env;
  readonly stripe: Stripe;
}

/** Reads the object that an event speaks of, takes it into the books, and says what came of it. */
export type EventReader = (rail: Rail, objectId: string) => Promise<string>;

/** By the event's type: the whole of it, or what it begins with. */
const READERS: readonly (readonly [string, EventReader])[] = [
  ["payment_intent.", readPaymentIntent],
  ["charge.dispute.", readDispute],
  ["charge.refund.", readRefund],
  ["refund.", readRefund],
  ["charge.", readCharge],
  ["checkout.session.", readSession],
  ["payment_method.detached", readMethodGone],
  ["payment_method.", readMethod],
  ["mandate.", readMandate],
  ["customer.deleted", readCustomerGone],
  ["radar.early_fraud_warning.", readWarning],
];

/** Who reads events of a type; undefined where there is nothing to do. */
export function eventReaderFor(type: string): EventReader | undefined {
  return READERS.find(([begin]) => type.startsWith(begin))?.[1];
}

async function readPaymentIntent({ ctx, stripe }: Rail, intentId: string): Promise<string> {
  const intent = await stripe.paymentIntents.retrieve(intentId, { expand: INTENT_EXPAND });
  const paymentId = (await findPaymentByIntent(ctx, intentId)) ?? named(ctx, intent.metadata);
  if (!paymentId) return NOT_OURS;
  return whenOurs(async () => {
    await settleIntent(ctx, stripe, paymentId, intent);
    return `payment ${intent.status}`;
  });
}

// A fee that was not known when the payment went through comes with an update of its charge.
async function readCharge(rail: Rail, chargeId: string): Promise<string> {
  const { payment_intent: intent } = await rail.stripe.charges.retrieve(chargeId);
  const intentId = idOf(intent);
  return intentId ? readPaymentIntent(rail, intentId) : NOT_OURS;
}

async function readDispute({ ctx, stripe }: Rail, disputeId: string): Promise<string> {
  const dispute = await stripe.disputes.retrieve(disputeId, { expand: ["charge"] });
  const intentId = idOf(dispute.payment_intent);
  const paymentId = intentId ? await findPaymentByIntent(ctx, intentId) : null;
  if (!paymentId) return intentId ? NOT_OURS_YET : NOT_OURS;
  const charge = typeof dispute.charge === "object" ? dispute.charge : null;
  const isDebit = charge?.payment_method_details?.type === "sepa_debit";
  // A dispute that overtook its own payment's success waits for it.
  const payment = await readPayment(ctx, paymentId);
  if (payment.state !== "succeeded") return NOT_OURS_YET;
  await settleDispute(ctx, paymentId, readDisputeAtStripe(dispute, isDebit));
  return `dispute ${dispute.status}`;
}

async function readRefund({ ctx, stripe }: Rail, stripeRefundId: string): Promise<string> {
  const refund = await stripe.refunds.retrieve(stripeRefundId, { expand: REFUND_EXPAND });
  const { refund_id: id, tenant_id: tenant } = refund.metadata ?? {};
  const ours = id && isId(id) && tenant === ctx.tenantId ? asId<"refund">(id) : null;
  const refundId = (await findRefundAtStripe(ctx, stripeRefundId)) ?? ours;
  if (!refundId) return NOT_OURS;
  const seen = await readRefundAtStripe(stripe, refund);
  return whenOurs(async () => {
    await settleRefund(ctx, refundId, seen);
    return `refund ${refund.status}`;
  });
}

async function readSession(rail: Rail, sessionId: string): Promise<string> {
  const { ctx, stripe } = rail;
  const session = await stripe.checkout.sessions.retrieve(sessionId, {
    expand: ["setup_intent.payment_method", "payment_intent.payment_method"],
  });
  if (session.metadata?.["tenant_id"] !== ctx.tenantId) return NOT_OURS;
  const saved = await readSaved(rail, session);
  if (session.mode !== "payment") return saved;
  const paymentId = named(ctx, session.metadata);
  if (!paymentId) return NOT_OURS;
  return whenOurs(async () => {
    await settleSession(ctx, stripe, await readPayment(ctx, paymentId), session);
    return `payment page ${session.status}`;
  });
}

/** A method that was saved on the page, whether something was paid there too or not. */
async function readSaved(rail: Rail, session: Stripe.Checkout.Session): Promise<string> {
  const { ctx, stripe } = rail;
  if (session.status === "expired") {
    await expireCardSetup(ctx, session.id);
    return "card set-up expired";
  }
  const isKept = session.mode === "setup" || "card_setup_id" in (session.metadata ?? {});
  const setup = typeof session.setup_intent === "object" ? session.setup_intent : null;
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : null;
  const method = (setup ?? intent)?.payment_method;
  if (!isKept || session.status !== "complete" || !method || typeof method === "string") {
    return "ignored: no method was saved";
  }
  const chargeId = idOf(intent?.latest_charge ?? null);
  const charge = chargeId ? await stripe.charges.retrieve(chargeId) : null;
  const details = charge?.payment_method_details;
  const mandateId = idOf(setup?.mandate ?? null) ?? details?.sepa_debit?.mandate ?? null;
  return whenOurs(async () => {
    await completeCardSetup(ctx, {
      checkoutSessionId: session.id,
      card: cardDetails(method, mandateId),
      setupIntentId: setup?.id ?? null,
      networkTransactionId: details?.card?.network_transaction_id ?? null,
    });
    return "card saved";
  });
}

async function readMethod({ ctx, stripe }: Rail, methodId: string): Promise<string> {
  const method = await stripe.paymentMethods.retrieve(methodId);
  const isOurs = await updatePaymentMethod(ctx, cardDetails(method));
  return isOurs ? "method updated" : NOT_OURS;
}

async function readMethodGone({ ctx }: Rail, methodId: string): Promise<string> {
  await detachPaymentMethod(ctx, methodId);
  return "method detached";
}

async function readMandate({ ctx, stripe }: Rail, mandateId: string): Promise<string> {
  const { id, status, payment_method: method } = await stripe.mandates.retrieve(mandateId);
  await updateMandate(ctx, { id, status, methodId: idOf(method) ?? "" });
  return `mandate ${status}`;
}

async function readCustomerGone({ ctx, stripe }: Rail, customerId: string): Promise<string> {
  const customer = await stripe.customers.retrieve(customerId);
  if (!("deleted" in customer) || !customer.deleted) return "ignored: it is still there";
  return (await forgetStripeCustomer(ctx, customerId)) ? "customer forgotten" : NOT_OURS;
}

async function readWarning({ ctx, stripe }: Rail, warningId: string): Promise<string> {
  const warning = await stripe.radar.earlyFraudWarnings.retrieve(warningId);
  const intentId = idOf(warning.payment_intent ?? null);
  const paymentId = intentId ? await findPaymentByIntent(ctx, intentId) : null;
  if (!paymentId) return intentId ? NOT_OURS_YET : NOT_OURS;
  await warnOfFraud(ctx, paymentId, { warningId, fraudType: warning.fraud_type });
  return "fraud warning taken up";
}

async function whenOurs(read: () => Promise<string>): Promise<string> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return NOT_OURS_YET;
    throw error;
  }
}

function named(ctx: Ctx, metadata: Stripe.Metadata | null): Id<"payment"> | null {
  const { payment_id: id, tenant_id: tenant } = metadata ?? {};
  return id && isId(id) && tenant === ctx.tenantId ? asId<"payment">(id) : null;
}

function idOf(value: string | { readonly id: string } | null): string | null {
  return typeof value === "string" ? value : (value?.id ?? null);
}
