import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { driverAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { invoices } from "@/db/schema/invoices";
import { mandates, paymentMethods } from "@/db/schema/payments";
import { topups } from "@/db/schema/wallets";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks, findViolations } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { stripeClient } from "./client";
import { collectPayment } from "./collect-payment";
import { payOnPage } from "./pay-on-page";

const database = testDatabase();
let rail: TestStripe;
const CARD = "4242424242424242";

beforeAll(async () => {
  rail = await startTestStripe();
});
afterEach(async () => {
  await fetch(`${rail.simulator.url}/_control/faults`, { method: "DELETE" });
});
afterAll(() => rail.simulator.close());

async function billed(method: string | null = "pm_card_visa") {
  const life = await aBilledDriver(database.pool, rail, { method });
  const { ctx, invoiceId } = life;
  const page = (consent: Parameters<typeof payOnPage>[2]["consent"] = null) =>
    payOnPage(ctx, rail.env, {
      subject: { invoiceId },
      returnTo: `/invoices/${invoiceId}`,
      consent,
    });
  const charged = async () => {
    const { data } = await stripeClient(rail.env).paymentIntents.list({ limit: 100 });
    return data.filter(
      ({ metadata, status }) => metadata["tenant_id"] === ctx.tenantId && status === "succeeded",
    ).length;
  };
  const sound = () => expectSoundBooks(database.pool.db, ctx.tenantId);
  return { ...life, page, charged, sound };
}

describe("paying an invoice on Stripe's page", () => {
  it("books it once, told by the page, its intent, twice and backwards", async () => {
    const life = await billed(null);
    await rail.pay(await life.page(), CARD);
    await life.readEvents((ids) => [...ids, ...ids].toReversed());
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    expect(await life.charged()).toBe(1);
    await expect(life.page()).rejects.toMatchObject({ code: "PRECONDITION" });
    await life.sound();
  });

  it("is one page for twenty clicks in two tabs", async () => {
    const life = await billed(null);
    const clicks = Array.from({ length: 20 }, () => life.page().catch(() => null));
    const urls = new Set((await Promise.all(clicks)).filter((url) => url !== null));
    expect(urls.size).toBe(1);
    expect(await life.attempts()).toHaveLength(1);
    expect(await life.page()).toBe([...urls][0]);
  });

  it("keeps the saved card away while the page is open", async () => {
    const life = await billed();
    const url = await life.page();
    await Promise.all([1, 2, 3].map(() => collectPayment(life.ctx, rail.env, life.invoiceId)));
    expect(await life.charged()).toBe(0);
    await rail.pay(url, CARD);
    await life.readEvents();
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.charged()).toBe(1);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    await life.sound();
  });

  it("charges once when page and saved card race", async () => {
    const life = await billed();
    const race = await Promise.allSettled([
      life.page(),
      collectPayment(life.ctx, rail.env, life.invoiceId),
      life.page(),
      collectPayment(life.ctx, rail.env, life.invoiceId),
    ]);
    for (const one of race) {
      if (one.status === "fulfilled" && typeof one.value === "string") {
        await rail.pay(one.value, CARD);
      }
    }
    await life.readEvents();
    expect(await life.charged()).toBe(1);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    await life.sound();
  });

  it("cancels what waits for approval first, and only a confirmed cancel lets it begin", async () => {
    const life = await billed("pm_card_authenticationRequired");
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    await rail.fault({ kind: "fail_before", path: "/v1/payment_intents/*/cancel", times: 50 });
    await expect(life.page()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect((await life.attempts()).map(({ state }) => state)).toEqual(["requires_action"]);
    await fetch(`${rail.simulator.url}/_control/faults`, { method: "DELETE" });
    await rail.pay(await life.page(), CARD);
    await life.readEvents();
    expect((await life.attempts()).map(({ state }) => state)).toEqual(["canceled", "succeeded"]);
    expect(await life.charged()).toBe(1);
    await life.sound();
  });

  it("that was left expires and frees the invoice for the saved card", async () => {
    const life = await billed();
    const url = await life.page();
    await rail.pay(url, "4000000000000002");
    await life.readEvents();
    expect((await life.attempts())[0]?.state, "he may try another card there").toBe("submitted");
    await life.pass(0.1);
    await life.sweep();
    await life.sweep();
    expect((await life.attempts())[0]?.state).toBe("canceled");
    expect((await life.invoice())?.paymentState).toBe("open");
    expect(await life.mails(), "a page that was left is no failed payment").toEqual([]);
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.charged()).toBe(1);
    await life.sound();
  });

  it("whose opening got no answer is found again, and is still one page", async () => {
    const life = await billed(null);
    await rail.fault({
      kind: "fail_after",
      mode: "reset",
      path: "/v1/checkout/sessions",
      times: 2,
    });
    const url = await life.page();
    expect(await life.attempts()).toHaveLength(1);
    const { data } = await stripeClient(rail.env).checkout.sessions.list({ limit: 100 });
    const mine = data.filter(({ metadata }) => metadata?.["tenant_id"] === life.ctx.tenantId);
    expect(mine.map((session) => session.url)).toEqual([url]);
  });

  it("keeps the card where the driver agreed, with the evidence of it", async () => {
    const life = await billed(null);
    const consent = { version: "2026-11", text: "I agree", locale: "en", ip: "192.0.2.7" };
    await rail.pay(await life.page(consent), CARD);
    await life.readEvents();
    const [kept] = await life.ctx.db
      .select()
      .from(mandates)
      .where(eq(mandates.tenantId, life.ctx.tenantId));
    expect(kept).toMatchObject({ textVersion: "2026-11", text: "I agree", ip: "192.0.2.7" });
    expect(kept?.networkTransactionId).toBeTruthy();
    const [method] = await life.ctx.db
      .select()
      .from(paymentMethods)
      .where(eq(paymentMethods.tenantId, life.ctx.tenantId));
    expect(method).toMatchObject({ last4: "4242", isDefault: true });
    const next = await life.bill(9_000n, 2);
    await collectPayment(life.ctx, rail.env, next);
    expect(await life.charged()).toBe(2);
    await life.sound();
  });
});

