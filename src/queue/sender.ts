import { PgBoss } from "pg-boss";

import type { Pool } from "@/db/client";

const SENDER = Symbol.for("kvitt.queue.sender");
type Registry = typeof globalThis & { [SENDER]?: Promise<PgBoss | null> };

/** The sender of this process, or null where none was opened (tests) or the queue's schema is not there yet. */
export async function findSender(): Promise<PgBoss | null> {
  return (await (globalThis as Registry)[SENDER]) ?? null;
}

/** Opens the sending half of the queue: it makes no schema, runs no job and borrows the pool's connections. */
export function openSender(pool: Pool, onError: (error: Error) => void): void {
  const registry = globalThis as Registry;
  registry[SENDER] ??= startSender(pool, onError);
}

async function startSender(pool: Pool, onError: (error: Error) => void): Promise<PgBoss | null> {
  const boss = new PgBoss({
    db: {
      executeSql: async (text, values) => {
        const rows = await pool.raw.unsafe(text, (values ?? []) as never[]);
        return { rows: [...rows] };
      },
    },
    migrate: false,
    supervise: false,
    schedule: false,
  });
  boss.on("error", onError);
  try {
    await boss.start();
    return boss;
  } catch (error) {
    onError(error instanceof Error ? error : new Error(String(error)));
    // The worker makes the schema; the next process that asks finds it.
    delete (globalThis as Registry)[SENDER];
    return null;
  }
}
