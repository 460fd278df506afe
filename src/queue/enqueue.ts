import { sql } from "drizzle-orm";
import { fromDrizzle } from "pg-boss";

import type { Queryable } from "@/db/client";
import type { JobName } from "./jobs";
import { findSender } from "./sender";

/** Whose row, and which. */
interface QueuedRow {
  readonly tenantId: string;
  readonly id: string;
}

/**
 * Wakes the worker for a row, in the caller's transaction: no commit, no job. A queue that cannot take
 * the job does not fail the transaction (the row is the truth, the sweeper finds it).
 */
export async function enqueue(db: Queryable, name: JobName, row: QueuedRow): Promise<void> {
  await enqueueAll(db, name, [row]);
}

/** Wakes the worker for many rows at once, in one statement. */
export async function enqueueAll(
  db: Queryable,
  name: JobName,
  rows: readonly QueuedRow[],
): Promise<void> {
  const boss = rows.length === 0 ? null : await findSender();
  if (!boss) return;
  try {
    await db.transaction(async (savepoint) => {
      const jobs = rows.map(({ tenantId, id }) => ({
        data: { tenantId, id },
        singletonKey: `${tenantId}:${id}`,
      }));
      await boss.insert(name, jobs, { db: fromDrizzle(savepoint, sql) });
    });
  } catch (error) {
    boss.emit("error", error instanceof Error ? error : new Error(String(error)));
  }
}
