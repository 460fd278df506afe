import { and, eq, inArray, isNull } from "drizzle-orm";
import { sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";
import { wakeSite } from "@/services/sites/wake-site";

/** Has the sites in some bidding zones planned anew, for what energy costs or emits there has changed. */
export async function wakeSitesOfZones(ctx: Ctx, zones: readonly string[]): Promise<void> {
  if (zones.length === 0) return;
  const rows = await ctx.db
    .select({ id: sites.id })
    .from(sites)
    .where(
      and(
        eq(sites.tenantId, ctx.tenantId),
        inArray(sites.zone, [...zones]),
        isNull(sites.removedAt),
      ),
    );

  for (const { id } of rows) await wakeSite(ctx, id, "market");
}
