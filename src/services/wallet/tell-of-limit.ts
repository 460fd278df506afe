import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { LimitReached } from "@/core/wallet/spending-limits";
import { drivers } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";

/** Tells a driver that a limit kept a charge from starting, once a day for each limit. */
export async function tellOfLimit(
  ctx: Ctx,
  driverId: Id<"driver">,
  { limit }: LimitReached,
): Promise<void> {
  const { name, email, locale, timeZone } = drivers;
  const [driver] = await ctx.db
    .select({ name, email, locale, timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, driverId)));
  if (!driver) return;
  const day = ctx.clock.now().toZonedDateTimeISO(driver.timeZone).toPlainDate();
  await writeNotification(ctx, {
    key: `limit_reached:${limit.id}:${day.toString()}`,
    kind: "limit_reached",
    email: driver.email,
    locale: driver.locale,
    payload: {
      name: driver.name,
      totalMinor: limit.amountMinor.toString(),
      currency: limit.currency,
      span: limit.span,
      url: `${ctx.settings.baseUrl}${limit.member ? "/account" : "/limits"}`,
    },
  });
}
