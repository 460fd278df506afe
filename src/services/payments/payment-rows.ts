import { and, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import { paymentMethods, payments } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { OPEN_PAYMENT_STATES } from "./payment-state";

/** A payment as it is kept. */
export type PaymentRow = InferSelectModel<typeof payments>;

/** @throws ServiceError NOT_FOUND. */
export async function readPayment(ctx: Ctx, id: Id<"payment">): Promise<PaymentRow> {
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

/** Keeps the PaymentIntent that a page at Stripe made, while nothing else is certain of it. */
export async function noteIntent(
  ctx: Ctx,
  id: Id<"payment">,
  paymentIntentId: string,
): Promise<void> {
  await ctx.db
    .update(payments)
    .set({ paymentIntentId })
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.id, id),
        isNull(payments.paymentIntentId),
      ),
    );
}

/** Keeps the page that Stripe opened for a payment, until its driver has paid or left. */
export async function keepCheckout(
  ctx: Ctx,
  id: Id<"payment">,
  page: {
    readonly sessionId: string;
    readonly url: string | null;
    readonly intentId: string | null;
  },
): Promise<void> {
  await ctx.db
    .update(payments)
    .set({
      state: "submitted",
      checkoutSessionId: page.sessionId,
      checkoutUrl: page.url,
      // Stripe tells of its end by an event; the janitor looks when its time is over.
      dueAt: sql`greatest(coalesce(${payments.expiresAt}, ${payments.dueAt}), ${ctx.clock.now().toString()}::timestamptz + interval '1 minute')`,
    })
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.id, id),
        inArray(payments.state, ["created", "submitted", "unknown"]),
      ),
    );
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

/**
 * Stripe did not take the request up (busy, or our key was refused). An earlier try under the same key may
 * have reached it (the SDK retries by itself), so the outcome stays unknown: same request, same key, later.
 */
export async function postponePayment(
  ctx: Ctx,
  id: Id<"payment">,
  until: Temporal.Instant,
): Promise<void> {
  await ctx.db
    .update(payments)
    .set({
      state: sql`case when ${payments.state} = 'submitted' then 'unknown' else ${payments.state} end`,
      dueAt: until,
    })
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.id, id),
        inArray(payments.state, [...OPEN_PAYMENT_STATES]),
      ),
    );
}

/** Open payments whose time to be looked at has come (at most 100). */
export async function findDuePayments(ctx: Ctx): Promise<Id<"payment">[]> {
  const rows = await ctx.db
    .select({ id: payments.id })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        inArray(payments.state, [...OPEN_PAYMENT_STATES]),
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
        isNull(paymentMethods.detachedAt),
      ),
    )
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.state, "finalized"),
        eq(invoices.paymentState, "open"),
        // What a page at Stripe is open for, or what is too small to charge, would be looked at for ever.
        sql`not exists (select 1 from payments p where p.tenant_id = ${invoices.tenantId} and p.invoice_id = ${invoices.id}
          and p.state in ('created', 'submitted', 'requires_action', 'processing', 'unknown'))`,
      ),
    )
    .orderBy(invoices.createdAt)
    .limit(100);
  return rows.map(({ id }) => id);
}
