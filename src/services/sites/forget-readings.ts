import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { siteNodes, siteReadings } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";

/** What meters of sites showed is kept for so long. */
const KEPT = { hours: 24 * 90 } as const;
const AT_A_TIME = 10_000;

/** Deletes what meters of sites showed more than 90 days ago, some of it. Answers how much. The system's own. */
export async function forgetReadings(ctx: Ctx): Promise<number> {
  const until = ctx.clock.now().subtract(KEPT);
  const nodes = await ctx.db
    .select({ id: siteNodes.id })
    .from(siteNodes)
    .where(eq(siteNodes.tenantId, ctx.tenantId));
  let gone = 0;
  // Node by node: the key of the readings finds the oldest of each at once.
  for (const { id } of nodes) {
    const old = ctx.db
      .select({ at: siteReadings.at })
      .from(siteReadings)
      .where(
        and(
          eq(siteReadings.tenantId, ctx.tenantId),
          eq(siteReadings.nodeId, id),
          lt(siteReadings.at, until),
        ),
      )
      .orderBy(sql`${siteReadings.at} asc`)
      .limit(AT_A_TIME);
    const rows = await ctx.db
      .delete(siteReadings)
      .where(
        and(
          eq(siteReadings.tenantId, ctx.tenantId),
          eq(siteReadings.nodeId, id),
          inArray(siteReadings.at, old),
        ),
      )
      .returning({ at: siteReadings.at });
    gone += rows.length;
  }
  return gone;
}
