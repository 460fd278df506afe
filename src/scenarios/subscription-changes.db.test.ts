import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import type { Id } from "@/core/ids";
import { deferredSubscriptionAccount, driverAccount } from "@/core/ledger/account";
import { money } from "@/core/money/money";
import { micro } from "@/core/money/quantity";
import { newId } from "@/db/new-id";
import { charges } from "@/db/schema/plans";
import { billItems, subscriptionPeriods, subscriptions } from "@/db/schema/subscriptions";
import type { Ctx } from "@/services/context";
import { balanceOf } from "@/services/ledger/balance-of";
import { findPlanInForce } from "@/services/plans/find-plan-in-force";
import { changePlan, previewPlanChange } from "@/services/subscriptions/change-plan";
import { recognizeDueFees } from "@/services/subscriptions/recognize-due-fees";
import { renewDueSubscriptions } from "@/services/subscriptions/renew-due-subscriptions";
import { restSubscription } from "@/services/subscriptions/rest-subscription";
import { aSubscriptionPlan } from "@/testing/builders/subscription-plan";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";

const database = testDatabase();

/** A charge of an hour that begins at 10:00 UTC of a day. */
function chargeOn(id: string, day: string, kwh: number) {
  const text = JSON.stringify(cdrOf(id, 3, kwh)).replaceAll("2026-10-03T", `${day}T`);
  return JSON.parse(text) as ReturnType<typeof cdrOf>;
}

async function grossOf(ctx: Ctx) {
  const rows = await ctx.db
    .select({ grossMinor: charges.grossMinor, state: charges.state })
    .from(charges)
    .where(eq(charges.tenantId, ctx.tenantId))
    .orderBy(asc(charges.servicedAt));
  return rows.map(({ grossMinor, state }) => [grossMinor, state]);
}

async function stretchesOf(ctx: Ctx) {
  return ctx.db
    .select()
    .from(subscriptionPeriods)
    .where(eq(subscriptionPeriods.tenantId, ctx.tenantId))
    .orderBy(asc(subscriptionPeriods.startsAt));
}

async function itemsOf(ctx: Ctx) {
  const rows = await ctx.db
    .select()
    .from(billItems)
    .where(eq(billItems.tenantId, ctx.tenantId))
    .orderBy(asc(billItems.servicedAt), asc(billItems.grossMinor));
  return rows.map(({ kind, grossMinor }) => [kind, grossMinor]);
}

