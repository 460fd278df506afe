import { asc, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tenants } from "@/db/schema/tenants";
import type { Runtime } from "@/services/context";

/**
 * Whose portal somebody meets who is not signed in: the oldest tenant that lets people sign up, else the oldest. Null
 * in an installation without tenants.
 */
export async function findPortalTenant({
  pool,
}: Pick<Runtime, "pool">): Promise<Id<"tenant"> | null> {
  const [row] = await pool.db
    .select({ id: tenants.id })
    .from(tenants)
    .orderBy(
      sql`(${tenants.portal} ->> 'signUp') is distinct from 'open'`,
      asc(tenants.createdAt),
      asc(tenants.id),
    )
    .limit(1);
  return row?.id ?? null;
}
