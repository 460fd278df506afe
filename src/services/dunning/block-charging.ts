import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { payLink } from "@/services/payments/pay-link";
import { blockTokens } from "./charging-block";
import type { Standing } from "./standing";
import { writeEvent } from "./write-event";

/** Takes the step that stops a driver's charging, and tells him how it starts again. */
export async function blockCharging(ctx: Ctx, standing: Standing): Promise<void> {
  const { row, invoice, driver } = standing;
  const count = await blockTokens(ctx, row.driverId);
  await writeEvent(ctx, row.id, { kind: "charging_blocked", detail: { tokens: String(count) } });
  await writeNotification(ctx, {
    key: `charging_blocked:${row.id}:${row.openedAt.epochMilliseconds}`,
    kind: "charging_blocked",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      number: invoice.number ?? "",
      totalMinor: standing.openMinor.toString(),
      currency: invoice.currency,
      url: await payLink(ctx, invoice.id),
    },
  });
}
