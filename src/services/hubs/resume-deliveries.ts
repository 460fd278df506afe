import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokenDeliveries } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";

/**
 * A party can be reached again that could not be since `away`: what was withheld or failed is due at once, and what
 * others were told meanwhile is told again. Call it in the transaction that keeps the news.
 */
export async function resumeDeliveries(
  tx: Ctx,
  partnerId: Id<"partner">,
  away: Temporal.Instant,
): Promise<void> {
  const now = tx.clock.now().toString();
  await tx.db.execute(sql`
    update ${tokenDeliveries}
    set state = 'pending', attempts = 0, due_at = ${now}::timestamptz, last_error = null
    where (tenant_id, token_id, partner_id) in (
      select d.tenant_id, d.token_id, d.partner_id
      from ${tokenDeliveries} d
      where d.tenant_id = ${tx.tenantId} and d.partner_id = ${partnerId}
        and (d.state <> 'acknowledged' or d.acknowledged_at >= ${away.toString()}::timestamptz)
      order by d.token_id
      for update of d)`);
}
