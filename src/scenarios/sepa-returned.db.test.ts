import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { stripeClearingAccount, stripeFeesAccount } from "@/core/ledger/account";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { collectPayment } from "@/stripe/collect-payment";

const database = testDatabase();
let rail: TestStripe;
const RETURNED_AFTER_20_DAYS = "AT591904300235473203";

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

describe("a direct debit that its bank takes back after 20 days", () => {
  it("is announced, on its way for days, paid, and owed again when it came back", async () => {
    const life = await aBilledDriver(database.pool, rail, {
      currency: "EUR",
      amountMinor: 4_200n,
      method: RETURNED_AFTER_20_DAYS,
    });
    const { ctx, invoiceId, pass, sweep, readEvents } = life;

    await collectPayment(ctx, rail.env, invoiceId);
    expect(await life.mails()).toEqual(["debit_announced"]);
    expect((await life.attempts()).map(({ state }) => state)).toEqual(["created"]);
    await sweep();
    expect((await life.attempts())[0]?.state, "nothing is sent within the notice").toBe("created");

    await pass(2);
    await sweep();
    expect((await life.attempts())[0]?.state).toBe("processing");
    expect((await life.invoice())?.paymentState).toBe("collecting");
    expect(await life.owed(), "nothing is booked before it settles").toBe(4_200n);

    await pass(6);
    await readEvents();
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 4_200n });
    expect(await life.owed()).toBe(0n);
    await expectSoundBooks(database.pool.db, ctx.tenantId);

    await pass(21);
    await readEvents();
    await readEvents((ids) => ids.toReversed());
    expect(await life.invoice()).toMatchObject({ paymentState: "failed", paidMinor: 0n });
    expect(await life.owed()).toBe(4_200n);
    expect((await life.attempts())[0]).toMatchObject({
      state: "succeeded",
      reversedMinor: 4_200n,
    });
    const fees = await life.balance(stripeFeesAccount);
    expect(await life.balance(stripeClearingAccount), "only fees are left").toBe(-fees);
    expect(fees).toBeGreaterThan(0n);
    expect(await life.mails()).toEqual([
      "debit_announced",
      "payment_succeeded",
      "payment_returned",
    ]);
    await expectSoundBooks(database.pool.db, ctx.tenantId);

    // Another card pays what is owed again, once.
    await rail.saveCard(ctx, life.driverId, "pm_card_visa");
    await collectPayment(ctx, rail.env, invoiceId);
    await collectPayment(ctx, rail.env, invoiceId);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 4_200n });
    expect(await life.owed()).toBe(0n);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("that the bank refuses at once leaves the invoice for the next step", async () => {
    const life = await aBilledDriver(database.pool, rail, {
      currency: "EUR",
      method: "AT861904300235473202",
    });
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    await life.pass(2);
    await life.sweep();
    await life.pass(6);
    await life.readEvents();
    expect((await life.invoice())?.paymentState).toBe("failed");
    expect((await life.attempts())[0]?.state).toBe("failed");
    expect(await life.mails()).toEqual(["debit_announced", "payment_failed"]);
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });
});
