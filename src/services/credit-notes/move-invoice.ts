import { and, eq, sql } from "drizzle-orm";

import type { CreditShares } from "@/core/credits/share-credit";
import type { Id } from "@/core/ids";
import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { enqueue } from "@/queue/enqueue";
import type { Ctx } from "@/services/context";
import { openMinor } from "@/services/payments/read-due";

/**
 * Takes back attempts on an invoice that were not sent yet: they ask for too much now. Under the payments' locks, so that
 * none is sent meanwhile. What is left of the invoice is then asked for anew. An attempt that was sent stays: what it takes
 * above what is open is owed back when it settles.
 */
export async function withdrawUnsent(ctx: Ctx, invoiceId: Id<"invoice">): Promise<void> {
  const withdrawn = await ctx.db
    .update(payments)
    .set({ state: "canceled", settledAt: ctx.clock.now() })
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.invoiceId, invoiceId),
        eq(payments.state, "created"),
      ),
    )
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
