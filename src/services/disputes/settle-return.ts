import { and, eq } from "drizzle-orm";

import { paymentReturned } from "@/core/ledger/entries/payment-returned";
import { stripeFee } from "@/core/ledger/entries/stripe-fee";
import { disputes } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { splitTakenBack } from "@/services/payments/split-taken-back";
import { reopenInvoice } from "@/services/payments/reopen-invoice";
import { reverseTopup } from "@/services/wallet/reverse-topup";
import type { ObservedMovement } from "./dispute-observation";
import type { DisputeStep } from "./dispute-step";

/**
 * A direct debit came back after it had gone through (Stripe tells of it as a dispute that is lost from the
 * start): the driver owes the invoice, or the wallet, again. Nobody decides; once for each dispute.
 */
export async function settleReturn(
  ctx: Ctx,
  { payment, before, seen }: DisputeStep,
): Promise<void> {
  const taken = seen.movements.find(({ amountMinor }) => amountMinor < 0n);
  await ctx.db
    .update(disputes)
    .set({
      status: seen.status,
      ...(taken
        ? {
            funds: "withdrawn" as const,
            feeMinor: taken.feeMinor,
            outcome: "lost" as const,
            lossTo: "driver" as const,
            closedAt: before.closedAt ?? taken.movedAt,
          }
        : {}),
    })
    .where(and(eq(disputes.tenantId, ctx.tenantId), eq(disputes.id, before.id)));
  if (!taken || before.funds === "withdrawn") return;
  await bookReturn(ctx, { payment, before, seen }, taken);
}

async function bookReturn(
  ctx: Ctx,
  { payment, before, seen }: DisputeStep,
  taken: ObservedMovement,
): Promise<void> {
  const { id: paymentId, driverId, currency } = payment;
  const amountMinor = -taken.amountMinor;
  const failureId = seen.stripeDisputeId;
  await postJournals(ctx, [stripeFee({ paymentId, ...taken, createdAt: taken.movedAt })]);
  if (payment.topupId !== null) {
    await reverseTopup(ctx, payment.topupId, {
      amountMinor,
      at: taken.movedAt,
      key: `stripe:${failureId}:returned`,
      from: "stripe",
      source: { type: "payment", id: paymentId },
    });
    return;
  }
  if (payment.invoiceId === null) return;
  const { paidMinor, refundedMinor } = await splitTakenBack(ctx, payment, {
    amountMinor,
    key: before.id,
  });
  await postJournals(ctx, [
    paymentReturned({
      paymentId,
      failureId,
      driverId,
      currency,
      amountMinor,
      refundedMinor,
      returnedAt: taken.movedAt,
    }),
  ]);
  const { invoiceId } = payment;
  await reopenInvoice(ctx, {
    paymentId,
    driverId,
    invoiceId,
    amountMinor: paidMinor,
    currency,
    key: before.id,
  });
}
