import { sql } from "drizzle-orm";
import type { MeasuredBase, SiteNode } from "@/core/smart-charging/site/site-description";
import type { Ctx } from "@/services/context";

/** Readings are averaged over this time, and no older ones count. */
const MEASURED_OVER_MIN = 15;

/**
 * What each metered node of a site fed besides the sessions below it, on the average of the last quarter of an hour:
 * its meter less what those sessions drew between their readings in that time. Nodes without a reading are left out.
 */
export async function measuredBase(
  ctx: Ctx,
  nodes: readonly SiteNode[],
): Promise<readonly MeasuredBase[]> {
  const [first] = nodes;
  if (!first) return [];
  const now = ctx.clock.now();
  const since = now.subtract({ minutes: MEASURED_OVER_MIN });
  const rows = await ctx.db.execute<{ id: string; power: number; at: string; drawn: number }>(sql`
    with recursive below as (
      select tenant_id, id as top, id, location_ocpi_id, evse_uid, site_id from site_nodes
      where tenant_id = ${ctx.tenantId} and site_id = (
        select site_id from site_nodes where tenant_id = ${ctx.tenantId} and id = ${first.id})
      union all
      select n.tenant_id, b.top, n.id, n.location_ocpi_id, n.evse_uid, n.site_id
      from site_nodes n join below b on n.tenant_id = b.tenant_id and n.parent_id = b.id
    ), metered as (
      select node_id, avg(power_w)::float8 as power, max(at) as at from site_readings
      where tenant_id = ${ctx.tenantId} and node_id in (select id from below)
        and at > ${since.toString()}::timestamptz and at <= ${now.toString()}::timestamptz
      group by node_id
    ), drawn as (
      select b.top, sum((r.most - r.least)::float8 * 3.6 / extract(epoch from r.until - r.since))::float8 as power
      from below b
      join sites s on s.tenant_id = b.tenant_id and s.id = b.site_id
      join sessions e on e.tenant_id = b.tenant_id and e.partner_id = s.partner_id
        and upper(e.location_ocpi_id) = b.location_ocpi_id and upper(e.evse_uid) = b.evse_uid
        and e.status = 'ACTIVE'
      join lateral (
        select max(energy_micro_kwh) as most, min(energy_micro_kwh) as least, max(at) as until, min(at) as since
        from session_readings x where x.tenant_id = e.tenant_id and x.session_id = e.id
          and x.at > ${since.toString()}::timestamptz and x.at <= ${now.toString()}::timestamptz
      ) r on r.until > r.since
      group by b.top
    )
    select m.node_id as id, m.power, m.at::text as at, coalesce(d.power, 0) as drawn
    from metered m left join drawn d on d.top = m.node_id`);
  return [...rows].map(({ id, power, at, drawn }) => ({
    nodeId: id,
    powerW: Math.max(0, Math.round(power - drawn)),
    at: Temporal.Instant.from(at.replace(" ", "T")),
  }));
}
