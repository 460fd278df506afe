import { and, eq, inArray, sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { HOLD_CODES, holdRules, type HoldCode, type ReleaseEvent } from "@/core/rating/hold-rules";
import { cdrHolds, cdrRatings, cdrs } from "@/db/schema/cdrs";
import { tokens } from "@/db/schema/drivers";
import { evses, locations, tariffs, tariffVersions } from "@/db/schema/locations";
import { auditEvents } from "@/db/schema/notifications";
import { driverPlans } from "@/db/schema/plans";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { RATING_SETTINGS_CHANGED } from "@/services/partners/update-rating-settings";
import { dueAgain } from "./due-again";

/** So many at once: the rest in the next round. */
const MOST = 200;

/**
 * Makes held CDRs due again whose reason may be gone, by `holdRules`: the location, tariff, token or plan that they wait
 * for has come since they were last rated, or the partner's rating settings have changed, the CDR that a credit names
 * has arrived, the other CDR of a pair was decided or taken back. Rating decides; a CDR that is still held is not looked at again until something else comes.
 * Returns how many.
 */
export async function releaseWaitingCdrs(ctx: Ctx): Promise<number> {
  const ids = await findReleasable(ctx);
  if (ids.length === 0) return 0;
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select()
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, tx.tenantId), inArray(cdrs.id, ids), eq(cdrs.state, "held")))
      .orderBy(cdrs.id)
      .for("update", { skipLocked: true });
    await dueAgain(tx, rows);
    return rows.length;
  });
}

// What comes while a CDR is being rated may be older than its rating and not seen by it.
const sinceRated = sql`r.rated_at - interval '5 seconds'`;

// Locations are pushed with every change of a plug's status. News is a zone that rating did not have, as of a place that
// it did not know; what else a push may have changed can wait until the rating is an hour old.
const placeIsNews = sql`(l.time_zone is distinct from r.time_zone
  or h.code not in ('mismatch', 'unpriceable:no-time-zone', 'unpriceable:unknown-time-zone')
    and l.received_at > r.rated_at + interval '1 hour')`;

/** Whether an event has happened for the held CDR `c`, its open hold `h`, last rated at `r.rated_at`. */
const happened: { readonly [E in ReleaseEvent]?: SQL } = {
  "location-arrives": sql`exists (
    select 1 from ${locations} l
    where l.tenant_id = c.tenant_id and l.partner_id = c.partner_id and l.country_code = c.country_code
      and l.party_id = c.party_id and l.received_at > ${sinceRated} and ${placeIsNews}
      and (l.ocpi_id_upper = upper(c.core #>> '{data,cdrLocation,id}') or exists (
        select 1 from ${evses} e where e.tenant_id = l.tenant_id and e.location_id = l.id
          and e.uid_upper = upper(c.core #>> '{data,cdrLocation,evseUid}'))))`,
  "tariff-arrives": sql`exists (
    select 1 from ${tariffs} t join ${tariffVersions} v on v.tenant_id = t.tenant_id and v.tariff_id = t.id
    where t.tenant_id = c.tenant_id and t.partner_id = c.partner_id and t.country_code = c.country_code
      and t.party_id = c.party_id and v.received_at > ${sinceRated}
      and (h.code = 'unpriceable:no-tariff' or strpos(upper(c.core::text), t.ocpi_id_upper) > 0))`,
  "token-known": sql`exists (
    select 1 from ${tokens} k
    where k.tenant_id = c.tenant_id and k.last_updated > ${sinceRated} and (
      k.uid_upper = upper(regexp_replace(c.core #>> '{data,cdrToken,uid}', '[^A-Za-z0-9]', '', 'g'))
      or left(upper(regexp_replace(k.contract_id, '[^A-Za-z0-9]', '', 'g')), 14) =
        left(upper(regexp_replace(c.core #>> '{data,cdrToken,contractId}', '[^A-Za-z0-9]', '', 'g')), 14)))`,
  "plan-assigned": sql`(h.code = 'no-plan' and exists (
    select 1 from ${driverPlans} p
    where p.tenant_id = c.tenant_id and p.driver_id = c.driver_id and p.valid_from <= c.started_at
      and (p.valid_to is null or p.valid_to > c.started_at)))`,
  "settings-changed": sql`exists (
    select 1 from ${auditEvents} a
    where a.tenant_id = c.tenant_id and a.subject_type = 'partner' and a.subject_id = c.partner_id::text
      and a.action = ${RATING_SETTINGS_CHANGED} and a.occurred_at > ${sinceRated})`,
  "original-arrives": sql`exists (
    select 1 from ${cdrs} o
    where o.tenant_id = c.tenant_id and not o.is_credit
      and case when coalesce(trim(c.credit_reference_id), '') <> ''
        then o.country_code = c.country_code and o.party_id = c.party_id
          and o.ocpi_id_upper = upper(trim(c.credit_reference_id))
        else o.partner_id = c.partner_id and (o.session_ocpi_id = c.session_ocpi_id
          or c.session_ocpi_id is null and o.started_at = c.started_at
            and o.evse_key is not distinct from c.evse_key
            and upper(o.core #>> '{data,cdrToken,uid}') = upper(c.core #>> '{data,cdrToken,uid}')) end)`,
  "other-cdr-decided": sql`exists (
    select 1 from ${cdrs} o left join ${cdrs} x on x.tenant_id = o.tenant_id and x.id = o.credited_by_cdr_id
    where o.tenant_id = c.tenant_id and o.id = h.other_cdr_id
      and (o.state = 'rejected' or x.id is not null)
      and greatest(o.decided_at, x.decided_at) > ${sinceRated})`,
};

/** The codes that an event releases, as SQL's `in` wants them. */
function codesOf(event: ReleaseEvent): readonly HoldCode[] {
  return HOLD_CODES.filter((code) => holdRules[code].releasedBy.includes(event));
}

async function findReleasable(ctx: Ctx): Promise<Id<"cdr">[]> {
  const conditions = Object.entries(happened).map(([event, condition]) => {
    const codes = sql.join(
      codesOf(event as ReleaseEvent).map((code) => sql`${code}`),
      sql`, `,
    );
    return sql`(h.code in (${codes}) and ${condition})`;
  });
  const rows = await ctx.db.execute<{ id: Id<"cdr"> }>(sql`
    select distinct c.id
    from ${cdrHolds} h
    join ${cdrs} c on c.tenant_id = h.tenant_id and c.id = h.cdr_id and c.state = 'held'
    left join ${cdrRatings} r on r.tenant_id = c.tenant_id and r.id = c.rating_id
    where h.tenant_id = ${ctx.tenantId} and h.released_at is null
      and (${sql.join(conditions, sql` or `)})
    limit ${MOST}`);
  return [...rows].map(({ id }) => id);
}
