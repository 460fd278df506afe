import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { driverAccount, stripeClearingAccount } from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { aBookedCdr, roamers } from "@/testing/builders/booked-cdr";
import { aBookedInvoice, aBookedPayment } from "@/testing/builders/booked-invoice";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { balanceOf } from "./balance-of";
import { listAccountPostings } from "./list-account-postings";

const database = testDatabase();
const columns = 6;

/** "−86.40" of the page as −8640n; nothing as 0n. */
function minor(cell: string): bigint {
  return BigInt(cell.replace("−", "-").replace(".", "").trim() || "0");
}

/** The table of docs/ledger.md: account → six movements and the balance. */
function readTable(): Map<string, bigint[]> {
  const page = readFileSync("docs/ledger.md", "utf8");
  const rows = page.slice(page.search(/^\| SEK /m)).split("\n");
  const table = new Map<string, bigint[]>();
  for (const row of rows.slice(2)) {
    const [, account, ...cells] = row.split("|");
    if (!account?.includes("`")) break;
    table.set(account.replaceAll("`", "").trim(), cells.slice(0, columns + 1).map(minor));
  }
  return table;
}

describe("the example of docs/ledger.md", () => {
  it("books every cell of its table, and leaves sound books", async () => {
    const { ctx, clock, legalEntityId } = await aTenant(database.pool);
    const who = await roamers(ctx);
    const first = await aBookedCdr(ctx, who, { costMinor: 8_640n, priceMinor: 11_880n });
    const second = await aBookedCdr(ctx, who, { costMinor: 3_107n, priceMinor: 4_272n });
    const third = await aBookedCdr(ctx, who, { costMinor: 3_107n, priceMinor: 4_272n });
    clock.set("2026-11-03T08:00:00Z");
    const invoice = await aBookedInvoice(ctx, legalEntityId, [first, second, third]);
    const paymentId = await aBookedPayment(ctx, invoice, 486n);

    const facts = [
      [first.cdrId, first.chargeId],
      [second.cdrId, second.chargeId],
      [third.cdrId, third.chargeId],
      [invoice.invoiceId],
    ];
    const columnOf = (kind: string, sourceId: string) =>
      kind === "stripe_fee"
        ? 5
        : sourceId === paymentId
          ? 4
          : facts.findIndex((ids) => ids.some((id) => id === sourceId));
    const booked = new Map<string, bigint[]>();
    const postings = await ctx.db.execute<{
      code: string;
      kind: string;
      source: string;
      amount: string;
    }>(sql`
      select replace(a.code, ${who.driverId}, 'astrid') as code, j.kind, j.source_id::text as source,
             p.amount_minor::text as amount
      from postings p
      join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      join journals j on j.tenant_id = p.tenant_id and j.id = p.journal_id
      where p.tenant_id = ${ctx.tenantId}`);
    for (const { code, kind, source, amount } of postings) {
      const row = booked.get(code) ?? Array.from({ length: columns + 1 }, () => 0n);
      const at = columnOf(kind, source);
      row[at] = (row[at] ?? 0n) + BigInt(amount);
      row[columns] = (row[columns] ?? 0n) + BigInt(amount);
      booked.set(code, row);
    }
    const table = readTable();
    expect(table.size).toBe(9);
    expect(Object.fromEntries(booked)).toEqual(Object.fromEntries(table));
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("shows the driver his statement, newest first, and balances to those who may see them", async () => {
    const { ctx, legalEntityId, as } = await aTenant(database.pool);
    const who = await roamers(ctx);
    const booked = await aBookedCdr(ctx, who, { costMinor: 8_640n, priceMinor: 11_880n });
    await aBookedInvoice(ctx, legalEntityId, [booked]);
    const driver = as({
      kind: "user",
      userId: newId<"user">(),
      email: "a@kvitt.example",
      roles: ["driver"],
      driverId: who.driverId,
    });
    const query = {
      driverId: who.driverId,
      account: "unbilled_receivable",
      currency: "SEK",
    } as const;
    const lines = await listAccountPostings(driver, query);
    expect(
      lines.map(({ kind, amount, balanceAfter }) => [
        kind,
        amount.amountMinor,
        balanceAfter.amountMinor,
      ]),
    ).toEqual([
      ["invoice_finalized", -11_880n, 0n],
      ["charge_accepted", 11_880n, 11_880n],
    ]);
    expect(await listAccountPostings(driver, { ...query, before: lines[0]?.version })).toHaveLength(
      1,
    );
    const owed = await balanceOf(driver, driverAccount(who.driverId, "receivable"), "SEK");
    expect(owed).toEqual({ amountMinor: 11_880n, currency: "SEK" });
    await expect(balanceOf(driver, stripeClearingAccount, "SEK")).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const other = await roamers(ctx);
    await expect(
      listAccountPostings(driver, { ...query, driverId: other.driverId }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await balanceOf(ctx, stripeClearingAccount, "SEK")).toEqual({
      amountMinor: 0n,
      currency: "SEK",
    });
  });
});
