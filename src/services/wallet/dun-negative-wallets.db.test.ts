import { and, eq, like } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { notifications } from "@/db/schema/notifications";
import { charges } from "@/db/schema/plans";
import { cases } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf, rateAll } from "@/testing/roaming-driver";
import { dunNegativeWallets } from "./dun-negative-wallets";

const database = testDatabase();

async function inDebt() {
  const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
  const scene = await aPrepaidDriver(database.pool, tenant);
  const { ctx } = tenant;
  await scene.send("POST", "cdrs", cdrOf("C1", 3, 10));
  await rateAll(ctx);
  // Billed at this moment of the test's clock.
  await ctx.db
    .update(charges)
    .set({ createdAt: ctx.clock.now() })
    .where(eq(charges.tenantId, ctx.tenantId));
  return { tenant, ctx, driverId: scene.driver.id };
}

async function remindersOf(ctx: Ctx): Promise<number> {
  const rows = await ctx.db
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.tenantId, ctx.tenantId), like(notifications.key, "wallet_debt:%")));
  return rows.length;
}

async function casesOf(ctx: Ctx) {
  const rows = await ctx.db.select().from(cases).where(eq(cases.tenantId, ctx.tenantId));
  return rows
    .filter(({ kind }) => kind === "wallet_debt_unpaid")
    .map(({ state, resolution }) => [state, resolution]);
}

describe("a wallet that stays below zero", () => {
  it("is reminded of at each step once, opens a case, and the case ends when it is paid up", async () => {
    const { tenant, ctx, driverId } = await inDebt();
    const after = async (days: number) => {
      tenant.clock.advance({ hours: days * 24 });
      await dunNegativeWallets(ctx);
      await dunNegativeWallets(ctx);
      return remindersOf(ctx);
    };
    expect(await after(2)).toBe(0);
    expect(await after(1)).toBe(1);
    expect(await after(6)).toBe(1);
    expect(await after(1)).toBe(2);
    expect(await after(10)).toBe(3);
    expect(await casesOf(ctx)).toEqual([]);
    expect(await after(10)).toBe(3);
    expect(await casesOf(ctx)).toEqual([["open", null]]);
    await topUp(ctx, driverId, 500_00n);
    await dunNegativeWallets(ctx);
    expect(await casesOf(ctx)).toEqual([["closed", "agrees"]]);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("is reminded of once after an outage, not once for each step that was missed", async () => {
    const { tenant, ctx } = await inDebt();
    tenant.clock.advance({ hours: 25 * 24 });
    await dunNegativeWallets(ctx);
    expect(await remindersOf(ctx)).toBe(1);
  });
});
