import type { Id } from "@/core/ids";
import { excessW } from "@/core/smart-charging/site/is-over-limit";
import { carriedW } from "@/core/smart-charging/site/live-load";
import type { Ctx } from "@/services/context";
import { readLiveLoad } from "./read-live-load";
import { findSite } from "./site-tables";

/** A part of a site as its grid interface shows it. W over all phases, A on each phase. */
export interface GridNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: "grid" | "feeder" | "evse";
  /** In force now; null: no such limit. */
  readonly limitW: number | null;
  readonly limitA: number | null;
  /** What it carries, and of that the charging. */
  readonly loadW: number;
  readonly chargingW: number;
  /** measured: by a meter of the part. sessions: its charging is read, the rest assumed. assumed: at the most it may be. */
  readonly source: "measured" | "sessions" | "assumed";
  readonly excessW: number;
}

/** A site as its grid interface shows it. */
export interface GridView {
  readonly id: string;
  readonly name: string;
  readonly at: Temporal.Instant;
  readonly isSteered: boolean;
  readonly charging: number;
  readonly nodes: readonly GridNode[];
}

/** A site's limits and load now. @throws ServiceError NOT_FOUND. */
export async function readGridView(ctx: Ctx, siteId: Id<"site">): Promise<GridView> {
  const site = await findSite(ctx, siteId);
  const at = ctx.clock.now();
  const load = await readLiveLoad(ctx, siteId, { startsAt: at, slotMinutes: 1, slots: 0 });
  return {
    id: site.id,
    name: site.name,
    at,
    isSteered: site.isSteered,
    charging: load.sessions.length,
    nodes: load.nodes.map(({ node, now, limitW, limitA }) => ({
      id: node.id,
      parentId: node.parentId,
      name: node.name,
      kind: node.kind,
      limitW,
      limitA,
      loadW: carriedW(now),
      chargingW: now.sessionsW,
      source: now.measuredW !== null ? "measured" : now.isAssumed ? "assumed" : "sessions",
      excessW: excessW(carriedW(now), { limitW, limitA, voltage: site.voltage }),
    })),
  };
}
