import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import type { Id } from "@/core/ids";
import { driverAccount, revenueAccount, vatAccount, type AccountRef } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { approvals, creditNoteLines, creditNotes, refunds } from "@/db/schema/credits";
import { issuedDocuments } from "@/db/schema/invoices";
import { auditEvents, notifications } from "@/db/schema/notifications";
import { walletLots } from "@/db/schema/wallets";
import { decideApproval } from "@/services/approvals/decide-approval";
import type { Ctx } from "@/services/context";
import { balanceOf } from "@/services/ledger/balance-of";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { anInvoicedDriver, payInvoice, readInvoice } from "@/testing/invoiced-driver";
import type { CreditRequest } from "./credit-order";
import { previewCreditNote } from "./preview-credit-note";
import { requestCreditNote } from "./request-credit-note";

const database = testDatabase();

async function start(kwh: readonly number[] = [10, 20]) {
  const tenant = await aTenant(database.pool, { billing: { fourEyesFrom: { SEK: "100000" } } });
  const invoiced = await anInvoicedDriver(database.pool, tenant, kwh);
  return { tenant, ...invoiced };
}

type Asked = Partial<CreditRequest> & { readonly invoiceId: Id<"invoice"> };

/** A goodwill credit of an invoice as its preview shows it; all of it unless told otherwise. */
async function asked(ctx: Ctx, { invoiceId, ...rest }: Asked): Promise<CreditRequest> {
  const order = {
    source: { of: "invoice", invoiceId },
    amount: { of: "selection", selection: { of: "whole" } },
    target: "wallet",
    cause: "goodwill",
    reason: "The charger was out of order",
    ...rest,
  } as const;
  const { total } = await previewCreditNote(ctx, order);
  return { id: newId<"creditNote">(), totalMinor: total.amountMinor, ...order };
}

const some = (amountMinor: bigint) =>
  ({ of: "selection", selection: { of: "amount", amountMinor } }) as const;

async function standing(ctx: Ctx, account: AccountRef): Promise<bigint> {
  return (await balanceOf(ctx, account, "SEK")).amountMinor;
}

async function readNote(ctx: Ctx, id: Id<"creditNote">) {
  const [row] = await ctx.db
    .select()
    .from(creditNotes)
    .where(and(eq(creditNotes.tenantId, ctx.tenantId), eq(creditNotes.id, id)));
  return row;
}

