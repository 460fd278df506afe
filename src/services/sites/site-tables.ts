import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { NodeReading } from "@/core/smart-charging/site/live-load";
import type { SiteNode, SiteSignal } from "@/core/smart-charging/site/site-description";
import { parentsFirst } from "@/core/smart-charging/site/site-tree";
import { siteLimitWindows, siteNodes, siteReadings, sites, siteSignals } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** A site's row. @throws ServiceError NOT_FOUND, also for one that was removed. */
export async function findSite(ctx: Ctx, siteId: Id<"site">) {
  const [site] = await ctx.db
    .select()
    .from(sites)
    .where(and(eq(sites.tenantId, ctx.tenantId), eq(sites.id, siteId), isNull(sites.removedAt)));
  if (!site) throw new ServiceError("NOT_FOUND", "There is no such site.");
  return site;
}

/** A site's tree with its limits by time of day, parents before their children. */
export async function readNodes(ctx: Ctx, siteId: Id<"site">): Promise<readonly SiteNode[]> {
  const rows = await ctx.db
    .select()
    .from(siteNodes)
    .where(and(eq(siteNodes.tenantId, ctx.tenantId), eq(siteNodes.siteId, siteId)))
    .orderBy(asc(siteNodes.position), asc(siteNodes.id));
  const ids = rows.map(({ id }) => id);
  const windows =
    ids.length === 0
      ? []
      : await ctx.db
          .select()
          .from(siteLimitWindows)
          .where(
            and(eq(siteLimitWindows.tenantId, ctx.tenantId), inArray(siteLimitWindows.nodeId, ids)),
          )
          .orderBy(asc(siteLimitWindows.fromClock), asc(siteLimitWindows.id));
  const byNode = Map.groupBy(windows, ({ nodeId }) => nodeId);
  return parentsFirst(rows.map((row) => ({ ...row, windows: byNode.get(row.id) ?? [] })));
}

/** A site's signals that are in force or to come. */
export async function readSignals(ctx: Ctx, siteId: Id<"site">): Promise<readonly SiteSignal[]> {
  return ctx.db
    .select()
    .from(siteSignals)
    .where(
      and(
        eq(siteSignals.tenantId, ctx.tenantId),
        eq(siteSignals.siteId, siteId),
        isNull(siteSignals.endedAt),
        gt(siteSignals.endsAt, ctx.clock.now()),
      ),
    )
    .orderBy(asc(siteSignals.startsAt), asc(siteSignals.id));
}

/** What a site's meters showed since a time, for each metered node, oldest first. */
export async function readMeters(
  ctx: Ctx,
  siteId: Id<"site">,
  since: Temporal.Instant,
): Promise<ReadonlyMap<string, readonly NodeReading[]>> {
  const { nodeId, at, powerW } = siteReadings;
  const rows = await ctx.db
    .select({ nodeId, at, powerW })
    .from(siteReadings)
    .innerJoin(
      siteNodes,
      and(eq(siteNodes.tenantId, siteReadings.tenantId), eq(siteNodes.id, siteReadings.nodeId)),
    )
    .where(
      and(
        eq(siteNodes.tenantId, ctx.tenantId),
        eq(siteNodes.siteId, siteId),
        gt(siteReadings.at, since),
      ),
    )
    .orderBy(asc(siteReadings.at));
  return Map.groupBy(rows, (row): string => row.nodeId);
}
