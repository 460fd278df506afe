import type { Id } from "@/core/ids";
import type { Plan } from "@/core/plans/plan";
import { termsIn } from "@/core/plans/subscription-terms";
import type { Ctx } from "@/services/context";
import { listOfferedVersions, type OfferedVersion } from "@/services/plans/list-offered-versions";
import { ServiceError } from "@/services/service-error";

/** The latest versions of the plans that newcomers may choose, sold in their currency. */
export async function listSignUpPlans(
  ctx: Ctx,
  currency: string,
): Promise<readonly OfferedVersion[]> {
  const versions = await listOfferedVersions(ctx, null);
  return versions.filter(({ plan }) => isSoldIn(plan, currency));
}

/** One of them. @throws ServiceError CONFLICT where it is not offered any more. */
export async function requireOfferedPlan(
  ctx: Ctx,
  planId: Id<"plan">,
  currency: string,
): Promise<OfferedVersion> {
  const plans = await listSignUpPlans(ctx, currency);
  const plan = plans.find((one) => one.planId === planId);
  if (plan) return plan;
  throw new ServiceError("CONFLICT", "This plan is not offered any more.", {
    reason: "not-offered",
  });
}

function isSoldIn(plan: Plan, currency: string): boolean {
  const isPriced =
    plan.mode === "own_tariff"
      ? plan.tariff.currency === currency
      : plan.prices.some((price) => price.currency === currency);
  return isPriced && (!plan.subscription || termsIn(plan.subscription, currency) !== undefined);
}
