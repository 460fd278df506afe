import { sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { driverPlans, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import type { ByZone } from "./next-period";

/** Drivers of a plan to be moved to one of its versions. */
export interface Move {
  readonly planId: Id<"plan">;
  readonly planVersionId: Id<"planVersion">;
  /** From when for whom: rows (driver_id, at). Others stay. */
  readonly starts: SQL;
}

/** Every driver, from the instant of his time zone. */
export function startsOfAll(ctx: Ctx, starts: ByZone<Temporal.Instant>): SQL {
  const rows = JSON.stringify([...starts].map(([zone, at]) => ({ zone, at: at.toString() })));
  return sql`
    select d.id as driver_id, z.at from ${drivers} d
    join json_to_recordset(${rows}::json) as z(zone text, at timestamptz) on z.zone = d.time_zone
    where d.tenant_id = ${ctx.tenantId}`;
}

/**
 * Puts a version in place of the plan's others, from its start on, in every stretch of every driver: a stretch that
 * began before is cut there, one that comes later changes its version, and what then follows without a gap is one
 * stretch. Stretches on other plans stay. For a transaction
 * that holds the plan's lock. Returns how many drivers it holds for.
 */
export async function moveDrivers(ctx: Ctx, move: Move): Promise<number> {
  const { tenantId } = ctx;
  const { planVersionId } = move;
  // Whoever changes a driver's plan holds the driver first: what is read below stays.
  await ctx.db.execute(sql`
    select 1 from ${drivers} d
    where d.tenant_id = ${tenantId} and exists (
      select 1 from ${driverPlans} p
      join ${planVersions} v on v.tenant_id = p.tenant_id and v.id = p.plan_version_id
      where p.tenant_id = d.tenant_id and p.driver_id = d.id and v.plan_id = ${move.planId})
    order by d.id for no key update`);
  const others = sql`
    select p.driver_id, p.valid_from, p.valid_to, s.at from ${driverPlans} p
    join ${planVersions} v on v.tenant_id = p.tenant_id and v.id = p.plan_version_id
    join (${move.starts}) s on s.driver_id = p.driver_id
    where p.tenant_id = ${tenantId} and v.plan_id = ${move.planId} and v.id <> ${planVersionId}`;
  await ctx.db.execute(sql`
    update ${driverPlans} p set plan_version_id = ${planVersionId}
    from (${others}) o
    where p.tenant_id = ${tenantId} and p.driver_id = o.driver_id and p.valid_from = o.valid_from
      and o.valid_from >= o.at`);
  await ctx.db.execute(sql`
    insert into ${driverPlans} (tenant_id, driver_id, valid_from, valid_to, plan_version_id)
    select ${tenantId}, o.driver_id, o.at, o.valid_to, ${planVersionId} from (${others}) o
    where o.valid_from < o.at and (o.valid_to is null or o.valid_to > o.at)`);
  await ctx.db.execute(sql`
    update ${driverPlans} p set valid_to = o.at
    from (${others}) o
    where p.tenant_id = ${tenantId} and p.driver_id = o.driver_id and p.valid_from = o.valid_from
      and o.valid_from < o.at and (o.valid_to is null or o.valid_to > o.at)`);
  await joinStretches(ctx, { planVersionId, driverId: null });
  const [moved] = await ctx.db.execute<{ drivers: number }>(sql`
    select count(distinct driver_id)::int as drivers from ${driverPlans}
    where tenant_id = ${tenantId} and plan_version_id = ${planVersionId}`);
  return moved?.drivers ?? 0;
}

/**
 * Makes one stretch of those of a version that follow each other, of one driver or of all: nothing changes where they
 * meet. For a transaction that holds the drivers.
 */
export async function joinStretches(
  ctx: Ctx,
  of: { readonly planVersionId: Id<"planVersion">; readonly driverId: Id<"driver"> | null },
): Promise<void> {
  const { tenantId } = ctx;
  const { planVersionId, driverId } = of;
  await ctx.db.execute(sql`
    with own as (
      select driver_id, valid_from, valid_to,
        lag(valid_to) over (partition by driver_id order by valid_from) as before
      from ${driverPlans} where tenant_id = ${tenantId} and plan_version_id = ${planVersionId}
        and (${driverId}::uuid is null or driver_id = ${driverId}::uuid)
    ), numbered as (
      select driver_id, valid_from, valid_to,
        count(*) filter (where before is distinct from valid_from)
          over (partition by driver_id order by valid_from) as run
      from own
    ), runs as (
      select driver_id, min(valid_from) as first,
        case when bool_or(valid_to is null) then null else max(valid_to) end as last
      from numbered group by driver_id, run having count(*) > 1
    ), joined as (
      delete from ${driverPlans} p using runs r
      where p.tenant_id = ${tenantId} and p.plan_version_id = ${planVersionId} and p.driver_id = r.driver_id
        and p.valid_from > r.first and (r.last is null or p.valid_from < r.last)
    )
    update ${driverPlans} p set valid_to = r.last from runs r
    where p.tenant_id = ${tenantId} and p.driver_id = r.driver_id and p.valid_from = r.first`);
}
