import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { journalKeys } from "@/db/schema/ledger";
import type { Ctx } from "@/services/context";

/** The journal that a business key was posted under, or null. */
export async function findJournalId(ctx: Ctx, key: string): Promise<Id<"journal"> | null> {
  const [row] = await ctx.db
    .select({ id: journalKeys.journalId })
    .from(journalKeys)
    .where(and(eq(journalKeys.tenantId, ctx.tenantId), eq(journalKeys.key, key)));
  return row?.id ?? null;
}
