import { and, eq } from "drizzle-orm";
import type Stripe from "stripe";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { payments } from "@/db/schema/payments";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { stripeClient } from "./client";
import { collectPayment } from "./collect-payment";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterEach(async () => {
  await fetch(`${rail.simulator.url}/_control/faults`, { method: "DELETE" });
});
afterAll(() => rail.simulator.close());

const PATH = "/v1/payment_intents";

/** Each fault twice, so that the SDK's own retry meets it too. */
const FAULTS = [
  { name: "500 before its effect", fault: { kind: "fail_before" } },
  { name: "500 after its effect", fault: { kind: "fail_after", mode: "500" } },
  { name: "502 after its effect", fault: { kind: "fail_after", mode: "502" } },
  { name: "a connection that breaks", fault: { kind: "fail_after", mode: "reset" } },
  { name: "no answer in time", fault: { kind: "fail_after", mode: "hang" }, times: 1 },
  { name: "a cut-off body", fault: { kind: "truncate" } },
  { name: "502 of a proxy", fault: { kind: "bad_gateway" } },
  { name: "429", fault: { kind: "rate_limit" } },
  { name: "409", fault: { kind: "conflict" } },
] as const;

async function intentsOf(tenantId: string): Promise<Stripe.PaymentIntent[]> {
  const found: Stripe.PaymentIntent[] = [];
  for await (const intent of stripeClient(rail.env).paymentIntents.list({ limit: 100 })) {
    if (intent.metadata["tenant_id"] === tenantId) found.push(intent);
  }
  return found;
}

describe("an answer that is no answer", () => {
  it.each(FAULTS)("charges once and is resolved by the janitor: $name", async (one) => {
    const life = await aBilledDriver(database.pool, rail);
    await rail.fault({ ...one.fault, path: PATH, times: "times" in one ? one.times : 2 });
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    const [first] = await life.attempts();
    expect(["unknown", "succeeded"]).toContain(first?.state);
    expect(await life.mails(), "nobody is told that it failed").not.toContain("payment_failed");
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    for (const days of [0.01, 0.1, 1, 1]) {
      await life.pass(days);
      await life.sweep();
    }
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    expect(await life.attempts()).toHaveLength(1);
    expect(await intentsOf(life.ctx.tenantId)).toHaveLength(1);
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });
});

