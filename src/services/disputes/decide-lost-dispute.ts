import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { disputeLost, type LostDispute } from "@/core/ledger/entries/dispute-moved";
import { payments } from "@/db/schema/payments";
import { disputes } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import type { PaymentRow } from "@/services/payments/payment-rows";
import { splitTakenBack } from "@/services/payments/split-taken-back";
import { reopenInvoice } from "@/services/payments/reopen-invoice";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { unfreezeTopup } from "@/services/wallet/freeze-topup";
import { reverseTopup } from "@/services/wallet/reverse-topup";
import type { DisputeRow } from "./dispute-step";

/** Who bears a lost dispute. */
export interface LossDecision {
  readonly disputeId: Id<"dispute">;
  /** driver: he owes it again (an invoice, or his wallet). loss: ours. */
  readonly lossTo: "driver" | "loss";
}

/**
 * Finance decides who bears a lost dispute, once. Deciding the same again changes nothing.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (not lost, or nothing was taken), CONFLICT (decided otherwise).
 */
export async function decideLostDispute(ctx: Ctx, decision: LossDecision): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const { dispute, payment } = await lockBoth(tx, decision.disputeId);
    if (dispute.lossTo === decision.lossTo) return;
    refuse(dispute);
    await tx.db
      .update(disputes)
      .set({ lossTo: decision.lossTo })
      .where(and(eq(disputes.tenantId, tx.tenantId), eq(disputes.id, dispute.id)));
    const lost: LostDispute = {
      disputeId: dispute.id,
      driverId: payment.driverId,
      currency: dispute.currency,
      amountMinor: dispute.amountMinor,
      refundedMinor: 0n,
      lossTo: decision.lossTo,
      decidedAt: tx.clock.now(),
    };
    if (payment.topupId === null) await settleInvoice(tx, payment, lost);
    else await settleTopup(tx, payment.topupId, lost);
    await writeAudit(tx, {
      action: "dispute.decide",
      subjectType: "dispute",
      subjectId: dispute.id,
      detail: { lossTo: decision.lossTo, amountMinor: dispute.amountMinor.toString() },
    });
    await closeCaseIfAgrees(tx, `dispute:${dispute.id}:lost`);
  });
}

async function lockBoth(ctx: Ctx, disputeId: Id<"dispute">) {
  const which = and(eq(disputes.tenantId, ctx.tenantId), eq(disputes.id, disputeId));
  const [found] = await ctx.db.select().from(disputes).where(which);
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such dispute.");
  const [payment] = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, found.paymentId)))
    .for("update");
  const [dispute] = await ctx.db.select().from(disputes).where(which).for("update");
  if (!payment || !dispute) throw new ServiceError("NOT_FOUND", "There is no such dispute.");
  return { dispute, payment };
}

function refuse(dispute: DisputeRow): void {
  if (dispute.lossTo !== null) {
    throw new ServiceError("CONFLICT", "Somebody decided this otherwise.");
  }
  if (dispute.outcome !== "lost" || dispute.funds !== "withdrawn") {
    throw new ServiceError("PRECONDITION", "Only a lost dispute with money taken is decided.");
  }
}

async function settleInvoice(ctx: Ctx, payment: PaymentRow, lost: LostDispute): Promise<void> {
  if (lost.lossTo === "loss" || payment.invoiceId === null) {
    await postJournals(ctx, [disputeLost(lost)]);
    return;
  }
  const { driverId, amountMinor, currency } = lost;
  const { paidMinor, refundedMinor } = await splitTakenBack(ctx, payment, {
    amountMinor,
    key: lost.disputeId,
  });
  await postJournals(ctx, [disputeLost({ ...lost, refundedMinor })]);
  await reopenInvoice(ctx, {
    paymentId: payment.id,
    invoiceId: payment.invoiceId,
    driverId,
    amountMinor: paidMinor,
    currency,
    key: lost.disputeId,
  });
}

async function settleTopup(ctx: Ctx, topupId: Id<"topup">, lost: LostDispute): Promise<void> {
  await unfreezeTopup(ctx, topupId, lost.amountMinor);
  if (lost.lossTo === "loss") {
    await postJournals(ctx, [disputeLost(lost)]);
    return;
  }
  await reverseTopup(ctx, topupId, {
    amountMinor: lost.amountMinor,
    at: lost.decidedAt,
    key: `dispute:${lost.disputeId}:lost`,
    from: "disputes",
    source: { type: "dispute", id: lost.disputeId },
  });
}
