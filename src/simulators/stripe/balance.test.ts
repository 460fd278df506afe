import { describe, expect, test } from "vitest";
import type Stripe from "stripe";
import { idOf, refused, simulated } from "./test-kit";

const DAY_S = 86_400;
/** A Monday, 08:00 UTC. */
const START = { startAtMs: Date.UTC(2026, 10, 23, 8) };

type Simulated = Awaited<ReturnType<typeof simulated>>;

async function pay(stripe: Stripe, amount: number, name = "pm_card_visa", currency = "sek") {
  const intent = await stripe.paymentIntents.create({
    amount,
    currency,
    payment_method: name,
    confirm: true,
  });
  return { intent: intent.id, charge: idOf(intent.latest_charge) };
}

async function everything(stripe: Stripe, params: Stripe.BalanceTransactionListParams = {}) {
  const rows: Stripe.BalanceTransaction[] = [];
  for await (const row of stripe.balanceTransactions.list({ ...params, limit: 100 }))
    rows.push(row);
  return rows;
}

function sum(rows: readonly Stripe.BalanceTransaction[]): number {
  return rows.reduce((total, row) => total + row.net, 0);
}

/** Every rule that the balance must hold to, whatever happened before. */
async function expectConsistent({ stripe }: Simulated): Promise<void> {
  const rows = await everything(stripe);
  const balance = await stripe.balance.retrieve();
  for (const currency of new Set(rows.map((row) => row.currency))) {
    const own = rows.filter((row) => row.currency === currency);
    const part = (name: "available" | "pending") =>
      balance[name].find((entry) => entry.currency === currency)?.amount;
    expect(part("available")).toBe(sum(own.filter((row) => row.status === "available")));
    expect(part("pending")).toBe(sum(own.filter((row) => row.status === "pending")));
  }
  for (const row of rows) {
    expect(row.net).toBe(row.amount - row.fee);
    expect(row.fee_details.reduce((total, fee) => total + fee.amount, 0)).toBe(row.fee);
  }
  const seen = new Set<string>();
  for (const payout of (await stripe.payouts.list({ limit: 100 })).data) {
    if (!payout.automatic) continue;
    const content = await everything(stripe, { payout: payout.id });
    const others = content.filter((row) => row.source !== payout.id);
    expect([payout.id, sum(others), sum(content)]).toEqual([payout.id, payout.amount, 0]);
    for (const row of others) expect(seen.has(row.id)).toBe(false);
    for (const row of others) seen.add(row.id);
  }
}

