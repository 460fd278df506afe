import { sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { locations } from "@/db/schema/locations";
import { ocpiMessages, partnerEndpoints, partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";

/** Sessions that began longer ago are no reason to ask. */
const RECENT = { hours: 48 } as const;
/** A place is asked for once in this time, whatever came of it. */
const ASK_AGAIN = { hours: 24 } as const;

/** A Location that a session names and that never came. */
export interface UnknownPlace {
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  readonly locationId: string;
}

/**
 * Up to `limit` Locations that recent sessions name, that were never received, and that their CPO has not been asked
 * for within a day: the message log tells, so that an answer without use is no loop. The system's own.
 */
export async function findUnknownPlaces(ctx: Ctx, limit: number): Promise<readonly UnknownPlace[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db.execute<{
    partner_id: string;
    country_code: string;
    party_id: string;
    location: string;
  }>(sql`
    select s.partner_id, s.country_code, s.party_id, min(s.location_ocpi_id) as location
    from ${sessions} s
    join ${partners} p on p.tenant_id = s.tenant_id and p.id = s.partner_id and p.state = 'registered'
    join ${partnerEndpoints} e on e.tenant_id = p.tenant_id and e.partner_id = p.id
      and e.identifier = 'locations' and e.role = 'SENDER'
    where s.tenant_id = ${ctx.tenantId}
      and s.started_at > ${now.subtract(RECENT).toString()}::timestamptz
      and s.location_ocpi_id not in ('', '#NA')
      and not exists (
        select 1 from ${locations} l
        where l.tenant_id = s.tenant_id and l.partner_id = s.partner_id
          and l.ocpi_id_upper = upper(s.location_ocpi_id))
      and not exists (
        select 1 from ${ocpiMessages} m
        where m.tenant_id = s.tenant_id and m.partner_id = s.partner_id
          and m.module = 'locations' and m.direction = 'out'
          and m.object_key = upper(s.country_code || '/' || s.party_id || '/' || s.location_ocpi_id)
          and m.occurred_at > ${now.subtract(ASK_AGAIN).toString()}::timestamptz)
    group by s.partner_id, s.country_code, s.party_id, upper(s.location_ocpi_id)
    limit ${limit}`);
  return rows.map((row) => ({
    partnerId: asId<"partner">(row.partner_id),
    countryCode: row.country_code,
    partyId: row.party_id,
    locationId: row.location,
  }));
}
