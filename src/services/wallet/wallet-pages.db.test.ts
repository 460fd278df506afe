import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import type { Actor } from "@/services/context";
import { authorizeToken } from "@/services/tokens/authorize-token";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf, rateAll } from "@/testing/roaming-driver";
import { listWalletMovements } from "./list-wallet-movements";
import { readDriverWallets } from "./read-driver-wallets";
import { readWallet } from "./read-wallet";
import { readWalletReport } from "./read-wallet-report";

const database = testDatabase();

const finance: Actor = {
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "finans@kvitt.test",
  roles: ["finance"],
  driverId: null,
};

async function start() {
  const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
  const scene = await aPrepaidDriver(database.pool, tenant);
  return { tenant, ctx: tenant.ctx, driverId: scene.driver.id, ...scene };
}

describe("a driver's wallet page", () => {
  it("shows an empty wallet in the plan's currency before the first top-up", async () => {
    const { own } = await start();
    expect(await readWallet(own)).toMatchObject({
      isPrepaid: true,
      method: null,
      wallets: [{ currency: "SEK", creditMinor: 0n, spendableMinor: 0n, lots: [], holds: [] }],
    });
  });

  it("shows what is held and where, and a statement whose balances run to the credit", async () => {
    const { tenant, ctx, own, driverId, partner, send } = await start();
    await topUp(ctx, driverId, 400_00n);
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    await rateAll(ctx);
    const asked = tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" });
    const location = { locationId: "LOC-1", evseUids: [] };
    await authorizeToken(asked, { uid: "04A2B91C5E6180", type: "RFID", location });
    const [wallet] = (await readWallet(own)).wallets;
    expect(wallet).toMatchObject({
      creditMinor: 344_00n,
      heldMinor: 100_00n,
      spendableMinor: 244_00n,
      holds: [{ amountMinor: 100_00n, place: "Slussen P-hus", sessionId: null }],
      lots: [{ kind: "purchased", amountMinor: 400_00n, remainingMinor: 344_00n }],
    });
    const { movements, next } = await listWalletMovements(own, { currency: "SEK" });
    expect(next).toBeNull();
    expect(
      movements.map(({ kind, amount, creditAfter, place }) => [
        kind,
        amount.amountMinor,
        creditAfter.amountMinor,
        place,
      ]),
    ).toEqual([
      ["charge_accepted", -56_00n, 344_00n, "Slussen P-hus"],
      ["topup_succeeded", 400_00n, 400_00n, null],
    ]);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("pages its statement without losing or repeating a line", async () => {
    const { ctx, own, driverId } = await start();
    for (let index = 0; index < 30; index += 1) await topUp(ctx, driverId, 50_00n);
    const first = await listWalletMovements(own, { currency: "SEK" });
    if (first.next === null) throw new Error("there are more");
    const second = await listWalletMovements(own, { currency: "SEK", before: first.next });
    const ids = [...first.movements, ...second.movements].map(({ id }) => id);
    expect([first.movements.length, second.movements.length, new Set(ids).size]).toEqual([
      25, 5, 30,
    ]);
  });
});

describe("finance's report of wallets", () => {
  it("says what is owed, who is below zero since when, and holds euros alone against the threshold", async () => {
    const { tenant, ctx, driverId, send } = await start();
    await topUp(ctx, driverId, 100_00n);
    await topUp(ctx, driverId, 850_000_00n, "EUR");
    tenant.clock.advance({ hours: 1 });
    await send("POST", "cdrs", cdrOf("C1", 3, 20));
    await rateAll(ctx);
    const asFinance = tenant.as(finance);
    const report = await readWalletReport(asFinance);
    expect(report.liabilities).toMatchObject([
      { currency: "EUR", creditMinor: 850_000_00n, debtMinor: 0n, wallets: 1, inDebt: 0 },
      { currency: "SEK", creditMinor: 0n, debtMinor: 11_00n, wallets: 0, inDebt: 1 },
    ]);
    expect(report.negative).toMatchObject([
      { driverId, currency: "SEK", debtMinor: 11_00n, days: 0 },
    ]);
    expect(report.volumes).toEqual([
      {
        country: "SE",
        currency: "EUR",
        amountMinor: 850_000_00n,
        alarm: { level: "near", percent: 85 },
      },
      { country: "SE", currency: "SEK", amountMinor: 100_00n, alarm: null },
    ]);
    expect((await readDriverWallets(asFinance, driverId)).wallets).toHaveLength(2);
    await expect(
      readWalletReport(tenant.as({ ...finance, roles: ["driver"] })),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    tenant.clock.advance({ hours: 366 * 24 });
    expect((await readWalletReport(asFinance)).volumes).toEqual([]);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});
