import { sql } from "drizzle-orm";
import { fromDrizzle } from "pg-boss";

import type { Queryable } from "@/db/client";
import type { JobName } from "./jobs";
import { findSender } from "./sender";

/**
 * Wakes the worker for a row, in the caller's transaction: no commit, no job. A queue that cannot take
 * the job does not fail the transaction (the row is the truth, the sweeper finds it).
 */
export async function enqueue(
  db: Queryable,
  name: JobName,
  row: { readonly tenantId: string; readonly id: string },
): Promise<void> {
  const boss = await findSender();
  if (!boss) return;
  try {
    await db.transaction(async (savepoint) => {
      await boss.send(
        name,
        { tenantId: row.tenantId, id: row.id },
        { singletonKey: `${row.tenantId}:${row.id}`, db: fromDrizzle(savepoint, sql) },
      );
    });
  } catch (error) {
    boss.emit("error", error instanceof Error ? error : new Error(String(error)));
  }
}
