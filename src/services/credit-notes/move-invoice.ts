import { and, eq, inArray, or, sql } from "drizzle-orm";

import type { CreditShares } from "@/core/credits/share-credit";
import type { Id } from "@/core/ids";
import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";
import { OPEN_PAYMENT_STATES } from "@/services/payments/payment-state";
import { openMinor } from "@/services/payments/read-due";

/**
 * Takes back attempts on an invoice that ask for too much now: one that was not sent is ended here, under the payments'
 * locks, so that it never is; one that waits for the driver (his approval, a page that is open) has its time ended, so that
 * the rail cancels it. What is left is then asked for anew. One that is on its way stays: what it takes above what is open
 * is owed back when it settles.
 */
export async function withdrawAttempts(ctx: Ctx, invoiceId: Id<"invoice">): Promise<void> {
  const now = ctx.clock.now();
  const ofInvoice = and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, invoiceId));
  await ctx.db
    .update(payments)
    .set({ expiresAt: now, dueAt: now })
    .where(
      and(
        ofInvoice,
        or(
          eq(payments.state, "requires_action"),
          and(eq(payments.channel, "checkout"), inArray(payments.state, [...OPEN_PAYMENT_STATES])),
        ),
      ),
    );
  const withdrawn = await ctx.db
    .update(payments)
    .set({ state: "canceled", settledAt: now })
    .where(and(ofInvoice, eq(payments.channel, "off_session"), eq(payments.state, "created")))
    .returning({ id: payments.id });
  if (withdrawn.length === 0) return;
  await ctx.db
    .update(invoices)
    .set({ paymentState: "open" })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId)));
}

/** Takes the credit off what an invoice asks for, and off what was written off of it. */
export async function moveInvoice(
  ctx: Ctx,
  invoiceId: Id<"invoice">,
  shares: CreditShares,
): Promise<void> {
  const off = shares.openMinor + shares.writtenOffMinor;
  if (off === 0n) return;
  const [invoice] = await ctx.db
    .update(invoices)
    .set({
      creditedMinor: sql`${invoices.creditedMinor} + ${off}`,
      writtenOffMinor: sql`${invoices.writtenOffMinor} - ${shares.writtenOffMinor}`,
      paymentState: sql<InvoicePaymentState>`case
        when ${openMinor} > ${shares.openMinor} then ${invoices.paymentState}
        when ${invoices.paidMinor} > 0 then 'paid'
        when ${invoices.writtenOffMinor} > ${shares.writtenOffMinor} then 'written_off'
        else 'credited' end`,
    })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId)))
    .returning({ paymentState: invoices.paymentState });
  if (invoice?.paymentState === "open") {
    await enqueue(ctx.db, "collect-payment", { tenantId: ctx.tenantId, id: invoiceId });
  }
}
