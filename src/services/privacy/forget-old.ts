import { and, eq, lt, ne } from "drizzle-orm";
import { NOTICE_DAYS, SIGN_IN_DAYS } from "@/core/privacy/kept-classes";
import { notifications } from "@/db/schema/notifications";
import { signInEvents } from "@/db/schema/privacy";
import type { Ctx } from "@/services/context";

/** Deletes sign-ins and notices whose time is over. Returns how many of both. */
export async function forgetOld(ctx: Ctx): Promise<number> {
  const before = (days: number) => ctx.clock.now().subtract({ hours: 24 * days });
  const signIns = await ctx.db
    .delete(signInEvents)
    .where(and(eq(signInEvents.tenantId, ctx.tenantId), lt(signInEvents.at, before(SIGN_IN_DAYS))))
    .returning({ id: signInEvents.id });
  const notices = await ctx.db
    .delete(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        ne(notifications.state, "pending"),
        lt(notifications.createdAt, before(NOTICE_DAYS)),
      ),
    )
    .returning({ id: notifications.id });
  return signIns.length + notices.length;
}
