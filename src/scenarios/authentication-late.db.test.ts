import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { authenticatePayment } from "@/stripe/authenticate-payment";
import { stripeClient } from "@/stripe/client";
import { collectPayment } from "@/stripe/collect-payment";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

async function asked() {
  const life = await aBilledDriver(database.pool, rail, {
    method: "pm_card_authenticationRequired",
  });
  await collectPayment(life.ctx, rail.env, life.invoiceId);
  const [payment] = await life.attempts();
  if (!payment?.paymentIntentId) throw new Error("nothing waits");
  const driver = life.as({
    kind: "user",
    userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
    email: "astrid@kvitt.test",
    roles: ["driver"],
    driverId: life.driverId,
  });
  const intents = async () => {
    const { data } = await stripeClient(rail.env).paymentIntents.list({ limit: 100 });
    return data.filter(({ metadata }) => metadata["tenant_id"] === life.ctx.tenantId);
  };
  return { ...life, payment, intentId: payment.paymentIntentId, driver, intents };
}

describe("a payment that its driver must approve", () => {
  it("is approved days later on the same intent, after he refused once", async () => {
    const life = await asked();
    const { payment, intentId, driver } = life;
    expect(await life.mails()).toEqual(["payment_action_needed"]);
    expect((await life.invoice())?.paymentState).toBe("action_needed");
    await life.pass(3);
    await life.sweep();
    expect((await life.attempts())[0]?.state).toBe("requires_action");

    const first = await authenticatePayment(driver, rail.env, { paymentId: payment.id });
    expect(first.url).toMatch(/^http/);
    await rail.control(`payment_intents/${intentId}/authenticate`, { outcome: "fail" });
    await life.readEvents();
    expect((await life.attempts())[0]?.state, "he may try again").toBe("requires_action");

    const second = await authenticatePayment(driver, rail.env, { paymentId: payment.id });
    expect(second.url).toMatch(/^http/);
    await rail.control(`payment_intents/${intentId}/authenticate`, { outcome: "confirm" });
    await life.readEvents();
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    expect(await life.intents()).toHaveLength(1);
    expect(await life.owed()).toBe(0n);
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });

  it("is cancelled at Stripe after seven days, and only then may another attempt begin", async () => {
    const life = await asked();
    await life.pass(6.9);
    await life.sweep();
    expect((await life.attempts())[0]?.state).toBe("requires_action");
    await life.pass(0.2);
    // The first cancel is not confirmed: the invoice is not free.
    await rail.fault({ kind: "fail_before", path: "/v1/payment_intents/*/cancel", times: 2 });
    await life.sweep();
    expect((await life.attempts())[0]?.state).toBe("requires_action");
    expect((await life.invoice())?.paymentState).toBe("action_needed");
    await life.pass(1.1);
    await life.sweep();
    expect((await life.attempts())[0]?.state).toBe("canceled");
    expect((await life.intents())[0]?.status).toBe("canceled");
    expect((await life.invoice())?.paymentState).toBe("failed");

    await rail.saveCard(life.ctx, life.driverId, "pm_card_visa");
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });
});
