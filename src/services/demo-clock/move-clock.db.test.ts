import { afterAll, describe, expect, it } from "vitest";
import { sql } from "drizzle-orm";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { moveClock } from "./move-clock";
import { readDemoClock } from "./read-demo-clock";

const database = testDatabase();
const staff = (roles: readonly ("operations" | "finance")[]) => ({
  kind: "user" as const,
  userId: "01890000-0000-7000-8000-000000000001" as never,
  email: "drift@kvitt.example",
  roles,
  driverId: null,
});

describe("the demo's clock", () => {
  afterAll(async () => {
    await database.owner.raw`delete from demo_clock`;
  });

  it("is moved by operations in a demo, and by nobody anywhere else", async () => {
    const { ctx } = await aTenant(database.pool);
    const inDemo = { ...ctx, settings: { ...ctx.settings, canMoveTime: true } };
    const step = { step: "day", aheadMs: 0 } as const;
    await expect(moveClock({ ...ctx, actor: staff(["operations"]) }, step)).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    await expect(moveClock({ ...inDemo, actor: staff(["finance"]) }, step)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const [row] = await ctx.db.execute<{ n: number }>(
      sql`select count(*)::int as n from demo_clock`,
    );
    expect(row?.n).toBe(0);
  });

  it("goes one step for two clicks at what the person saw, and a month to the same day", async () => {
    const { ctx } = await aTenant(database.pool);
    const operations = {
      ...ctx,
      settings: { ...ctx.settings, canMoveTime: true },
      actor: staff(["operations"]),
    };
    const before = Temporal.Now.instant();
    const clicks = await Promise.allSettled([
      moveClock(operations, { step: "month", aheadMs: 0 }),
      moveClock(operations, { step: "month", aheadMs: 0 }),
    ]);
    expect(clicks.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const { aheadMs } = await readDemoClock(operations);
    const then = before.add({ milliseconds: aheadMs }).toZonedDateTimeISO("Europe/Stockholm");
    const expected = before.toZonedDateTimeISO("Europe/Stockholm").add({ months: 1 });
    expect(Math.abs(then.epochMilliseconds - expected.epochMilliseconds)).toBeLessThan(60_000);
  });
});
