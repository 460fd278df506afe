import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import { openCase } from "@/services/cases/open-case";
import type { Ctx } from "@/services/context";
import { readPayment } from "@/services/payments/payment-rows";
import { switchOffAuto } from "@/services/wallet/switch-off-auto";

/**
 * A card's issuer suspects fraud behind a payment, before anybody disputes it: the wallet no longer tops
 * itself up, and finance decides whether to refund before a dispute costs more.
 */
export async function warnOfFraud(
  ctx: Ctx,
  paymentId: Id<"payment">,
  warning: { readonly warningId: string; readonly fraudType: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const payment = await readPayment(tx, paymentId);
    const { driverId, amountMinor, currency } = payment;
    await switchOffAuto(tx, payment, "dispute");
    await openCase(tx, {
      key: `payment:${paymentId}:fraud_warning`,
      kind: "early_fraud_warning",
      subjectType: "payment",
      subjectId: paymentId,
      driverId,
      amountMinor,
      currency,
      detail: { warningId: warning.warningId, fraudType: warning.fraudType },
    });
  });
}
