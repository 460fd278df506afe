import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { driverPlans, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { presentOf, startsByZone } from "./next-period";

/** Drivers whom a new version would hold for: how many, and the first of them by name. */
export interface Movers {
  readonly drivers: number;
  readonly names: readonly string[];
}

/** Those who live in a time zone, by when the version would begin to hold. */
export interface PlanZone {
  readonly timeZone: string;
  readonly nextPeriod: Temporal.Instant;
  readonly now: Movers;
  readonly next: Movers;
}

const NAMES = 5;

/** Whom a version of a plan that is published now would hold for, by time zone. The caller decides who may see it. */
export async function findMovers(ctx: Ctx, planId: Id<"plan">): Promise<readonly PlanZone[]> {
  const starts = await startsByZone(ctx, "next-period");
  const zones = JSON.stringify([...starts].map(([zone, at]) => ({ zone, at: at.toString() })));
  const rows = await ctx.db.execute<{
    zone: string;
    now_drivers: number;
    now_names: string[] | null;
    next_drivers: number;
    next_names: string[] | null;
  }>(sql`
    select m.zone, count(*)::int as now_drivers, (array_agg(m.name order by m.name, m.id))[1:${NAMES}] as now_names,
      (count(*) filter (where m.stays))::int as next_drivers,
      (array_agg(m.name order by m.name, m.id) filter (where m.stays))[1:${NAMES}] as next_names
    from (
      select d.id, d.name, d.time_zone as zone, bool_or(p.valid_to is null or p.valid_to > s.at) as stays
      from ${driverPlans} p
      join ${planVersions} v on v.tenant_id = p.tenant_id and v.id = p.plan_version_id
      join ${drivers} d on d.tenant_id = p.tenant_id and d.id = p.driver_id
      join json_to_recordset(${zones}::json) as s(zone text, at timestamptz) on s.zone = d.time_zone
      where p.tenant_id = ${ctx.tenantId} and v.plan_id = ${planId}
        and (p.valid_to is null or p.valid_to > ${presentOf(ctx).toString()}::timestamptz)
      group by d.id, d.name, d.time_zone
    ) m
    group by m.zone
    order by m.zone`);
  return [...rows].flatMap((row) => {
    const nextPeriod = starts.get(row.zone);
    if (!nextPeriod) return [];
    return [
      {
        timeZone: row.zone,
        nextPeriod,
        now: { drivers: row.now_drivers, names: row.now_names ?? [] },
        next: { drivers: row.next_drivers, names: row.next_names ?? [] },
      },
    ];
  });
}
