import { and, eq } from "drizzle-orm";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { stripeClearingAccount, stripeFeesAccount } from "@/core/ledger/account";
import { asId } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import { notifications } from "@/db/schema/notifications";
import { payments, stripeEvents } from "@/db/schema/payments";
import { balanceOf } from "@/services/ledger/balance-of";
import { findPaymentByIntent } from "@/services/payments/payment-rows";
import { retryPayment } from "@/services/payments/retry-payment";
import { settlePayment } from "@/services/payments/settle-payment";
import { aBookedCdr, roamers } from "@/testing/builders/booked-cdr";
import { aBookedInvoice } from "@/testing/builders/booked-invoice";
import { testRuntime } from "@/testing/builders/context";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { checkPayment } from "./check-payment";
import { stripeClient } from "./client";
import { collectPayment } from "./collect-payment";
import { readEvent } from "./read-event";
import { receiveWebhook } from "./receive-webhook";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

/** A tenant whose driver owes 500.00 SEK on one invoice and has saved a card. */
async function owing(card = "pm_card_visa") {
  // Stripe stamps its objects with the real time: the books of this test live in it too.
  const tenant = await aTenant(database.pool, { now: Temporal.Now.instant().toString() });
  const { ctx, legalEntityId } = tenant;
  const who = await roamers(ctx);
  const booked = await aBookedCdr(ctx, who, { costMinor: 32_000n, priceMinor: 50_000n });
  const invoice = await aBookedInvoice(ctx, legalEntityId, [booked]);
  await rail.saveCard(ctx, who.driverId, card);
  const state = async () => {
    const [row] = await ctx.db
      .select()
      .from(invoices)
      .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoice.invoiceId)));
    return row;
  };
  const attempts = () =>
    ctx.db
      .select()
      .from(payments)
      .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, invoice.invoiceId)))
      .orderBy(payments.attempt);
  const told = async () => {
    const rows = await ctx.db
      .select({ kind: notifications.kind, payload: notifications.payload })
      .from(notifications)
      .where(eq(notifications.tenantId, ctx.tenantId));
    return rows.map(({ kind, payload }) => ({ kind, advice: payload["advice"] }));
  };
  return { ...tenant, ...who, invoiceId: invoice.invoiceId, state, attempts, told };
}

async function intentsOf(ctx: { tenantId: string }) {
  const list = await stripeClient(rail.env).paymentIntents.list({ limit: 100 });
  return list.data.filter(({ metadata }) => metadata["tenant_id"] === ctx.tenantId);
}

