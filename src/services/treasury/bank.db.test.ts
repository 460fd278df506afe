import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import {
  bankAccount,
  driverAccount,
  paymentInTransitAccount,
  unallocatedAccount,
} from "@/core/ledger/account";
import type { Id } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import { notifications } from "@/db/schema/notifications";
import { payments } from "@/db/schema/payments";
import { bankLines, stripePayouts } from "@/db/schema/treasury";
import { listCases } from "@/services/cases/list-cases";
import { balanceOf } from "@/services/ledger/balance-of";
import { aBilledHistory, type BilledHistory } from "@/testing/builders/billed-history";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { keepRest } from "./keep-rest";
import { getBankLine, listBankLines } from "./list-bank-lines";
import { listPayouts } from "./list-payouts";
import { matchAutomatically } from "./match-automatically";
import { matchLine, type LineTarget } from "./match-line";
import { storeStatement, type StatementEntry } from "./store-statement";
import { undoMatch } from "./undo-match";

const database = testDatabase();
let history: BilledHistory;
beforeEach(async () => {
  history = await aBilledHistory(database.pool);
});

const entry = (amountMinor: bigint, told: Partial<StatementEntry> = {}): StatementEntry => ({
  bankRef: null,
  bookedOn: Temporal.PlainDate.from("2026-11-02"),
  amountMinor,
  currency: "SEK",
  reference: null,
  counterparty: null,
  text: null,
  ...told,
});
const store = (entries: readonly StatementEntry[], file = "one") =>
  storeStatement(history.tenant.ctx, {
    fileName: `${file}.xml`,
    format: "camt053",
    file: new TextEncoder().encode(file),
    account: "SE35 5000",
    entries,
    unread: [],
  });
const lineIds = async (): Promise<Id<"bankLine">[]> => {
  const rows = await history.tenant.ctx.db
    .select({ id: bankLines.id })
    .from(bankLines)
    .where(eq(bankLines.tenantId, history.tenant.tenantId))
    .orderBy(bankLines.amountMinor);
  return rows.map(({ id }) => id);
};
const onlyLine = async () => {
  const [id] = await lineIds();
  if (!id) throw new Error("a line was stored");
  return id;
};
const match = async (target: LineTarget) =>
  matchLine(history.tenant.ctx, { lineId: await onlyLine(), target });
const unpaid = async () => {
  const [row] = await history.tenant.ctx.db
    .select()
    .from(invoices)
    .where(
      and(
        eq(invoices.tenantId, history.tenant.tenantId),
        eq(invoices.id, history.unpaid.invoiceId),
      ),
    );
  return row;
};
const balance = async (account: Parameters<typeof balanceOf>[1]) =>
  (await balanceOf(history.tenant.ctx, account, "SEK")).amountMinor;
const sound = () => expectSoundBooks(database.pool.db, history.tenant.tenantId);
const toInvoice = (): LineTarget => ({ kind: "invoice", invoiceIds: [history.unpaid.invoiceId] });

