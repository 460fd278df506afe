import { and, eq, gte } from "drizzle-orm";
import { biddingZones } from "@/core/smart-charging/market/bidding-zones";
import { marketPoints } from "@/db/schema/energy-market";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readZonesOfSites } from "./missing-market-data";
import { readEnergyZone, type EnergyZone } from "./read-energy-zone";

const RECENT_DAYS = 2;

/** A zone in the list, without its curve. */
export type EnergyZoneSummary = Omit<EnergyZone, "quarters"> & {
  /** Whether a site of ours lies in it. */
  readonly hasSites: boolean;
};

/** Zones that a site lies in or that something recent is known of, Nordic ones first. For operations. */
export async function listEnergyZones(ctx: Ctx): Promise<readonly EnergyZoneSummary[]> {
  requireRole(ctx, "operations");
  const ofSites = await readZonesOfSites(ctx);
  const known = await ctx.db
    .selectDistinct({ zone: marketPoints.zone })
    .from(marketPoints)
    .where(
      and(
        eq(marketPoints.tenantId, ctx.tenantId),
        gte(marketPoints.startsAt, ctx.clock.now().subtract({ hours: 24 * RECENT_DAYS })),
      ),
    );
  const names = new Set([...ofSites, ...known.map(({ zone }) => zone)]);
  const inOrder = biddingZones.map(({ name }) => name).filter((name) => names.has(name));
  const rest = [...names].filter((name) => !inOrder.includes(name)).toSorted();
  const zones = [];
  for (const zone of [...inOrder, ...rest]) {
    const { quarters: _quarters, ...summary } = await readEnergyZone(ctx, zone);
    zones.push({ ...summary, hasSites: ofSites.includes(zone) });
  }
  return zones;
}