describe("the balance", () => {
  test("has a transaction for each movement: charge, refund, dispute, fees, payout and what comes back", async () => {
    const sim = await simulated(START);
    const { stripe, control } = sim;
    await pay(stripe, 100_000, "pm_card_bypassPending");
    const bad = await pay(stripe, 20_000, "pm_card_refundFail");
    const lost = await pay(stripe, 30_000, "pm_card_createDispute");
    await control("POST settle", {});
    const refund = await stripe.refunds.create({ payment_intent: bad.intent, amount: 5000 });
    await control("POST fees", { amount: 900, currency: "sek", description: "Radar" });
    await control("POST clock", { advance: "P4D" });
    const [dispute] = (await stripe.disputes.list({ charge: lost.charge })).data;
    await control(`POST disputes/${dispute?.id}/decide`, { won: true });
    const payout = await control("POST payouts", { currency: "sek" });
    await control(`POST payouts/${String(payout["id"])}/fail`, { code: "account_closed" });
    const rows = (await everything(stripe)).map((row) => [row.type, row.amount]);
    expect(rows.toReversed()).toEqual([
      ["charge", 100_000],
      ["charge", 20_000],
      ["charge", 30_000],
      ["adjustment", -30_000],
      ["refund", -5000],
      ["stripe_fee", -900],
      ["refund_failure", 5000],
      ["adjustment", 30_000],
      ["payout", -Number(payout["amount"])],
      ["payout_failure", Number(payout["amount"])],
    ]);
    expect(await everything(stripe, { source: refund.id })).toHaveLength(2);
    const failed = await stripe.payouts.retrieve(String(payout["id"]));
    expect([failed.status, failed.failure_code]).toEqual(["failed", "account_closed"]);
    await expectConsistent(sim);
    // What came back is paid out again, once.
    const again = await control("POST payouts", { currency: "sek" });
    expect(again["amount"]).toBe(payout["amount"]);
    await expectConsistent(sim);
  });

  test("money of one day becomes available together, at the beginning of the second day after", async () => {
    const { stripe, control } = await simulated(START);
    await pay(stripe, 10_000);
    await control("POST clock", { advance: "PT15H" });
    await pay(stripe, 20_000);
    await control("POST settle", {});
    const days = new Set((await everything(stripe)).map((row) => row.available_on));
    expect([...days]).toEqual([Date.UTC(2026, 10, 25) / 1000]);
    await control("POST clock", { now: Date.UTC(2026, 10, 25) / 1000 });
    expect((await everything(stripe)).map((row) => row.status)).toEqual(["available", "available"]);
    const told = (await stripe.events.list({ type: "balance.available" })).data;
    expect(told.map((event) => event.created)).toEqual([...days]);
  });

  test("with daily payouts each day's money leaves by itself and can be reconciled", async () => {
    const sim = await simulated({ ...START, payouts: "daily" });
    const { stripe, control } = sim;
    for (let day = 0; day < 5; day += 1) {
      await pay(stripe, 10_000 + day * 100);
      await pay(stripe, 4000, "pm_card_visa", "eur");
      await control("POST clock", { advance: "P1D" });
    }
    await control("POST clock", { advance: "P5D" });
    const payouts = (await stripe.payouts.list({ limit: 100 })).data;
    expect(payouts).toHaveLength(10);
    for (const payout of payouts) {
      expect([payout.status, payout.reconciliation_status]).toEqual(["paid", "completed"]);
    }
    const type = "payout.reconciliation_completed";
    expect((await stripe.events.list({ type, limit: 100 })).data).toHaveLength(10);
    const { available, pending } = await stripe.balance.retrieve();
    expect([...available, ...pending].map((entry) => entry.amount)).toEqual([0, 0, 0, 0]);
    await expectConsistent(sim);
  });

  test("a payout asked for by hand counts in the next automatic one, so that nothing leaves twice", async () => {
    const sim = await simulated(START);
    const { stripe, control } = sim;
    await pay(stripe, 100_000, "pm_card_bypassPending");
    await control("POST settle", {});
    const manual = await stripe.payouts.create({ amount: 40_000, currency: "sek" });
    expect([manual.automatic, manual.reconciliation_status]).toEqual([false, "not_applicable"]);
    await control("POST payouts", { currency: "sek" });
    expect((await stripe.balance.retrieve()).available).toMatchObject([{ amount: 0 }]);
    await expectConsistent(sim);
    await expect(control("POST payouts", { currency: "sek" })).rejects.toThrow(
      /Nothing to pay out/,
    );
  });

  test("payouts are listed by status, destination and day of arrival", async () => {
    const { stripe, control } = await simulated(START);
    await pay(stripe, 100_000, "pm_card_bypassPending");
    await control("POST settle", {});
    const first = await stripe.payouts.create({ amount: 1000, currency: "sek" });
    await control("POST clock", { advance_s: 3 * DAY_S });
    const second = await stripe.payouts.create({ amount: 2000, currency: "sek" });
    const ids = async (params: Stripe.PayoutListParams) =>
      (await stripe.payouts.list(params)).data.map((row) => row.id);
    expect(await ids({ status: "paid" })).toEqual([first.id]);
    expect(await ids({ arrival_date: { gt: first.arrival_date } })).toEqual([second.id]);
    expect(await ids({ destination: "ba_another" })).toEqual([]);
  });

  test("a refund can fail at any time, and only once", async () => {
    const sim = await simulated(START);
    const { stripe, control } = sim;
    const sale = await pay(stripe, 10_000);
    await control("POST settle", {});
    const refund = await stripe.refunds.create({ payment_intent: sale.intent, amount: 4000 });
    await control("POST clock", { advance: "P9D" });
    await control(`POST refunds/${refund.id}/fail`, { reason: "lost_or_stolen_card" });
    const failed = await stripe.refunds.retrieve(refund.id, {
      expand: ["failure_balance_transaction"],
    });
    expect(failed).toMatchObject({
      status: "failed",
      failure_reason: "lost_or_stolen_card",
      failure_balance_transaction: { type: "refund_failure", amount: 4000 },
    });
    expect((await stripe.charges.retrieve(sale.charge)).amount_refunded).toBe(0);
    await expect(control(`POST refunds/${refund.id}/fail`, {})).rejects.toThrow(/failed already/);
    expect(
      (await refused(stripe.refunds.create({ charge: sale.charge, amount: 10_001 }))).param,
    ).toBe("amount");
    await expectConsistent(sim);
  });
});

/** A small repeatable source of chance (mulberry32). */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const CARDS = ["visa", "refundFail", "createDispute", "createDisputeInquiry", "bypassPending"];

describe.each([1, 2, 3, 4])("whatever happens (seed %i)", (seed) => {
  test("the balance stays the sum of its transactions, and payouts the sum of theirs", async () => {
    const sim = await simulated({ ...START, payouts: "daily", seed: String(seed) });
    const { stripe, control } = sim;
    const below = chance(seed);
    const open: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      const act = below(5);
      if (act <= 1) {
        const card = `pm_card_${CARDS[below(CARDS.length)]}`;
        open.push((await pay(stripe, 1000 + below(50_000), card)).intent);
      } else if (act === 2 && open.length > 0) {
        const intent = open[below(open.length)] ?? "";
        // Refusals are part of the game: too much, disputed, refunded already.
        await stripe.refunds
          .create({ payment_intent: intent, amount: 500 + below(9000) })
          .catch((error: Error) => error);
      } else if (act === 3) {
        const [dispute] = (await stripe.disputes.list()).data;
        const won = below(2) === 0;
        if (dispute) {
          await control(`POST disputes/${dispute.id}/decide`, { won }).catch(
            (error: Error) => error,
          );
        }
      } else {
        await control("POST clock", { advance_s: below(3 * DAY_S) });
      }
    }
    await control("POST clock", { advance: "P30D" });
    expect((await stripe.payouts.list()).data.length).toBeGreaterThan(0);
    await expectConsistent(sim);
  });
});
