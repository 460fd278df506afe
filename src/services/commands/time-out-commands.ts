import { and, eq, ne, or, sql } from "drizzle-orm";
import { commands } from "@/db/schema/commands";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { STALE } from "./claim-due-commands";
import { endCommand, moveCommand } from "./command-row";

/**
 * Ends the wait for what did not come in time: an answer, a result, or the session of a confirmed start; and for
 * what was never sent. What comes afterwards is still taken. Returns how many it ended. The system's own.
 */
export async function timeOutCommands(ctx: Ctx, limit = 100): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const rows = await tx.db
      .select()
      .from(commands)
      .where(
        and(
          eq(commands.tenantId, tx.tenantId),
          sql`${commands.dueAt} <= ${now.toString()}::timestamptz`,
          or(
            ne(commands.state, "created"),
            sql`${commands.createdAt} <= ${now.subtract(STALE).toString()}::timestamptz`,
          ),
        ),
      )
      .orderBy(commands.dueAt)
      .limit(limit)
      .for("update", { skipLocked: true });
    for (const row of rows) {
      // A reservation that was confirmed has lasted to its end.
      const isOver = row.state === "confirmed" && row.kind === "RESERVE_NOW";
      if (isOver) await endCommand(tx, row, "expired");
      else await moveCommand(tx, row, { signal: { kind: "time" } });
    }
    return rows.length;
  });
}
