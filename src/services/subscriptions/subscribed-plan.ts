import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { decodePlan, type Plan } from "@/core/plans/plan";
import type { SubscribedPlan } from "@/core/plans/subscription-deed";
import { plans, planVersions, type PlanKind } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** A plan version with the plan that it is of. */
export interface VersionOfPlan {
  readonly planId: Id<"plan">;
  readonly planVersionId: Id<"planVersion">;
  readonly kind: PlanKind;
  readonly isOffered: boolean;
  readonly name: string;
  readonly plan: Plan;
}

/** A plan version. @throws ServiceError NOT_FOUND. */
export async function readVersion(
  ctx: Ctx,
  planVersionId: Id<"planVersion">,
): Promise<VersionOfPlan> {
  const [row] = await ctx.db
    .select({
      planId: plans.id,
      kind: plans.kind,
      isOffered: plans.isOffered,
      name: planVersions.name,
      definition: planVersions.definition,
    })
    .from(planVersions)
    .innerJoin(
      plans,
      and(eq(plans.tenantId, planVersions.tenantId), eq(plans.id, planVersions.planId)),
    )
    .where(and(eq(planVersions.tenantId, ctx.tenantId), eq(planVersions.id, planVersionId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such plan.");
  const { definition, ...version } = row;
  return { ...version, planVersionId, plan: decodePlan(definition) };
}

/** A version as a subscription has it; null where it has no fee. */
export function asSubscribed({
  planVersionId,
  name,
  plan,
  kind,
}: VersionOfPlan): SubscribedPlan | null {
  const { subscription: terms, basis } = plan;
  return kind === "subscription" && terms ? { planVersionId, name, basis, terms } : null;
}

/** A version that somebody is subscribed to. @throws ServiceError NOT_FOUND, PRECONDITION (it has no fee). */
export async function readSubscribedPlan(
  ctx: Ctx,
  planVersionId: Id<"planVersion">,
): Promise<SubscribedPlan> {
  const subscribed = asSubscribed(await readVersion(ctx, planVersionId));
  if (!subscribed) throw new ServiceError("PRECONDITION", "The plan has no fee.");
  return subscribed;
}
