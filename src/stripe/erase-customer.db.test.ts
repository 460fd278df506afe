import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvents } from "@/db/schema/notifications";
import { paymentMethods, payments, stripeCustomers, type PaymentState } from "@/db/schema/payments";
import {
  findCustomersToErase,
  orderCustomerErasure,
} from "@/services/payments/erase-stripe-customer";
import { eraseIdentity } from "@/services/privacy/erase-identity";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { stripeClient } from "./client";
import { collectPayment } from "./collect-payment";
import { eraseCustomer } from "./erase-customer";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

/** Somebody with a card at Stripe who has paid what he owed. */
async function aPayer() {
  const life = await aBilledDriver(database.pool, rail);
  const { ctx, driverId } = life;
  await collectPayment(ctx, rail.env, life.invoiceId);
  const customer = async () => {
    const [row] = await ctx.db
      .select()
      .from(stripeCustomers)
      .where(eq(stripeCustomers.driverId, driverId));
    return row;
  };
  const method = async () => {
    const [row] = await ctx.db
      .select()
      .from(paymentMethods)
      .where(eq(paymentMethods.driverId, driverId));
    return row;
  };
  const { customerId = "" } = (await customer()) ?? {};
  return { ...life, customer, method, customerId, stripe: stripeClient(rail.env) };
}

describe("a forgotten driver's customer at Stripe", () => {
  it("is deleted with his ways to pay; the payment stays, and finance is not troubled", async () => {
    const payer = await aPayer();
    const { ctx, driverId, stripe, customerId } = payer;
    await eraseIdentity(ctx, { driverId, pseudonym: "X-TEST" });
    expect(await findCustomersToErase(ctx)).toEqual([driverId]);
    await eraseCustomer(ctx, rail.env, driverId);
    expect(await stripe.customers.retrieve(customerId)).toMatchObject({ deleted: true });
    const kept = await payer.method();
    expect(await stripe.paymentMethods.retrieve(kept?.stripeId ?? "")).toMatchObject({
      customer: null,
    });
    expect(kept).toMatchObject({ isDefault: false, detachedAt: expect.anything() });
    expect(await payer.customer()).toBeUndefined();
    expect(await findCustomersToErase(ctx)).toEqual([]);
    await payer.readEvents();
    expect(await payer.openCases()).toEqual([]);
    expect(await payer.invoice()).toMatchObject({ paymentState: "paid" });
    const trail = await ctx.db
      .select({ action: auditEvents.action, detail: auditEvents.detail })
      .from(auditEvents)
      .where(eq(auditEvents.subjectId, driverId));
    expect(trail).toContainEqual({ action: "stripe_customer.erased", detail: { methods: 1 } });
    expect(JSON.stringify(trail)).not.toContain(customerId);
  });

  it("is tried again later and later while Stripe is away, and once only after it", async () => {
    const payer = await aPayer();
    const { ctx, clock, driverId, stripe, customerId } = payer;
    await orderCustomerErasure(ctx, driverId);
    await rail.fault({ kind: "bad_gateway", method: "DELETE", path: "/v1/customers/*", times: 20 });
    const waits: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const before = clock.now();
      await eraseCustomer(ctx, rail.env, driverId);
      const { eraseDueAt = null } = (await payer.customer()) ?? {};
      waits.push(eraseDueAt?.since(before).total("minutes") ?? 0);
      await eraseCustomer(ctx, rail.env, driverId);
      expect((await payer.customer())?.eraseAttempts).toBe(n + 1);
      if (eraseDueAt) clock.set(eraseDueAt.toString());
    }
    expect(waits).toEqual([1, 2, 4]);
    expect((await payer.customer())?.eraseError).toBeTruthy();
    await fetch(`${rail.simulator.url}/_control/faults`, { method: "DELETE" });
    await eraseCustomer(ctx, rail.env, driverId);
    expect(await stripe.customers.retrieve(customerId)).toMatchObject({ deleted: true });
    expect(await payer.customer()).toBeUndefined();
  });

  it("that is gone there already is gone here", async () => {
    const { ctx, driverId, stripe, customerId, customer } = await aPayer();
    await orderCustomerErasure(ctx, driverId);
    await stripe.customers.del(customerId);
    await eraseCustomer(ctx, rail.env, driverId);
    expect(await customer()).toBeUndefined();
  });

  it("stays while money of his is under way, and where nobody asked", async () => {
    const { ctx, driverId, stripe, customerId, customer } = await aPayer();
    await eraseCustomer(ctx, rail.env, driverId);
    expect(await customer()).toBeTruthy();
    await orderCustomerErasure(ctx, driverId);
    const become = (state: PaymentState) =>
      ctx.db.update(payments).set({ state }).where(eq(payments.driverId, driverId));
    await become("processing");
    expect(await findCustomersToErase(ctx)).toEqual([]);
    await eraseCustomer(ctx, rail.env, driverId);
    expect(await stripe.customers.retrieve(customerId)).not.toHaveProperty("deleted");
    await become("succeeded");
    expect(await findCustomersToErase(ctx)).toEqual([driverId]);
  });
});
