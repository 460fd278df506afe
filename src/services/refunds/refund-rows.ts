import { createHash } from "node:crypto";

import { and, eq, inArray, lte } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { refunds } from "@/db/schema/credits";
import { payments } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { isDisputed } from "@/services/disputes/is-disputed";
import { ServiceError } from "@/services/service-error";

/** A refund, with the charge that it is of. */
export type Refund = InferSelectModel<typeof refunds> & {
  readonly paymentIntentId: string | null;
  readonly chargeId: string | null;
};

const OPEN = ["created", "submitted", "pending", "requires_action", "unknown"] as const;

/** @throws ServiceError NOT_FOUND. */
export async function readRefund(ctx: Ctx, id: Id<"refund">): Promise<Refund> {
  const [row] = await ctx.db
    .select({
      refund: refunds,
      paymentIntentId: payments.paymentIntentId,
      chargeId: payments.chargeId,
    })
    .from(refunds)
    .innerJoin(
      payments,
      and(eq(payments.tenantId, refunds.tenantId), eq(payments.id, refunds.paymentId)),
    )
    .where(and(eq(refunds.tenantId, ctx.tenantId), eq(refunds.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such refund.", { id });
  return { ...row.refund, paymentIntentId: row.paymentIntentId, chargeId: row.chargeId };
}

/** Our refund behind one of Stripe's, or null. */
export async function findRefundAtStripe(
  ctx: Ctx,
  stripeRefundId: string,
): Promise<Id<"refund"> | null> {
  const [row] = await ctx.db
    .select({ id: refunds.id })
    .from(refunds)
    .where(
      and(
        eq(refunds.tenantId, ctx.tenantId),
        eq(refunds.environment, ctx.settings.stripeEnvironment),
        eq(refunds.stripeRefundId, stripeRefundId),
      ),
    );
  return row?.id ?? null;
}

/**
 * Keeps the exact request and says that it is about to be sent, under the payment's lock and only while
 * the payment is not disputed. sent: go on. gone: another worker was first. disputed: not now, not ever.
 */
export async function markRefundSubmitted(
  ctx: Ctx,
  refund: { readonly id: Id<"refund">; readonly paymentId: Id<"payment"> },
  request: string,
): Promise<"sent" | "gone" | "disputed"> {
  return inTransaction(ctx, async (tx) => {
    await tx.db
      .select({ id: payments.id })
      .from(payments)
      .where(and(eq(payments.tenantId, tx.tenantId), eq(payments.id, refund.paymentId)))
      .for("update");
    if (await isDisputed(tx, refund.paymentId)) return "disputed";
    const now = tx.clock.now();
    const rows = await tx.db
      .update(refunds)
      .set({
        state: "submitted",
        request,
        requestSha256: createHash("sha256").update(request).digest(),
        submittedAt: now,
        dueAt: now.add({ minutes: 1 }),
      })
      .where(
        and(
          eq(refunds.tenantId, tx.tenantId),
          eq(refunds.id, refund.id),
          eq(refunds.state, "created"),
        ),
      )
      .returning({ id: refunds.id });
    return rows.length === 1 ? "sent" : "gone";
  });
}

/** Stripe did not take the request up (busy, or our key was refused): it is sent again later, same key. */
export async function postponeRefund(
  ctx: Ctx,
  id: Id<"refund">,
  until: Temporal.Instant,
): Promise<void> {
  await ctx.db
    .update(refunds)
    .set({ dueAt: until })
    .where(and(eq(refunds.tenantId, ctx.tenantId), eq(refunds.id, id)));
}

/** Refunds whose time to be looked at has come (at most 100). */
export async function findDueRefunds(ctx: Ctx): Promise<Id<"refund">[]> {
  const rows = await ctx.db
    .select({ id: refunds.id })
    .from(refunds)
    .where(
      and(
        eq(refunds.tenantId, ctx.tenantId),
        inArray(refunds.state, [...OPEN]),
        lte(refunds.dueAt, ctx.clock.now()),
      ),
    )
    .limit(100);
  return rows.map(({ id }) => id);
}
