import { sql } from "drizzle-orm";

import type { Ctx } from "@/services/context";

/**
 * Takes the right to issue documents of a kind that come by themselves, until the transaction ends; false where
 * another worker has it. What is still due is read after it, so that nothing is issued twice.
 */
export async function holdIssuing(ctx: Ctx, kind: string): Promise<boolean> {
  const [row] = await ctx.db.execute<{ held: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`issuing:${kind}:${ctx.tenantId}`}, 0)) as held`);
  return row?.held ?? false;
}
