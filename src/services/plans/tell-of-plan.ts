import { and, eq, gt, isNull, or } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { driverPlans } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import {
  writeNotifications,
  type NewNotification,
} from "@/services/notifications/write-notification";
import { presentOf } from "./next-period";

/** Who is told of a plan. */
type Told = Pick<typeof drivers.$inferSelect, "id" | "name" | "email" | "locale" | "timeZone">;

/** A plan version as it is told of. */
export interface ToldVersion {
  readonly planVersionId: Id<"planVersion">;
  readonly name: string;
}

/** The mail that tells a driver which plan he comes to, and from which day on his wall clock. */
export function planMail(
  ctx: Ctx,
  { id, name, email, locale, timeZone }: Told,
  version: ToldVersion,
  at: Temporal.Instant,
): NewNotification {
  return {
    key: `plan_changed:${id}:${version.planVersionId}:${at.toString()}`,
    kind: "plan_changed",
    email,
    locale,
    payload: {
      name,
      plan: version.name,
      dueOn: at.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
      url: `${ctx.settings.baseUrl}/plan`,
    },
  };
}

/** Tells everybody whom a version that was published now holds for, or will. */
export async function tellOfVersion(ctx: Ctx, version: ToldVersion): Promise<void> {
  const now = presentOf(ctx);
  const { id, name, email, locale, timeZone } = drivers;
  const rows = await ctx.db
    .select({ id, name, email, locale, timeZone, from: driverPlans.validFrom })
    .from(driverPlans)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, driverPlans.tenantId), eq(drivers.id, driverPlans.driverId)),
    )
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        eq(driverPlans.planVersionId, version.planVersionId),
        or(isNull(driverPlans.validTo), gt(driverPlans.validTo, now)),
      ),
    );
  await writeNotifications(
    ctx,
    rows.map(({ from, ...driver }) => planMail(ctx, driver, version, from)),
  );
}
