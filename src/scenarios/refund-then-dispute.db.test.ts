import { and, eq } from "drizzle-orm";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import {
  badDebtAccount,
  disputesAccount,
  driverAccount,
  stripeClearingAccount,
  stripeFeesAccount,
} from "@/core/ledger/account";
import { journal } from "@/core/ledger/journal";
import { refunds } from "@/db/schema/credits";
import { disputes } from "@/db/schema/treasury";
import { decideLostDispute } from "@/services/disputes/decide-lost-dispute";
import { postJournal } from "@/services/ledger/post-journal";
import { orderRefund } from "@/services/refunds/order-refund";
import { aBilledDriver } from "@/testing/billed-driver";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";
import { collectPayment } from "@/stripe/collect-payment";
import { sendRefund } from "@/stripe/send-refund";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

/** A driver who has paid 500.00 SEK, of which 100.00 is owed back to him. */
async function paid(method = "pm_card_visa") {
  const life = await aBilledDriver(database.pool, rail, { method });
  const { ctx, driverId } = life;
  await collectPayment(ctx, rail.env, life.invoiceId);
  const [payment] = await life.attempts();
  if (!payment?.paymentIntentId) throw new Error("nothing was paid");
  // What a credit note books: here it comes out of goodwill, without its document.
  await postJournal(
    ctx,
    journal({
      key: `test:${payment.id}:owed-back`,
      kind: "credit_granted",
      effectiveAt: ctx.clock.now(),
      source: { type: "payment", id: payment.id },
      legs: [
        { account: badDebtAccount, amountMinor: 10_000n, currency: "SEK" },
        {
          account: driverAccount(driverId, "refund_payable"),
          amountMinor: -10_000n,
          currency: "SEK",
        },
      ],
    }),
  );
  const refund = async () => {
    const id = await orderRefund(ctx, {
      paymentId: payment.id,
      cause: "credit_note",
      amountMinor: 10_000n,
    });
    await sendRefund(ctx, rail.env, id);
    return id;
  };
  const refundRow = async (id: Awaited<ReturnType<typeof refund>>) => {
    const [row] = await ctx.db
      .select()
      .from(refunds)
      .where(and(eq(refunds.tenantId, ctx.tenantId), eq(refunds.id, id)));
    return row;
  };
  const dispute = () =>
    rail.control<Stripe.Dispute>("disputes", { payment_intent: payment.paymentIntentId ?? "" });
  const ours = async () => {
    const [row] = await ctx.db.select().from(disputes).where(eq(disputes.tenantId, ctx.tenantId));
    if (!row) throw new Error("no dispute was taken up");
    return row;
  };
  const finance = life.as({
    kind: "user",
    userId: asId<"user">("00000000-0000-7000-8000-000000000002"),
    email: "finans@kvitt.test",
    roles: ["finance"],
    driverId: null,
  });
  const owedBack = () => life.balance(driverAccount(driverId, "refund_payable"));
  const sound = () => expectSoundBooks(database.pool.db, ctx.tenantId);
  return { ...life, payment, refund, refundRow, dispute, ours, finance, owedBack, sound };
}

describe("a refund", () => {
  it("goes out once, however often it is sent and seen, and never above its charge", async () => {
    const life = await paid();
    const id = await life.refund();
    await Promise.all([1, 2, 3].map(() => sendRefund(life.ctx, rail.env, id)));
    await life.readEvents();
    expect(await life.refundRow(id)).toMatchObject({ state: "succeeded" });
    expect(await life.owedBack()).toBe(0n);
    expect(await life.mails()).toContain("refund_issued");
    await expect(
      orderRefund(life.ctx, {
        paymentId: life.payment.id,
        cause: "withdrawal",
        amountMinor: 40_001n,
      }),
    ).rejects.toMatchObject({ code: "LIMIT" });
    await life.sound();
  });

  it("of which twenty are ordered together stays within the charge", async () => {
    const life = await paid();
    const asked = Array.from({ length: 20 }, () =>
      orderRefund(life.ctx, {
        paymentId: life.payment.id,
        cause: "withdrawal",
        amountMinor: 9_000n,
      }).then(
        () => 1,
        () => 0,
      ),
    );
    const ordered = (await Promise.all(asked)).reduce((sum: number, one) => sum + one, 0);
    expect(ordered).toBe(5);
    expect((await life.attempts())[0]?.refundedMinor).toBe(45_000n);
  });

  it("that fails days later is owed again, with a case", async () => {
    const life = await paid("pm_card_refundFail");
    const id = await life.refund();
    expect(await life.refundRow(id)).toMatchObject({ state: "succeeded" });
    await life.pass(4);
    await life.readEvents();
    await life.readEvents();
    expect(await life.refundRow(id)).toMatchObject({ state: "failed" });
    expect((await life.refundRow(id))?.failedAt).not.toBeNull();
    expect(await life.owedBack()).toBe(-10_000n);
    expect((await life.attempts())[0]?.refundedMinor).toBe(0n);
    expect(await life.openCases()).toEqual(["refund_failed"]);
    await life.sound();
  });

  it("whose answer was lost is looked for before it is sent again, also a day later", async () => {
    const life = await paid();
    await rail.fault({ kind: "fail_after", mode: "reset", path: "/v1/refunds", times: 2 });
    const id = await life.refund();
    expect((await life.refundRow(id))?.state).toBe("unknown");
    expect(await life.owedBack(), "an unknown refund moves nothing").toBe(-10_000n);
    await life.pass(1.1);
    await life.sweep();
    expect((await life.refundRow(id))?.state).toBe("succeeded");
    expect(await life.owedBack()).toBe(0n);
    await life.sound();
  });
});

