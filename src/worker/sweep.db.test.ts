import { pino } from "pino";
import { expect, it, vi } from "vitest";

import { openSender } from "@/queue/sender";
import { writeNotification } from "@/services/notifications/write-notification";
import { storeEvent } from "@/services/payments/stripe-events";
import { aBilledHistory } from "@/testing/builders/billed-history";
import { testDatabase } from "@/testing/database";
import { keepQueue } from "./queue";
import { sweep } from "./sweep";

const database = testDatabase();

it("wakes every row that is due when all its jobs were lost", async () => {
  const { ctx } = (await aBilledHistory(database.pool)).tenant;
  const now = ctx.clock.now();
  await writeNotification(ctx, {
    key: "sign_in:1",
    kind: "sign_in",
    email: "astrid@kvitt.test",
    locale: "sv",
    payload: { url: "http://kvitt.test/" },
  });
  await storeEvent(ctx, {
    id: "evt_1",
    type: "payment_intent.succeeded",
    apiVersion: null,
    objectId: "pi_1",
    payload: "{}",
    createdAt: now,
  });
  const seen = new Set<string>();
  const stop = await keepQueue({
    ownerUrl: database.ownerUrl,
    log: pino({ level: "silent" }),
    run: async (name) => void seen.add(name),
  });
  openSender(database.pool, () => undefined);
  await sweep(ctx);
  await vi.waitFor(
    () =>
      expect([...seen]).toEqual(
        expect.arrayContaining(["render-document", "send-notification", "read-stripe-event"]),
      ),
    { timeout: 15_000 },
  );
  await stop();
});
