import { and, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { paymentSucceeded } from "@/core/ledger/entries/payment-succeeded";
import { stripeFee } from "@/core/ledger/entries/stripe-fee";
import { invoices } from "@/db/schema/invoices";
import { payments, type PaymentState } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { isDisputed } from "@/services/disputes/is-disputed";
import { orderRefund } from "@/services/refunds/order-refund";
import { ServiceError } from "@/services/service-error";
import { creditTopup } from "@/services/wallet/credit-topup";
import { moveSubject } from "./move-subject";
import type { PaymentObservation } from "./payment-observation";
import { nextPaymentState } from "./payment-state";
import { openMinor } from "./read-due";

type Payment = InferSelectModel<typeof payments>;

/** How long a driver may take to approve a payment. Then it is cancelled and the next step follows. */
const APPROVAL_HOURS = 7 * 24;

/**
 * Takes what was seen at Stripe into the books, in one transaction and under the payment's lock: state,
 * journals, invoice or top-up, and the mail that tells the driver. The same observation again changes
 * nothing. What an invoice no longer owed when the money came is owed back, and refunded.
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
    if (seen.state === "succeeded" && seen.fee) {
      await postJournals(tx, [stripeFee({ paymentId, ...seen.fee })]);
    }
    if (state !== payment.state) await takeEffect(tx, payment, state, seen);
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
  const isEnded = state !== payment.state && ["succeeded", "failed", "canceled"].includes(state);
  const { failure } = seen;
  const waits = state === "requires_action" && payment.state !== "requires_action";
  const expiresAt = waits ? now.add({ hours: APPROVAL_HOURS }) : payment.expiresAt;
  await ctx.db
    .update(payments)
    .set({
      state,
      paymentIntentId: seen.paymentIntentId ?? payment.paymentIntentId,
      chargeId: seen.chargeId ?? payment.chargeId,
      fingerprint: seen.fingerprint ?? payment.fingerprint,
      nextActionUrl: seen.nextActionUrl ?? null,
      ...(failure && state !== "succeeded"
        ? {
            failureCode: failure.code,
            declineCode: failure.declineCode,
            adviceCode: failure.adviceCode ?? null,
            networkDeclineCode: failure.networkDeclineCode ?? null,
            failureMessage: failure.message,
          }
        : {}),
      expiresAt,
      checks: payment.checks + 1,
      dueAt: earlier(nextCheck(now, payment.checks), expiresAt),
      ...(isEnded ? { settledAt: seen.succeededAt ?? now } : {}),
    })
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, payment.id)));
}

/** The janitor looks after a minute, five, an hour, then daily. */
function nextCheck(now: Temporal.Instant, checks: number): Temporal.Instant {
  return now.add({ minutes: [1, 5, 60][checks] ?? 24 * 60 });
}

function earlier(one: Temporal.Instant, other: Temporal.Instant | null): Temporal.Instant {
  return other && Temporal.Instant.compare(other, one) < 0 ? other : one;
}

async function takeEffect(
  ctx: Ctx,
  payment: Payment,
  state: PaymentState,
  seen: PaymentObservation,
): Promise<void> {
  const appliedMinor = state === "succeeded" ? await book(ctx, payment, seen) : 0n;
  await moveSubject(ctx, payment, state, { ...seen, appliedMinor });
  const excessMinor = payment.amountMinor - appliedMinor;
  if (state === "succeeded" && payment.invoiceId !== null && excessMinor > 0n) {
    await giveBack(ctx, payment, excessMinor);
  }
}

/** Refunds what came too much. Where its holder objected before we knew that it came, people decide: it stays owed. */
async function giveBack(ctx: Ctx, payment: Payment, amountMinor: bigint): Promise<void> {
  const { id: paymentId, driverId, currency } = payment;
  if (!(await isDisputed(ctx, paymentId))) {
    await orderRefund(ctx, { paymentId, cause: "overpayment", amountMinor });
    return;
  }
  await openCase(ctx, {
    key: `payment:${paymentId}:excess`,
    kind: "refund_failed",
    subjectType: "payment",
    subjectId: paymentId,
    driverId,
    amountMinor,
    currency,
    detail: { reason: "disputed", paymentId },
  });
}

/** Posts the success and answers what of it the invoice (or the top-up) took. */
async function book(ctx: Ctx, payment: Payment, seen: PaymentObservation): Promise<bigint> {
  const paymentIntentId = seen.paymentIntentId ?? payment.paymentIntentId;
  const { succeededAt } = seen;
  if (!paymentIntentId || !succeededAt) {
    throw new ServiceError("INVALID", "A success without its PaymentIntent cannot be booked.");
  }
  const { currency, amountMinor, driverId, id: paymentId } = payment;
  if (payment.topupId !== null) {
    await creditTopup(ctx, payment.topupId, { at: succeededAt, paymentIntentId });
    return amountMinor;
  }
  const openNow = await lockOpen(ctx, payment);
  const appliedMinor = openNow < amountMinor ? openNow : amountMinor;
  const excessMinor = amountMinor - appliedMinor;
  await postJournals(ctx, [
    paymentSucceeded({
      paymentId,
      paymentIntentId,
      driverId,
      currency,
      amountMinor,
      excessMinor,
      succeededAt,
    }),
  ]);
  return appliedMinor;
}

async function lockOpen(ctx: Ctx, payment: Payment): Promise<bigint> {
  if (payment.invoiceId === null) return 0n;
  const [row] = await ctx.db
    .select({ open: openMinor })
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, payment.invoiceId)))
    .for("update");
  return row?.open ?? 0n;
}
