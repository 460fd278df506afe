import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { driverAccount, revenueAccount } from "@/core/ledger/account";
import { paymentReturned } from "@/core/ledger/entries/payment-returned";
import { newId } from "@/db/new-id";
import { tokens } from "@/db/schema/drivers";
import { invoiceLines } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import { disputes } from "@/db/schema/treasury";
import { payments } from "@/db/schema/payments";
import { refuseDispute } from "@/services/charge-disputes/decide-dispute";
import { openDispute } from "@/services/charge-disputes/open-dispute";
import { balanceOf } from "@/services/ledger/balance-of";
import { postJournal } from "@/services/ledger/post-journal";
import { reopenInvoice } from "@/services/payments/reopen-invoice";
import { staff } from "@/testing/builders/staff";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { anAttempt, declined, financePerson, owing, paid, saveCard } from "@/testing/owing-driver";
import { pauseCase, resumeCase } from "./pause-case";
import { runDunning } from "./run-dunning";

const database = testDatabase();
const sound = () => expectSoundBooks(database.pool.db);

describe("an unpaid invoice", () => {
  it("is left alone until its due day is over", async () => {
    const { ctx, clock, theCase, kinds, invoice } = await owing(database.pool);
    expect((await invoice()).dueOn?.toString()).toBe("2026-10-12");
    clock.set("2026-10-12T21:59:59Z");
    await runDunning(ctx);
    await expect(theCase()).rejects.toThrow("there is no case");
    clock.set("2026-10-12T22:00:00Z");
    await runDunning(ctx);
    expect(await kinds()).toEqual(["opened"]);
    expect((await theCase()).nextAt?.toString()).toBe("2026-10-17T07:00:00Z");
    await sound();
  });

  it("goes through reminder, block, notice with fee and interest, and readiness, each on its day", async () => {
    const { ctx, clock, driverId, kinds, events, fees, mails, token, theCase } = await owing(
      database.pool,
    );
    const days = ["10-13", "10-17", "10-24", "11-01", "11-26"];
    for (const day of days) {
      clock.set(`2026-${day}T09:00:00Z`);
      await runDunning(ctx);
      await runDunning(ctx);
    }
    expect(await kinds()).toEqual([
      "opened",
      "reminded",
      "charging_blocked",
      "fee_added",
      "interest_added",
      "collection_notice",
      "ready_for_hand_over",
    ]);
    // No fee for the reminder: nobody said that the terms name it. 500.00 at 10 % from 13 to 31 October: 19 days.
    expect((await fees()).map(({ totalMinor }) => totalMinor)).toEqual([18_000n + 260n]);
    expect((await events()).at(-1)?.amountMinor).toBe(68_260n);
    expect((await theCase()).nextAt).toBeNull();
    expect(await mails()).toEqual([
      "invoice_issued",
      "reminder_issued",
      "charging_blocked",
      "invoice_issued",
      "reminder_issued",
    ]);
    const [blocked] = await ctx.db.select().from(tokens).where(eq(tokens.id, token.id));
    expect(blocked).toMatchObject({ valid: false, blockedReason: "unpaid" });
    const owed = await balanceOf(ctx, driverAccount(driverId, "receivable"), "SEK");
    expect(owed.amountMinor).toBe(68_260n);
    const income = await balanceOf(ctx, revenueAccount("late_interest"), "SEK");
    expect(income.amountMinor).toBe(-260n);
    await sound();
  });

  it("gets one reminder after the worker was away for two months, and its days before the next step", async () => {
    const { ctx, clock, kinds, theCase } = await owing(database.pool);
    clock.set("2026-12-20T10:00:00Z");
    for (const _ of [1, 2, 3]) await runDunning(ctx);
    expect(await kinds()).toEqual(["opened", "reminded"]);
    expect((await theCase()).nextAt?.toString()).toBe("2026-12-27T08:00:00Z");
    await sound();
  });

  it("is reminded of once when two workers come at the same moment", async () => {
    const { ctx, clock, kinds, fees } = await owing(database.pool);
    for (const day of ["10-17", "10-24", "11-01"]) {
      clock.set(`2026-${day}T09:00:00Z`);
      await Promise.all([1, 2, 3].map(() => runDunning(ctx)));
    }
    expect((await kinds()).filter((kind) => kind === "reminded")).toHaveLength(1);
    expect((await kinds()).filter((kind) => kind === "collection_notice")).toHaveLength(1);
    expect(await fees()).toHaveLength(1);
    await sound();
  });

  it("takes the whole step again after a worker was killed in the middle of it, with no part twice", async () => {
    const { ctx, clock, kinds, fees } = await owing(database.pool);
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    clock.set("2026-11-01T09:00:00Z");
    const killed = { ...ctx, settings: { ...ctx.settings } };
    // The last thing of the step is the mail's link: without a key it cannot be signed, and everything is undone.
    Object.defineProperty(killed.settings, "secretKey", { value: undefined });
    await runDunning(killed);
    const before = await kinds();
    clock.advance({ minutes: 31 });
    await runDunning(ctx);
    expect((await kinds()).length).toBe(before.length + 1);
    clock.set("2026-11-12T09:00:00Z");
    await runDunning(killed);
    expect(await fees()).toEqual([]);
    clock.advance({ minutes: 31 });
    await runDunning(ctx);
    expect(await fees()).toHaveLength(1);
    await sound();
  });
});

