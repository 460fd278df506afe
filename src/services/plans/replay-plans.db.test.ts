import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import { newId } from "@/db/new-id";
import type { Actor } from "@/services/context";
import { aPlanWithoutFee, aSubscriptionPlan } from "@/testing/builders/subscription-plan";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";
import { replayPlans } from "./replay-plans";

const database = testDatabase();

function chargeIn(id: string, month: string, day: number, kwh: number) {
  const text = JSON.stringify(cdrOf(id, day, kwh)).replaceAll("2026-10-", `${month}-`);
  return JSON.parse(text) as ReturnType<typeof cdrOf>;
}

describe("plans replayed over a driver's own months", () => {
  it("come to what his stored CDRs cost under each, with fees and allowances, month by month", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-11-05T11:00:00Z" });
    const { ctx } = tenant;
    const { driver, send } = await aRoamingDriver(database.pool, tenant);
    // Cost plus, gross: kWh × 4.00 × 1.25 × 1.10 + 1.00.
    await send("POST", "cdrs", chargeIn("C1", "2026-09", 12, 20));
    await send("POST", "cdrs", chargeIn("C2", "2026-10", 3, 10));
    await send("POST", "cdrs", chargeIn("C3", "2026-10", 20, 30));
    const back = chargeIn("C4", "2026-10", 22, 8);
    await send("POST", "cdrs", back);
    await send("POST", "cdrs", creditOf(back, "C4-credit"));
    // In the month that runs: not compared.
    await send("POST", "cdrs", chargeIn("C5", "2026-11", 2, 50));
    await rateAll(ctx);
    const fast = await aPlanWithoutFee(ctx, "4.5");
    const mini = await aSubscriptionPlan(ctx, {
      name: "Kvitt Mini",
      feeMinor: 49_00n,
      energy: "4",
      includedMicroKwh: micro("25"),
      freeStarts: 1,
    });
    const actor: Actor = {
      kind: "user",
      userId: newId<"user">(),
      email: "astrid@kvitt.test",
      roles: ["driver"],
      driverId: driver.id,
    };
    const compared = await replayPlans(tenant.as(actor), { driverId: driver.id });
    expect(compared).toMatchObject({
      currency: "SEK",
      months: ["2026-09", "2026-10"],
      charges: 3,
      // 111.00 + 56.00 + 166.00
      paidMinor: 333_00n,
      paidFeesMinor: 0n,
    });
    const own = compared.plans.find(({ isCurrent }) => isCurrent);
    expect(own?.replay).toMatchObject({ totalMinor: 333_00n, paidMinor: 333_00n, notReplayed: [] });
    // 4.50 a kWh and 5.00 a start: 95.00, then 50.00 + 140.00.
    const other = compared.plans.find(({ planVersionId }) => planVersionId === fast);
    expect(other?.replay?.months).toEqual([
      { month: "2026-09", charges: 1, chargesMinor: 95_00n, feeMinor: 0n, paidMinor: 111_00n },
      { month: "2026-10", charges: 2, chargesMinor: 190_00n, feeMinor: 0n, paidMinor: 222_00n },
    ]);
    // September: 20 of 25 kWh and the start are included. October: 15 of 40 kWh are not, one start is paid:
    // 15 × 4.00 + 5.00. And 49.00 each month.
    const subscription = compared.plans.find(({ planVersionId }) => planVersionId === mini);
    expect(subscription?.replay).toMatchObject({
      totalMinor: 49_00n + 0n + 49_00n + 65_00n,
      months: [
        { chargesMinor: 0n, feeMinor: 49_00n },
        { chargesMinor: 65_00n, feeMinor: 49_00n },
      ],
    });
    await expect(
      replayPlans(tenant.as({ ...actor, driverId: newId<"driver">() }), { driverId: driver.id }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("say what they cannot replay, and count it in no sum", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-11-05T11:00:00Z" });
    const { ctx } = tenant;
    const { driver, send } = await aRoamingDriver(database.pool, tenant);
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    await rateAll(ctx);
    await aSubscriptionPlan(ctx, {
      name: "Kvitt Euro",
      feeMinor: 0n,
      currencies: [{ currency: "EUR", feeMinor: 9_00n }],
    });
    const compared = await replayPlans(ctx, { driverId: driver.id });
    expect(compared.plans.map(({ name, replay }) => [name, replay?.totalMinor ?? null])).toEqual([
      ["Kvitt Euro", null],
      ["Kvitt Rörlig", 56_00n],
    ]);
  });
});
