import { eq } from "drizzle-orm";

import { legalEntities } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import type { PaymentOrder } from "./payment-order";
import { findPayer, type DueMethod, type DueSubject } from "./read-due";

/** How long before a debit its driver is told, as the mandate's wording says. */
const NOTICE_HOURS = 48;

/**
 * Tells the driver of a direct debit before it is sent (the SEPA rulebook's pre-notification) and answers
 * when its notice is over. Call it in the transaction that writes the payment.
 */
export async function announceDebit(
  ctx: Ctx,
  order: PaymentOrder,
  { due, method }: { readonly due: DueSubject; readonly method: DueMethod },
): Promise<Temporal.Instant> {
  const sentAt = ctx.clock.now().add({ hours: NOTICE_HOURS });
  const payer = await findPayer(ctx, due.driverId);
  if (!payer) return sentAt;
  const [entity] = await ctx.db
    .select({ name: legalEntities.name })
    .from(legalEntities)
    .where(eq(legalEntities.tenantId, ctx.tenantId))
    .limit(1);
  await writeNotification(ctx, {
    key: `debit_announced:${order.paymentId}`,
    kind: "debit_announced",
    email: payer.email,
    locale: payer.locale,
    payload: {
      name: payer.name,
      number: order.reference,
      totalMinor: order.amountMinor.toString(),
      currency: order.currency,
      dueOn: sentAt.toZonedDateTimeISO("Europe/Brussels").toPlainDate().toString(),
      mandate: method.mandateId ?? "",
      creditor: entity?.name ?? "",
      url: `${ctx.settings.baseUrl}/${"invoiceId" in order.subject ? `invoices/${order.subject.invoiceId}` : "wallet"}`,
    },
  });
  return sentAt;
}