describe("a collection that failed", () => {
  it("is tried again on the schedule's days and then no more; the limits are the database's too", async () => {
    const { ctx, clock, driverId, invoiceId, kinds, setState } = await owing(database.pool);
    const methodId = await saveCard(ctx, driverId);
    const attempt = { driverId, invoiceId, methodId, amountMinor: 50_000n };
    await declined(ctx, attempt, "generic_decline");
    const retries = async () => (await kinds()).filter((kind) => kind === "retried").length;
    for (const [index, day] of ["03", "05", "07", "09"].entries()) {
      clock.set(`2026-10-${day}T06:59:00Z`);
      await runDunning(ctx);
      expect(await retries()).toBe(index);
      clock.set(`2026-10-${day}T07:00:00Z`);
      await runDunning(ctx);
      expect(await retries()).toBe(index + 1);
      await declined(ctx, attempt, "generic_decline");
    }
    clock.set("2026-10-15T09:00:00Z");
    await runDunning(ctx);
    expect(await retries()).toBe(4);
    for (const _ of [6, 7, 8]) await declined(ctx, attempt, "generic_decline");
    await expect(declined(ctx, attempt, "generic_decline")).rejects.toMatchObject({
      cause: { code: "KV020" },
    });
    await setState("failed");
    await sound();
  });

  it("is never tried again on a card that is refused for good, but at once, and once, on a new one", async () => {
    const { ctx, clock, driverId, invoiceId, kinds, invoice } = await owing(database.pool);
    const methodId = await saveCard(ctx, driverId);
    await declined(ctx, { driverId, invoiceId, methodId, amountMinor: 50_000n }, "stolen_card");
    for (const hours of [0, 24, 48]) {
      clock.advance({ hours });
      await runDunning(ctx);
    }
    expect(await kinds()).toEqual(["opened", "asked_for_method"]);
    await saveCard(ctx, driverId);
    await runDunning(ctx);
    await runDunning(ctx);
    expect(await kinds()).toEqual(["opened", "asked_for_method", "retried"]);
    expect((await invoice()).paymentState).toBe("open");
    await sound();
  });

  it("waits for pay day where there was no money", async () => {
    const { ctx, clock, driverId, invoiceId, theCase } = await owing(database.pool);
    const methodId = await saveCard(ctx, driverId);
    clock.set("2026-10-16T10:00:00Z");
    await declined(
      ctx,
      { driverId, invoiceId, methodId, amountMinor: 50_000n },
      "insufficient_funds",
    );
    await runDunning(ctx);
    // The reminder of the 17th comes first.
    expect((await theCase()).nextAt?.toString()).toBe("2026-10-17T07:00:00Z");
    clock.set("2026-10-17T07:00:00Z");
    await runDunning(ctx);
    expect((await theCase()).nextAt?.toString()).toBe("2026-10-24T07:00:00Z");
    clock.set("2026-10-24T07:00:00Z");
    await runDunning(ctx);
    expect((await theCase()).nextAt?.toString()).toBe("2026-10-25T08:00:00Z");
    await sound();
  });
});

