import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { signUps } from "@/db/schema/sign-ups";
import type { Ctx } from "@/services/context";

/** How long a sign-up waits for an address to be proved, and for somebody to come back. */
const UNPROVED = { hours: 7 * 24 };
const LEFT = { hours: 180 * 24 };

/**
 * Deletes sign-ups that nobody goes on with: without a proved address after a week, else half a year after the last
 * answer. No contract came of them, so nothing of them is to be kept. False: nothing waits.
 */
export async function forgetStaleSignUps(ctx: Ctx): Promise<boolean> {
  const now = ctx.clock.now();
  await ctx.db
    .delete(signUps)
    .where(
      and(
        eq(signUps.tenantId, ctx.tenantId),
        eq(signUps.state, "open"),
        or(
          and(isNull(signUps.userId), lt(signUps.updatedAt, now.subtract(UNPROVED))),
          and(isNotNull(signUps.userId), lt(signUps.updatedAt, now.subtract(LEFT))),
        ),
      ),
    );
  return false;
}