describe("a subscription changed twice in one period", () => {
  it("is billed by the second over a change of the clock, and no kWh is included twice", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-10-15T10:00:00Z" });
    const { ctx, clock } = tenant;
    const { driver, send } = await aRoamingDriver(database.pool, tenant);
    const terms = (kwh: string, freeStarts: number) => ({
      includedMicroKwh: micro(kwh),
      freeStarts,
    });
    const mini = await aSubscriptionPlan(ctx, {
      name: "Mini",
      feeMinor: 99_00n,
      ...terms("40", 2),
    });
    const max = await aSubscriptionPlan(ctx, {
      name: "Max",
      feeMinor: 199_00n,
      ...terms("100", 10),
    });
    const go = async (planVersionId: Id<"planVersion">) => {
      const wish = { driverId: driver.id, planVersionId, when: "now", shownAt: null } as const;
      const shown = await previewPlanChange(ctx, wish);
      const deedId = newId<"subscriptionPeriod">();
      await changePlan(ctx, { ...wish, shownAt: shown.shownAt, deedId });
      return shown.totalMinor;
    };
    const charge = async (cdr: unknown) => {
      expect((await send("POST", "cdrs", cdr)).ocpi).toBe(1000);
      await rateAll(ctx);
    };

    // 15 October, noon: Mini. Until 15 November, noon, in winter time: 31 days and an hour, 745 hours.
    expect(await go(mini)).toBe(99_00n);
    // 30 of 40 kWh and one of two starts: nothing to pay, though it would be 30 × 4.00 + 5.00.
    clock.set("2026-10-20T12:00:00Z");
    await charge(chargeOn("C1", "2026-10-20", 30));

    // 25 October, noon in winter time: 241 hours passed, 504 are left.
    // −99.00 × 504/745 = −66.974… → −66.97; +199.00 × 504/745 = 134.625… → 134.63.
    clock.set("2026-10-25T11:00:00Z");
    expect(await go(max)).toBe(-66_97n + 134_63n);
    // Of Mini 40 × 241/745 = 12.939597 kWh were his: 17.060403 too many count as used of Max's
    // 100 × 504/745 = 67.651007, so 50.590604 are left. 9.409396 × 4.00 = 37.637… → 37.64.
    clock.set("2026-11-01T12:00:00Z");
    await charge(chargeOn("C2", "2026-11-01", 60));

    // 5 November, noon: 264 more hours passed, 240 are left.
    // −199.00 × 240/745 = −64.107… → −64.11; +99.00 × 240/745 = 31.892… → 31.89.
    clock.set("2026-11-05T11:00:00Z");
    expect(await go(mini)).toBe(-64_11n + 31_89n);
    // Nothing is included any more, but 2 × 240/745 = 0.64 → one start: 10 × 4.00.
    clock.set("2026-11-10T12:00:00Z");
    const last = chargeOn("C3", "2026-11-10", 10);
    await charge(last);
    // A charge of October that comes late has what its own stretch has left: nothing. 5 × 4.00 + 5.00.
    await charge(chargeOn("C4", "2026-10-22", 5));
    expect(await grossOf(ctx)).toEqual([
      [0n, "open"],
      [25_00n, "open"],
      [37_64n, "open"],
      [40_00n, "open"],
    ]);
    const stretches = await stretchesOf(ctx);
    expect(stretches.map((one) => [one.includedMicroKwh, one.usedMicroKwh])).toEqual([
      [12_939_597n, 30_000_000n],
      [35_436_242n, 67_651_007n],
      [12_885_906n, 32_214_765n],
    ]);
    expect(stretches.map((one) => [one.includedStarts, one.usedStarts])).toEqual([
      [1, 1],
      [4, 1],
      [1, 1],
    ]);

    // The operator takes the last charge back: its start is his again.
    await charge(creditOf(last, "C3-credit"));
    expect((await stretchesOf(ctx)).at(-1)?.usedStarts).toBe(0);

    // 15 November, noon: the next period, a whole one. Canceled on the 20th, it ends on 15 December.
    clock.set("2026-11-15T11:00:00Z");
    await renewDueSubscriptions(ctx);
    clock.set("2026-11-20T11:00:00Z");
    const rest = { driverId: driver.id, deed: "cancel", resumesAt: null, shownAt: null } as const;
    await restSubscription(ctx, { ...rest, deedId: newId() });
    clock.set("2026-12-15T11:00:00Z");
    await renewDueSubscriptions(ctx);
    expect(await itemsOf(ctx)).toEqual([
      ["subscription_fee", 99_00n],
      ["proration_credit", -66_97n],
      ["proration_charge", 134_63n],
      ["proration_credit", -64_11n],
      ["proration_charge", 31_89n],
      ["subscription_fee", 99_00n],
    ]);
    const [row] = await ctx.db
      .select()
      .from(subscriptions)
      .where(eq(subscriptions.tenantId, ctx.tenantId));
    expect(row).toMatchObject({
      state: "ended",
      endedAt: Temporal.Instant.from("2026-12-15T11:00:00Z"),
    });
    const before = await findPlanInForce(ctx, driver.id, clock.now().subtract({ seconds: 1 }));
    const after = await findPlanInForce(ctx, driver.id, clock.now());
    expect([before?.name, after?.name]).toEqual(["Mini", "Kvitt Rörlig"]);

    // 233.44 of fees and 62.64 of charges; every öre of the fees is earned.
    const unbilled = driverAccount(driver.id, "unbilled_receivable");
    expect(await balanceOf(ctx, unbilled, "SEK")).toEqual(money(233_44n + 62_64n, "SEK"));
    await recognizeDueFees(ctx);
    expect(await balanceOf(ctx, deferredSubscriptionAccount, "SEK")).toEqual(money(0n, "SEK"));
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});

describe("a subscription from the last day of a month", () => {
  it("is renewed on the last days of shorter months, and a charge is never before its period", async () => {
    const tenant = await aTenant(database.pool, { now: "2027-01-31T09:00:00Z" });
    const { ctx, clock } = tenant;
    const { driver, send } = await aRoamingDriver(database.pool, tenant);
    const planVersionId = await aSubscriptionPlan(ctx, {
      name: "Mini",
      feeMinor: 99_00n,
      includedMicroKwh: micro("40"),
    });
    const wish = { driverId: driver.id, planVersionId, when: "now", shownAt: null } as const;
    await changePlan(ctx, { ...wish, deedId: newId() });

    // Nobody renewed it for two months; the charge comes first and opens its own period: 31 March 10:00 is 08:00 UTC.
    clock.set("2027-03-31T12:00:00Z");
    await send("POST", "cdrs", chargeOn("C1", "2027-03-31", 50));
    await rateAll(ctx);
    expect(await grossOf(ctx)).toEqual([[10n * 4_00n + 5_00n, "open"]]);
    expect((await stretchesOf(ctx)).map(({ startsAt }) => startsAt.toString())).toEqual([
      "2027-01-31T09:00:00Z",
      "2027-02-28T09:00:00Z",
      "2027-03-31T08:00:00Z",
    ]);
    expect(await renewDueSubscriptions(ctx)).toBe(0);
    expect(await itemsOf(ctx)).toEqual(
      Array.from({ length: 3 }, () => ["subscription_fee", 99_00n]),
    );
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});
