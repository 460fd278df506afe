import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import type { CreditSelection } from "@/core/credits/credit-lines";
import { driverAccount, stripeClearingAccount } from "@/core/ledger/account";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { refunds } from "@/db/schema/credits";
import { payments } from "@/db/schema/payments";
import { bankLines, disputes } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { listCases } from "@/services/cases/list-cases";
import { previewCreditNote } from "@/services/credit-notes/preview-credit-note";
import { requestCreditNote } from "@/services/credit-notes/request-credit-note";
import { decideLostDispute } from "@/services/disputes/decide-lost-dispute";
import type { DisputeObservation } from "@/services/disputes/dispute-observation";
import { settleDispute } from "@/services/disputes/settle-dispute";
import { balanceOf } from "@/services/ledger/balance-of";
import { orderRefund } from "@/services/refunds/order-refund";
import { settleRefund } from "@/services/refunds/settle-refund";
import { matchLine } from "@/services/treasury/match-line";
import { storeStatement } from "@/services/treasury/store-statement";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { anAttempt, financePerson, owing } from "@/testing/owing-driver";
import { settlePayment } from "./settle-payment";

const database = testDatabase();

async function start() {
  const world = await owing(database.pool);
  const { ctx, driverId, invoiceId } = world;
  const finance = world.as(financePerson(1));
  const attempt = () => anAttempt(ctx, { driverId, invoiceId, amountMinor: 50_000n });
  const succeed = (paymentId: Id<"payment">) =>
    settlePayment(ctx, paymentId, { state: "succeeded", succeededAt: ctx.clock.now() });
  const credit = (amountMinor: bigint | null, target: "wallet" | "card" = "wallet") =>
    giveCredit(finance, invoiceId, { amountMinor, target });
  const refundsOf = () => ctx.db.select().from(refunds).where(eq(refunds.tenantId, ctx.tenantId));
  const payment = async (id: Id<"payment">) => {
    const [row] = await ctx.db
      .select()
      .from(payments)
      .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, id)));
    return row;
  };
  const balance = async (account: Parameters<typeof balanceOf>[1]) =>
    (await balanceOf(ctx, account, "SEK")).amountMinor;
  const sound = () => expectSoundBooks(database.pool.db, ctx.tenantId);
  return { ...world, finance, attempt, succeed, credit, refundsOf, payment, balance, sound };
}

function partOf(amountMinor: bigint | null): CreditSelection {
  return amountMinor === null ? { of: "whole" } : { of: "amount", amountMinor };
}

async function giveCredit(
  finance: Ctx,
  invoiceId: Id<"invoice">,
  how: { readonly amountMinor: bigint | null; readonly target: "wallet" | "card" },
) {
  const { amountMinor, target } = how;
  const order = {
    source: { of: "invoice", invoiceId },
    amount: { of: "selection", selection: partOf(amountMinor) },
    target,
    cause: "goodwill",
    reason: "The charger was out of order",
  } as const;
  const { total } = await previewCreditNote(finance, order);
  await requestCreditNote(finance, {
    id: newId<"creditNote">(),
    totalMinor: total.amountMinor,
    ...order,
  });
}

const takenBack = (ctx: Ctx, told: Partial<DisputeObservation> = {}): DisputeObservation => ({
  stripeDisputeId: "du_1",
  amountMinor: 50_000n,
  currency: "SEK",
  reason: "debit_not_authorized",
  status: "lost",
  evidenceDueAt: null,
  openedAt: ctx.clock.now(),
  isDebit: true,
  movements: [
    {
      balanceTransactionId: "txn_1",
      amountMinor: -50_000n,
      feeMinor: 0n,
      currency: "SEK",
      movedAt: ctx.clock.now(),
    },
  ],
  ...told,
});

