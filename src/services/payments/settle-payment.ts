import { and, eq, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { paymentSucceeded } from "@/core/ledger/entries/payment-succeeded";
import { stripeFee } from "@/core/ledger/entries/stripe-fee";
import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import { payments, type PaymentState } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { ServiceError } from "@/services/service-error";
import type { PaymentObservation } from "./payment-observation";
import { nextPaymentState } from "./payment-state";
import { tellOfPayment } from "./tell-of-payment";

type Payment = InferSelectModel<typeof payments>;

/** How the payment's state shows on its invoice. */
const INVOICE_STATES: Readonly<Record<PaymentState, InvoicePaymentState>> = {
  created: "collecting",
  submitted: "collecting",
  processing: "collecting",
  unknown: "collecting",
  requires_action: "action_needed",
  succeeded: "paid",
  failed: "failed",
  canceled: "failed",
};

/**
 * Takes what was seen at Stripe into the books, in one transaction and under the payment's lock: state,
 * journals, invoice, and the mail that tells the driver. The same observation again changes nothing.
 * @throws ServiceError NOT_FOUND for a payment that is not ours, CONFLICT when Stripe took another amount,
 * or took money for a payment that we had ended: a case for people, never a silent change.
 */
export async function settlePayment(
  ctx: Ctx,
  paymentId: Id<"payment">,
  seen: PaymentObservation,
): Promise<PaymentState> {
  return inTransaction(ctx, async (tx) => {
    const [payment] = await tx.db
      .select()
      .from(payments)
      .where(and(eq(payments.tenantId, tx.tenantId), eq(payments.id, paymentId)))
      .for("update");
    if (!payment) throw new ServiceError("NOT_FOUND", "There is no such payment.", { paymentId });
    const state = nextPaymentState(payment.state, seen.state);
    if (seen.state === "succeeded" && state !== "succeeded") {
      throw new ServiceError("CONFLICT", "Stripe took money for a payment that had ended.", {
        paymentId,
        ended: state,
      });
    }
    if (state === "succeeded") refuseOtherAmount(payment, seen);
    await updatePayment(tx, payment, state, seen);
    if (seen.state === "succeeded" && state === "succeeded") await book(tx, payment, seen);
    if (state !== payment.state) await moveInvoice(tx, payment, state, seen);
    return state;
  });
}

function refuseOtherAmount(payment: Payment, seen: PaymentObservation): void {
  const same =
    (seen.amountMinor === undefined || seen.amountMinor === payment.amountMinor) &&
    (seen.currency === undefined || seen.currency === payment.currency);
  if (same) return;
  throw new ServiceError("CONFLICT", "Stripe took another amount than was asked for.", {
    paymentId: payment.id,
    asked: `${payment.amountMinor} ${payment.currency}`,
    taken: `${seen.amountMinor} ${seen.currency}`,
  });
}

async function updatePayment(
  ctx: Ctx,
  payment: Payment,
  state: PaymentState,
  seen: PaymentObservation,
): Promise<void> {
  const now = ctx.clock.now();
  const ended = state !== payment.state && ["succeeded", "failed", "canceled"].includes(state);
  await ctx.db
    .update(payments)
    .set({
      state,
      paymentIntentId: seen.paymentIntentId ?? payment.paymentIntentId,
      chargeId: seen.chargeId ?? payment.chargeId,
      nextActionUrl: seen.nextActionUrl ?? null,
      ...(seen.failure && state !== "succeeded"
        ? {
            failureCode: seen.failure.code,
            declineCode: seen.failure.declineCode,
            failureMessage: seen.failure.message,
          }
        : {}),
      checks: payment.checks + 1,
      dueAt: nextCheck(now, payment.checks),
      ...(ended ? { settledAt: seen.succeededAt ?? now } : {}),
    })
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, payment.id)));
}

/** The janitor looks after a minute, five, an hour, then daily. */
function nextCheck(now: Temporal.Instant, checks: number): Temporal.Instant {
  const minutes = [1, 5, 60][checks] ?? 24 * 60;
  return now.add({ minutes });
}

async function book(ctx: Ctx, payment: Payment, seen: PaymentObservation): Promise<void> {
  const paymentIntentId = seen.paymentIntentId ?? payment.paymentIntentId;
  if (!paymentIntentId || !seen.succeededAt) {
    throw new ServiceError("INVALID", "A success without its PaymentIntent cannot be booked.");
  }
  const { currency, amountMinor, driverId, id: paymentId } = payment;
  const { succeededAt, fee } = seen;
  await postJournals(ctx, [
    paymentSucceeded({ paymentId, paymentIntentId, driverId, currency, amountMinor, succeededAt }),
    fee ? stripeFee({ paymentId, ...fee }) : null,
  ]);
}

async function moveInvoice(
  ctx: Ctx,
  payment: Payment,
  state: PaymentState,
  seen: PaymentObservation,
): Promise<void> {
  if (payment.invoiceId === null) return;
  const [invoice] = await ctx.db
    .update(invoices)
    .set({
      paymentState: INVOICE_STATES[state],
      ...(state === "succeeded"
        ? {
            paidMinor: sql`${invoices.paidMinor} + ${payment.amountMinor}`,
            paidAt: seen.succeededAt ?? ctx.clock.now(),
          }
        : {}),
    })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, payment.invoiceId)))
    .returning();
  if (invoice) await tellOfPayment(ctx, { payment, state, seen, number: invoice.number ?? "" });
}
