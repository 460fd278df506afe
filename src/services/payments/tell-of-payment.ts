import { and, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import { drivers } from "@/db/schema/drivers";
import type { payments, PaymentState } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { adviceFor } from "./decline-advice";
import type { PaymentObservation } from "./payment-observation";

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
  const kind = KINDS[state as keyof typeof KINDS];
  const [driver] = await ctx.db
    .select()
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, payment.driverId)));
  if (!driver) return;
  await writeNotification(ctx, {
    key: `${kind}:${payment.id}`,
    kind,
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      number,
      totalMinor: payment.amountMinor.toString(),
      currency: payment.currency,
      url: `${ctx.settings.baseUrl}/invoices/${payment.invoiceId}`,
      ...(kind === "payment_failed"
        ? { advice: adviceFor(seen.failure?.code, seen.failure?.declineCode) }
        : {}),
    },
  });
}
