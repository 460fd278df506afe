import { and, eq } from "drizzle-orm";
import { journalKeys } from "@/db/schema/ledger";
import type { Ctx } from "@/services/context";

/** Whether the ledger holds a fact of this name already. */
export async function isBooked(ctx: Ctx, key: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: journalKeys.journalId })
    .from(journalKeys)
    .where(and(eq(journalKeys.tenantId, ctx.tenantId), eq(journalKeys.key, key)));
  return rows.length > 0;
}
