import { and, eq } from "drizzle-orm";

import { cases } from "@/db/schema/treasury";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";

/** The resolution of a case that went away by itself. */
const AGREES = "agrees";

/** Closes the open case of this name, because what it is about agrees now. False where none was open. */
export async function closeCaseIfAgrees(ctx: Ctx, key: string): Promise<boolean> {
  const rows = await ctx.db
    .update(cases)
    .set({
      state: "closed",
      resolution: AGREES,
      closedAt: ctx.clock.now(),
      closedBy: actorName(ctx.actor),
    })
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.key, key), eq(cases.state, "open")))
    .returning({ id: cases.id });
  return rows.length > 0;
}
