import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { no, ok } from "@/core/outcome";
import { cdrs } from "@/db/schema/cdrs";
import { ocpiMessages } from "@/db/schema/partners";
import { parseCdr } from "@/ocpi/v2_2_1/parse";
import { exampleBytes, exampleObject } from "@/ocpi/v2_2_1/specification-examples";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import type { CdrInput } from "./cdr-delivery";
import { CDRS_CHANNEL } from "./cdrs-channel";
import { receiveCdrs } from "./receive-cdrs";

const database = testDatabase();

async function aDelivery(tenant: TestTenant, id: string, content = 1): Promise<CdrInput> {
  const partner = await aPartner(tenant.ctx);
  const receivedAt = tenant.clock.now();
  const parsed = parseCdr({ ...exampleObject("cdr_example"), id }, receivedAt);
  if (!parsed.ok) throw new Error("the example is not read");
  return {
    tenantId: tenant.tenantId,
    partnerId: partner.id,
    message: {
      partnerId: partner.id,
      module: "cdrs",
      method: "POST",
      url: "/cdrs",
      objectKey: `BE/BEC/${id}`,
      body: exampleBytes("cdr_example"),
    },
    parsed: ok({
      cdr: parsed.value.cdr,
      notes: [],
      contentSha256: new Uint8Array(32).fill(content),
    }),
    receivedAt,
  };
}

describe("a batch of CDRs", () => {
  it("may mix tenants, replays, conflicts and unreadable ones; receipts come in its order", async () => {
    const [one, two] = [await aTenant(database.pool), await aTenant(database.pool)];
    const first = await aDelivery(one, "A");
    const unreadable: CdrInput = { ...(await aDelivery(one, "B")), parsed: no(["id: missing"]) };
    const batch = [
      first,
      unreadable,
      await aDelivery(two, "A"),
      await aDelivery(one, "a"),
      await aDelivery(one, "A", 2),
      await aDelivery(one, "C"),
    ];
    const receipts = await receiveCdrs({ db: database.pool.db }, batch);
    expect(receipts.map(({ outcome }) => outcome)).toEqual([
      "new",
      "rejected",
      "new",
      "replay",
      "conflict",
      "new",
    ]);
    const ids = receipts.map((receipt) => ("cdrId" in receipt ? receipt.cdrId : null));
    expect([ids[3], ids[4]]).toEqual([ids[0], ids[0]]);
    const stored = await database.pool.db
      .select({ id: cdrs.id, messageId: cdrs.messageId })
      .from(cdrs)
      .where(eq(cdrs.tenantId, one.tenantId));
    expect(stored.map(({ id }) => id).toSorted()).toEqual([`${ids[0]}`, `${ids[5]}`].toSorted());
    const log = await database.pool.db
      .select({ id: ocpiMessages.id, outcome: ocpiMessages.outcome })
      .from(ocpiMessages)
      .where(and(eq(ocpiMessages.tenantId, one.tenantId), eq(ocpiMessages.module, "cdrs")));
    expect(log.map(({ outcome }) => outcome).toSorted()).toEqual([
      "accepted",
      "accepted",
      "conflict",
      "rejected",
      "replay",
    ]);
    expect(log.map(({ id }) => id)).toEqual(
      expect.arrayContaining(stored.map(({ messageId }) => messageId)),
    );
  });

  it("wakes the raters once, and only for new ones", async () => {
    const tenant = await aTenant(database.pool);
    let woken = 0;
    const { unlisten } = await database.pool.raw.listen(CDRS_CHANNEL, () => woken++);
    const batch = [await aDelivery(tenant, "A"), await aDelivery(tenant, "B")];
    await receiveCdrs({ db: database.pool.db }, batch);
    await expect.poll(() => woken).toBe(1);
    await receiveCdrs({ db: database.pool.db }, batch);
    await database.pool.raw.notify(CDRS_CHANNEL, "");
    await expect.poll(() => woken).toBe(2);
    await unlisten();
  });

  it("that crosses another with the same ids in the other order ends well for both", async () => {
    const tenant = await aTenant(database.pool);
    const names = Array.from({ length: 20 }, (_, index) => `X-${index}`);
    const forth = await Promise.all(names.map((id) => aDelivery(tenant, id)));
    const back = (await Promise.all(names.map((id) => aDelivery(tenant, id)))).toReversed();
    const receipts = await Promise.all(
      [forth, back, forth, back].map((batch) => receiveCdrs({ db: database.pool.db }, batch)),
    );
    const outcomes = receipts.flat().map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === "new")).toHaveLength(20);
    expect(outcomes.filter((outcome) => outcome === "replay")).toHaveLength(60);
  });
});
