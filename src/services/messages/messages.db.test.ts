import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { getMessage } from "./get-message";
import { listMessages, type MessageCursor } from "./list-messages";
import { type NewMessage, storeMessage, storeMessages } from "./store-message";

const database = testDatabase();
let tenant: TestTenant;
let partnerId: Id<"partner">;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  partnerId = (await aPartner(tenant.ctx)).id;
});

const aMessage = (more: Partial<NewMessage> = {}): NewMessage => ({
  partnerId,
  direction: "in",
  module: "cdrs",
  method: "POST",
  url: "/ocpi/2.2.1/receiver/cdrs",
  outcome: "accepted",
  ...more,
});

describe("the message log", () => {
  it("keeps any bytes and any text, whatever a partner put into them", async () => {
    const body = Uint8Array.of(0, 0xff, 0xc3, 0x28);
    const id = await storeMessage(
      tenant.ctx,
      aMessage({
        body,
        objectKey: `se/nsl/${"x".repeat(10_000)}`,
        requestId: "a\u0000b",
        url: "/x\ud800",
        reasons: ["\udfff"],
        durationMs: 1.6,
      }),
    );
    const message = await getMessage(tenant.ctx, id);
    expect(message).toMatchObject({ requestId: "a\ufffdb", url: "/x\ufffd", durationMs: 2 });
    expect(message.objectKey).toMatch(/^SE\/NSL\/X+$/);
    expect(message.bodySha256).toMatch(/^[0-9a-f]{64}$/);
    expect(message.partnerName).toBe("Nordström Laddning");
  });

  it("is paged from newest to oldest without a gap or a repetition", async () => {
    const other = await aTenant(database.pool);
    const partner = await aPartner(other.ctx);
    const at = Temporal.Instant.from("2026-11-01T00:00:00Z");
    // Several share one instant: the id then decides.
    const all = Array.from({ length: 25 }, (_, index) =>
      aMessage({
        partnerId: partner.id,
        url: `/${index}`,
        occurredAt: at.add({ seconds: Math.floor(index / 4) }),
      }),
    );
    const ids = await storeMessages(other.ctx, all);
    expect(ids).toHaveLength(25);
    const seen: string[] = [];
    let after: MessageCursor | undefined;
    do {
      const page = await listMessages(other.ctx, { limit: 10, after });
      seen.push(...page.messages.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it("is narrowed by partner, module, outcome, object and time, and shows a tenant only his own", async () => {
    const mine = await aTenant(database.pool);
    const { id: his } = await aPartner(mine.ctx);
    const at = Temporal.Instant.from("2026-11-01T00:00:00Z");
    const odd = aMessage({
      partnerId: his,
      module: "tariffs",
      outcome: "rejected",
      objectKey: "se/nsl/t1",
      occurredAt: at,
    });
    await storeMessages(mine.ctx, [odd, aMessage({ partnerId: his })]);
    for (const filter of [
      { module: "tariffs" },
      { outcome: "rejected" },
      { isTroubled: true },
      { objectKey: "SE/nsl/T1" },
      { to: at.add({ seconds: 1 }) },
      { partnerId: his, from: at, to: at.add({ nanoseconds: 1000 }) },
    ] as const) {
      const { messages } = await listMessages(mine.ctx, filter);
      expect(messages.map(({ module }) => module)).toEqual(["tariffs"]);
    }
    expect((await listMessages(mine.ctx)).messages).toHaveLength(2);
  });

  it("is for operations and finance only", async () => {
    const driver = tenant.as({
      kind: "user",
      userId: "u" as Id<"user">,
      email: "a@kvitt.example",
      roles: ["driver"],
      driverId: null,
    });
    await expect(listMessages(driver)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(getMessage(driver, "m" as Id<"message">)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const partner = tenant.as({ kind: "partner", partnerId, requestId: "r" });
    await expect(listMessages(partner)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});
