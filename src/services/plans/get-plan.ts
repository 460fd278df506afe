import { and, count, desc, eq, min, sql } from "drizzle-orm";

import { asId, isId, type Id } from "@/core/ids";
import { decodePlan, type Plan } from "@/core/plans/plan";
import { driverPlans, plans, planVersions, type PlanKind } from "@/db/schema/plans";
import { listAudit } from "@/services/audit/list-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findMovers, type PlanZone } from "./find-movers";
import { presentOf } from "./next-period";

/** A version of a plan as it was published. */
export interface PublishedVersion {
  readonly id: Id<"planVersion">;
  readonly version: number;
  readonly name: string;
  readonly plan: Plan;
  readonly publishedAt: Temporal.Instant;
  /** By name; null where it came with the installation. */
  readonly publishedBy: string | null;
  /** Drivers on it now, and others who come to it later. */
  readonly drivers: number;
  readonly coming: number;
  readonly firstComing: Temporal.Instant | null;
}

/** A plan with all of its versions, the latest first. */
export interface PlanPage {
  readonly id: Id<"plan">;
  readonly code: string;
  readonly kind: PlanKind;
  /** Drivers may choose it themselves. */
  readonly isOffered: boolean;
  readonly versions: readonly PublishedVersion[];
  readonly zones: readonly PlanZone[];
}

/** A plan for finance. @throws ServiceError FORBIDDEN, NOT_FOUND. */
export async function getPlan(ctx: Ctx, id: string): Promise<PlanPage> {
  requireRole(ctx, "finance");
  const [plan] = isId(id)
    ? await ctx.db
        .select()
        .from(plans)
        .where(and(eq(plans.tenantId, ctx.tenantId), eq(plans.id, asId<"plan">(id))))
    : [];
  if (!plan) throw new ServiceError("NOT_FOUND", "There is no such plan.");
  const rows = await ctx.db
    .select()
    .from(planVersions)
    .where(and(eq(planVersions.tenantId, ctx.tenantId), eq(planVersions.planId, plan.id)))
    .orderBy(desc(planVersions.version));
  const [deeds, counts, zones] = await Promise.all([
    listAudit(
      ctx,
      rows.map((row) => ({ type: "planVersion", id: row.id })),
    ),
    countByVersion(ctx, plan.id),
    findMovers(ctx, plan.id),
  ]);
  const publishers = new Map(
    deeds.flatMap(({ action, actor, detail }) =>
      action === "plan.publish" ? [[detail["version"], actor] as const] : [],
    ),
  );
  const versions = rows.map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    plan: decodePlan(row.definition),
    publishedAt: row.publishedAt,
    publishedBy: publishers.get(row.version) ?? null,
    ...(counts.get(row.id) ?? { drivers: 0, coming: 0, firstComing: null }),
  }));
  const { id: planId, code, kind, isOffered } = plan;
  return { id: planId, code, kind, isOffered, versions, zones };
}

async function countByVersion(ctx: Ctx, planId: Id<"plan">) {
  const now = presentOf(ctx).toString();
  // A driver may leave a version and come back to it: he counts once.
  const stays = ctx.db
    .select({
      id: driverPlans.planVersionId,
      isNow: sql<boolean>`bool_or(${driverPlans.validFrom} <= ${now}::timestamptz)`.as("is_now"),
      comesAt: min(driverPlans.validFrom).as("comes_at"),
    })
    .from(driverPlans)
    .innerJoin(
      planVersions,
      and(
        eq(planVersions.tenantId, driverPlans.tenantId),
        eq(planVersions.id, driverPlans.planVersionId),
      ),
    )
    .where(
      and(
        eq(driverPlans.tenantId, ctx.tenantId),
        eq(planVersions.planId, planId),
        sql`(${driverPlans.validTo} is null or ${driverPlans.validTo} > ${now}::timestamptz)`,
      ),
    )
    .groupBy(driverPlans.planVersionId, driverPlans.driverId)
    .as("stays");
  const rows = await ctx.db
    .select({
      id: stays.id,
      isNow: stays.isNow,
      drivers: count(),
      firstAt: min(stays.comesAt).mapWith(driverPlans.validFrom),
    })
    .from(stays)
    .groupBy(stays.id, stays.isNow);
  const of = (id: Id<"planVersion">, isNow: boolean) =>
    rows.find((row) => row.id === id && row.isNow === isNow);
  return new Map(
    rows.map(({ id }) => [
      id,
      {
        drivers: of(id, true)?.drivers ?? 0,
        coming: of(id, false)?.drivers ?? 0,
        firstComing: of(id, false)?.firstAt ?? null,
      },
    ]),
  );
}
