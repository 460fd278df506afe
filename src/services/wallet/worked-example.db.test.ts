import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { asId } from "@/core/ids";
import { driverAccount, goodwillAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { accounts } from "@/db/schema/ledger";
import { walletLots } from "@/db/schema/wallets";
import type { Actor } from "@/services/context";
import { balanceOf } from "@/services/ledger/balance-of";
import { authorizeToken } from "@/services/tokens/authorize-token";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";
import { grantCredit } from "./grant-credit";
import { previewWithdrawal, withdraw } from "./withdraw";

const database = testDatabase();

const finance: Actor = {
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "finans@kvitt.test",
  roles: ["finance"],
  driverId: null,
};

it("runs as docs/wallet.md works it by hand", async () => {
  const tenant = await aTenant(database.pool, { now: "2026-10-03T09:59:00Z" });
  const { own, driver, partner, send } = await aPrepaidDriver(database.pool, tenant);
  const { ctx, clock } = tenant;
  const stands = async () => {
    const [account] = await ctx.db
      .select()
      .from(accounts)
      .where(eq(accounts.code, driverAccount(driver.id, "wallet").code));
    const lots = await ctx.db
      .select()
      .from(walletLots)
      .where(eq(walletLots.driverId, driver.id))
      .orderBy(walletLots.createdAt, walletLots.id);
    return [-(account?.balance ?? 0n), account?.held, lots.map((lot) => lot.remainingMinor)];
  };
  const cdr = async (body: ReturnType<typeof cdrOf>) => {
    await send("POST", "cdrs", body);
    await rateAll(ctx);
  };

  await topUp(ctx, driver.id, 200_00n);
  expect(await stands()).toEqual([200_00n, 0n, [200_00n]]);
  clock.advance({ seconds: 1 });
  await grantCredit(tenant.as(finance), {
    lotId: newId<"walletLot">(),
    driverId: driver.id,
    currency: "SEK",
    amountMinor: 30_00n,
    reason: "A station that did not work",
    expiresAt: clock.now().add({ hours: 24 * 365 }),
  });
  expect(await stands()).toEqual([230_00n, 0n, [200_00n, 30_00n]]);
  const station = tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" });
  const location = { locationId: "LOC-1", evseUids: [] };
  const answer = await authorizeToken(station, { uid: "04A2B91C5E6180", type: "RFID", location });
  expect(answer).toMatchObject({ allowed: "ALLOWED" });
  expect(await stands()).toEqual([230_00n, 100_00n, [200_00n, 30_00n]]);

  clock.set("2026-10-06T12:00:00Z");
  const first = cdrOf("C1", 3, 10);
  await cdr(first);
  expect(await stands()).toEqual([174_00n, 0n, [174_00n, 0n]]);
  await cdr(cdrOf("C2", 4, 40));
  expect(await stands()).toEqual([-47_00n, 0n, [0n, 0n]]);
  await topUp(ctx, driver.id, 100_00n);
  expect(await stands()).toEqual([53_00n, 0n, [0n, 0n, 53_00n]]);
  await cdr(creditOf(first, "K1"));
  expect(await stands()).toEqual([109_00n, 0n, [26_00n, 30_00n, 53_00n]]);

  expect((await previewWithdrawal(own, { currency: "SEK" })).mostMinor).toBe(79_00n);
  const withdrawalId = newId<"other">();
  await withdraw(own, { withdrawalId, currency: "SEK", amountMinor: 60_00n });
  expect(await stands()).toEqual([49_00n, 0n, [19_00n, 30_00n, 0n]]);
  expect((await balanceOf(ctx, goodwillAccount, "SEK")).amountMinor).toBe(30_00n);
  const payable = await balanceOf(ctx, driverAccount(driver.id, "refund_payable"), "SEK");
  expect(payable.amountMinor).toBe(-60_00n);
  await expectSoundBooks(ctx.db, ctx.tenantId);
});
