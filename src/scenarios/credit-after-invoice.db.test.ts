import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { CreditTarget } from "@/core/credits/share-credit";
import { driverAccount, type DriverAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { creditNotes, refunds } from "@/db/schema/credits";
import { payments } from "@/db/schema/payments";
import { cases } from "@/db/schema/treasury";
import { issueDueCreditNotes } from "@/services/credit-notes/issue-due-credit-notes";
import { requestCreditNote } from "@/services/credit-notes/request-credit-note";
import { balanceOf } from "@/services/ledger/balance-of";
import { markSubmitted } from "@/services/payments/payment-rows";
import { preparePayment } from "@/services/payments/prepare-payment";
import { settlePayment } from "@/services/payments/settle-payment";
import { findDueRefunds } from "@/services/refunds/refund-rows";
import { collectPayment } from "@/stripe/collect-payment";
import { sendRefund } from "@/stripe/send-refund";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { anInvoicedDriver, readInvoice } from "@/testing/invoiced-driver";
import { cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

/** A driver with a card and an invoice over 56.00 and 111.00, not paid yet. */
async function invoiced(card = "pm_card_visa") {
  const tenant = await aTenant(database.pool);
  const world = await anInvoicedDriver(database.pool, tenant, [10, 20]);
  const { ctx } = tenant;
  const { driver, invoiceId } = world;
  await rail.saveCard(ctx, driver.id, card);
  return {
    ...world,
    ctx,
    /** The operator takes the second charge back, and what follows of itself. */
    takeBack: async () => {
      await world.send("POST", "cdrs", creditOf(cdrOf("C2", 2, 20), "C2-CREDIT"));
      for (let round = 0; round < 3; round += 1) await rateAll(ctx);
      return issueDueCreditNotes(ctx);
    },
    credit: (amountMinor: bigint, target: CreditTarget = "wallet") =>
      requestCreditNote(world.finance, {
        id: newId<"creditNote">(),
        source: { of: "invoice", invoiceId },
        amount: { of: "selection", selection: { of: "amount", amountMinor } },
        target,
        cause: "goodwill",
        reason: "For the trouble",
        totalMinor: amountMinor,
      }),
    stands: async (which: DriverAccount) =>
      (await balanceOf(ctx, driverAccount(driver.id, which), "SEK")).amountMinor,
    invoice: () => readInvoice(ctx, invoiceId),
    sound: () => expectSoundBooks(ctx.db, ctx.tenantId),
  };
}

/** An attempt over all that is open, prepared as the worker does, and not sent. */
async function attempt(world: Awaited<ReturnType<typeof invoiced>>) {
  const prepared = await preparePayment(world.ctx, { invoiceId: world.invoiceId }, () => "{}");
  if (prepared.kind !== "ready") throw new Error(`no attempt: ${prepared.kind}`);
  const read = async () => {
    const [row] = await world.ctx.db
      .select()
      .from(payments)
      .where(and(eq(payments.tenantId, world.ctx.tenantId), eq(payments.id, prepared.paymentId)));
    return row;
  };
  return { id: prepared.paymentId, read };
}

describe("an operator takes a charge back after its driver paid the invoice", () => {
  it("becomes a credit note by itself, and the money goes back to the card it came from", async () => {
    const world = await invoiced();
    const { ctx, takeBack, stands, invoice, sound } = world;
    await collectPayment(ctx, rail.env, world.invoiceId);
    expect(await invoice()).toMatchObject({ paymentState: "paid" });
    expect(await takeBack()).toBe(1);
    const [note] = await ctx.db
      .select()
      .from(creditNotes)
      .where(eq(creditNotes.tenantId, ctx.tenantId));
    expect(note).toMatchObject({
      state: "issued",
      cause: "credit_cdr",
      target: "card",
      toReceivableMinor: 0n,
      totalMinor: 11_100n,
      toPayableMinor: 11_100n,
    });
    expect(await stands("refund_payable")).toBe(-11_100n);
    await sound();
    for (const id of await findDueRefunds(ctx)) await sendRefund(ctx, rail.env, id);
    const sent = await ctx.db.select().from(refunds).where(eq(refunds.tenantId, ctx.tenantId));
    expect(sent).toMatchObject([
      { state: "succeeded", amountMinor: 11_100n, creditNoteId: note?.id },
    ]);
    expect(await stands("refund_payable")).toBe(0n);
    expect(await takeBack()).toBe(0);
    await sound();
  });

  it("is owed to his account where no card can take it, and finance is told to pay it out", async () => {
    const world = await invoiced();
    const { ctx, credit, stands, sound } = world;
    await collectPayment(ctx, rail.env, world.invoiceId);
    await credit(3000n, "account");
    expect(await stands("refund_payable")).toBe(-3000n);
    const [open] = await ctx.db.select().from(cases).where(eq(cases.tenantId, ctx.tenantId));
    expect(open).toMatchObject({ kind: "pay_out_by_hand", amountMinor: 3000n, state: "open" });
    await sound();
  });
});

describe("a credit note while the invoice is being collected", () => {
  it("takes back an attempt that was not sent, and only the rest is asked for then", async () => {
    const world = await invoiced();
    const { ctx, takeBack, invoice, stands, sound } = world;
    const old = await attempt(world);
    expect((await old.read())?.amountMinor).toBe(16_700n);
    expect(await takeBack()).toBe(1);
    expect(await old.read()).toMatchObject({ state: "canceled" });
    expect(await markSubmitted(ctx, old.id), "it is never sent").toBe(false);
    expect(await invoice()).toMatchObject({ creditedMinor: 11_100n, paymentState: "open" });
    await collectPayment(ctx, rail.env, world.invoiceId);
    expect(await invoice()).toMatchObject({ paidMinor: 5600n, paymentState: "paid" });
    expect(await stands("receivable")).toBe(0n);
    await sound();
  });

  it("leaves an attempt that was sent: what it took too much goes back to where it came from", async () => {
    const world = await invoiced();
    const { ctx, takeBack, invoice, stands, sound } = world;
    const old = await attempt(world);
    await markSubmitted(ctx, old.id);
    expect(await takeBack()).toBe(1);
    expect(await invoice()).toMatchObject({ creditedMinor: 11_100n });
    await settlePayment(ctx, old.id, {
      state: "succeeded",
      paymentIntentId: `pi_${old.id}`,
      chargeId: `ch_${old.id}`,
      amountMinor: 16_700n,
      currency: "SEK",
      succeededAt: ctx.clock.now(),
    });
    expect(await invoice()).toMatchObject({ paidMinor: 5600n, paymentState: "paid" });
    expect([await stands("receivable"), await stands("refund_payable")]).toEqual([0n, -11_100n]);
    const ordered = await ctx.db.select().from(refunds).where(eq(refunds.tenantId, ctx.tenantId));
    expect(ordered).toMatchObject([{ cause: "overpayment", amountMinor: 11_100n }]);
    await sound();
  });

  it("of all of it leaves nothing to collect, also when the attempt fails afterwards", async () => {
    const world = await invoiced();
    const { ctx, credit, invoice, stands, sound } = world;
    const old = await attempt(world);
    await markSubmitted(ctx, old.id);
    await credit(16_700n);
    await settlePayment(ctx, old.id, {
      state: "failed",
      paymentIntentId: `pi_${old.id}`,
      failure: { code: "card_declined", declineCode: "insufficient_funds", message: "No" },
    });
    expect(await invoice()).toMatchObject({ creditedMinor: 16_700n, paymentState: "credited" });
    expect(await preparePayment(ctx, { invoiceId: world.invoiceId }, () => "{}")).toEqual({
      kind: "none",
    });
    expect(await stands("receivable")).toBe(0n);
    await sound();
  });

  it("races with the payment's own settling, and every öre is somewhere in the end", async () => {
    for (let round = 0; round < 5; round += 1) {
      const world = await invoiced();
      const { ctx, credit, stands, sound } = world;
      const old = await attempt(world);
      await markSubmitted(ctx, old.id);
      await Promise.all([
        credit(5000n),
        credit(2500n),
        settlePayment(ctx, old.id, {
          state: "succeeded",
          paymentIntentId: `pi_${old.id}`,
          chargeId: `ch_${old.id}`,
          amountMinor: 16_700n,
          currency: "SEK",
          succeededAt: ctx.clock.now(),
        }),
      ]);
      expect(await stands("receivable")).toBe(0n);
      expect((await stands("wallet")) + (await stands("refund_payable"))).toBe(-7500n);
      await sound();
    }
  });
});
