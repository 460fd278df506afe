import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  paymentInTransitAccount,
  stripeClearingAccount,
  stripeFeesAccount,
} from "@/core/ledger/account";
import { payments, stripeEvents } from "@/db/schema/payments";
import { cases, stripePayouts, stripeTransactions } from "@/db/schema/treasury";
import { listCases } from "@/services/cases/list-cases";
import type { Ctx } from "@/services/context";
import { balanceOf } from "@/services/ledger/balance-of";
import { findDueEvents } from "@/services/payments/stripe-events";
import { bookMirrored } from "@/services/treasury/book-mirrored";
import { reconcileDay } from "@/services/treasury/reconcile-day";
import { aBookedCdr, roamers } from "@/testing/builders/booked-cdr";
import { aBookedInvoice } from "@/testing/builders/booked-invoice";
import { testRuntime } from "@/testing/builders/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { stripeClient } from "./client";
import { collectPayment } from "./collect-payment";
import { mirrorStripe } from "./mirror-transactions";
import { pollEvents } from "./poll-events";
import { readEvent } from "./read-event";
import { receiveWebhook } from "./receive-webhook";

const PAYMENTS = 20;
const database = testDatabase();
let rail: TestStripe;
let hooks: Server;
let tenant: TestTenant;
let delivered = 0;

beforeAll(async () => {
  rail = await startTestStripe();
  const now = () => Temporal.Now.instant();
  hooks = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      delivered += 1;
      const signature = String(request.headers["stripe-signature"]);
      const body = Buffer.concat(parts);
      const asked = new Request("http://kvitt.test/stripe/webhook", {
        method: "POST",
        body,
        headers: { "stripe-signature": signature },
      });
      void receiveWebhook(testRuntime(database.pool, { now }), rail.env, asked).then((answer) => {
        response.writeHead(answer.status).end();
      });
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, "127.0.0.1", resolve));
  tenant = await aTenant(database.pool, { now: now().toString() });
});
afterAll(async () => {
  hooks.close();
  await rail.simulator.close();
});

const control = async (path: string, body: object) => {
  const answer = await fetch(`${rail.simulator.url}/_control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
};
const advance = async (days: number) => {
  tenant.clock.advance({ hours: 24 * days });
  await control("clock", { advance_s: days * 86_400 });
};
const statesOf = async (ctx: Ctx) => {
  const rows = await ctx.db
    .select({ state: payments.state })
    .from(payments)
    .where(eq(payments.tenantId, ctx.tenantId));
  return Object.groupBy(rows, ({ state }) => state);
};
const readAll = async (ctx: Ctx) => {
  tenant.clock.advance({ minutes: 2 });
  for (const id of await findDueEvents(ctx)) await readEvent(ctx, rail.env, id);
};
const openKinds = async () => {
  const { cases: open } = await listCases(tenant.ctx, { page: 1 });
  return open.map(({ kind, subjectType }) => `${kind} ${subjectType}`);
};

describe("what Stripe's webhooks lost", () => {
  it("is found by the poller: 20 payments whose answers were lost, 1 event never delivered", async () => {
    const { ctx, legalEntityId } = tenant;
    const { port } = hooks.address() as AddressInfo;
    const endpoint = await stripeClient(rail.env).webhookEndpoints.create({
      url: `http://127.0.0.1:${port}/`,
      enabled_events: ["payment_intent.succeeded"],
    });
    Object.assign(rail.env, { STRIPE_WEBHOOK_SECRET: endpoint.secret });
    await control("webhook_faults", {
      kind: "drop",
      type: "payment_intent.succeeded",
      nth: 7,
      times: 1,
    });
    const who = await roamers(ctx);
    await rail.saveCard(ctx, who.driverId, "pm_card_visa");
    for (let seq = 1; seq <= PAYMENTS; seq += 1) {
      const booked = await aBookedCdr(ctx, who, { costMinor: 3_200n, priceMinor: 5_000n });
      const { invoiceId } = await aBookedInvoice(ctx, legalEntityId, [booked], seq);
      await rail.fault({
        kind: "fail_after",
        mode: "500",
        keeps: "error",
        method: "POST",
        path: "/v1/payment_intents",
        times: 2,
      });
      await collectPayment(ctx, rail.env, invoiceId);
    }
    expect((await statesOf(ctx)).unknown).toHaveLength(PAYMENTS);
    await control("settle", {});
    expect(delivered).toBe(PAYMENTS - 1);
    await readAll(ctx);
    expect((await statesOf(ctx)).unknown).toHaveLength(1);

    expect(await pollEvents(ctx, rail.env)).toBeGreaterThan(0);
    await readAll(ctx);
    expect((await statesOf(ctx)).succeeded).toHaveLength(PAYMENTS);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("comes once: read again, and by two workers at once", async () => {
    const { ctx, clock } = tenant;
    expect(await pollEvents(ctx, rail.env)).toBe(0);
    clock.advance({ minutes: 6 });
    const found = await Promise.all([pollEvents(ctx, rail.env), pollEvents(ctx, rail.env)]);
    expect(found).toEqual([0, 0]);
    const rows = await ctx.db
      .select({ id: stripeEvents.id })
      .from(stripeEvents)
      .where(
        and(
          eq(stripeEvents.tenantId, ctx.tenantId),
          eq(stripeEvents.type, "payment_intent.succeeded"),
        ),
      );
    expect(rows).toHaveLength(PAYMENTS);
  });
});

