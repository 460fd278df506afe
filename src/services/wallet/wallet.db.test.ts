import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { asId, type Id } from "@/core/ids";
import { driverAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { tokens } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { cases } from "@/db/schema/treasury";
import { lotUses, walletLots } from "@/db/schema/wallets";
import { decideApproval } from "@/services/approvals/decide-approval";
import { listApprovals } from "@/services/approvals/list-approvals";
import type { Actor, Ctx } from "@/services/context";
import { balanceOf } from "@/services/ledger/balance-of";
import { authorizeToken } from "@/services/tokens/authorize-token";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, creditOfDriver, topUp, walletRow } from "@/testing/prepaid-driver";
import { cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";
import { setAutoTopup } from "./auto-topup-settings";
import { creditTopup } from "./credit-topup";
import { expireLots } from "./expire-lots";
import { freezeTopup, unfreezeTopup } from "./freeze-topup";
import { grantCredit } from "./grant-credit";
import { keepWallets } from "./keep-wallets";
import { readSpendable } from "./place-hold";
import { remindOfExpiry } from "./remind-of-expiry";
import { requestTopup } from "./request-topup";
import { reverseTopup } from "./reverse-topup";
import { listOwnLimits, setDriverLimit, setOwnLimit } from "./spending-limit-rows";
import { previewWithdrawal, withdraw } from "./withdraw";

const database = testDatabase();

function finance(last: number): Actor {
  const userId = asId<"user">(`00000000-0000-7000-8000-0000000000f${last}`);
  return { kind: "user", userId, email: `f${last}@kvitt.test`, roles: ["finance"], driverId: null };
}

async function start() {
  const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
  const scene = await aPrepaidDriver(database.pool, tenant);
  const { ctx } = tenant;
  const charge = async (id: string, day: number, kwh: number) => {
    const cdr = cdrOf(id, day, kwh);
    await scene.send("POST", "cdrs", cdr);
    await rateAll(ctx);
    return cdr;
  };
  const give = (amountMinor: bigint, expiresAt?: Temporal.Instant) =>
    grantCredit(tenant.as(finance(1)), {
      lotId: newId<"walletLot">(),
      driverId: scene.driver.id,
      currency: "SEK",
      amountMinor,
      reason: "Sorry for the wait",
      ...(expiresAt && { expiresAt }),
    });
  return { tenant, ctx, charge, give, driverId: scene.driver.id, ...scene };
}

async function lotsOf(ctx: Ctx, driverId: Id<"driver">) {
  const rows = await ctx.db
    .select()
    .from(walletLots)
    .where(eq(walletLots.driverId, driverId))
    .orderBy(walletLots.createdAt, walletLots.id);
  return rows.map(({ kind, remainingMinor }) => [kind, remainingMinor]);
}

describe("lots", () => {
  it("pay given credit first, then the oldest purchase, and get back what was taken from them", async () => {
    const { tenant, ctx, charge, give, driverId, send } = await start();
    await topUp(ctx, driverId, 100_00n);
    tenant.clock.advance({ seconds: 1 });
    await topUp(ctx, driverId, 100_00n);
    await give(30_00n, ctx.clock.now().add({ hours: 48 }));
    await charge("C1", 3, 10);
    expect(await lotsOf(ctx, driverId)).toEqual([
      ["purchased", 74_00n],
      ["purchased", 100_00n],
      ["granted", 0n],
    ]);
    const second = await charge("C2", 4, 20);
    expect(await lotsOf(ctx, driverId)).toEqual([
      ["purchased", 0n],
      ["purchased", 63_00n],
      ["granted", 0n],
    ]);
    await send("POST", "cdrs", creditOf(second, "K2"));
    await rateAll(ctx);
    expect(await lotsOf(ctx, driverId)).toEqual([
      ["purchased", 74_00n],
      ["purchased", 100_00n],
      ["granted", 0n],
    ]);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("pay another charge's debt from what one charge gives back", async () => {
    const { ctx, charge, driverId, send } = await start();
    await topUp(ctx, driverId, 100_00n);
    const first = await charge("C1", 3, 18);
    await charge("C2", 4, 10);
    expect(await creditOfDriver(ctx, driverId)).toBe(-56_00n);
    await send("POST", "cdrs", creditOf(first, "K1"));
    await rateAll(ctx);
    expect(await lotsOf(ctx, driverId)).toEqual([["purchased", 44_00n]]);
    const uses = await ctx.db.select().from(lotUses).where(eq(lotUses.tenantId, ctx.tenantId));
    expect(uses.map(({ amountMinor }) => Number(amountMinor)).toSorted((x, y) => x - y)).toEqual([
      -100_00, 56_00, 100_00,
    ]);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("that were given run out, their rest booked, and come back for a month with a charge that is taken back", async () => {
    const { tenant, ctx, charge, give, driverId, send } = await start();
    await give(80_00n, ctx.clock.now().add({ hours: 6 * 24 }));
    const cdr = await charge("C1", 3, 10);
    expect(await remindOfExpiry(ctx)).toBe(1);
    expect(await remindOfExpiry(ctx)).toBe(0);
    tenant.clock.advance({ hours: 7 * 24 });
    expect(await expireLots(ctx)).toBe(1);
    expect(await expireLots(ctx)).toBe(0);
    expect(await creditOfDriver(ctx, driverId)).toBe(0n);
    await send("POST", "cdrs", creditOf(cdr, "K1"));
    await rateAll(ctx);
    expect(await lotsOf(ctx, driverId)).toEqual([["granted", 56_00n]]);
    await expectSoundBooks(ctx.db, ctx.tenantId);
    tenant.clock.advance({ hours: 31 * 24 });
    expect(await expireLots(ctx)).toBe(1);
    expect(await creditOfDriver(ctx, driverId)).toBe(0n);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});

describe("a grant", () => {
  it("above the limit waits for a second person, and is given once", async () => {
    const { tenant, ctx, give, driverId } = await start();
    expect(await give(999_99n)).toBe("granted");
    expect(await give(5_000_00n)).toBe("waits");
    expect(await creditOfDriver(ctx, driverId)).toBe(999_99n);
    const [open] = (await listApprovals(tenant.as(finance(2)))).open;
    if (!open) throw new Error("it was asked for");
    await decideApproval(tenant.as(finance(2)), {
      id: open.id,
      decision: "approved",
      amountMinor: 5_000_00n,
    });
    expect(await creditOfDriver(ctx, driverId)).toBe(5_999_99n);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});

describe("a top-up", () => {
  it("is asked for once however often it is clicked, and credited once", async () => {
    const { ctx, own, driverId } = await start();
    const topupId = newId<"topup">();
    const asked = { topupId, currency: "SEK", amountMinor: 200_00n, origin: "checkout" } as const;
    await Promise.all(Array.from({ length: 5 }, () => requestTopup(own, asked)));
    await expect(requestTopup(own, { ...asked, amountMinor: 201_00n })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const amountMinor = 10_000_01n;
    await expect(
      requestTopup(own, { ...asked, topupId: newId<"topup">(), amountMinor }),
    ).rejects.toMatchObject({ code: "LIMIT" });
    const paid = { at: ctx.clock.now(), paymentIntentId: "pi_1" };
    await Promise.all(Array.from({ length: 4 }, () => creditTopup(ctx, topupId, paid)));
    expect(await creditOfDriver(ctx, driverId)).toBe(200_00n);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("that is returned after it was spent leaves a debt, blocks, and is covered by the next", async () => {
    const { ctx, own, charge, driverId } = await start();
    const topupId = await topUp(ctx, driverId, 200_00n);
    await setAutoTopup(own, {
      currency: "SEK",
      isOn: true,
      thresholdMinor: 10_00n,
      topupMinor: 100_00n,
      maxDayMinor: 100_00n,
      maxMonthMinor: 100_00n,
    });
    await charge("C1", 3, 18);
    const reversal = {
      amountMinor: 200_00n,
      at: ctx.clock.now(),
      key: "stripe:du_1:returned",
      from: "stripe",
      source: { type: "topup", id: topupId },
    } as const;
    await reverseTopup(ctx, topupId, reversal);
    await reverseTopup(ctx, topupId, reversal);
    expect(await creditOfDriver(ctx, driverId)).toBe(-100_00n);
    expect(await walletRow(ctx, driverId)).toMatchObject({
      autoTopup: false,
      offReason: "returned",
    });
    const blocked = await ctx.db.select().from(tokens).where(eq(tokens.driverId, driverId));
    expect(blocked.map(({ valid }) => valid)).toEqual([false, false]);
    await topUp(ctx, driverId, 250_00n);
    expect(await lotsOf(ctx, driverId)).toEqual([
      ["purchased", 0n],
      ["purchased", 150_00n],
    ]);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("that is disputed cannot be spent until that is decided", async () => {
    const { ctx, own, driverId } = await start();
    const topupId = await topUp(ctx, driverId, 300_00n);
    await freezeTopup(ctx, topupId, 300_00n);
    const key = { driverId, currency: "SEK" };
    expect(await readSpendable(ctx, key)).toBe(0n);
    expect((await previewWithdrawal(own, key)).mostMinor).toBe(0n);
    await unfreezeTopup(ctx, topupId, 300_00n);
    expect(await readSpendable(ctx, key)).toBe(300_00n);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});

describe("a withdrawal", () => {
  it("takes own money alone, once, and what no payment can take is a case for finance", async () => {
    const { ctx, own, give, driverId } = await start();
    await topUp(ctx, driverId, 300_00n);
    await give(50_00n);
    const preview = await previewWithdrawal(own, { currency: "SEK" });
    expect(preview).toEqual({
      currency: "SEK",
      mostMinor: 300_00n,
      parts: [{ amountMinor: 300_00n, method: null }],
    });
    const withdrawalId = newId<"other">();
    const wanted = { withdrawalId, currency: "SEK", amountMinor: 250_00n };
    await Promise.all([withdraw(own, wanted), withdraw(own, wanted)]);
    expect(await lotsOf(ctx, driverId)).toEqual([
      ["purchased", 50_00n],
      ["granted", 50_00n],
    ]);
    const payable = await balanceOf(ctx, driverAccount(driverId, "refund_payable"), "SEK");
    expect(payable.amountMinor).toBe(-250_00n);
    const found = await ctx.db.select().from(cases).where(eq(cases.tenantId, ctx.tenantId));
    expect(found).toMatchObject([{ kind: "withdrawal_by_hand", amountMinor: 250_00n }]);
    await expect(
      withdraw(own, { ...wanted, withdrawalId: newId<"other">(), amountMinor: 50_01n }),
    ).rejects.toMatchObject({ code: "LIMIT" });
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});

describe("a spending limit", () => {
  it("keeps a charge from starting, says why at the station and by one mail, and the lower one counts", async () => {
    const { tenant, ctx, own, charge, driverId, partner, card } = await start();
    await topUp(ctx, driverId, 2_000_00n);
    await setOwnLimit(own, { span: "month", tokenId: null, currency: "SEK", amountMinor: 400_00n });
    const asked = tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" });
    const ask = (uid: string) => authorizeToken(asked, { uid, type: "RFID" });
    expect(await ask(card.uid)).toMatchObject({ allowed: "ALLOWED" });
    await charge("C1", 3, 55);
    expect(await listOwnLimits(own)).toMatchObject([{ span: "month", usedMinor: 303_50n }]);
    for (let times = 0; times < 2; times += 1) {
      expect(await ask(card.uid)).toMatchObject({
        allowed: "NO_CREDIT",
        info: { language: "en", text: "Your spending limit for this month is reached." },
      });
    }
    const mails = await ctx.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.tenantId, ctx.tenantId));
    expect(mails.filter(({ kind }) => kind === "limit_reached")).toHaveLength(1);
    await setOwnLimit(own, { span: "month", tokenId: null, currency: "SEK", amountMinor: null });
    await setDriverLimit(tenant.as(finance(1)), {
      driverId,
      span: "charge",
      tokenId: card.id,
      currency: "SEK",
      amountMinor: 0n,
    });
    expect(await ask(card.uid)).toMatchObject({ allowed: "NO_CREDIT" });
    expect(await ask("04A2B91C5E6180")).toMatchObject({ allowed: "ALLOWED" });
    tenant.clock.advance({ hours: 2 });
    await keepWallets(ctx);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});

describe("a hold", () => {
  const EVSE = {
    uid: "E1",
    evse_id: "SE*NSL*E1",
    status: "AVAILABLE",
    capabilities: [],
    connectors: [
      {
        id: "1",
        standard: "IEC_62196_T2",
        format: "SOCKET",
        power_type: "AC_3_PHASE",
        max_voltage: 230,
        max_amperage: 32,
        tariff_ids: ["T1"],
        last_updated: "2026-09-01T00:00:00Z",
      },
    ],
    last_updated: "2026-09-01T00:00:00Z",
  };

  it("is the driver's own quote where the tariff is known, capped by what can be spent", async () => {
    const { tenant, ctx, driverId, partner, send } = await start();
    await send("PUT", "locations/SE/NSL/LOC-1/E1", EVSE);
    await topUp(ctx, driverId, 300_00n);
    const station = tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" });
    const location = { locationId: "LOC-1", evseUids: ["E1"] };
    const ask = () => authorizeToken(station, { uid: "04A2B91C5E6180", type: "RFID", location });
    // 30 kWh at noon: 120.00 × 1.25 × 1.10 + 1.00 = 166.00; the second finds 134.00, the third nothing.
    for (const [allowed, spendable] of [
      ["ALLOWED", 134_00n],
      ["ALLOWED", 0n],
      ["NO_CREDIT", 0n],
    ] as const) {
      expect(await ask()).toMatchObject({ allowed });
      expect(await readSpendable(ctx, { driverId, currency: "SEK" })).toBe(spendable);
    }
    await setOwnLimit(tenant.as(driverOf(driverId)), {
      span: "charge",
      tokenId: null,
      currency: "SEK",
      amountMinor: 165_99n,
    });
    await topUp(ctx, driverId, 300_00n);
    expect(await ask()).toMatchObject({
      allowed: "NO_CREDIT",
      info: { text: "En laddning här väntas kosta mer än din gräns per laddning." },
    });
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});

function driverOf(driverId: Id<"driver">): Actor {
  const userId = asId<"user">("00000000-0000-7000-8000-000000000002");
  return { kind: "user", userId, email: "d@kvitt.test", roles: ["driver"], driverId };
}