/** Numbers from a seed (mulberry32), so that a history can be replayed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe("a few hundred calls with faults at random", () => {
  it.each([20_261_122, 7])(
    "end as the simulator's own money says (seed %d)",
    async (seed) => {
      const random = randomFrom(seed);
      const life = await aBilledDriver(database.pool, rail);
      const { ctx } = life;
      const invoiceIds = [life.invoiceId];
      for (let seq = 2; seq <= 40; seq += 1)
        invoiceIds.push(await life.bill(10_000n + BigInt(seq), seq));
      for (const invoiceId of invoiceIds) {
        const one = FAULTS[Math.floor(random() * FAULTS.length * 1.5)];
        if (one && one.name !== "no answer in time") {
          await rail.fault({ ...one.fault, path: PATH, times: 1 + Math.floor(random() * 3) });
        }
        await collectPayment(ctx, rail.env, invoiceId);
        if (random() < 0.2) await life.sweep();
      }
      await fetch(`${rail.simulator.url}/_control/faults`, { method: "DELETE" });
      for (const days of [0.01, 0.1, 1, 1, 1]) {
        await life.pass(days);
        await life.sweep();
        for (const invoiceId of invoiceIds) await collectPayment(ctx, rail.env, invoiceId);
      }
      const attempts = await life.attempts();
      const intents = await intentsOf(ctx.tenantId);
      const taken = intents.filter(({ status }) => status === "succeeded");
      const open = attempts.filter(
        ({ state }) => !["succeeded", "failed", "canceled"].includes(state),
      );
      expect(open).toEqual([]);
      expect(taken).toHaveLength(invoiceIds.length);
      expect(new Set(taken.map(({ metadata }) => metadata["invoice_id"])).size).toBe(
        invoiceIds.length,
      );
      expect(await life.owed()).toBe(0n);
      await expectSoundBooks(database.pool.db, ctx.tenantId);
    },
    60_000,
  );
});

describe("an outage of 25 hours", () => {
  it.each(["with", "without"])(
    "sends nothing again blindly once the key is forgotten (%s an effect)",
    async (effect) => {
      const life = await aBilledDriver(database.pool, rail);
      const kind = effect === "with" ? "fail_after" : "fail_before";
      await rail.fault({ kind, mode: "reset", path: PATH, times: 2 });
      await collectPayment(life.ctx, rail.env, life.invoiceId);
      expect((await life.attempts())[0]?.state).toBe("unknown");
      await rail.fault({ kind: "fail_before", method: "*", path: PATH, times: 50 });
      for (const days of [0.01, 0.1, 0.9]) {
        await life.pass(days);
        await life.sweep();
      }
      expect((await life.attempts())[0]?.state).toBe("unknown");
      await fetch(`${rail.simulator.url}/_control/faults`, { method: "DELETE" });
      await fetch(`${rail.simulator.url}/_control/calls`, { method: "DELETE" });
      await life.pass(1.1);
      await life.sweep();
      const answer = await fetch(`${rail.simulator.url}/_control/calls`);
      const { calls } = (await answer.json()) as { calls: { method: string; path: string }[] };
      expect(calls.filter(({ method, path }) => method === "POST" && path === PATH)).toEqual([]);
      await collectPayment(life.ctx, rail.env, life.invoiceId);
      const succeeded = (await intentsOf(life.ctx.tenantId)).filter(
        ({ status }) => status === "succeeded",
      );
      expect(succeeded).toHaveLength(1);
      expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
      await expectSoundBooks(database.pool.db, life.ctx.tenantId);
    },
  );
});

describe("a key that Stripe refuses", () => {
  it.each(["unauthorized", "forbidden"])(
    "pauses the rail with a case, marks nothing failed, and goes on by itself (%s)",
    async (kind) => {
      const life = await aBilledDriver(database.pool, rail);
      const second = await life.bill(7_000n, 2);
      await rail.fault({ kind, method: "*", path: PATH, times: 100 });
      await collectPayment(life.ctx, rail.env, life.invoiceId);
      await collectPayment(life.ctx, rail.env, second);
      await life.pass(0.2);
      await life.sweep();
      await life.sweep();
      expect(await life.openCases()).toEqual(["stripe_key_refused"]);
      const states = (await life.attempts()).map(({ state }) => state);
      expect(states.every((state) => state === "created" || state === "unknown")).toBe(true);
      expect(await life.mails()).toEqual([]);
      await fetch(`${rail.simulator.url}/_control/faults`, { method: "DELETE" });
      for (const days of [0.1, 0.1, 0.1]) {
        await life.pass(days);
        await life.sweep();
      }
      expect(await life.openCases()).toEqual([]);
      expect(await life.owed()).toBe(0n);
      expect(await intentsOf(life.ctx.tenantId)).toHaveLength(2);
      await expectSoundBooks(database.pool.db, life.ctx.tenantId);
    },
  );
});

describe("the card networks' limits", () => {
  it("end the attempts on an invoice after eight, with a case", async () => {
    const life = await aBilledDriver(database.pool, rail, { method: "pm_card_chargeCustomerFail" });
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await collectPayment(life.ctx, rail.env, life.invoiceId);
      await rail.saveCard(life.ctx, life.driverId, "pm_card_chargeCustomerFail");
    }
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    expect(await life.attempts()).toHaveLength(8);
    expect(await life.openCases()).toEqual(["attempts_exhausted"]);
    expect((await life.invoice())?.paymentState).toBe("failed");
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });

  it("end the attempts on a card after ten failures in 30 days, over all invoices", async () => {
    const life = await aBilledDriver(database.pool, rail, { method: "pm_card_chargeCustomerFail" });
    for (let seq = 2; seq <= 13; seq += 1) {
      await collectPayment(life.ctx, rail.env, await life.bill(1_000n, seq));
    }
    expect(await life.attempts()).toHaveLength(10);
    expect(await life.openCases()).toEqual(["attempts_exhausted", "attempts_exhausted"]);
    await life.pass(31);
    await rail.saveCard(life.ctx, life.driverId, "pm_card_visa");
    await collectPayment(life.ctx, rail.env, life.invoiceId);
    const kept = await life.ctx.db
      .select({ fingerprint: payments.fingerprint, advice: payments.adviceCode })
      .from(payments)
      .where(and(eq(payments.tenantId, life.ctx.tenantId), eq(payments.state, "failed")));
    expect(kept.every(({ fingerprint }) => fingerprint !== null)).toBe(true);
    expect(kept.every(({ advice }) => advice !== null)).toBe(true);
    await expectSoundBooks(database.pool.db, life.ctx.tenantId);
  });
});
