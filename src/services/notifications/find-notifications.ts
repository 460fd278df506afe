import { and, eq, lte } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { notifications } from "@/db/schema/notifications";
import { tenants } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";

/** A notice that waits to be sent, with the name it is sent in. */
export type DueNotification = InferSelectModel<typeof notifications> & { readonly sender: string };

/** The notification if it still waits to be sent, else null. */
export async function readPendingNotification(
  ctx: Ctx,
  id: Id<"notification">,
): Promise<DueNotification | null> {
  const [row] = await ctx.db
    .select({ notification: notifications, sender: tenants.name })
    .from(notifications)
    .innerJoin(tenants, eq(tenants.id, notifications.tenantId))
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.id, id),
        eq(notifications.state, "pending"),
      ),
    );
  return row ? { ...row.notification, sender: row.sender } : null;
}

/** Ids of the tenant's notifications that are due (at most 200). */
export async function findDueNotifications(ctx: Ctx): Promise<Id<"notification">[]> {
  const rows = await ctx.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.state, "pending"),
        lte(notifications.dueAt, ctx.clock.now()),
      ),
    )
    .limit(200);
  return rows.map(({ id }) => id);
}
