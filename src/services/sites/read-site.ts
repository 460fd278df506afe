import type { Id } from "@/core/ids";
import { measuredBase } from "@/core/smart-charging/site/measured-base";
import type { MeasuredBase, SiteDescription } from "@/core/smart-charging/site/site-description";
import type { Ctx } from "@/services/context";
import { readSiteSessions, type SiteFrame } from "./read-site-sessions";
import { findSite, readMeters, readNodes, readSignals } from "./site-tables";

/** No meter is asked further back than this. */
const METERS_OF = { hours: 24 } as const;

/**
 * A site as its people describe it, with the signals that are in force or to come and the base load that its meters
 * showed last.
 * @throws ServiceError NOT_FOUND.
 */
export async function readSite(ctx: Ctx, siteId: Id<"site">): Promise<SiteDescription> {
  const site = await findSite(ctx, siteId);
  const nodes = await readNodes(ctx, siteId);
  const signals = await readSignals(ctx, siteId);
  const frame = { ...site, nodes };
  return { ...frame, signals, measuredBase: await readMeasured(ctx, frame) };
}

async function readMeasured(ctx: Ctx, site: SiteFrame): Promise<readonly MeasuredBase[]> {
  const now = ctx.clock.now();
  const readings = await readMeters(ctx, site.id, now.subtract(METERS_OF));
  const newest = [...readings.values()].flatMap((one) => one.slice(-1)).map(({ at }) => at);
  if (newest.length === 0) return [];
  const first = newest.reduce((a, b) => (Temporal.Instant.compare(a, b) < 0 ? a : b));
  const span = { from: first.subtract({ minutes: 15 }), to: now };
  return measuredBase(site.nodes, await readSiteSessions(ctx, site, span), readings);
}
