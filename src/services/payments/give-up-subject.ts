import { and, eq } from "drizzle-orm";

import { invoices } from "@/db/schema/invoices";
import { inTransaction } from "@/db/transaction";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { failTopup } from "@/services/wallet/fail-topup";
import type { AttemptLimit } from "./attempt-limits";
import type { PaymentSubject } from "./payment-subject";
import { openMinor } from "./read-due";

/**
 * The card networks allow no further attempt: the invoice waits for its driver (another card, a payment by
 * link) and finance has a case; a top-up fails.
 */
export async function giveUpSubject(
  ctx: Ctx,
  subject: PaymentSubject,
  limit: AttemptLimit,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if ("topupId" in subject) {
      const code = limit === "card" ? "card_attempts_exhausted" : "attempts_exhausted";
      await failTopup(tx, subject.topupId, { at: tx.clock.now(), code, isCanceled: false });
      return;
    }
    const [invoice] = await tx.db
      .update(invoices)
      .set({ paymentState: "failed" })
      .where(
        and(
          eq(invoices.tenantId, tx.tenantId),
          eq(invoices.id, subject.invoiceId),
          eq(invoices.paymentState, "open"),
        ),
      )
      .returning({
        driverId: invoices.driverId,
        number: invoices.number,
        currency: invoices.currency,
        open: openMinor,
      });
    if (!invoice) return;
    await openCase(tx, {
      key: `invoice:${subject.invoiceId}:attempts`,
      kind: "attempts_exhausted",
      subjectType: "invoice",
      subjectId: subject.invoiceId,
      driverId: invoice.driverId,
      amountMinor: invoice.open,
      currency: invoice.currency,
      detail: { number: invoice.number ?? "", limit },
    });
  });
}
