import { and, eq } from "drizzle-orm";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { journals } from "@/db/schema/ledger";
import { stripeEvents } from "@/db/schema/payments";
import { aBilledDriver } from "@/testing/billed-driver";
import { testRuntime } from "@/testing/builders/context";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { stripeClient } from "./client";
import { collectPayment } from "./collect-payment";
import { pollEvents } from "./poll-events";
import { readEvent } from "./read-event";
import { receiveWebhook } from "./receive-webhook";

const database = testDatabase();
let rail: TestStripe;
const SECRET = "whsec_test";

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

const signed = (payload: string, timestamp: number, secret = SECRET) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });

function deliver(now: Temporal.Instant, body: string, signature: string | null) {
  return receiveWebhook(
    testRuntime(database.pool, { now: () => now }),
    rail.env,
    new Request("http://kvitt.test/stripe/webhook", {
      method: "POST",
      body,
      headers: signature === null ? {} : { "stripe-signature": signature },
    }),
  );
}

const bodyOf = (id: string, more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    id,
    object: "event",
    livemode: false,
    api_version: "2026-10-28.endive",
    created: 1_790_000_000,
    type: "payment_intent.succeeded",
    data: { object: { id: "pi_of_nobody", object: "payment_intent" } },
    ...more,
  });

const kept = (id: string) =>
  database.pool.db.select().from(stripeEvents).where(eq(stripeEvents.id, id));

describe("a webhook that is not Stripe's, or not of now", () => {
  it("is refused and leaves nothing behind", async () => {
    const { ctx } = await aBilledDriver(database.pool, rail, { method: null });
    const now = ctx.clock.now();
    const at = Math.floor(now.epochMilliseconds / 1000);
    const body = bodyOf("evt_forged");
    const live = bodyOf("evt_forged", { livemode: true });
    const thin = JSON.stringify({ id: "evt_forged", object: "v2.core.event", type: "v1.x" });
    const cases: readonly (readonly [string, string, string | null])[] = [
      ["no header", body, null],
      ["an empty header", body, ""],
      ["another secret", body, signed(body, at, "whsec_other")],
      ["301 seconds old", body, signed(body, at - 301)],
      ["an hour ahead", body, signed(body, at + 3600)],
      ["six minutes ahead", body, signed(body, at + 360)],
      ["v0 only", body, signed(body, at).replace("v1=", "v0=")],
      ["written anew", JSON.stringify(JSON.parse(body), null, 1), signed(body, at)],
      ["of the live mode", live, signed(live, at)],
      ["a thin event", thin, signed(thin, at)],
      ["a year old", body, signed(body, at - 31_536_000)],
    ];
    for (const [name, payload, signature] of cases) {
      expect((await deliver(now, payload, signature)).status, name).toBe(400);
    }
    expect(await kept("evt_forged")).toEqual([]);
  });

  it("is taken while a secret is being rotated: one good signature of several is enough", async () => {
    const { ctx } = await aBilledDriver(database.pool, rail, { method: null });
    const now = ctx.clock.now();
    const at = Math.floor(now.epochMilliseconds / 1000);
    const body = bodyOf("evt_rotated");
    const other = signed(body, at, "whsec_older").split(",v1=")[1] ?? "";
    const header = `t=${at},v1=${other},v1=${signed(body, at).split(",v1=")[1] ?? ""}`;
    expect((await deliver(now, body, header)).status).toBe(200);
    expect((await deliver(now.add({ minutes: 4 }), body, header)).status).toBe(200);
    expect(await kept("evt_rotated")).toHaveLength(1);
  });
});

describe("an event that this program does not know", () => {
  it("of an unknown type or another API version is kept, and nothing breaks", async () => {
    const life = await aBilledDriver(database.pool, rail);
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    const [payment] = await life.attempts();
    const rows = [
      { id: "evt_new_type", type: "payment_intent_v9.teleported", objectId: "x_1" },
      { id: "evt_no_object", type: "v1.unheard.of", objectId: null },
      { id: "evt_version", type: "payment_intent.succeeded", objectId: payment?.paymentIntentId },
    ];
    const now = life.ctx.clock.now();
    for (const row of rows) {
      await life.ctx.db.insert(stripeEvents).values({
        tenantId: life.ctx.tenantId,
        environment: "simulator",
        apiVersion: "2031-01-01.zinnia",
        payload: '{"data":{"object":{"status":"a_state_of_2031"}}}',
        createdAt: now,
        receivedAt: now,
        dueAt: now,
        ...row,
        objectId: row.objectId ?? null,
      });
      await readEvent(life.ctx, rail.env, row.id);
    }
    const read = await life.ctx.db
      .select({ id: stripeEvents.id, outcome: stripeEvents.outcome })
      .from(stripeEvents)
      .where(eq(stripeEvents.tenantId, life.ctx.tenantId));
    expect(Object.fromEntries(read.map(({ id, outcome }) => [id, outcome]))).toEqual({
      evt_new_type: "ignored: nothing to do",
      evt_no_object: "ignored: nothing to do",
      evt_version: "payment succeeded",
    });
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });
});