describe("money for what was no longer owed when it came", () => {
  it("is owed back, and refunded by itself", async () => {
    const life = await billed(null);
    const { ctx, driverId, invoiceId } = life;
    const url = await life.page();
    // 200.00 of it is credited while the page is open; the credit's own document is not of interest here.
    await ctx.db
      .update(invoices)
      .set({ creditedMinor: 20_000n })
      .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId)));
    await rail.pay(url, CARD);
    await life.readEvents();
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 30_000n });
    const payable = () => life.balance(driverAccount(driverId, "refund_payable"));
    expect(await payable()).toBe(-20_000n);
    await life.sweep();
    expect(await payable()).toBe(0n);
    expect((await life.attempts())[0]).toMatchObject({ refundedMinor: 20_000n });
    const { I6 = [] } = await findViolations(database.pool.db, ctx.tenantId);
    expect(I6).toEqual([]);
  });
});

describe("a top-up on Stripe's page", () => {
  it("is in the wallet once it was paid, and not before", async () => {
    const life = await billed(null);
    const { ctx, driverId } = life;
    const topupId = newId<"topup">();
    await ctx.db.insert(topups).values({
      tenantId: ctx.tenantId,
      id: topupId,
      driverId: asId<"driver">(driverId),
      currency: "SEK",
      amountMinor: 30_000n,
      origin: "checkout",
      state: "created",
      createdAt: ctx.clock.now(),
    });
    const url = await payOnPage(ctx, rail.env, {
      subject: { topupId },
      returnTo: "/wallet",
      consent: null,
    });
    const wallet = () => life.balance(driverAccount(driverId, "wallet"));
    expect(await wallet()).toBe(0n);
    await rail.pay(url, CARD);
    await life.readEvents((ids) => [...ids, ...ids]);
    expect(await wallet()).toBe(-30_000n);
    await life.sound();
  });
});
