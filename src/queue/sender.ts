import { PgBoss } from "pg-boss";

import type { Pool } from "@/db/client";

const SENDER = Symbol.for("kvitt.queue.sender");
const RETRY_MS = 5_000;

interface Sender {
  readonly pool: Pool;
  readonly onError: (error: Error) => void;
  boss: Promise<PgBoss | null> | null;
  triedAt: number;
}

type Registry = typeof globalThis & { [SENDER]?: Sender };

/**
 * Opens the sending half of the queue in this process: it makes no schema, runs no job and borrows the
 * pool's connections. Two module graphs share one.
 */
export function openSender(pool: Pool, onError: (error: Error) => void): void {
  (globalThis as Registry)[SENDER] ??= { pool, onError, boss: null, triedAt: 0 };
}

/**
 * The sender of this process; null where none was opened, or while the queue's schema is not there (the
 * worker makes it; it is looked for again every few seconds).
 */
export async function findSender(): Promise<PgBoss | null> {
  const sender = (globalThis as Registry)[SENDER];
  if (!sender) return null;
  const now = performance.now();
  if (sender.boss === null && (sender.triedAt === 0 || now - sender.triedAt > RETRY_MS)) {
    sender.triedAt = now;
    sender.boss = start(sender);
  }
  const boss = await sender.boss;
  if (boss === null) sender.boss = null;
  return boss;
}

async function start({ pool, onError }: Sender): Promise<PgBoss | null> {
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
    return null;
  }
}
