import type { InferSelectModel } from "drizzle-orm";

import type { payments, PaymentState } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { adviceFor } from "./decline-advice";
import { payLink } from "./pay-link";
import type { PaymentObservation } from "./payment-observation";
import { findPayer } from "./read-due";

const KINDS = {
  succeeded: "payment_succeeded",
  failed: "payment_failed",
  canceled: "payment_failed",
  requires_action: "payment_action_needed",
} as const;

/** Tells the driver what became of a payment, where it concerns him. Once for each payment and outcome. */
export async function tellOfPayment(
  ctx: Ctx,
  news: {
    readonly payment: InferSelectModel<typeof payments>;
    readonly state: PaymentState;
    readonly seen: PaymentObservation;
    readonly number: string;
  },
): Promise<void> {
  const { payment, state, seen, number } = news;
  if (!(state in KINDS)) return;
  const isTopup = payment.topupId !== null;
  const asked = KINDS[state as keyof typeof KINDS];
  const kind = isTopup && asked === "payment_action_needed" ? "topup_action_needed" : asked;
  const payer = await findPayer(ctx, payment.driverId);
  if (!payer) return;
  const { code, declineCode, adviceCode } = seen.failure ?? {
    ...payment,
    code: payment.failureCode,
  };
  await writeNotification(ctx, {
    key: `${kind}:${payment.id}`,
    kind,
    email: payer.email,
    locale: payer.locale,
    payload: {
      name: payer.name,
      number,
      totalMinor: payment.amountMinor.toString(),
      currency: payment.currency,
      url: await addressOf(ctx, payment, state),
      ...(kind === "payment_failed" ? { advice: adviceFor(code, declineCode, adviceCode) } : {}),
    },
  });
}

/** What needs the driver leads to a page that works without signing in; the rest to his invoice. */
async function addressOf(
  ctx: Ctx,
  payment: InferSelectModel<typeof payments>,
  state: PaymentState,
): Promise<string> {
  if (payment.invoiceId === null) return `${ctx.settings.baseUrl}/wallet`;
  if (state === "succeeded") return `${ctx.settings.baseUrl}/invoices/${payment.invoiceId}`;
  return payLink(ctx, payment.invoiceId);
}
