import { eq, sql, type SQL } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { driverPlans, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { presentOf } from "./next-period";

/** Whose charges of last month: of the drivers who are on a plan now, or of one driver. */
export type EffectScope = { readonly planId: Id<"plan"> } | { readonly driverId: Id<"driver"> };

/** Whether a driver's row is in the scope. */
export function inScope(ctx: Ctx, scope: EffectScope): SQL {
  if ("driverId" in scope) return eq(drivers.id, scope.driverId);
  const now = presentOf(ctx).toString();
  return sql`exists (
    select 1 from ${driverPlans} p
    join ${planVersions} v on v.tenant_id = p.tenant_id and v.id = p.plan_version_id
    where p.tenant_id = ${drivers.tenantId} and p.driver_id = ${drivers.id}
      and v.plan_id = ${scope.planId} and p.valid_from <= ${now}::timestamptz
      and (p.valid_to is null or p.valid_to > ${now}::timestamptz))`;
}
