import type { InferSelectModel } from "drizzle-orm";

import type { InvoiceDocument } from "@/core/invoicing/invoice-document";
import type { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";

/** Tells the driver of an issued invoice. Amounts go as data: the mail's language writes them. */
export async function notifyIssued(
  ctx: Ctx,
  document: InvoiceDocument,
  driver: InferSelectModel<typeof drivers>,
): Promise<void> {
  await writeNotification(ctx, {
    key: `invoice_issued:${document.invoiceId}`,
    kind: "invoice_issued",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      number: document.number,
      totalMinor: document.totalMinor,
      currency: document.currency,
      dueOn: document.dueOn,
      url: `${ctx.settings.baseUrl}/invoices/${document.invoiceId}`,
    },
  });
}
