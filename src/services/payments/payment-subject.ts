import { eq, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { payments } from "@/db/schema/payments";

/** What a payment pays: an invoice, or a top-up of the wallet. */
export type PaymentSubject =
  | { readonly invoiceId: Id<"invoice"> }
  | { readonly topupId: Id<"topup"> };

/** The payments of a subject. */
export function ofSubject(subject: PaymentSubject): SQL {
  return "invoiceId" in subject
    ? eq(payments.invoiceId, subject.invoiceId)
    : eq(payments.topupId, subject.topupId);
}
