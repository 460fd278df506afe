import { pino } from "pino";
import { afterEach, describe, expect, it, vi } from "vitest";

import { enqueue } from "@/queue/enqueue";
import { openSender } from "@/queue/sender";
import { testDatabase } from "@/testing/database";
import { keepQueue } from "./queue";

const database = testDatabase();
const log = pino({ level: "silent" });
const tenantId = "01a20388-4be7-7c23-bf8e-82afee3038d9";
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

describe("the queue", () => {
  it("runs what the application sends in its own transaction, and nothing that was rolled back", async () => {
    const seen: string[] = [];
    stops.push(
      await keepQueue({
        ownerUrl: database.ownerUrl,
        log,
        run: async (name, { id }) => void seen.push(`${name} ${id}`),
      }),
    );
    openSender(database.pool, () => undefined);
    const { db } = database.pool;
    await db
      .transaction(async (tx) => {
        await enqueue(tx, "push-token", { tenantId, id: "lost" });
        throw new Error("rolled back");
      })
      .catch(() => undefined);
    await db.transaction((tx) => enqueue(tx, "push-token", { tenantId, id: "kept" }));
    await vi.waitFor(() => expect(seen).toEqual(["push-token kept"]), { timeout: 15_000 });
  });

  it("comes back when its schema is lost while it runs", async () => {
    const seen: string[] = [];
    stops.push(
      await keepQueue({
        ownerUrl: database.ownerUrl,
        log,
        run: async (_name, { id }) => void seen.push(id),
      }),
    );
    await database.owner.raw.unsafe("drop schema pgboss cascade");
    openSender(database.pool, () => undefined);
    await vi.waitFor(
      async () => {
        await enqueue(database.pool.db, "push-token", { tenantId, id: "after" });
        expect(seen).toContain("after");
      },
      { timeout: 25_000, interval: 500 },
    );
  });
});