describe("a payment", () => {
  it("that comes while a step runs closes the case, whichever is first, and lifts the block", async () => {
    const { ctx, clock, driverId, invoiceId, theCase, kinds, token } = await owing(database.pool);
    for (const day of ["10-17", "10-24"]) {
      clock.set(`2026-${day}T09:00:00Z`);
      await runDunning(ctx);
    }
    clock.set("2026-11-01T09:00:00Z");
    const attempt = { driverId, invoiceId, amountMinor: 50_000n, channel: "checkout" } as const;
    await Promise.all([runDunning(ctx), paid(ctx, attempt), runDunning(ctx)]);
    await runDunning(ctx);
    expect(await theCase()).toMatchObject({ state: "closed", outcome: "paid" });
    expect((await kinds()).slice(-2)).toEqual(["charging_unblocked", "closed"]);
    const [free] = await ctx.db.select().from(tokens).where(eq(tokens.id, token.id));
    expect(free).toMatchObject({ valid: true, blockedReason: null });
    await sound();
  });

  it("that is taken back opens the case again, and the schedule begins anew", async () => {
    const { ctx, clock, driverId, invoiceId, kinds, theCase } = await owing(database.pool);
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    const paymentId = await anAttempt(ctx, { driverId, invoiceId, amountMinor: 50_000n });
    await ctx.db.update(payments).set({ state: "failed" }).where(eq(payments.id, paymentId));
    await paid(ctx, { driverId, invoiceId, amountMinor: 50_000n });
    await runDunning(ctx);
    expect((await theCase()).outcome).toBe("paid");
    clock.set("2026-11-10T09:00:00Z");
    const [row] = await ctx.db
      .select({ id: payments.id })
      .from(payments)
      .where(and(eq(payments.invoiceId, invoiceId), eq(payments.state, "succeeded")));
    if (!row) throw new Error("no payment went through");
    await postJournal(
      ctx,
      paymentReturned({
        paymentId: row.id,
        failureId: "du_1",
        driverId,
        currency: "SEK",
        amountMinor: 50_000n,
        refundedMinor: 0n,
        returnedAt: clock.now(),
      }),
    );
    await reopenInvoice(ctx, {
      paymentId: row.id,
      driverId,
      invoiceId,
      amountMinor: 50_000n,
      currency: "SEK",
      key: "du_1",
    });
    await runDunning(ctx);
    expect((await kinds()).slice(-2)).toEqual(["closed", "reopened"]);
    expect(await theCase()).toMatchObject({ state: "active", step: 0, outcome: null });
    expect((await theCase()).nextAt?.toString()).toBe("2026-11-15T08:00:00Z");
  });

  it("that is under way holds letters back", async () => {
    const { ctx, clock, setState, kinds } = await owing(database.pool);
    clock.set("2026-10-13T09:00:00Z");
    await runDunning(ctx);
    await setState("collecting");
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    expect(await kinds()).toEqual(["opened"]);
    await setState("failed");
    clock.advance({ minutes: 11 });
    await runDunning(ctx);
    expect(await kinds()).toEqual(["opened", "reminded"]);
  });
});

describe("a pause", () => {
  it("by finance holds everything until its day, and gives the driver his days again", async () => {
    const { as, ctx, clock, theCase, kinds } = await owing(database.pool);
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    const finance = as(financePerson(1));
    const { id: caseId } = await theCase();
    const until = Temporal.Instant.from("2026-11-20T08:00:00Z");
    await pauseCase(finance, { caseId, reason: "He was ill", until });
    clock.set("2026-11-19T09:00:00Z");
    await runDunning(ctx);
    expect((await kinds()).at(-1)).toBe("paused");
    clock.set("2026-11-20T09:00:00Z");
    await runDunning(ctx);
    expect((await kinds()).at(-1)).toBe("resumed");
    expect((await theCase()).nextAt?.toString()).toBe("2026-11-27T08:00:00Z");
    await expect(resumeCase(finance, { caseId })).rejects.toMatchObject({ code: "PRECONDITION" });
  });

  it("comes by itself while a payment of the invoice is disputed, and ends with the dispute", async () => {
    const { ctx, clock, driverId, invoiceId, setState, kinds } = await owing(database.pool);
    const paymentId = await anAttempt(ctx, { driverId, invoiceId, amountMinor: 50_000n });
    await ctx.db.update(payments).set({ state: "failed" }).where(eq(payments.id, paymentId));
    await setState("failed");
    const id = newId<"dispute">();
    await ctx.db.insert(disputes).values({
      tenantId: ctx.tenantId,
      id,
      paymentId,
      environment: "simulator",
      stripeDisputeId: `du_${id}`,
      amountMinor: 50_000n,
      currency: "SEK",
      reason: "fraudulent",
      status: "needs_response",
      openedAt: clock.now(),
    });
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    await runDunning(ctx);
    expect(await kinds()).toEqual(["opened", "paused"]);
    await ctx.db
      .update(disputes)
      .set({ outcome: "lost", closedAt: clock.now(), status: "lost" })
      .where(eq(disputes.id, id));
    await runDunning(ctx);
    expect(await kinds()).toEqual(["opened", "paused", "resumed", "reminded"]);
  });

  it("comes by itself while the driver objects to a charge of the invoice, and ends with the answer", async () => {
    const { ctx, as, clock, driverId, invoiceId, kinds, theCase } = await owing(database.pool);
    const [line] = await ctx.db
      .select({ cdrId: charges.cdrId })
      .from(invoiceLines)
      .innerJoin(charges, eq(charges.id, invoiceLines.chargeId))
      .where(eq(invoiceLines.invoiceId, invoiceId));
    const me = as({ ...staff("driver", 5), driverId });
    const said = { reason: "amount", text: "Too much" } as const;
    const { id } = await openDispute(me, { id: line?.cdrId ?? "", ...said });
    clock.set("2026-10-17T09:00:00Z");
    await runDunning(ctx);
    expect(await kinds()).toEqual(["opened", "paused"]);
    expect((await theCase()).pauseReason).toBe("charge_disputed");
    await refuseDispute(as(staff("finance")), { id, words: "It is right." });
    await runDunning(ctx);
    expect((await kinds()).slice(2)).toEqual(["resumed", "reminded"]);
  });
});
