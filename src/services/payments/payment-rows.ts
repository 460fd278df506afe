import { and, eq, inArray, lte } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import { paymentMethods, payments } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

const OPEN = ["created", "submitted", "requires_action", "processing", "unknown"] as const;

/** @throws ServiceError NOT_FOUND. */
export async function readPayment(
  ctx: Ctx,
  id: Id<"payment">,
): Promise<InferSelectModel<typeof payments>> {
  const [row] = await ctx.db
    .select()
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, id)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such payment.", { id });
  return row;
}

/** Our payment behind a PaymentIntent, or null. */
export async function findPaymentByIntent(
  ctx: Ctx,
  paymentIntentId: string,
): Promise<Id<"payment"> | null> {
  const [row] = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.environment, ctx.settings.stripeEnvironment),
        eq(payments.paymentIntentId, paymentIntentId),
      ),
    );
  return row?.id ?? null;
}

/** Says that the request is about to be sent. False when another worker was first. */
export async function markSubmitted(ctx: Ctx, id: Id<"payment">): Promise<boolean> {
  const now = ctx.clock.now();
  const rows = await ctx.db
    .update(payments)
    .set({ state: "submitted", submittedAt: now, dueAt: now.add({ minutes: 1 }) })
    .where(
      and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, id), eq(payments.state, "created")),
    )
    .returning({ id: payments.id });
  return rows.length === 1;
}

/** Open payments whose time to be looked at has come (at most 100). */
export async function findDuePayments(ctx: Ctx): Promise<Id<"payment">[]> {
  const rows = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        inArray(payments.state, [...OPEN]),
        lte(payments.dueAt, ctx.clock.now()),
      ),
    )
    .limit(100);
  return rows.map(({ id }) => id);
}

/** Finalized invoices that wait to be collected and whose driver has a card (at most 100). */
export async function findCollectableInvoices(ctx: Ctx): Promise<Id<"invoice">[]> {
  const rows = await ctx.db
    .select({ id: invoices.id })
    .from(invoices)
    .innerJoin(
      paymentMethods,
      and(
        eq(paymentMethods.tenantId, invoices.tenantId),
        eq(paymentMethods.driverId, invoices.driverId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        eq(paymentMethods.isDefault, true),
      ),
    )
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.state, "finalized"),
        eq(invoices.paymentState, "open"),
      ),
    )
    .limit(100);
  return rows.map(({ id }) => id);
}
