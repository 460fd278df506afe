import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { planVersions } from "@/db/schema/plans";
import { subscriptionPeriods, subscriptions } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";
import { moveDrivers } from "@/services/plans/move-drivers";

/**
 * Moves the subscribers of a plan to a version that was published: each when the period that he paid for is over; one
 * who rests, or who comes to the plan later, begins with it. Who has canceled stays on his version until the end.
 * Returns how many drivers it holds for. For a transaction that holds the plan's lock.
 */
export async function moveSubscribers(
  ctx: Ctx,
  planId: Id<"plan">,
  planVersionId: Id<"planVersion">,
): Promise<number> {
  const { tenantId } = ctx;
  const ofPlan = sql`(select v.id from ${planVersions} v where v.tenant_id = ${tenantId} and v.plan_id = ${planId})`;
  const drivers = await moveDrivers(ctx, {
    planId,
    planVersionId,
    starts: sql`
      select s.driver_id, coalesce(max(p.ends_at) filter (where s.state <> 'paused'), max(s.paused_at)) as at
      from ${subscriptions} s
      join ${subscriptionPeriods} p on p.tenant_id = s.tenant_id and p.subscription_id = s.id
      where s.tenant_id = ${tenantId} and s.state <> 'ended'
      group by s.driver_id`,
  });
  await ctx.db.execute(sql`
    update ${subscriptions} s set
      plan_version_id = case when s.state = 'paused' then ${planVersionId}::uuid else s.plan_version_id end,
      next_plan_version_id = case when s.state = 'paused' then null else ${planVersionId}::uuid end
    where s.tenant_id = ${tenantId} and s.state in ('trial', 'active', 'paused')
      and coalesce(s.next_plan_version_id, s.plan_version_id) in ${ofPlan}`);
  return drivers;
}