describe("money that crosses a credit note", () => {
  it("for an invoice that was credited whole goes back, and the invoice stays credited, not paid", async () => {
    const { attempt, succeed, credit, invoice, refundsOf, sound } = await start();
    const paymentId = await attempt();
    await credit(null);
    await succeed(paymentId);
    expect(await refundsOf()).toMatchObject([{ cause: "overpayment", amountMinor: 50_000n }]);
    expect(await invoice()).toMatchObject({
      paymentState: "credited",
      paidMinor: 0n,
      paidAt: null,
    });
    await sound();
  });

  it("and that its bank takes back after the excess was refunded opens what it had paid, and no more", async () => {
    const world = await start();
    const { ctx, attempt, succeed, credit, invoice, refundsOf, balance, driverId } = world;
    const paymentId = await attempt();
    await credit(20_000n);
    await succeed(paymentId);
    const [refund] = await refundsOf();
    if (!refund) throw new Error("the excess was not refunded");
    await settleRefund(ctx, refund.id, { state: "succeeded", at: ctx.clock.now() });
    await settleDispute(ctx, paymentId, takenBack(ctx));
    await settleDispute(ctx, paymentId, takenBack(ctx));
    expect(await invoice()).toMatchObject({ paidMinor: 0n, paymentState: "failed" });
    expect(await balance(driverAccount(driverId, "receivable"))).toBe(30_000n);
    // He has the 200.00 twice: from us and from his bank.
    expect(await balance(driverAccount(driverId, "refund_payable"))).toBe(20_000n);
    expect(await balance(stripeClearingAccount)).toBe(-20_000n);
    const { cases } = await listCases(ctx, { page: 1 });
    expect(cases).toMatchObject([{ kind: "returned_after_refund" }]);
    await world.sound();
  });

  it("is booked also where its holder objected before we knew that it came; its excess waits for people", async () => {
    const world = await start();
    const { ctx, attempt, succeed, credit, invoice, refundsOf, balance, driverId } = world;
    const paymentId = await attempt();
    await credit(20_000n);
    const asked = takenBack(ctx, { isDebit: false, status: "needs_response", movements: [] });
    await settleDispute(ctx, paymentId, asked);
    await succeed(paymentId);
    expect(await invoice()).toMatchObject({ paymentState: "paid", paidMinor: 30_000n });
    expect(await refundsOf()).toEqual([]);
    expect(await balance(driverAccount(driverId, "refund_payable"))).toBe(-20_000n);
    const { cases } = await listCases(ctx, { page: 1 });
    expect(cases.map(({ kind }) => kind).toSorted()).toEqual(["dispute_open", "refund_failed"]);
    await world.sound();
  });

  it("counts what was too much once, also where its refund failed and was ordered again", async () => {
    const world = await start();
    const { ctx, attempt, succeed, credit, invoice, refundsOf, balance, driverId } = world;
    const paymentId = await attempt();
    await credit(20_000n);
    await succeed(paymentId);
    const [refund] = await refundsOf();
    if (!refund) throw new Error("the excess was not refunded");
    await settleRefund(ctx, refund.id, { state: "failed", failureCode: "expired_card" });
    await orderRefund(ctx, { paymentId, cause: "overpayment", amountMinor: 20_000n });
    await settleDispute(ctx, paymentId, takenBack(ctx));
    expect(await invoice()).toMatchObject({ paidMinor: 0n });
    expect(await balance(driverAccount(driverId, "receivable"))).toBe(30_000n);
    expect(await balance(driverAccount(driverId, "refund_payable"))).toBe(0n);
    await world.sound();
  });

  it("and that is lost to its holder after the excess was refunded opens what it had paid, and no more", async () => {
    const world = await start();
    const { ctx, finance, attempt, succeed, credit, invoice, refundsOf, balance, driverId } = world;
    const paymentId = await attempt();
    await credit(20_000n);
    await succeed(paymentId);
    const [refund] = await refundsOf();
    if (!refund) throw new Error("the excess was not refunded");
    await settleRefund(ctx, refund.id, { state: "succeeded", at: ctx.clock.now() });
    await settleDispute(ctx, paymentId, takenBack(ctx, { isDebit: false, reason: "fraudulent" }));
    const [dispute] = await ctx.db
      .select({ id: disputes.id })
      .from(disputes)
      .where(eq(disputes.tenantId, ctx.tenantId));
    if (!dispute) throw new Error("the dispute was not kept");
    await decideLostDispute(finance, { disputeId: dispute.id, lossTo: "driver" });
    expect(await invoice()).toMatchObject({ paidMinor: 0n, paymentState: "failed" });
    expect(await balance(driverAccount(driverId, "receivable"))).toBe(30_000n);
    expect(await balance(driverAccount(driverId, "refund_payable"))).toBe(20_000n);
    await world.sound();
  });
});

describe("a credit note after a dispute that we lost", () => {
  it("does not give back what the bank gave back already", async () => {
    const world = await start();
    const { ctx, finance, attempt, succeed, credit, balance, driverId } = world;
    const paymentId = await attempt();
    await succeed(paymentId);
    await settleDispute(ctx, paymentId, takenBack(ctx, { isDebit: false, reason: "fraudulent" }));
    const [dispute] = await ctx.db
      .select({ id: disputes.id })
      .from(disputes)
      .where(eq(disputes.tenantId, ctx.tenantId));
    if (!dispute) throw new Error("the dispute was not kept");
    await decideLostDispute(finance, { disputeId: dispute.id, lossTo: "loss" });
    await expect(credit(null)).rejects.toMatchObject({ detail: { reason: "not_paid" } });
    expect(await balance(driverAccount(driverId, "wallet"))).toBe(0n);
    await world.sound();
  });
});

describe("a transfer beside the card rail", () => {
  it("ends an attempt that was announced and not sent, so that the invoice is not drawn too", async () => {
    const { ctx, finance, attempt, invoice, invoiceId, payment, sound } = await start();
    const paymentId = await attempt();
    await ctx.db
      .update(payments)
      .set({ state: "created" })
      .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)));
    await storeStatement(finance, {
      fileName: "a.xml",
      format: "camt053",
      file: new TextEncoder().encode("a"),
      account: "SE35 5000",
      entries: [
        {
          bankRef: null,
          bookedOn: Temporal.PlainDate.from("2026-10-02"),
          amountMinor: 50_000n,
          currency: "SEK",
          reference: null,
          counterparty: null,
          text: null,
        },
      ],
      unread: [],
    });
    const [line] = await ctx.db
      .select({ id: bankLines.id })
      .from(bankLines)
      .where(eq(bankLines.tenantId, ctx.tenantId));
    if (!line) throw new Error("a line was stored");
    await matchLine(finance, {
      lineId: line.id,
      target: { kind: "invoice", invoiceIds: [invoiceId] },
    });
    expect(await payment(paymentId)).toMatchObject({ state: "canceled" });
    expect(await invoice()).toMatchObject({ paymentState: "paid", paidMinor: 50_000n });
    await sound();
  });
});
