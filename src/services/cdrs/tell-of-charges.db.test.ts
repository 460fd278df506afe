import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { notifications } from "@/db/schema/notifications";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";

const database = testDatabase();

let tenant: TestTenant;
let send: Awaited<ReturnType<typeof aRoamingDriver>>["send"];

beforeEach(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-12T12:00:00Z" });
  ({ send } = await aRoamingDriver(database.pool, tenant));
});

async function receive(...cdrs: readonly ReturnType<typeof cdrOf>[]): Promise<void> {
  for (const cdr of cdrs) expect((await send("POST", "cdrs", cdr)).ocpi).toBe(1000);
  await rateAll(tenant.ctx);
}

async function told() {
  const rows = await tenant.ctx.db
    .select()
    .from(notifications)
    .where(eq(notifications.tenantId, tenant.tenantId))
    .orderBy(notifications.createdAt, notifications.key);
  return rows.map(({ kind, payload }) => ({ kind, ...payload }));
}

describe("the price of a charge", () => {
  it("is no news in the days after it", async () => {
    await receive(cdrOf("A", 11, 10), cdrOf("B", 12, 5));
    tenant.clock.set("2026-10-25T12:00:00Z");
    await receive(cdrOf("C", 12, 10));
    expect(await told()).toEqual([]);
  });

  it("is told of where it comes two weeks late, once a day", async () => {
    tenant.clock.set("2026-10-30T12:00:00Z");
    await receive(cdrOf("A", 5, 10), cdrOf("B", 6, 10));
    const [notice, ...more] = await told();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      kind: "charge_billed_late",
      place: "Slussen P-hus",
      totalMinor: "5600",
      currency: "SEK",
    });
    tenant.clock.set("2026-10-31T12:00:00Z");
    await receive(cdrOf("C", 7, 10));
    expect(await told()).toHaveLength(2);
  });

  it("is told of where its month is over", async () => {
    tenant.clock.set("2026-11-04T12:00:00Z");
    await receive(cdrOf("A", 31, 10));
    expect(await told()).toMatchObject([{ kind: "charge_billed_late" }]);
  });

  it("is told of where the operator corrects it, with what it was, and not where it stays the same", async () => {
    const original = cdrOf("A", 11, 10);
    await receive(original);
    await receive(creditOf(original, "A-C"));
    await receive({ ...cdrOf("A2", 11, 5), session_id: original.session_id });
    expect(await told()).toMatchObject([
      {
        kind: "charge_price_changed",
        oldMinor: "5600",
        totalMinor: "2850",
        place: "Slussen P-hus",
      },
    ]);
  });
});