describe("a statement", () => {
  it("is taken once: the same file, and lines that another file had, add nothing", async () => {
    const same = entry(500n, { text: "kaffe" });
    const lines = [same, same, entry(-100n, { bankRef: "R1" }), entry(-200n, { bankRef: "R1" })];
    expect(await store(lines)).toMatchObject({ stored: 4, duplicates: 0 });
    expect(await store(lines)).toMatchObject({ stored: 0, duplicates: 4 });
    expect(await store([...lines, same, entry(9n)], "two")).toMatchObject({
      stored: 2,
      duplicates: 4,
    });
    expect((await listBankLines(history.tenant.ctx, { page: 1 })).total).toBe(6);
  });

  it("keeps what it could not read as cases, and is refused when that is most of it", async () => {
    const { ctx } = history.tenant;
    const unread = [{ line: 3, reason: "no_date", text: "x | y" }];
    const statement = {
      fileName: "a.csv",
      format: "csv" as const,
      file: new TextEncoder().encode("a"),
      account: "1",
      entries: [entry(1n)],
      unread,
    };
    await storeStatement(ctx, statement);
    await storeStatement(ctx, statement);
    const { cases } = await listCases(ctx, { page: 1 });
    expect(cases).toMatchObject([{ kind: "bank_line_unread", detail: { line: "3" } }]);
    await expect(
      storeStatement(ctx, { ...statement, entries: [], unread: [] }),
    ).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("a transfer for an invoice", () => {
  it("with its number and exact amount is taken without asking: paid, booked, told", async () => {
    const { ctx } = history.tenant;
    await store([entry(11_880n, { reference: "Faktura K 2026-000002", counterparty: "N N" })]);
    const before = await balance(driverAccount(history.driverId, "receivable"));
    expect(await matchAutomatically(ctx)).toBe(1);
    expect(await matchAutomatically(ctx)).toBe(0);
    expect(await unpaid()).toMatchObject({ paymentState: "paid", paidMinor: 11_880n });
    expect(await balance(bankAccount)).toBe(11_880n);
    expect(await balance(driverAccount(history.driverId, "receivable"))).toBe(before - 11_880n);
    const told = await ctx.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.tenantId, ctx.tenantId));
    expect(told).toEqual([{ kind: "payment_succeeded" }]);
    await sound();
  });

  it("that only looks like it waits for a person", async () => {
    const { ctx } = history.tenant;
    await store([
      entry(11_880n, { text: "tack" }),
      entry(5_000n, { reference: "K-2026-000002" }),
      entry(11_880n, {
        bookedOn: Temporal.PlainDate.from("2026-11-03"),
        reference: "K-2026-0000021",
      }),
    ]);
    expect(await matchAutomatically(ctx)).toBe(0);
    const certainties = await Promise.all(
      (await lineIds()).map(async (id) =>
        (await getBankLine(ctx, id)).proposals.map((p) => p.certainty),
      ),
    );
    expect(certainties.flat().includes("exact")).toBe(false);
    await sound();
  });

  it("in part leaves the rest open, and a second one pays it", async () => {
    const { ctx } = history.tenant;
    await store([entry(5_000n), entry(6_880n)]);
    const [first, second] = await lineIds();
    if (!first || !second) throw new Error("two lines");
    await matchLine(ctx, { lineId: first, target: toInvoice() });
    expect(await unpaid()).toMatchObject({ paymentState: "open", paidMinor: 5_000n });
    await sound();
    await matchLine(ctx, { lineId: second, target: toInvoice() });
    expect(await unpaid()).toMatchObject({ paymentState: "paid", paidMinor: 11_880n });
    await sound();
  });

  it("that is too much pays it, and the rest is a case until the driver has it as credit", async () => {
    const { ctx } = history.tenant;
    await store([entry(12_000n)]);
    await match(toInvoice());
    expect(await balance(unallocatedAccount)).toBe(-120n);
    const [overpaid] = (await listCases(ctx, { page: 1 })).cases;
    expect(overpaid).toMatchObject({ kind: "bank_overpayment", amount: { amountMinor: 120n } });
    await sound();
    await keepRest(ctx, await onlyLine());
    expect(await balance(unallocatedAccount)).toBe(0n);
    expect(await balance(driverAccount(history.driverId, "wallet"))).toBe(-120n);
    expect((await listCases(ctx, { page: 1 })).total).toBe(0);
    await expect(keepRest(ctx, await onlyLine())).rejects.toMatchObject({ code: "PRECONDITION" });
    await expect(undoMatch(ctx, await onlyLine())).rejects.toMatchObject({ code: "PRECONDITION" });
    await sound();
  });

  it("is booked once, when ten people match it at once", async () => {
    await store([entry(11_880n)]);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => match(toInvoice())));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await balance(bankAccount)).toBe(11_880n);
    await sound();
  });

  it("is undone by reversing journals, and can be matched again to the same invoice", async () => {
    const { ctx } = history.tenant;
    await store([entry(12_000n)]);
    for (let round = 0; round < 2; round += 1) {
      await match(toInvoice());
      await undoMatch(ctx, await onlyLine());
      expect(await unpaid()).toMatchObject({ paymentState: "open", paidMinor: 0n });
      expect(await balance(bankAccount)).toBe(0n);
      expect((await listCases(ctx, { page: 1 })).total).toBe(0);
      await sound();
    }
    await match(toInvoice());
    expect(await balance(bankAccount)).toBe(12_000n);
    const rows = await ctx.db
      .select({ reversed: payments.reversedMinor })
      .from(payments)
      .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.channel, "bank")))
      .orderBy(payments.attempt);
    expect(rows.map(({ reversed }) => reversed)).toEqual([11_880n, 11_880n, 0n]);
    await sound();
  });
});

describe("another line", () => {
  it("is a payout when amount, day and Stripe's name fit, once", async () => {
    const { ctx } = history.tenant;
    const now = ctx.clock.now();
    await ctx.db.insert(stripePayouts).values({
      tenantId: ctx.tenantId,
      id: "po_1",
      environment: "simulator",
      amountMinor: 9_000n,
      currency: "SEK",
      status: "paid",
      arrivalOn: Temporal.PlainDate.from("2026-11-01"),
      createdAt: now,
      readAt: now,
    });
    await store([
      entry(9_000n, { text: "STRIPE TECHNOLOGY EU" }),
      entry(9_000n, { text: "annat" }),
    ]);
    expect(await matchAutomatically(ctx)).toBe(1);
    const { lines } = await listBankLines(ctx, { state: "matched", page: 1 });
    expect(lines).toMatchObject([{ matchKind: "payout", matchId: "po_1" }]);
    const { payouts } = await listPayouts(ctx, 1);
    expect(payouts).toMatchObject([{ id: "po_1", transactions: 0, bankLineId: lines[0]?.id }]);
    expect((await listBankLines(ctx, { page: 1 })).statements).toMatchObject([{ lines: 2 }]);
    expect(await balance(paymentInTransitAccount)).toBe(-9_000n);
    const [left] = (await listBankLines(ctx, { page: 1 })).lines;
    if (!left) throw new Error("one line is left");
    await expect(
      matchLine(ctx, { lineId: left.id, target: { kind: "payout", payoutId: "po_1" } }),
    ).rejects.toMatchObject({ code: "PRECONDITION" });
    await sound();
  });

  it("goes to an account of finance's choice, or is set aside, with a reason", async () => {
    const { ctx } = history.tenant;
    await store([entry(-150n, { text: "Bankavgift" })]);
    await expect(match({ kind: "other", account: "bank_fees", note: " " })).rejects.toMatchObject({
      code: "INVALID",
    });
    await match({ kind: "other", account: "bank_fees", note: "oktober" });
    expect(await balance(bankAccount)).toBe(-150n);
    await undoMatch(ctx, await onlyLine());
    await match({ kind: "set_aside", note: "hyra" });
    expect(await balance(bankAccount)).toBe(0n);
    expect((await listBankLines(ctx, { page: 1 })).states).toEqual({
      unmatched: 0,
      matched: 0,
      set_aside: 1,
    });
    await sound();
  });
});
