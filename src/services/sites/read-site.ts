import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { SiteDescription, SiteNode } from "@/core/smart-charging/site/site-description";
import { siteLimitWindows, siteNodes, sites, siteSignals } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { measuredBase } from "./measured-base";

/**
 * A site as its people describe it, with the signals that are in force or to come and the base load that its meters
 * showed lately.
 * @throws ServiceError NOT_FOUND.
 */
export async function readSite(ctx: Ctx, siteId: Id<"site">): Promise<SiteDescription> {
  const { tenantId } = ctx;
  const [site] = await ctx.db
    .select()
    .from(sites)
    .where(and(eq(sites.tenantId, tenantId), eq(sites.id, siteId), isNull(sites.removedAt)));
  if (!site) throw new ServiceError("NOT_FOUND", "There is no such site.");
  const rows = await ctx.db
    .select()
    .from(siteNodes)
    .where(and(eq(siteNodes.tenantId, tenantId), eq(siteNodes.siteId, siteId)))
    .orderBy(asc(siteNodes.position), asc(siteNodes.id));
  const windows = await ctx.db
    .select({ window: siteLimitWindows })
    .from(siteLimitWindows)
    .innerJoin(
      siteNodes,
      and(
        eq(siteNodes.tenantId, siteLimitWindows.tenantId),
        eq(siteNodes.id, siteLimitWindows.nodeId),
      ),
    )
    .where(and(eq(siteNodes.tenantId, tenantId), eq(siteNodes.siteId, siteId)))
    .orderBy(asc(siteLimitWindows.fromClock), asc(siteLimitWindows.id));
  const signals = await ctx.db
    .select()
    .from(siteSignals)
    .where(
      and(
        eq(siteSignals.tenantId, tenantId),
        eq(siteSignals.siteId, siteId),
        isNull(siteSignals.endedAt),
        gt(siteSignals.endsAt, ctx.clock.now()),
      ),
    )
    .orderBy(asc(siteSignals.startsAt), asc(siteSignals.id));
  const nodes = parentsFirst(
    rows.map((row) => ({
      ...row,
      windows: windows.map(({ window }) => window).filter(({ nodeId }) => nodeId === row.id),
    })),
  );
  return { ...site, nodes, signals, measuredBase: await measuredBase(ctx, nodes) };
}

/** Nodes with their parents before them, otherwise in the order given. A part that hangs on nothing is left out. */
function parentsFirst(nodes: readonly SiteNode[]): SiteNode[] {
  const below = (parentId: string | null): SiteNode[] =>
    nodes.filter((node) => node.parentId === parentId).flatMap((node) => [node, ...below(node.id)]);
  return below(null);
}