describe("the daily comparison", () => {
  it("finds both books equal once fees and payouts are booked", async () => {
    const { ctx } = tenant;
    await advance(3);
    await control("payouts", { currency: "sek" });
    await advance(3);
    await mirrorStripe(ctx, rail.env);
    await bookMirrored(ctx);
    const [payout] = await ctx.db
      .select()
      .from(stripePayouts)
      .where(eq(stripePayouts.tenantId, ctx.tenantId));
    expect(payout).toMatchObject({ status: "paid", isReconciled: true });
    const fees = await balanceOf(ctx, stripeFeesAccount, "SEK");
    const inTransit = await balanceOf(ctx, paymentInTransitAccount, "SEK");
    expect(fees.amountMinor).toBeGreaterThan(0n);
    expect(inTransit.amountMinor).toBe(BigInt(PAYMENTS) * 5_000n - fees.amountMinor);
    expect(inTransit.amountMinor).toBe(payout?.amountMinor);
    expect((await balanceOf(ctx, stripeClearingAccount, "SEK")).amountMinor).toBe(0n);
    tenant.clock.advance({ hours: 25 });
    await mirrorStripe(ctx, rail.env);
    expect(await reconcileDay(ctx)).toMatchObject({ posted: 0, differences: 0 });
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("makes a case of each difference, that goes away with it and changes nothing by itself", async () => {
    const { ctx } = tenant;
    const [one, two] = await ctx.db
      .select()
      .from(stripeTransactions)
      .where(
        and(eq(stripeTransactions.tenantId, ctx.tenantId), eq(stripeTransactions.type, "charge")),
      )
      .limit(2);
    if (!one || !two) throw new Error("two charges were mirrored");
    const here = (id: string) =>
      and(eq(stripeTransactions.tenantId, ctx.tenantId), eq(stripeTransactions.id, id));
    await ctx.db.delete(stripeTransactions).where(here(one.id));
    await ctx.db
      .update(stripeTransactions)
      .set({ netMinor: two.netMinor + 1n })
      .where(here(two.id));
    await ctx.db.insert(stripeTransactions).values({ ...one, id: "txn_x", sourceId: "ch_x" });
    const clearing = await balanceOf(ctx, stripeClearingAccount, "SEK");
    await reconcileDay(ctx);
    expect(new Set(await openKinds())).toEqual(
      new Set([
        "stripe_not_at_stripe payment",
        "stripe_amount_differs payment",
        "stripe_not_booked txn",
        "stripe_balance_differs account",
        "payout_sum_differs payout",
      ]),
    );
    expect(await balanceOf(ctx, stripeClearingAccount, "SEK")).toEqual(clearing);
    await ctx.db.delete(stripeTransactions).where(here("txn_x"));
    await ctx.db.insert(stripeTransactions).values(one);
    await ctx.db.update(stripeTransactions).set({ netMinor: two.netMinor }).where(here(two.id));
    expect(await reconcileDay(ctx)).toMatchObject({ differences: 0, agreed: 5 });
    const left = await ctx.db
      .select({ resolution: cases.resolution })
      .from(cases)
      .where(eq(cases.tenantId, ctx.tenantId));
    expect(left.every(({ resolution }) => resolution === "agrees")).toBe(true);
  });

  it("says that it could not compare when Stripe was not read, and closes nothing", async () => {
    const { ctx, clock } = tenant;
    clock.advance({ hours: 49 });
    await reconcileDay(ctx);
    expect(await openKinds()).toEqual(["stripe_not_read stripe"]);
    await mirrorStripe(ctx, rail.env);
    await reconcileDay(ctx);
    expect(await openKinds()).toEqual([]);
  });

  it("calls a payout late that the bank does not show within days", async () => {
    const { ctx } = tenant;
    tenant.clock.advance({ hours: 24 * 6 });
    await mirrorStripe(ctx, rail.env);
    await reconcileDay(ctx);
    expect(await openKinds()).toEqual(["payout_not_at_bank payout"]);
  });
});
