import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { driverAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { tokens } from "@/db/schema/drivers";
import { balanceOf } from "@/services/ledger/balance-of";
import { authorizeToken } from "@/services/tokens/authorize-token";
import { unblockToken } from "@/services/tokens/unblock-token";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, creditOfDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf, rateAll } from "@/testing/roaming-driver";
import { closeAccount } from "./close-account";
import { grantCredit } from "./grant-credit";
import { keepWallets } from "./keep-wallets";

const database = testDatabase();

async function start() {
  const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
  const scene = await aPrepaidDriver(database.pool, tenant);
  const station = tenant.as({ kind: "partner", partnerId: scene.partner.id, requestId: "r" });
  const ask = () => authorizeToken(station, { uid: scene.card.uid, type: "RFID" });
  return { tenant, ctx: tenant.ctx, driverId: scene.driver.id, ask, ...scene };
}

describe("closing an account", () => {
  it("owes the driver his own money, takes given credit back, and no card charges again", async () => {
    const { tenant, ctx, own, driverId, card, ask } = await start();
    await topUp(ctx, driverId, 300_00n);
    await grantCredit(ctx, {
      lotId: newId<"walletLot">(),
      driverId,
      currency: "SEK",
      amountMinor: 40_00n,
      reason: "A test",
    });
    await closeAccount(own);
    await closeAccount(own);
    expect(await creditOfDriver(ctx, driverId)).toBe(0n);
    const payable = await balanceOf(ctx, driverAccount(driverId, "refund_payable"), "SEK");
    expect(payable.amountMinor).toBe(-300_00n);
    expect(await ask()).not.toMatchObject({ allowed: "ALLOWED" });
    await expect(unblockToken(own, card.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    tenant.clock.advance({ hours: 1 });
    await keepWallets(ctx);
    const all = await ctx.db.select().from(tokens).where(eq(tokens.driverId, driverId));
    expect(all.map(({ valid, blockedReason }) => [valid, blockedReason])).toEqual([
      [false, "account_closed"],
      [false, "account_closed"],
    ]);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("is refused while a charge is held for, and while something is owed", async () => {
    const { ctx, own, driverId, ask, send } = await start();
    await topUp(ctx, driverId, 120_00n);
    await ask();
    await expect(closeAccount(own)).rejects.toMatchObject({
      code: "PRECONDITION",
      detail: { reason: "charging" },
    });
    await send("POST", "cdrs", cdrOf("C1", 3, 30));
    await rateAll(ctx);
    const held = await ctx.db.execute(`select end_wallet_holds('${ctx.tenantId}', array(
      select id from wallet_holds where driver_id = '${driverId}'), 'released', now())`);
    expect(held).toHaveLength(1);
    await expect(closeAccount(own)).rejects.toMatchObject({ detail: { reason: "owes" } });
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});
