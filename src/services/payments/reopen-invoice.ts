import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { payLink } from "./pay-link";
import { findPayer } from "./read-due";

/** An invoice's payment that was taken from us again. */
export interface TakenBack {
  readonly paymentId: Id<"payment">;
  readonly driverId: Id<"driver">;
  readonly invoiceId: Id<"invoice">;
  readonly amountMinor: bigint;
  readonly currency: string;
  /** Tells this time from another: the dispute's id. */
  readonly key: string;
}

/**
 * Opens an invoice again whose payment was taken back, and tells the driver. It counts as failed, so that
 * nothing is drawn again before the dunning schedule (or the driver) says so. The caller posts the journal.
 */
export async function reopenInvoice(ctx: Ctx, taken: TakenBack): Promise<void> {
  const { amountMinor, currency } = taken;
  if (amountMinor === 0n) return;
  await ctx.db
    .update(payments)
    .set({ reversedMinor: sql`${payments.reversedMinor} + ${amountMinor}` })
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, taken.paymentId)));
  const [invoice] = await ctx.db
    .update(invoices)
    .set({
      paidMinor: sql`${invoices.paidMinor} - ${amountMinor}`,
      paidAt: null,
      paymentState: "failed",
    })
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, taken.invoiceId)))
    .returning({ number: invoices.number });
  const payer = await findPayer(ctx, taken.driverId);
  if (!invoice || !payer) return;
  await writeNotification(ctx, {
    key: `payment_returned:${taken.paymentId}:${taken.key}`,
    kind: "payment_returned",
    email: payer.email,
    locale: payer.locale,
    payload: {
      name: payer.name,
      number: invoice.number ?? "",
      totalMinor: amountMinor.toString(),
      currency,
      url: await payLink(ctx, taken.invoiceId),
    },
  });
}
