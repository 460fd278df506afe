import { and, eq, ne, sql } from "drizzle-orm";
import { chargingRequests } from "@/db/schema/charging";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { moveWish } from "./charging-row";

/**
 * Ends the wait for what did not come in time: a CPO's answer (the wish is sent again) or a station's result. What
 * comes afterwards is still taken. Returns how many it looked at. The system's own.
 */
export async function timeOutWishes(ctx: Ctx, limit = 100): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const rows = await tx.db
      .select()
      .from(chargingRequests)
      .where(
        and(
          eq(chargingRequests.tenantId, tx.tenantId),
          ne(chargingRequests.state, "created"),
          sql`${chargingRequests.dueAt} <= ${now.toString()}::timestamptz`,
        ),
      )
      .orderBy(chargingRequests.dueAt)
      .limit(limit)
      .for("update", { skipLocked: true });
    for (const row of rows) await moveWish(tx, row, { signal: { kind: "time" } });
    return rows.length;
  });
}
