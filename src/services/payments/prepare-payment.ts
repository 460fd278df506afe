import { createHash } from "node:crypto";

import { and, eq, isNull, max, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { invoices } from "@/db/schema/invoices";
import { paymentMethods, payments, stripeCustomers } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";

/** What a payment asks Stripe for, made before the call; the edge turns it into parameters. */
export interface PaymentOrder {
  readonly paymentId: Id<"payment">;
  readonly invoiceId: Id<"invoice">;
  readonly invoiceNumber: string;
  readonly attempt: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly customerId: string;
  readonly paymentMethodId: string;
}

/** At most this many attempts on one invoice; networks fine those who go on. */
export const MAX_ATTEMPTS = 8;

/**
 * Writes the payment row of an invoice that is to be collected, with the exact request and its own key,
 * before anything is sent. Null where nothing is to be done: not due, no card, or another attempt is
 * open (the partial unique index decides races). `compose` gives the request's text from the order.
 */
export async function preparePayment(
  ctx: Ctx,
  invoiceId: Id<"invoice">,
  compose: (order: PaymentOrder) => string,
): Promise<Id<"payment"> | null> {
  return inTransaction(ctx, async (tx) => {
    const due = await readDue(tx, invoiceId);
    if (!due) return null;
    const attempt = await nextAttempt(tx, invoiceId);
    if (attempt > MAX_ATTEMPTS) return null;
    const paymentId = newId<"payment">();
    const request = compose({ ...due, paymentId, invoiceId, attempt });
    const now = tx.clock.now();
    const [row] = await tx.db
      .insert(payments)
      .values({
        tenantId: tx.tenantId,
        id: paymentId,
        driverId: due.driverId,
        invoiceId,
        paymentMethodId: due.methodId,
        environment: tx.settings.stripeEnvironment,
        attempt,
        amountMinor: due.amountMinor,
        currency: due.currency,
        idempotencyKey: `pay-${paymentId}`,
        request,
        requestSha256: createHash("sha256").update(request).digest(),
        dueAt: now,
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: payments.id });
    if (!row) return null;
    await tx.db
      .update(invoices)
      .set({ paymentState: "collecting" })
      .where(and(eq(invoices.tenantId, tx.tenantId), eq(invoices.id, invoiceId)));
    return row.id;
  });
}

async function readDue(ctx: Ctx, invoiceId: Id<"invoice">) {
  const [row] = await ctx.db
    .select({
      driverId: invoices.driverId,
      invoiceNumber: sql<string>`${invoices.number}`,
      amountMinor: sql<bigint>`${invoices.totalMinor} - ${invoices.paidMinor}`.mapWith(
        invoices.totalMinor,
      ),
      currency: invoices.currency,
      customerId: stripeCustomers.customerId,
      methodId: paymentMethods.id,
      paymentMethodId: paymentMethods.stripeId,
    })
    .from(invoices)
    .innerJoin(
      stripeCustomers,
      and(
        eq(stripeCustomers.tenantId, invoices.tenantId),
        eq(stripeCustomers.driverId, invoices.driverId),
        eq(stripeCustomers.environment, ctx.settings.stripeEnvironment),
      ),
    )
    .innerJoin(
      paymentMethods,
      and(
        eq(paymentMethods.tenantId, invoices.tenantId),
        eq(paymentMethods.driverId, invoices.driverId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        eq(paymentMethods.isDefault, true),
        isNull(paymentMethods.detachedAt),
      ),
    )
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.id, invoiceId),
        eq(invoices.state, "finalized"),
        eq(invoices.paymentState, "open"),
      ),
    )
    .for("update", { of: invoices });
  return row && row.amountMinor > 0n ? row : null;
}

async function nextAttempt(ctx: Ctx, invoiceId: Id<"invoice">): Promise<number> {
  const [row] = await ctx.db
    .select({ last: max(payments.attempt) })
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, invoiceId)));
  return (row?.last ?? 0) + 1;
}
