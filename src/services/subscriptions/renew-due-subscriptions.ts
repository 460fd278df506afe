import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { subscriptionPeriods, subscriptions } from "@/db/schema/subscriptions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { postJournals } from "@/services/ledger/post-journal";
import { presentOf } from "@/services/plans/next-period";
import { readSubscriber } from "./load-subscription";
import { renewSubscription } from "./renew-subscription";

const BATCH = 200;

/**
 * Opens the periods of subscriptions that have begun, period by period however long nobody looked, ends canceled ones
 * and resumes paused ones. A subscription that cannot be renewed does not stop the others. Returns how many were due.
 */
export async function renewDueSubscriptions(ctx: Ctx): Promise<number> {
  const now = presentOf(ctx);
  const due = await findDue(ctx, now);
  for (const driverId of due) {
    await inTransaction(ctx, async (tx) => {
      const driver = await readSubscriber(tx, driverId, { lock: true });
      await postJournals(tx, await renewSubscription(tx, driver, now));
    }).catch((error: unknown) => {
      ctx.log.error({ error, driverId }, "a subscription could not be renewed");
    });
  }
  return due.length;
}

async function findDue(ctx: Ctx, now: Temporal.Instant): Promise<Id<"driver">[]> {
  const rows = await ctx.db.execute<{ id: Id<"driver"> }>(sql`
    select s.driver_id as id from ${subscriptions} s
    where s.tenant_id = ${ctx.tenantId} and (
      s.state = 'paused' and s.resumes_at <= ${now.toString()}::timestamptz
      or s.state in ('trial', 'active', 'canceled') and not exists (
        select 1 from ${subscriptionPeriods} p
        where p.tenant_id = s.tenant_id and p.subscription_id = s.id and p.ends_at > ${now.toString()}::timestamptz))
    order by s.id limit ${BATCH}`);
  return [...rows].map(({ id }) => id);
}