describe("collecting an invoice", () => {
  it("books the payment and its fee once, however often it is asked for", async () => {
    const { ctx, invoiceId, state, attempts, told } = await owing();
    await Promise.all([1, 2, 3].map(() => collectPayment(ctx, rail.env, invoiceId)));
    await collectPayment(ctx, rail.env, invoiceId);
    expect(await state()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    expect(await attempts()).toHaveLength(1);
    expect(await intentsOf(ctx)).toHaveLength(1);
    expect((await told()).map(({ kind }) => kind)).toEqual(["payment_succeeded"]);
    const fees = await balanceOf(ctx, stripeFeesAccount, "SEK");
    const clearing = await balanceOf(ctx, stripeClearingAccount, "SEK");
    expect(fees.amountMinor).toBeGreaterThan(0n);
    expect(clearing.amountMinor).toBe(50_000n - fees.amountMinor);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("keeps one charge when Stripe acted and its answer was lost", async () => {
    const { ctx, invoiceId, state, attempts } = await owing();
    await rail.fault({
      kind: "fail_after",
      mode: "reset",
      method: "POST",
      path: "/v1/payment_intents",
      times: 2,
    });
    await collectPayment(ctx, rail.env, invoiceId);
    const [lost] = await attempts();
    expect(lost?.state).toBe("unknown");
    expect((await state())?.paymentState).toBe("collecting");
    await collectPayment(ctx, rail.env, invoiceId);
    if (lost) await checkPayment(ctx, rail.env, lost.id);
    expect(await state()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    expect(await attempts()).toHaveLength(1);
    expect(await intentsOf(ctx)).toHaveLength(1);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("ends a declined attempt for good, says what to do, and tries once with the next card", async () => {
    const { ctx, driverId, invoiceId, state, attempts, told } = await owing(
      "pm_card_chargeCustomerFail",
    );
    await collectPayment(ctx, rail.env, invoiceId);
    expect((await state())?.paymentState).toBe("failed");
    expect(await told()).toEqual([{ kind: "payment_failed", advice: "contact_bank" }]);
    expect((await intentsOf(ctx)).map(({ status }) => status)).toEqual(["canceled"]);
    await rail.saveCard(ctx, driverId, "pm_card_visa");
    await collectPayment(ctx, rail.env, invoiceId);
    expect((await state())?.paymentState).toBe("paid");
    expect((await attempts()).map((one) => one.state)).toEqual(["failed", "succeeded"]);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("waits for the driver where his bank wants to hear of him, on the same intent", async () => {
    const { ctx, invoiceId, state, attempts, told } = await owing("pm_card_authenticationRequired");
    await collectPayment(ctx, rail.env, invoiceId);
    await collectPayment(ctx, rail.env, invoiceId);
    expect((await state())?.paymentState).toBe("action_needed");
    expect((await attempts()).map((one) => one.state)).toEqual(["requires_action"]);
    expect((await told()).map(({ kind }) => kind)).toEqual(["payment_action_needed"]);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("posts once when fifty observers see the same success", async () => {
    const { ctx, invoiceId, state } = await owing();
    await collectPayment(ctx, rail.env, invoiceId);
    const [intent] = await intentsOf(ctx);
    const paymentId = intent && (await findPaymentByIntent(ctx, intent.id));
    expect(paymentId).toBeTruthy();
    if (!intent || !paymentId) return;
    const seen = {
      state: "succeeded",
      paymentIntentId: intent.id,
      succeededAt: Temporal.Instant.fromEpochMilliseconds(intent.created * 1000),
    } as const;
    await Promise.all(Array.from({ length: 50 }, () => settlePayment(ctx, paymentId, seen)));
    expect((await state())?.paidMinor).toBe(50_000n);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});

describe("a webhook", () => {
  const secret = "whsec_test";
  const event = (id: string, object: string) =>
    JSON.stringify({
      id,
      object: "event",
      livemode: false,
      api_version: "2026-10-28.endive",
      created: Math.floor(Date.now() / 1000),
      type: "payment_intent.succeeded",
      data: { object: { id: object, object: "payment_intent" } },
    });
  const post = (body: string, signature: string) =>
    receiveWebhook(
      testRuntime(database.pool, { now: () => Temporal.Now.instant() }),
      rail.env,
      new Request("http://kvitt.test/stripe/webhook", {
        method: "POST",
        body,
        headers: { "stripe-signature": signature },
      }),
    );
  const sign = (payload: string, key = secret, timestamp = Math.floor(Date.now() / 1000)) =>
    Stripe.webhooks.generateTestHeaderString({ payload, secret: key, timestamp });

  it("is refused without a signature of ours, too old, or from the future", async () => {
    await aTenant(database.pool);
    const body = event("evt_forged", "pi_1");
    const now = Math.floor(Date.now() / 1000);
    for (const signature of [
      "",
      "t=1,v1=00",
      sign(body, "whsec_other"),
      sign(body, secret, now - 301),
      sign(body, secret, now + 3600),
      sign(`${body} `),
    ]) {
      expect((await post(body, signature)).status).toBe(400);
    }
    const kept = await database.pool.db
      .select()
      .from(stripeEvents)
      .where(eq(stripeEvents.id, "evt_forged"));
    expect(kept).toEqual([]);
  });

  it("is stored once, whatever its number of deliveries", async () => {
    const body = event("evt_twice", "pi_unknown");
    const answers = await Promise.all([1, 2, 3].map(() => post(body, sign(body))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const kept = await database.pool.db
      .select()
      .from(stripeEvents)
      .where(eq(stripeEvents.id, "evt_twice"));
    expect(kept).toHaveLength(1);
  });

  it("settles a payment whose own answer never came", async () => {
    const { ctx, invoiceId, state, attempts } = await owing();
    await rail.fault({
      kind: "fail_after",
      mode: "500",
      keeps: "error",
      method: "POST",
      path: "/v1/payment_intents",
      times: 2,
    });
    await collectPayment(ctx, rail.env, invoiceId);
    expect((await attempts())[0]?.state).toBe("unknown");
    const [intent] = await intentsOf(ctx);
    const now = ctx.clock.now();
    await ctx.db.insert(stripeEvents).values({
      tenantId: ctx.tenantId,
      id: "evt_late",
      environment: "simulator",
      type: "payment_intent.succeeded",
      objectId: intent?.id ?? "",
      payload: "{}",
      createdAt: now,
      receivedAt: now,
      dueAt: now,
    });
    await readEvent(ctx, rail.env, "evt_late");
    expect((await state())?.paymentState).toBe("paid");
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});

describe("another attempt", () => {
  it("is the driver's to ask for, once a minute, on his own invoice", async () => {
    const { ctx, as, clock, driverId, invoiceId, state } = await owing(
      "pm_card_chargeCustomerFail",
    );
    await collectPayment(ctx, rail.env, invoiceId);
    const person = (id: typeof driverId) =>
      as({
        kind: "user",
        userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
        email: "someone@kvitt.test",
        roles: ["driver"],
        driverId: id,
      });
    await expect(
      retryPayment(person(asId<"driver">(invoiceId)), { invoiceId }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(retryPayment(person(driverId), { invoiceId })).rejects.toMatchObject({
      code: "LIMIT",
    });
    clock.advance({ minutes: 2 });
    await retryPayment(person(driverId), { invoiceId });
    expect((await state())?.paymentState).toBe("open");
    await expect(retryPayment(person(driverId), { invoiceId })).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});
