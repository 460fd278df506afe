import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { driverAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { topups, wallets } from "@/db/schema/wallets";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import type Stripe from "stripe";
import { collectTopup } from "./collect-payment";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

async function walletOf(method: string, currency = "SEK") {
  const life = await aBilledDriver(database.pool, rail, { method, currency });
  const { ctx, driverId } = life;
  const ask = async (amountMinor: bigint, origin: "saved_method" | "auto" = "saved_method") => {
    const id = newId<"topup">();
    await ctx.db.insert(topups).values({
      tenantId: ctx.tenantId,
      id,
      driverId,
      currency,
      amountMinor,
      origin,
      state: "created",
      createdAt: ctx.clock.now(),
    });
    return id;
  };
  const states = async () => {
    const rows = await ctx.db
      .select({ state: topups.state })
      .from(topups)
      .where(eq(topups.tenantId, ctx.tenantId));
    return rows.map(({ state }) => state);
  };
  const credit = async () => -(await life.balance(driverAccount(driverId, "wallet")));
  const sound = () => expectSoundBooks(database.pool.db, ctx.tenantId);
  return { ...life, ask, states, credit, sound };
}

describe("topping up from the saved method", () => {
  it("fifty at once lose nothing and double nothing", async () => {
    const life = await walletOf("pm_card_visa");
    const ids = await Promise.all(
      Array.from({ length: 50 }, (_, n) => life.ask(1_000n + BigInt(n))),
    );
    await Promise.all(ids.flatMap((id) => [1, 2].map(() => collectTopup(life.ctx, rail.env, id))));
    await life.readEvents((events) => [...events, ...events.toReversed()]);
    expect(new Set(await life.states())).toEqual(new Set(["succeeded"]));
    expect(await life.attempts()).toHaveLength(50);
    expect(await life.credit()).toBe(50n * 1_000n + 1_225n);
    await life.sound();
  });

  it("has one automatic top-up under way at most", async () => {
    const life = await walletOf("pm_card_visa");
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, () => life.ask(5_000n, "auto")),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("that is declined leaves the wallet as it was", async () => {
    const life = await walletOf("pm_card_chargeCustomerFail");
    await collectTopup(life.ctx, rail.env, await life.ask(5_000n));
    expect(await life.states()).toEqual(["failed"]);
    expect(await life.credit()).toBe(0n);
    expect(await life.mails()).toEqual(["topup_failed"]);
    await life.sound();
  });

  it("that the bank wants approved says so, and fails if nobody does", async () => {
    const life = await walletOf("pm_card_authenticationRequired");
    await collectTopup(life.ctx, rail.env, await life.ask(5_000n));
    expect(await life.mails()).toEqual(["topup_action_needed"]);
    await life.pass(7.1);
    await life.sweep();
    expect(await life.states()).toEqual(["failed"]);
    expect(await life.credit()).toBe(0n);
    await life.sound();
  });

  it("by direct debit is credit only once it settled, and owed when it comes back", async () => {
    const life = await walletOf("AT591904300235473203", "EUR");
    await collectTopup(life.ctx, rail.env, await life.ask(5_000n));
    await life.pass(2);
    await life.sweep();
    expect(await life.states()).toEqual(["processing"]);
    expect(await life.credit()).toBe(0n);
    await life.pass(6);
    await life.readEvents();
    expect(await life.credit()).toBe(5_000n);
    await life.pass(21);
    await life.readEvents();
    await life.readEvents();
    expect(await life.credit()).toBe(0n);
    await life.sound();
  });
});

describe("a disputed top-up", () => {
  it("freezes its credit, switches automatic top-ups off, and is free again when won", async () => {
    const life = await walletOf("pm_card_visa");
    const { ctx } = life;
    await ctx.db
      .insert(wallets)
      .values({
        tenantId: ctx.tenantId,
        driverId: life.driverId,
        currency: "SEK",
        autoTopup: true,
        updatedAt: ctx.clock.now(),
      })
      .onConflictDoUpdate({
        target: [wallets.tenantId, wallets.driverId, wallets.currency],
        set: { autoTopup: true },
      });
    await collectTopup(ctx, rail.env, await life.ask(5_000n));
    const wallet = async () => {
      const [row] = await ctx.db
        .select()
        .from(wallets)
        .where(and(eq(wallets.tenantId, ctx.tenantId), inArray(wallets.currency, ["SEK"])));
      return row;
    };
    const [payment] = await life.attempts();
    const dispute = await rail.control<Stripe.Dispute>("disputes", {
      payment_intent: payment?.paymentIntentId ?? "",
    });
    await life.readEvents();
    await life.readEvents();
    expect(await wallet()).toMatchObject({ frozenMinor: 5_000n, autoTopup: false });
    expect(await life.credit()).toBe(5_000n);
    await life.sound();
    await rail.control(`disputes/${dispute.id}/decide`, { won: true });
    await life.readEvents();
    expect(await wallet()).toMatchObject({ frozenMinor: 0n, autoTopup: false });
    await life.sound();
  });

  it("is warned of before anybody disputes it: no more automatic top-ups, and a case", async () => {
    const life = await walletOf("pm_card_visa");
    await collectTopup(life.ctx, rail.env, await life.ask(5_000n));
    const [payment] = await life.attempts();
    const input = { payment_intent: payment?.paymentIntentId ?? "" };
    await rail.control("early_fraud_warnings", input);
    await life.readEvents();
    expect(await life.openCases()).toEqual(["early_fraud_warning"]);
    await life.sound();
  });
});
