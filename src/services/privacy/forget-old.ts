import { and, eq, lt, ne, not } from "drizzle-orm";
import { NOTICE_DAYS, SIGN_IN_DAYS } from "@/core/privacy/kept-classes";
import { notifications } from "@/db/schema/notifications";
import { signInEvents } from "@/db/schema/privacy";
import { signInSessions } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { isOpenSession } from "@/services/users/is-open-session";
import { forgetLastNotices } from "./forget-addresses";

/** Deletes sign-ins, sessions and notices whose time is over, and empties the last ones of who was forgotten. Returns how many of all. */
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
  // A session that is over goes by itself only where its browser comes again.
  const sessions = await ctx.db
    .delete(signInSessions)
    .where(not(isOpenSession))
    .returning({ id: signInSessions.publicId });
  const last = await forgetLastNotices(ctx);
  return signIns.length + notices.length + sessions.length + last;
}
