import { and, eq, like, or, sql } from "drizzle-orm";

import { journalKeys } from "@/db/schema/ledger";
import type { Ctx } from "@/services/context";

/** A journal's name that was not used: "…:arrived", and after an undone match "…:arrived:2". */
export async function freshKey(ctx: Ctx, base: string): Promise<string> {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(journalKeys)
    .where(
      and(
        eq(journalKeys.tenantId, ctx.tenantId),
        or(eq(journalKeys.key, base), like(journalKeys.key, `${base}:%`)),
        sql`${journalKeys.key} not like '%:undone'`,
      ),
    );
  const used = row?.n ?? 0;
  return used === 0 ? base : `${base}:${used + 1}`;
}
