import { type SQL, sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { chargingRequests } from "@/db/schema/charging";
import { sessions, sessionSavings } from "@/db/schema/sessions";
import { chargingGoals } from "@/db/schema/vehicles";
import type { Ctx } from "@/services/context";

/** Whether the charging of the session `alias` was planned: it had a goal, or a profile that its station confirmed. */
export function wasPlanned(alias: string): SQL {
  const s = sql.raw(alias);
  return sql`(exists (select 1 from ${chargingGoals} g where g.tenant_id = ${s}.tenant_id and g.session_id = ${s}.id)
    or exists (select 1 from ${chargingRequests} r where r.tenant_id = ${s}.tenant_id and r.session_id = ${s}.id
      and r.kind = 'SET_PROFILE' and r.state = 'confirmed'))`;
}

/** Older ones are let be. */
const RECENT = { hours: 35 * 24 } as const;

/** A session whose charging was planned, and the CDR that it was accepted by. */
export interface EndedSession {
  readonly sessionId: Id<"session">;
  readonly cdrId: Id<"cdr">;
}

/**
 * Sessions of drivers of ours that had a goal or a confirmed profile, have ended with an
 * accepted CDR, and whose savings were not worked out. The system's own.
 */
export async function findEndedCharges(ctx: Ctx, limit: number): Promise<readonly EndedSession[]> {
  const since = ctx.clock.now().subtract(RECENT).toString();
  const rows = await ctx.db.execute<{ session: string; cdr: string }>(sql`
    select s.id as session, c.id as cdr
    from ${sessions} s
    cross join lateral (
      select c.id from ${cdrs} c
      where c.tenant_id = s.tenant_id and c.partner_id = s.partner_id and not c.is_credit
        and c.session_ocpi_id in (s.ocpi_id, s.ocpi_id_upper, lower(s.ocpi_id))
        and c.country_code = s.country_code and c.party_id = s.party_id and c.state = 'accepted'
        and c.credited_by_cdr_id is null
      order by c.received_at desc limit 1) c
    where s.tenant_id = ${ctx.tenantId} and s.started_at > ${since}::timestamptz
      and s.purpose = 'billing' and s.driver_id is not null
      and not exists (select 1 from ${sessionSavings} v where v.tenant_id = s.tenant_id and v.session_id = s.id)
      and ${wasPlanned("s")}
    order by s.started_at
    limit ${limit}`);
  return rows.map(({ session, cdr }) => ({
    sessionId: asId<"session">(session),
    cdrId: asId<"cdr">(cdr),
  }));
}