describe("an event of an object that never becomes ours", () => {
  it("is looked at again for a while, then finance has a case", async () => {
    const life = await aBilledDriver(database.pool, rail);
    const theirs = await aBilledDriver(database.pool, rail);
    await collectPayment(theirs.ctx, rail.env, theirs.invoiceId);
    const [payment] = await theirs.attempts();
    const dispute = await rail.control<Stripe.Dispute>("disputes", {
      payment_intent: payment?.paymentIntentId ?? "",
    });
    const now = life.ctx.clock.now();
    await life.ctx.db.insert(stripeEvents).values({
      tenantId: life.ctx.tenantId,
      id: "evt_orphan",
      environment: "simulator",
      type: "charge.dispute.created",
      objectId: dispute.id,
      payload: "{}",
      createdAt: now,
      receivedAt: now,
      dueAt: now,
    });
    for (let look = 1; look <= 9; look += 1) {
      expect(await life.openCases()).toEqual([]);
      await readEvent(life.ctx, rail.env, "evt_orphan");
    }
    expect(await life.openCases()).toEqual(["stripe_orphan_event"]);
  });
});

describe("one success", () => {
  it("told a hundred times at once is one posting", async () => {
    const life = await aBilledDriver(database.pool, rail);
    const { ctx } = life;
    await rail.fault({ kind: "fail_after", mode: "reset", path: "/v1/payment_intents", times: 2 });
    await collectPayment(ctx, rail.env, life.invoiceId);
    const { data } = await stripeClient(rail.env).paymentIntents.list({ limit: 100 });
    const intent = data.find(({ metadata }) => metadata["tenant_id"] === ctx.tenantId);
    const now = ctx.clock.now();
    const ids = Array.from({ length: 100 }, (_, index) => `evt_${index}_${ctx.tenantId}`);
    await ctx.db.insert(stripeEvents).values(
      ids.map((id) => ({
        tenantId: ctx.tenantId,
        id,
        environment: "simulator" as const,
        type: "payment_intent.succeeded",
        objectId: intent?.id ?? "",
        payload: "{}",
        createdAt: now,
        receivedAt: now,
        dueAt: now,
      })),
    );
    await Promise.all(ids.map((id) => readEvent(ctx, rail.env, id)));
    const posted = await ctx.db
      .select({ key: journals.key })
      .from(journals)
      .where(and(eq(journals.tenantId, ctx.tenantId), eq(journals.kind, "payment_succeeded")));
    expect(posted).toEqual([{ key: `stripe:${intent?.id}:succeeded` }]);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});

describe("events that come late, often, in any order, or never", () => {
  it("end as if each had come once and in order; the list finds what never came", async () => {
    const life = await aBilledDriver(database.pool, rail);
    const { ctx } = life;
    for (let seq = 2; seq <= 8; seq += 1) {
      const invoiceId = await life.bill(1_000n * BigInt(seq), seq);
      // Some answers are lost, so that only an event (or the janitor) can tell.
      if (seq % 2 === 0) {
        const path = "/v1/payment_intents";
        await rail.fault({ kind: "fail_after", mode: "reset", path, times: 2 });
      }
      await collectPayment(ctx, rail.env, invoiceId);
    }
    let seed = 42;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    await life.readEvents((ids) =>
      ids
        .filter(() => random() > 0.3)
        .flatMap((id) => Array.from({ length: 1 + Math.floor(random() * 5) }, () => id))
        .map((id) => ({ id, at: random() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ id }) => id),
    );
    // What was never delivered is found in Stripe's list, and read like the rest.
    await ctx.db.delete(stripeEvents).where(eq(stripeEvents.tenantId, ctx.tenantId));
    await pollEvents(ctx, rail.env);
    for (const { id } of await ctx.db
      .select({ id: stripeEvents.id })
      .from(stripeEvents)
      .where(eq(stripeEvents.tenantId, ctx.tenantId))) {
      await readEvent(ctx, rail.env, id);
    }
    expect((await life.attempts()).map(({ state }) => state)).toEqual(
      Array.from({ length: 7 }, () => "succeeded"),
    );
    expect(await life.owed(), "only what was never collected").toBe(50_000n);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});

/** The method that was saved last. */
async function lastAttached(): Promise<string> {
  const { data } = await stripeClient(rail.env).events.list({
    type: "payment_method.attached",
    limit: 1,
  });
  const [event] = data;
  if (event?.type !== "payment_method.attached") throw new Error("nothing was attached");
  return event.data.object.id;
}

describe("the saved method at Stripe", () => {
  it("renewed by its issuer is shown so, and an unpaid invoice is tried with it", async () => {
    const life = await aBilledDriver(database.pool, rail, { method: "pm_card_chargeCustomerFail" });
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect((await life.invoice())?.paymentState).toBe("failed");
    const methodId = await lastAttached();
    await rail.control(`payment_methods/${methodId}/renew`, { exp_month: 3, exp_year: 2039 });
    await life.readEvents();
    expect((await life.invoice())?.paymentState).toBe("open");
  });

  it("is charged no more once its customer was deleted there; finance has a case", async () => {
    const life = await aBilledDriver(database.pool, rail);
    const stripe = stripeClient(rail.env);
    const { data } = await stripe.customers.list({ limit: 1 });
    await stripe.customers.del(data[0]?.id ?? "");
    await life.readEvents();
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.attempts()).toEqual([]);
    expect((await life.invoice())?.paymentState).toBe("open");
    expect(await life.openCases()).toEqual(["stripe_customer_deleted"]);
    await rail.saveCard(life.ctx, life.driverId, "pm_card_visa");
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid" });
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });

  it("is charged no more once it was removed there", async () => {
    const life = await aBilledDriver(database.pool, rail);
    const stripe = stripeClient(rail.env);
    await stripe.paymentMethods.detach(await lastAttached());
    await life.readEvents();
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.attempts()).toEqual([]);
    expect((await life.invoice())?.paymentState).toBe("open");
  });
});
