import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { notifications } from "@/db/schema/notifications";
import { topups } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { setAutoTopup } from "@/services/wallet/auto-topup-settings";
import { keepWallets } from "@/services/wallet/keep-wallets";
import { findCollectableTopups } from "@/services/wallet/topup-rows";
import { collectTopup } from "@/stripe/collect-payment";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, creditOfDriver, topUp, walletRow } from "@/testing/prepaid-driver";
import { cdrOf, rateAll } from "@/testing/roaming-driver";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

const CHOICE = {
  currency: "SEK",
  isOn: true,
  thresholdMinor: 100_00n,
  topupMinor: 300_00n,
  maxDayMinor: 600_00n,
  maxMonthMinor: 2_000_00n,
} as const;

async function start(card: string) {
  const tenant = await aTenant(database.pool, { now: "2026-10-10T11:30:00Z" });
  const scene = await aPrepaidDriver(database.pool, tenant);
  const { ctx } = tenant;
  await rail.saveCard(ctx, scene.driver.id, card);
  const collect = async () => {
    const due = await findCollectableTopups(ctx);
    for (const id of due) await collectTopup(ctx, rail.env, id);
    return due.length;
  };
  const charge = async (id: string, day: number, kwh: number) => {
    await scene.send("POST", "cdrs", cdrOf(id, day, kwh));
    await rateAll(ctx);
  };
  return { tenant, ctx, collect, charge, ...scene };
}

async function autos(ctx: Ctx, driverId: Id<"driver">) {
  const rows = await ctx.db
    .select()
    .from(topups)
    .where(eq(topups.driverId, driverId))
    .orderBy(topups.createdAt);
  return rows
    .filter(({ origin }) => origin === "auto")
    .map(({ state, amountMinor }) => [state, amountMinor]);
}

describe("an automatic top-up", () => {
  it("begins with the charge that lowers the wallet, and is there before the next", async () => {
    const { ctx, collect, charge, driver, own } = await start("pm_card_visa");
    await topUp(ctx, driver.id, 200_00n);
    await setAutoTopup(own, CHOICE);
    await charge("C1", 3, 10);
    expect(await autos(ctx, driver.id)).toEqual([]);
    await charge("C2", 4, 10);
    expect(await autos(ctx, driver.id)).toEqual([["created", 300_00n]]);
    // What is under way counts as credit: no second one.
    await charge("C3", 5, 10);
    expect(await autos(ctx, driver.id)).toHaveLength(1);
    expect(await collect()).toBe(1);
    expect(await autos(ctx, driver.id)).toEqual([["succeeded", 300_00n]]);
    expect(await creditOfDriver(ctx, driver.id)).toBe(200_00n - 3n * 56_00n + 300_00n);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("that is declined waits an hour, and is off after the third decline, each told once", async () => {
    const { tenant, ctx, collect, charge, driver, own } = await start("pm_card_chargeCustomerFail");
    await topUp(ctx, driver.id, 200_00n);
    await setAutoTopup(own, CHOICE);
    await charge("C1", 3, 20);
    expect(await collect()).toBe(1);
    expect(await autos(ctx, driver.id)).toEqual([["failed", 300_00n]]);
    expect(await walletRow(ctx, driver.id)).toMatchObject({ declines: 1, autoTopup: true });

    // Another charge within the hour: no attempt. After it the worker tries again by itself.
    tenant.clock.advance({ minutes: 30 });
    await charge("C2", 4, 1);
    await keepWallets(ctx);
    expect(await autos(ctx, driver.id)).toHaveLength(1);
    for (const declines of [2, 3]) {
      tenant.clock.advance({ minutes: 61 });
      await keepWallets(ctx);
      expect(await collect()).toBe(1);
      expect(await walletRow(ctx, driver.id)).toMatchObject({ declines });
    }
    expect(await walletRow(ctx, driver.id)).toMatchObject({
      autoTopup: false,
      offReason: "declines",
    });
    tenant.clock.advance({ hours: 48 });
    await keepWallets(ctx);
    expect(await autos(ctx, driver.id)).toHaveLength(3);
    const told = await ctx.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.tenantId, ctx.tenantId));
    expect(told.filter(({ kind }) => kind === "topup_failed")).toHaveLength(3);

    // A better card, and the driver switches it on again: it tops up at once.
    await rail.saveCard(ctx, driver.id, "pm_card_visa");
    await setAutoTopup(own, CHOICE);
    expect(await collect()).toBe(1);
    expect((await autos(ctx, driver.id)).at(-1)).toEqual(["succeeded", 300_00n]);
    expect(await walletRow(ctx, driver.id)).toMatchObject({ declines: 0, offReason: null });
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("never takes more in a day than the driver allows, and goes on the next", async () => {
    const { tenant, ctx, collect, charge, driver, own } = await start("pm_card_visa");
    await topUp(ctx, driver.id, 150_00n);
    await setAutoTopup(own, CHOICE);
    for (const [index, day] of [3, 4, 5].entries()) {
      await charge(`C${index}`, day, 55);
      await collect();
    }
    expect(await autos(ctx, driver.id)).toEqual([
      ["succeeded", 300_00n],
      ["succeeded", 300_00n],
    ]);
    tenant.clock.advance({ hours: 24 });
    await keepWallets(ctx);
    await collect();
    expect(await autos(ctx, driver.id)).toHaveLength(3);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});
