import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { lotUses, walletHolds, walletLots } from "@/db/schema/wallets";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, creditOfDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf } from "@/testing/roaming-driver";
import { expireLots } from "./expire-lots";
import { grantCredit } from "./grant-credit";
import { holdForCharge, readSpendable } from "./place-hold";
import { withdraw } from "./withdraw";

const database = testDatabase();

async function start() {
  const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
  const scene = await aPrepaidDriver(database.pool, tenant);
  const { ctx } = tenant;
  const key = { driverId: scene.driver.id, currency: "SEK" } as const;
  const hold = async (index: number) =>
    holdForCharge(
      ctx,
      {
        ...key,
        tokenId: null,
        ref: `authorize:${index}`,
        expiresAt: ctx.clock.now().add({ hours: 1 }),
      },
      { estimateMinor: 120_00n, spendableMinor: await readSpendable(ctx, key) },
    );
  return { tenant, ctx, key, hold, ...scene };
}

describe("spends at the same moment", () => {
  it("never hold more than there is, with 50 holds at once", async () => {
    const { ctx, key, hold } = await start();
    await topUp(ctx, key.driverId, 1_000_00n);
    const held = await Promise.all(Array.from({ length: 50 }, (_, index) => hold(index)));
    const open = await ctx.db.select().from(walletHolds).where(eq(walletHolds.state, "open"));
    const own = open.filter(({ driverId }) => driverId === key.driverId);
    const total = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    expect(own).toHaveLength(held.filter(Boolean).length);
    expect(total <= 1_000_00n && total > 900_00n).toBe(true);
    expect(await readSpendable(ctx, key)).toBe(1_000_00n - total);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("agree to the öre with top-ups, charges, grants, expiries and outcomes among them", async () => {
    const { tenant, ctx, own, key, hold, driver, send } = await start();
    for (let day = 1; day <= 24; day += 1) await send("POST", "cdrs", cdrOf(`C${day}`, day, 10));
    await topUp(ctx, driver.id, 500_00n);
    await grantCredit(tenant.ctx, {
      lotId: newId<"walletLot">(),
      ...key,
      amountMinor: 75_00n,
      reason: "A test",
      expiresAt: ctx.clock.now().add({ seconds: 1 }),
    });
    tenant.clock.advance({ seconds: 2 });
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 50 }, (_, index) => hold(index)),
      ...Array.from({ length: 20 }, () => topUp(ctx, driver.id, 100_00n)),
      ...Array.from({ length: 6 }, () => rateDueCdrs(ctx, 4)),
      ...Array.from({ length: 4 }, () => expireLots(ctx)),
      ...Array.from({ length: 5 }, () =>
        withdraw(own, { withdrawalId: newId<"other">(), currency: "SEK", amountMinor: 40_00n }),
      ),
    ]);
    while ((await rateDueCdrs(ctx, 64)) > 0);
    const failed = outcomes
      .slice(0, -5)
      .flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
    expect(failed).toEqual([]);
    const paidOut = outcomes.slice(-5).filter(({ status }) => status === "fulfilled").length;
    const credit = await creditOfDriver(ctx, driver.id);
    const lots = await ctx.db.select().from(walletLots).where(eq(walletLots.driverId, driver.id));
    const given = lots.find(({ kind }) => kind === "granted");
    // 500 + 20 × 100 came in, 24 × 56 were charged; of the 75 given what no charge took ran out.
    const spentOfGiven = given?.expiredAt === null ? 75_00n : await usedOf(ctx.db, given?.id);
    const expected = 2_500_00n - 24n * 56_00n - BigInt(paidOut) * 40_00n + spentOfGiven;
    expect(credit).toBe(expected);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});

async function usedOf(
  db: (typeof database)["pool"]["db"],
  lotId: string | undefined,
): Promise<bigint> {
  const uses = await db.select().from(lotUses);
  return uses
    .filter((use) => use.lotId === lotId && use.kind === "charge")
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
