import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeLocation } from "@/core/roaming/json";
import { zoneOfPlace } from "@/core/smart-charging/place-zone";
import { evses, locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A location that a site can be made of. */
export interface SiteLocation {
  readonly id: Id<"location">;
  readonly partnerId: Id<"partner">;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly operator: string;
  readonly timeZone: string | null;
  /** The bidding zone that it most likely lies in; null: not told by its place. */
  readonly zone: string | null;
  /** EVSEs that it lists, and how many of them belong to a site already. */
  readonly evses: number;
  readonly taken: number;
}

/** Locations of partners with their EVSEs, those with the most that belong to no site first. For operations. */
export async function listSiteLocations(
  ctx: Ctx,
  partnerId?: Id<"partner">,
): Promise<readonly SiteLocation[]> {
  requireRole(ctx, "operations");
  const taken = sql<number>`count(*) filter (where exists (
    select 1 from site_nodes n join sites s on s.tenant_id = n.tenant_id and s.id = n.site_id
    where n.tenant_id = ${locations.tenantId} and n.location_ocpi_id = ${locations.ocpiIdUpper}
      and n.evse_uid = ${evses.uidUpper} and s.partner_id = ${locations.partnerId}
      and s.country_code = ${locations.countryCode} and s.party_id = ${locations.partyId}
      and s.removed_at is null))::int`;
  const all = sql<number>`count(*)::int`;
  const rows = await ctx.db
    .select({
      id: locations.id,
      partnerId: locations.partnerId,
      name: sql<string>`coalesce(${locations.name}, ${locations.address})`,
      city: locations.city,
      country: locations.country,
      operator: partners.name,
      timeZone: locations.timeZone,
      core: locations.core,
      evses: all,
      taken,
    })
    .from(locations)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, locations.tenantId), eq(partners.id, locations.partnerId)),
    )
    .innerJoin(
      evses,
      and(
        eq(evses.tenantId, locations.tenantId),
        eq(evses.locationId, locations.id),
        isNull(evses.missingSince),
      ),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        partnerId === undefined ? undefined : eq(locations.partnerId, partnerId),
        sql`${evses.status} <> 'REMOVED'`,
      ),
    )
    .groupBy(locations.tenantId, locations.id, partners.name)
    .orderBy(sql`${all} - ${taken} desc`, asc(locations.name), asc(locations.id))
    .limit(500);
  return rows.map(({ core, ...row }) => ({ ...row, zone: zoneOfPlace(decodeLocation(core)) }));
}