describe("a credit note of an invoice", () => {
  it("takes off what is open, is numbered in its own series, and names the invoice", async () => {
    const { tenant, finance, invoiceId, driver } = await start();
    const { ctx } = tenant;
    const before = await readInvoice(ctx, invoiceId);
    const request = await asked(finance, { invoiceId, amount: some(2000n) });
    const issued = await requestCreditNote(finance, request);
    expect(issued).toMatchObject({ state: "issued", number: "KC-2026-000001" });
    expect(await readInvoice(ctx, invoiceId)).toMatchObject({
      creditedMinor: 2000n,
      paymentState: "open",
    });
    const owed = before.totalMinor - 2000n;
    expect(await standing(ctx, driverAccount(driver.id, "receivable"))).toBe(owed);
    const [document] = await ctx.db
      .select()
      .from(issuedDocuments)
      .where(
        and(eq(issuedDocuments.tenantId, ctx.tenantId), eq(issuedDocuments.kind, "credit_note")),
      );
    expect(document).toMatchObject({ creditsDocumentId: before.documentId, driverId: driver.id });
    expect(JSON.parse(document?.canonical ?? "{}")).toMatchObject({
      credits: { kind: "invoice", number: before.number },
      totalMinor: "2000",
      netMinor: "1600",
      vatMinor: "400",
      shares: { toReceivableMinor: "2000", toWalletMinor: "0", toPayableMinor: "0" },
    });
    const told = await ctx.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.key, `credit_note_issued:${request.id}`));
    expect(told).toHaveLength(1);
    await expectSoundBooks(ctx.db, tenant.tenantId);
  });

  it("is one, however often the button is pressed", async () => {
    const { tenant, finance, invoiceId } = await start();
    const request = await asked(finance, { invoiceId, amount: some(2000n) });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => requestCreditNote(finance, request)),
    );
    expect(new Set(answers.map(({ number }) => number))).toEqual(new Set(["KC-2026-000001"]));
    expect(await readInvoice(tenant.ctx, invoiceId)).toMatchObject({ creditedMinor: 2000n });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("never gives back more than the invoice, however many are asked for at once", async () => {
    const { tenant, finance, invoiceId } = await start();
    const requests = await Promise.all(
      Array.from({ length: 20 }, () => asked(finance, { invoiceId, amount: some(3000n) })),
    );
    const answers = await Promise.allSettled(
      requests.map((request) => requestCreditNote(finance, request)),
    );
    const { totalMinor, creditedMinor } = await readInvoice(tenant.ctx, invoiceId);
    const issued = answers.filter(({ status }) => status === "fulfilled").length;
    expect(issued).toBe(Number(totalMinor / 3000n));
    expect(creditedMinor).toBe(3000n * BigInt(issued));
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("of all of it leaves nothing open, nothing earned and no VAT", async () => {
    const { tenant, finance, invoiceId, driver } = await start();
    const { ctx } = tenant;
    await requestCreditNote(finance, await asked(finance, { invoiceId }));
    expect(await readInvoice(ctx, invoiceId)).toMatchObject({ paymentState: "credited" });
    for (const account of [
      driverAccount(driver.id, "receivable"),
      revenueAccount("energy"),
      vatAccount("SE", 250_000),
    ]) {
      expect(await standing(ctx, account)).toBe(0n);
    }
    await expect(asked(finance, { invoiceId, amount: some(1n) })).rejects.toMatchObject({
      code: "PRECONDITION",
      detail: { reason: "nothing_left" },
    });
    await expectSoundBooks(ctx.db, tenant.tenantId);
  });

  it("of one that was paid goes into the wallet, as money that was his", async () => {
    const { tenant, finance, invoiceId, driver } = await start();
    const { ctx } = tenant;
    await payInvoice(ctx, invoiceId);
    await requestCreditNote(finance, await asked(finance, { invoiceId, amount: some(2500n) }));
    expect(await standing(ctx, driverAccount(driver.id, "wallet"))).toBe(-2500n);
    const lots = await ctx.db.select().from(walletLots).where(eq(walletLots.driverId, driver.id));
    expect(lots).toMatchObject([{ kind: "purchased", remainingMinor: 2500n }]);
    expect(await readInvoice(ctx, invoiceId)).toMatchObject({
      creditedMinor: 0n,
      paymentState: "paid",
    });
    await expectSoundBooks(ctx.db, tenant.tenantId);
  });

  it("of one that was paid goes back to the card, once, and never above what the card paid", async () => {
    const { tenant, finance, invoiceId, driver } = await start();
    const { ctx } = tenant;
    const paymentId = await payInvoice(ctx, invoiceId);
    const request = await asked(finance, { invoiceId, amount: some(2500n), target: "card" });
    await Promise.all(Array.from({ length: 5 }, () => requestCreditNote(finance, request)));
    const ordered = await ctx.db.select().from(refunds).where(eq(refunds.paymentId, paymentId));
    expect(ordered).toMatchObject([
      { cause: "credit_note", creditNoteId: request.id, amountMinor: 2500n, state: "created" },
    ]);
    expect(await standing(ctx, driverAccount(driver.id, "refund_payable"))).toBe(-2500n);
    const { totalMinor } = await readInvoice(ctx, invoiceId);
    const rest = await asked(finance, { invoiceId, target: "card" });
    expect(rest.totalMinor).toBe(totalMinor - 2500n);
    await requestCreditNote(finance, rest);
    await expectSoundBooks(ctx.db, tenant.tenantId);
  });

  it("is not what was shown any more when something else was credited meanwhile: nothing is issued", async () => {
    const { finance, invoiceId } = await start();
    const whole = await asked(finance, { invoiceId });
    await requestCreditNote(finance, await asked(finance, { invoiceId, amount: some(100n) }));
    await expect(requestCreditNote(finance, whole)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is finance's alone", async () => {
    const { tenant, finance, invoiceId, driver } = await start();
    const request = await asked(finance, { invoiceId });
    const userId = finance.actor.kind === "user" ? finance.actor.userId : null;
    if (!userId) throw new Error("finance is a person");
    const asDriver = tenant.as({
      kind: "user",
      userId,
      email: "d@kvitt.test",
      roles: ["driver"],
      driverId: driver.id,
    });
    await expect(requestCreditNote(asDriver, request)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(previewCreditNote(asDriver, request)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a credit note above the limit", () => {
  const BIG = [200, 200];

  async function waiting() {
    const world = await start(BIG);
    const request = await asked(world.finance, { invoiceId: world.invoiceId });
    const drafted = await requestCreditNote(world.finance, request);
    expect(drafted).toMatchObject({ state: "draft", number: null });
    const [approval] = await world.finance.db
      .select()
      .from(approvals)
      .where(eq(approvals.subjectId, request.id));
    if (!approval) throw new Error("nobody was asked");
    return { ...world, request, approval };
  }

  it("waits for somebody else; its amounts are spoken for meanwhile", async () => {
    const { tenant, finance, second, invoiceId, request, approval } = await waiting();
    expect(await readInvoice(tenant.ctx, invoiceId)).toMatchObject({ creditedMinor: 0n });
    await expect(asked(finance, { invoiceId, amount: some(1n) })).rejects.toMatchObject({
      detail: { reason: "nothing_left" },
    });
    const yes = { id: approval.id, decision: "approved", amountMinor: request.totalMinor } as const;
    await expect(decideApproval(finance, yes)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await decideApproval(second, yes);
    expect(await readNote(tenant.ctx, request.id)).toMatchObject({ state: "issued" });
    expect(await readInvoice(tenant.ctx, invoiceId)).toMatchObject({
      creditedMinor: request.totalMinor,
      paymentState: "credited",
    });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("is issued once by two who approve at the same moment", async () => {
    const { tenant, second, request, approval } = await waiting();
    const yes = { id: approval.id, decision: "approved", amountMinor: request.totalMinor } as const;
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => decideApproval(second, yes)),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readNote(tenant.ctx, request.id)).toMatchObject({ number: "KC-2026-000001" });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("lets go of its amounts when it is refused, and takes no number", async () => {
    const { tenant, finance, second, invoiceId, request, approval } = await waiting();
    await decideApproval(second, {
      id: approval.id,
      decision: "refused",
      amountMinor: request.totalMinor,
      note: "Ask the operator first",
    });
    expect(await readNote(tenant.ctx, request.id)).toMatchObject({
      state: "refused",
      number: null,
    });
    const small = await requestCreditNote(
      finance,
      await asked(finance, { invoiceId, amount: some(500n) }),
    );
    expect(small).toMatchObject({ number: "KC-2026-000001" });
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("cannot be got under by splitting: the day's credits of a driver count together", async () => {
    const { tenant, finance, invoiceId } = await start(BIG);
    const states: string[] = [];
    for (let part = 0; part < 6; part += 1) {
      const request = await asked(finance, { invoiceId, amount: some(24_000n) });
      states.push((await requestCreditNote(finance, request)).state);
    }
    expect(states).toEqual(["issued", "issued", "issued", "issued", "draft", "draft"]);
    const lines = await tenant.ctx.db
      .select()
      .from(creditNoteLines)
      .where(eq(creditNoteLines.tenantId, tenant.tenantId));
    expect(lines.length).toBeGreaterThan(0);
    const audit = await tenant.ctx.db
      .select()
      .from(auditEvents)
      .where(
        and(eq(auditEvents.tenantId, tenant.tenantId), eq(auditEvents.action, "approval.request")),
      );
    expect(audit).toHaveLength(2);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });
});