describe("refund and dispute of one charge", () => {
  it("do not both pay out: a disputed charge is not refunded", async () => {
    const life = await paid();
    const id = await orderRefund(life.ctx, {
      paymentId: life.payment.id,
      cause: "credit_note",
      amountMinor: 10_000n,
    });
    await life.dispute();
    await sendRefund(life.ctx, rail.env, id);
    expect(await life.refundRow(id)).toMatchObject({ state: "canceled", failureCode: "disputed" });
    await life.readEvents();
    await expect(life.refund()).rejects.toMatchObject({ code: "PRECONDITION" });
    expect(await life.owedBack(), "it is still owed, and finance has a case").toBe(-10_000n);
    expect(await life.openCases()).toEqual(
      expect.arrayContaining(["refund_failed", "dispute_open"]),
    );
    await life.sound();
  });

  it("after a part was refunded, the dispute takes the rest; won, it comes back", async () => {
    const life = await paid();
    await life.refund();
    const { id } = await life.dispute();
    await life.readEvents();
    expect(await life.balance(disputesAccount)).toBe(40_000n);
    await rail.control(`disputes/${id}/decide`, { won: true });
    await life.readEvents((ids) => [...ids, ...ids].toReversed());
    expect(await life.ours()).toMatchObject({ outcome: "won", funds: "reinstated" });
    expect(await life.balance(disputesAccount)).toBe(0n);
    const fees = await life.balance(stripeFeesAccount);
    expect(await life.balance(stripeClearingAccount)).toBe(40_000n - fees);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid" });
    expect(await life.openCases()).toEqual([]);
    await life.sound();
  });

  it("lost, finance decides once who bears it: the driver owes his invoice again", async () => {
    const life = await paid();
    const { id } = await life.dispute();
    await rail.control(`disputes/${id}/decide`, { won: false });
    await life.readEvents();
    expect(await life.openCases()).toEqual(["dispute_lost"]);
    const { id: disputeId } = await life.ours();
    await expect(
      decideLostDispute(life.as({ ...driverActor }), { disputeId, lossTo: "loss" }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await Promise.all(
      [1, 2].map(() => decideLostDispute(life.finance, { disputeId, lossTo: "driver" })),
    );
    await expect(
      decideLostDispute(life.finance, { disputeId, lossTo: "loss" }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await life.owed()).toBe(50_000n);
    expect(await life.balance(disputesAccount)).toBe(0n);
    expect(await life.invoice()).toMatchObject({ paymentState: "failed", paidMinor: 0n });
    expect(await life.openCases()).toEqual([]);
    await life.sound();
  });

  it("lost, and borne by us: the invoice stays paid", async () => {
    const life = await paid();
    const { id } = await life.dispute();
    await rail.control(`disputes/${id}/decide`, { won: false });
    await life.readEvents();
    const { id: disputeId } = await life.ours();
    await decideLostDispute(life.finance, { disputeId, lossTo: "loss" });
    expect(await life.owed()).toBe(0n);
    expect(await life.balance(badDebtAccount)).toBe(60_000n);
    expect(await life.invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    await life.sound();
  });

  it("with a status that nobody knew is kept as it is, and nothing breaks", async () => {
    const life = await paid();
    const { id } = await life.dispute();
    await rail.control(`disputes/${id}/status`, { status: "appeal_under_review" });
    await life.readEvents();
    expect(await life.ours()).toMatchObject({ status: "appeal_under_review", outcome: null });
    await life.sound();
  });
});

const driverActor = {
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000003"),
  email: "nobody@kvitt.test",
  roles: ["driver"],
  driverId: null,
} as const;
