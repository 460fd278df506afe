import { and, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { sessions } from "@/db/schema/sessions";
import { siteNodes, sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";

/** Where a session takes place, as its CPO says it. */
export type SessionPlace = Pick<
  typeof sessions.$inferSelect,
  "partnerId" | "countryCode" | "partyId" | "locationOcpiId" | "evseUid"
>;

/** The site at one of whose charging points a session takes place; null: none. */
export async function findSiteOfSession(
  ctx: Ctx,
  place: SessionPlace,
): Promise<{
  readonly id: Id<"site">;
  /** Its charging point. */
  readonly nodeId: Id<"siteNode">;
  readonly isSteered: boolean;
} | null> {
  const [row] = await ctx.db
    .select({ id: sites.id, nodeId: siteNodes.id, isSteered: sites.isSteered })
    .from(siteNodes)
    .innerJoin(sites, and(eq(sites.tenantId, siteNodes.tenantId), eq(sites.id, siteNodes.siteId)))
    .where(
      and(
        eq(siteNodes.tenantId, ctx.tenantId),
        // Ids are kept in the upper case that OCPI compares them in.
        eq(siteNodes.locationOcpiId, place.locationOcpiId.toUpperCase()),
        eq(siteNodes.evseUid, place.evseUid.toUpperCase()),
        eq(sites.partnerId, place.partnerId),
        eq(sites.countryCode, place.countryCode),
        eq(sites.partyId, place.partyId),
        isNull(sites.removedAt),
      ),
    );
  return row ?? null;
}
