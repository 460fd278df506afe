import { createHash } from "node:crypto";

import { and, eq, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { refunds } from "@/db/schema/credits";
import { payments } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { isDisputed } from "@/services/disputes/is-disputed";
import { ServiceError } from "@/services/service-error";

/** Money to be sent back on a payment, and why. Minor units of the payment's currency. */
export interface RefundOrder {
  /** Made by the caller, so that a second click is the same refund; else made here. */
  readonly refundId?: Id<"refund">;
  readonly paymentId: Id<"payment">;
  readonly cause: "credit_note" | "withdrawal" | "overpayment";
  readonly creditNoteId?: Id<"creditNote"> | null;
  readonly walletLotId?: Id<"walletLot"> | null;
  readonly amountMinor: bigint;
}

/**
 * Orders a refund under its payment's lock: what is refunded and taken back together never exceeds the
 * charge, and a disputed charge is not refunded. The caller has booked what is owed (refund_payable); the
 * money leaves when the rail's worker sends it. The same `refundId` again changes nothing.
 * @throws ServiceError NOT_FOUND, PRECONDITION (not paid by this rail, disputed), LIMIT (more than is left).
 */
export async function orderRefund(ctx: Ctx, order: RefundOrder): Promise<Id<"refund">> {
  const id = order.refundId ?? newId<"refund">();
  await inTransaction(ctx, async (tx) => {
    const payment = await lockPayment(tx, order.paymentId);
    if (await exists(tx, id)) return;
    await refuse(tx, payment, order.amountMinor);
    const now = tx.clock.now();
    await tx.db.insert(refunds).values({
      tenantId: tx.tenantId,
      id,
      driverId: payment.driverId,
      paymentId: payment.id,
      environment: payment.environment,
      cause: order.cause,
      creditNoteId: order.creditNoteId ?? null,
      walletLotId: order.walletLotId ?? null,
      amountMinor: order.amountMinor,
      currency: payment.currency,
      idempotencyKey: `refund-${id}`,
      // The rail writes its exact request in the commit before it sends it.
      request: "",
      requestSha256: createHash("sha256").update("").digest(),
      dueAt: now,
      createdAt: now,
    });
    await tx.db
      .update(payments)
      .set({ refundedMinor: sql`${payments.refundedMinor} + ${order.amountMinor}` })
      .where(and(eq(payments.tenantId, tx.tenantId), eq(payments.id, payment.id)));
    await writeAudit(tx, {
      action: "refund.order",
      subjectType: "payment",
      subjectId: payment.id,
      detail: { refundId: id, cause: order.cause, amountMinor: order.amountMinor.toString() },
    });
    await enqueue(tx.db, "send-refund", { tenantId: tx.tenantId, id });
  });
  return id;
}

/** What can still be refunded of a payment, in minor units: nothing while it is disputed. */
export async function refundableMinor(ctx: Ctx, paymentId: Id<"payment">): Promise<bigint> {
  const [payment] = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)));
  if (payment?.state !== "succeeded" || payment.channel === "bank") return 0n;
  if (await isDisputed(ctx, paymentId)) return 0n;
  return payment.amountMinor - payment.refundedMinor - payment.reversedMinor;
}

type Payment = InferSelectModel<typeof payments>;

async function lockPayment(ctx: Ctx, paymentId: Id<"payment">): Promise<Payment> {
  const [payment] = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)))
    .for("update");
  if (!payment) throw new ServiceError("NOT_FOUND", "There is no such payment.", { paymentId });
  return payment;
}

async function exists(ctx: Ctx, id: Id<"refund">): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.tenantId, ctx.tenantId), eq(refunds.id, id)));
  return rows.length > 0;
}

async function refuse(ctx: Ctx, payment: Payment, amountMinor: bigint): Promise<void> {
  if (payment.state !== "succeeded" || payment.channel === "bank") {
    throw new ServiceError("PRECONDITION", "This payment cannot be refunded over the card rail.");
  }
  if (await isDisputed(ctx, payment.id)) {
    throw new ServiceError("PRECONDITION", "The payment is disputed: it cannot be refunded too.");
  }
  const left = payment.amountMinor - payment.refundedMinor - payment.reversedMinor;
  if (amountMinor <= 0n || amountMinor > left) {
    throw new ServiceError("LIMIT", "That is more than is left of the payment.", {
      leftMinor: left.toString(),
    });
  }
}
