import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import { payments, type PaymentState } from "@/db/schema/payments";
import { topups } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { failTopup } from "@/services/wallet/fail-topup";
import type { PaymentObservation } from "./payment-observation";
import { openMinor } from "./read-due";
import { tellOfPayment } from "./tell-of-payment";

type Payment = InferSelectModel<typeof payments>;

/** How an open payment shows on its invoice. A page that is open at Stripe shows nothing: it may be left. */
const OPEN_STATES: Partial<Record<PaymentState, InvoicePaymentState>> = {
  created: "collecting",
  submitted: "collecting",
  processing: "collecting",
  unknown: "collecting",
  requires_action: "action_needed",
};

/** Moves what a payment is of after the payment moved, and tells the driver. `appliedMinor`: what it pays. */
export async function moveSubject(
  ctx: Ctx,
  payment: Payment,
  state: PaymentState,
  seen: PaymentObservation & { readonly appliedMinor: bigint },
): Promise<void> {
  if (payment.topupId !== null) return moveTopup(ctx, payment, state, seen);
  if (payment.invoiceId === null) return;
  const isPage = payment.channel === "checkout";
  if (isPage && (state === "submitted" || state === "unknown")) return;
  const paymentState =
    state === "succeeded"
      ? afterSuccess(seen.appliedMinor)
      : unlessSettled(seen.neverArrived ? "open" : await stateAfter(ctx, payment, state));
  const [invoice] = await ctx.db
    .update(invoices)
    .set({
      paymentState,
      ...(state === "succeeded" && seen.appliedMinor > 0n
        ? {
            paidMinor: sql`${invoices.paidMinor} + ${seen.appliedMinor}`,
            paidAt: seen.succeededAt ?? ctx.clock.now(),
          }
        : {}),
    })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, payment.invoiceId)))
    .returning();
  if (!invoice || seen.neverArrived || (isPage && state === "canceled")) return;
  await tellOfPayment(ctx, { payment, state, seen, number: invoice.number ?? "" });
}

// Money that came when nothing was open any more is given back whole, and pays nothing: what was credited stays credited.
function afterSuccess(appliedMinor: bigint) {
  return appliedMinor === 0n
    ? sql<InvoicePaymentState>`${invoices.paymentState}`
    : sql<InvoicePaymentState>`case when ${openMinor} - ${appliedMinor} = 0 then 'paid' else 'open' end`;
}

// What was credited meanwhile is not to be collected again because an attempt on it failed.
function unlessSettled(state: InvoicePaymentState) {
  return sql<InvoicePaymentState>`case when ${openMinor} = 0 then ${invoices.paymentState} else ${state} end`;
}

async function stateAfter(
  ctx: Ctx,
  payment: Payment,
  state: PaymentState,
): Promise<InvoicePaymentState> {
  const open = OPEN_STATES[state];
  if (open) return open;
  if (payment.channel !== "checkout") return "failed";
  // A page that was left: the invoice is where it was before.
  const tried = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.invoiceId, payment.invoiceId ?? sql`null`),
        eq(payments.channel, "off_session"),
        isNotNull(payments.failureCode),
      ),
    )
    .limit(1);
  return tried.length > 0 ? "failed" : "open";
}

async function moveTopup(
  ctx: Ctx,
  payment: Payment,
  state: PaymentState,
  seen: PaymentObservation,
): Promise<void> {
  if (payment.topupId === null) return;
  if (state === "requires_action") {
    await tellOfPayment(ctx, { payment, state, seen, number: "" });
    return;
  }
  if (state !== "failed" && state !== "canceled") return;
  if (seen.neverArrived && payment.channel === "off_session") {
    await ctx.db
      .update(topups)
      .set({ state: "created" })
      .where(and(eq(topups.tenantId, ctx.tenantId), eq(topups.id, payment.topupId)));
    return;
  }
  await failTopup(ctx, payment.topupId, {
    at: ctx.clock.now(),
    code: seen.failure?.code ?? payment.failureCode ?? state,
    declineCode: seen.failure?.declineCode ?? payment.declineCode ?? undefined,
    isCanceled: state === "canceled" && payment.channel === "checkout",
  });
}
