import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { disputeReinstated, disputeWithdrawn } from "@/core/ledger/entries/dispute-moved";
import { newId } from "@/db/new-id";
import { payments } from "@/db/schema/payments";
import { disputes } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import type { PaymentRow } from "@/services/payments/payment-rows";
import { ServiceError } from "@/services/service-error";
import { freezeTopup, unfreezeTopup } from "@/services/wallet/freeze-topup";
import { switchOffAuto } from "@/services/wallet/switch-off-auto";
import { fundsOf, outcomeOf, type DisputeObservation } from "./dispute-observation";
import type { DisputeRow, DisputeStep } from "./dispute-step";
import { HARMLESS_ENDS } from "./is-disputed";
import { settleReturn } from "./settle-return";

/**
 * Takes what was seen of a dispute into the books, under its payment's lock: every movement of money once
 * (by its balance transaction), a disputed top-up frozen, automatic top-ups off, and a case for people. In
 * whatever order it is told, and however often, it ends the same. A debit that came back is settled at once.
 * @throws ServiceError NOT_FOUND for a payment that is not ours.
 */
export async function settleDispute(
  ctx: Ctx,
  paymentId: Id<"payment">,
  seen: DisputeObservation,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [payment] = await tx.db
      .select()
      .from(payments)
      .where(and(eq(payments.tenantId, tx.tenantId), eq(payments.id, paymentId)))
      .for("update");
    if (!payment) throw new ServiceError("NOT_FOUND", "There is no such payment.", { paymentId });
    refuseOtherCurrency(payment, seen);
    const before = await keepDispute(tx, payment, seen);
    if (seen.isDebit) return settleReturn(tx, { payment, before, seen });
    await bookMovements(tx, before.id, seen);
    await moveFunds(tx, { payment, before, seen });
    await tellPeople(tx, { payment, before, seen });
  });
}

/** What Stripe would convert is not booked blindly. */
function refuseOtherCurrency(payment: PaymentRow, seen: DisputeObservation): void {
  const isOther = seen.movements.some(({ currency }) => currency !== payment.currency);
  if (isOther || seen.currency !== payment.currency) {
    throw new ServiceError("CONFLICT", "The dispute is in another currency than its payment.");
  }
}

/** The dispute's row as it was, made at its first sight. */
async function keepDispute(
  ctx: Ctx,
  payment: PaymentRow,
  seen: DisputeObservation,
): Promise<DisputeRow> {
  const which = and(
    eq(disputes.tenantId, ctx.tenantId),
    eq(disputes.environment, payment.environment),
    eq(disputes.stripeDisputeId, seen.stripeDisputeId),
  );
  await ctx.db
    .insert(disputes)
    .values({
      tenantId: ctx.tenantId,
      id: newId<"dispute">(),
      paymentId: payment.id,
      environment: payment.environment,
      stripeDisputeId: seen.stripeDisputeId,
      amountMinor: seen.amountMinor,
      currency: seen.currency,
      reason: seen.reason,
      status: seen.status,
      evidenceDueAt: seen.evidenceDueAt,
      openedAt: seen.openedAt,
    })
    .onConflictDoNothing();
  const [row] = await ctx.db.select().from(disputes).where(which).for("update");
  if (!row) throw new ServiceError("CONFLICT", "The dispute belongs to another payment.");
  return row;
}

async function bookMovements(
  ctx: Ctx,
  disputeId: Id<"dispute">,
  seen: DisputeObservation,
): Promise<void> {
  await postJournals(
    ctx,
    seen.movements.map(({ amountMinor, ...movement }) =>
      amountMinor < 0n
        ? disputeWithdrawn({ disputeId, ...movement, amountMinor: -amountMinor })
        : disputeReinstated({ disputeId, ...movement, amountMinor }),
    ),
  );
}

async function moveFunds(ctx: Ctx, { payment, before, seen }: DisputeStep): Promise<void> {
  const { funds } = fundsOf(seen.movements);
  const outcome = before.outcome ?? outcomeOf(seen.status);
  const isClosed = outcome !== null || HARMLESS_ENDS.includes(seen.status);
  await ctx.db
    .update(disputes)
    .set({
      status: before.outcome === null ? seen.status : before.status,
      evidenceDueAt: seen.evidenceDueAt,
      funds,
      feeMinor: seen.movements.reduce((sum, { feeMinor }) => sum + feeMinor, 0n),
      outcome,
      closedAt: before.closedAt ?? (isClosed ? ctx.clock.now() : null),
    })
    .where(and(eq(disputes.tenantId, ctx.tenantId), eq(disputes.id, before.id)));
  await switchOffAuto(ctx, payment, "dispute");
  if (payment.topupId === null || funds === before.funds) return;
  if (funds === "withdrawn") await freezeTopup(ctx, payment.topupId, before.amountMinor);
  // One that came and went between two looks was never frozen.
  if (funds === "reinstated" && before.funds === "withdrawn") {
    await unfreezeTopup(ctx, payment.topupId, before.amountMinor);
  }
}

async function tellPeople(ctx: Ctx, { payment, before, seen }: DisputeStep): Promise<void> {
  const outcome = before.outcome ?? outcomeOf(seen.status);
  const { funds } = fundsOf(seen.movements);
  const about = {
    subjectType: "dispute",
    subjectId: before.id,
    driverId: payment.driverId,
    amountMinor: before.amountMinor,
    currency: before.currency,
    detail: { reason: seen.reason, status: seen.status, paymentId: payment.id },
  };
  const isOver = outcome !== null || HARMLESS_ENDS.includes(seen.status);
  const openKey = `dispute:${before.id}:open`;
  if (isOver) await closeCaseIfAgrees(ctx, openKey);
  else await openCase(ctx, { key: openKey, kind: "dispute_open", ...about });
  const isUndecided = outcome === "lost" && funds === "withdrawn" && before.lossTo === null;
  if (isUndecided) {
    await openCase(ctx, { key: `dispute:${before.id}:lost`, kind: "dispute_lost", ...about });
  }
  if (before.lossTo !== null && funds === "reinstated" && before.funds !== "reinstated") {
    const key = `dispute:${before.id}:reinstated`;
    await openCase(ctx, { key, kind: "dispute_reinstated_late", ...about });
  }
}
