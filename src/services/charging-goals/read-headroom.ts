import { and, desc, eq } from "drizzle-orm";
import { headroomOf } from "@/core/smart-charging/site-headroom";
import { siteNodes, sites } from "@/db/schema/sites";
import { sitePlans, sitePlanSessions } from "@/db/schema/site-plans";
import type { Ctx } from "@/services/context";
import { findSiteOfSession } from "@/services/sites/find-site-of-session";
import type { SessionRow } from "./read-running-charge";

/**
 * W that the site's latest plan leaves for a session over time; null where it is at no site of ours, or not planned yet.
 */
export async function readHeadroom(
  ctx: Ctx,
  session: SessionRow,
): Promise<readonly { readonly fromMs: number; readonly powerW: number }[] | null> {
  const site = await findSiteOfSession(ctx, session);
  if (!site) return null;
  const [plan] = await ctx.db
    .select({
      startsAt: sitePlans.startsAt,
      slotMinutes: sitePlans.slotMinutes,
      nodes: sitePlans.nodes,
      voltage: sites.voltage,
      ownW: sitePlanSessions.powerW,
    })
    .from(sitePlans)
    .innerJoin(sites, and(eq(sites.tenantId, sitePlans.tenantId), eq(sites.id, sitePlans.siteId)))
    .innerJoin(
      sitePlanSessions,
      and(
        eq(sitePlanSessions.tenantId, sitePlans.tenantId),
        eq(sitePlanSessions.planId, sitePlans.id),
        eq(sitePlanSessions.sessionId, session.id),
      ),
    )
    .where(and(eq(sitePlans.tenantId, ctx.tenantId), eq(sitePlans.siteId, site.id)))
    .orderBy(desc(sitePlans.plannedAt), desc(sitePlans.id))
    .limit(1);
  if (!plan) return null;
  const above = await readAbove(ctx, site.id, session);
  const { startsAt, slotMinutes, voltage, ownW } = plan;
  const nodes = plan.nodes.filter(({ id }) => above.has(id));
  return headroomOf({ startsMs: startsAt.epochMilliseconds, slotMinutes, voltage, nodes, ownW });
}

/** The ids of the nodes that feed a session's charging point. */
async function readAbove(
  ctx: Ctx,
  siteId: typeof siteNodes.$inferSelect.siteId,
  session: SessionRow,
): Promise<ReadonlySet<string>> {
  const nodes = await ctx.db
    .select()
    .from(siteNodes)
    .where(and(eq(siteNodes.tenantId, ctx.tenantId), eq(siteNodes.siteId, siteId)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const isHere = (one: string | null, other: string) => one?.toUpperCase() === other.toUpperCase();
  let node = nodes.find(
    ({ locationOcpiId, evseUid }) =>
      isHere(locationOcpiId, session.locationOcpiId) && isHere(evseUid, session.evseUid),
  );
  const above = new Set<string>();
  while (node && !above.has(node.id)) {
    above.add(node.id);
    node = node.parentId === null ? undefined : byId.get(node.parentId);
  }
  return above;
}
