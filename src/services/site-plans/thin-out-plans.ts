import { and, eq, inArray, lt, or, sql } from "drizzle-orm";
import { sitePlans, sitePlanSessions } from "@/db/schema/site-plans";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";

const KEPT_DAYS = 30;
/** Older than this, only plans that sent something and the first of each hour stay. */
const WHOLE_HOURS = 24;
const AT_A_TIME = 200;

/**
 * Deletes old plans: after a day all that sent nothing but the first of each hour, after thirty days every one. The
 * newest of a site stays. Returns how many. The system's own.
 */
export async function thinOutPlans(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const old = now.subtract({ hours: KEPT_DAYS * 24 });
    const dayOld = now.subtract({ hours: WHOLE_HOURS });
    const hour = (table: string) =>
      sql.raw(`date_trunc('hour', ${table}.planned_at at time zone 'UTC')`);
    const others = (condition: ReturnType<typeof sql>) => sql`exists (
      select 1 from site_plans o where o.tenant_id = ${sitePlans.tenantId}
        and o.site_id = ${sitePlans.siteId} and ${condition})`;
    const isNotFirst = others(sql`${hour("o")} = ${hour("site_plans")} and o.id < ${sitePlans.id}`);
    const rows = await tx.db
      .select({ id: sitePlans.id })
      .from(sitePlans)
      .where(
        and(
          eq(sitePlans.tenantId, tx.tenantId),
          others(sql`o.planned_at > ${sitePlans.plannedAt}`),
          or(
            lt(sitePlans.plannedAt, old),
            and(lt(sitePlans.plannedAt, dayOld), eq(sitePlans.sent, 0), isNotFirst),
          ),
        ),
      )
      .orderBy(sitePlans.plannedAt)
      .limit(AT_A_TIME);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await tx.db
      .delete(sitePlanSessions)
      .where(
        and(eq(sitePlanSessions.tenantId, tx.tenantId), inArray(sitePlanSessions.planId, ids)),
      );
    await tx.db
      .delete(sitePlans)
      .where(and(eq(sitePlans.tenantId, tx.tenantId), inArray(sitePlans.id, ids)));
    return ids.length;
  });
}
