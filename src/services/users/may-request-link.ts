import { and, count, eq, gt, inArray } from "drizzle-orm";
import { notifications } from "@/db/schema/notifications";
import type { Ctx } from "@/services/context";

const WINDOW = { minutes: 15 };
const LINKS_PER_WINDOW = 5;

/** Whether this address may be sent another link to sign in or up: five in any quarter of an hour. */
export async function mayRequestLink(ctx: Ctx, email: string): Promise<boolean> {
  const since = ctx.clock.now().subtract(WINDOW);
  const [row] = await ctx.db
    .select({ sent: count() })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        inArray(notifications.kind, ["sign_in", "sign_up"]),
        eq(notifications.email, email),
        gt(notifications.createdAt, since),
      ),
    );
  return (row?.sent ?? 0) < LINKS_PER_WINDOW;
}
