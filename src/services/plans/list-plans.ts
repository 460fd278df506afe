import { and, asc, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { drivers } from "@/db/schema/drivers";
import { driverPlans, plans, planVersions, type PlanKind } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { presentOf } from "./next-period";

/** A plan as a list shows it: its latest version, and who is on it. */
export interface ListedPlan {
  readonly id: Id<"plan">;
  readonly code: string;
  readonly kind: PlanKind;
  readonly name: string;
  readonly mode: "cost_plus" | "own_tariff";
  readonly basis: "gross" | "net";
  readonly version: number;
  readonly versionId: Id<"planVersion">;
  readonly publishedAt: Temporal.Instant;
  /** Drivers on any version of it now. */
  readonly drivers: number;
}

/** Every plan with its latest version, by name. For finance. @throws ServiceError FORBIDDEN, UNAUTHENTICATED. */
export async function listPlans(ctx: Ctx): Promise<readonly ListedPlan[]> {
  requireRole(ctx, "finance");
  const latest = ctx.db
    .selectDistinctOn([planVersions.planId])
    .from(planVersions)
    .where(eq(planVersions.tenantId, ctx.tenantId))
    .orderBy(planVersions.planId, sql`${planVersions.version} desc`)
    .as("latest");
  const [rows, counts] = await Promise.all([
    ctx.db
      .select({
        id: plans.id,
        code: plans.code,
        kind: plans.kind,
        name: latest.name,
        mode: latest.priceMode,
        basis: latest.basis,
        version: latest.version,
        versionId: latest.id,
        publishedAt: latest.publishedAt,
      })
      .from(plans)
      .innerJoin(latest, eq(latest.planId, plans.id))
      .where(eq(plans.tenantId, ctx.tenantId))
      .orderBy(asc(latest.name), asc(plans.code)),
    countByPlan(ctx),
  ]);
  return rows.map((row) => ({ ...row, drivers: counts.get(row.id) ?? 0 }));
}

async function countByPlan(ctx: Ctx): Promise<ReadonlyMap<Id<"plan">, number>> {
  const now = presentOf(ctx).toString();
  const rows = await ctx.db
    .select({ planId: planVersions.planId, drivers: sql<number>`count(*)::int` })
    .from(driverPlans)
    .innerJoin(
      planVersions,
      and(
        eq(planVersions.tenantId, driverPlans.tenantId),
        eq(planVersions.id, driverPlans.planVersionId),
      ),
    )
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, driverPlans.tenantId), eq(drivers.id, driverPlans.driverId)),
    )
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        sql`${driverPlans.validFrom} <= ${now}::timestamptz`,
        sql`(${driverPlans.validTo} is null or ${driverPlans.validTo} > ${now}::timestamptz)`,
      ),
    )
    .groupBy(planVersions.planId);
  return new Map(rows.map(({ planId, drivers: count }) => [planId, count]));
}
