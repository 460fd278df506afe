import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import type { VoucherFile } from "@/core/ledger/voucher";
import { exportBatchJournals } from "@/db/schema/accounting";
import { journals } from "@/db/schema/ledger";
import { aBookedCdr, roamers } from "@/testing/builders/booked-cdr";
import { aBilledHistory, type BilledHistory } from "@/testing/builders/billed-history";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { plant } from "@/testing/plant";
import { readEntityAccounts, rolesFor } from "./account-map";
import { addExchangeRate } from "./add-exchange-rate";
import { closePeriod, readClosePage } from "./close-period";
import { createBatch, listBatches, previewBatch, readBatchFile } from "./export-batch";
import { listPostingRoles, setPostingRole } from "./posting-roles";
import { readTrialBalance } from "./trial-balance";

const database = testDatabase();
let history: BilledHistory;
let files: VoucherFile[];
beforeEach(async () => {
  history = await aBilledHistory(database.pool);
  files = [];
});

const write = (file: VoucherFile) => {
  files.push(file);
  return { bytes: new TextEncoder().encode(JSON.stringify(file.vouchers.length)), extension: "se" };
};
const order = (month: string, format: "sie4" | "csv" = "sie4") => ({
  legalEntityId: history.tenant.legalEntityId,
  format,
  month,
});
const make = async (month: string, format: "sie4" | "csv" = "sie4") => {
  const { ctx } = history.tenant;
  const { mark } = await previewBatch(ctx, order(month, format));
  return createBatch(ctx, { ...order(month, format), mark }, write);
};

describe("a batch", () => {
  it("holds every posting of its month once: sums exported are sums in the ledger, account by account", async () => {
    const { ctx, legalEntityId } = history.tenant;
    await make("2026-10");
    await make("2026-11");
    const { accountOf } = await readEntityAccounts(ctx, legalEntityId);
    const trial = await readTrialBalance(ctx, { from: "2026-01-01", to: "2026-12-31" });
    const booked = new Map<string, bigint>();
    for (const { account, closing } of trial.rows) {
      const kind = kindOf(account);
      const to = accountOf({ code: account, kind }, ctx.clock.now())?.account ?? "none";
      booked.set(to, (booked.get(to) ?? 0n) + closing.amountMinor);
    }
    const exported = new Map<string, bigint>();
    for (const { account, amountMinor } of files.flatMap(({ vouchers }) =>
      vouchers.flatMap(({ legs }) => legs),
    )) {
      exported.set(account, (exported.get(account) ?? 0n) + amountMinor);
    }
    for (const [account, amount] of booked)
      expect([account, exported.get(account) ?? 0n]).toEqual([account, amount]);
    expect([...exported.values()].reduce((sum, one) => sum + one, 0n)).toBe(0n);
    for (const { vouchers } of files) {
      for (const { legs } of vouchers) {
        expect(legs.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n);
      }
    }
    const all = await ctx.db.select().from(journals).where(eq(journals.tenantId, ctx.tenantId));
    const marked = await ctx.db
      .select()
      .from(exportBatchJournals)
      .where(eq(exportBatchJournals.tenantId, ctx.tenantId));
    expect(marked).toHaveLength(all.length);
  });

  it("takes each journal once per format, and what comes later goes into the next", async () => {
    const { ctx } = history.tenant;
    await make("2026-10");
    await expect(make("2026-10")).rejects.toMatchObject({ code: "PRECONDITION" });
    const csv = await make("2026-10", "csv");
    expect(csv.number).toBe(1);
    const who = await roamers(ctx);
    await aBookedCdr(ctx, who, { costMinor: 100n, priceMinor: 200n });
    const second = await make("2026-10");
    expect(second.number).toBe(2);
    expect((await listBatches(ctx, 1)).batches.map(({ journalCount }) => journalCount)).toEqual([
      2, 8, 8,
    ]);
  });

  it("is numbered without gaps and marks each journal once, when ten ask at once", async () => {
    const { ctx } = history.tenant;
    const { mark } = await previewBatch(ctx, order("2026-10"));
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => createBatch(ctx, { ...order("2026-10"), mark }, write)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await make("2026-11");
    const numbers = (await listBatches(ctx, 1)).batches.map(({ number }) => number);
    expect(numbers).toEqual([2, 1]);
  });

  it("is refused when the books have changed since its preview", async () => {
    const { ctx } = history.tenant;
    const { mark } = await previewBatch(ctx, order("2026-10"));
    await aBookedCdr(ctx, await roamers(ctx), { costMinor: 1n, priceMinor: 2n });
    await expect(createBatch(ctx, { ...order("2026-10"), mark }, write)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect((await listBatches(ctx, 1)).total).toBe(0);
  });

  it("gives the same bytes each time, and nobody can change them", async () => {
    const { ctx } = history.tenant;
    const { id } = await make("2026-10");
    const first = await readBatchFile(ctx, id);
    await setPostingRole(ctx, {
      legalEntityId: history.tenant.legalEntityId,
      role: "revenue:energy",
      account: "3055",
      name: "Laddning",
      vatCode: null,
      from: "2026-01-01",
    });
    expect(await readBatchFile(ctx, id)).toEqual(first);
    await expect(
      database.owner.raw`update export_batches set number = 9 where id = ${id}`,
    ).rejects.toThrow();
  });

  it("is stopped by an account that nobody mapped, and says which", async () => {
    const { ctx } = history.tenant;
    await plant(
      database.owner,
      (sql) =>
        sql`update accounts set code = 'vat:NO:25' where tenant_id = ${ctx.tenantId} and kind = 'vat'`,
    );
    const preview = await previewBatch(ctx, order("2026-10"));
    expect(preview.obstacles).toEqual([{ kind: "unmapped", code: "vat:NO:25" }]);
    await expect(make("2026-10")).rejects.toMatchObject({
      code: "PRECONDITION",
      detail: { code: "vat:NO:25" },
    });
    expect((await listPostingRoles(ctx)).unmapped).toEqual(["vat:NO:25"]);
  });

  it("takes another currency over at its day's rate, balanced, and waits for a rate it has not", async () => {
    const { ctx } = history.tenant;
    await database.owner.raw`update tenants set currency = 'EUR' where id = ${ctx.tenantId}`;
    expect((await previewBatch(ctx, order("2026-10"))).obstacles).toEqual([
      { kind: "no_rate", currency: "SEK", day: "2026-10-14" },
    ]);
    const rate = {
      currency: "SEK",
      validOn: Temporal.PlainDate.from("2026-10-12"),
      rate: "0,087654",
      source: "test",
    };
    await expect(addExchangeRate(ctx, { ...rate, rate: "0" })).rejects.toMatchObject({
      code: "INVALID",
    });
    await addExchangeRate(ctx, rate);
    await expect(addExchangeRate(ctx, rate)).rejects.toMatchObject({ code: "CONFLICT" });
    await make("2026-10");
    const legs = files.flatMap(({ vouchers }) => vouchers.flatMap((one) => one.legs));
    expect(legs.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n);
    expect(legs.find(({ text }) => text === "driver_unbilled_receivable")?.amountMinor).toBe(
      1_877n,
    );
  });
});

describe("an account for a role", () => {
  it("is the most exact that fits, from its day on, and set once for a day", async () => {
    const { ctx, legalEntityId } = history.tenant;
    expect(rolesFor({ code: "vat:SE:25", kind: "vat" })).toEqual([
      "vat:SE:25",
      "vat:SE:*",
      "vat:*",
      "vat",
    ]);
    const row = { legalEntityId, role: "vat:*", account: "2999", name: "x", vatCode: null };
    await setPostingRole(ctx, { ...row, from: "2026-11-01" });
    await setPostingRole(ctx, { ...row, role: "vat:SE:25", account: "2612", from: "2026-11-01" });
    await expect(setPostingRole(ctx, { ...row, from: "2026-11-01" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(
      setPostingRole(ctx, { ...row, account: "=1", from: "2026-12-01" }),
    ).rejects.toMatchObject({ code: "INVALID" });
    const { accountOf } = await readEntityAccounts(ctx, legalEntityId);
    const of = (code: string, at: string) =>
      accountOf({ code, kind: "vat" }, Temporal.Instant.from(at))?.account;
    expect(of("vat:SE:25", "2026-10-31T00:00:00Z")).toBe("2611");
    expect(of("vat:SE:25", "2026-11-02T00:00:00Z")).toBe("2612");
    expect(of("vat:NO:25", "2026-10-31T00:00:00Z")).toBeUndefined();
    expect(of("vat:NO:25", "2026-11-02T00:00:00Z")).toBe("2999");
    expect(of("vat:DE:19", "2026-11-02T00:00:00Z")).toBe("2670");
  });
});

describe("closing a period", () => {
  const october = { from: "2026-10-01", to: "2026-10-31" };

  it("tells what is open, and needs the month typed", async () => {
    const { ctx } = history.tenant;
    const page = await readClosePage(ctx);
    expect(page.months).toEqual(["2026-10"]);
    const open = Object.fromEntries(page.checklist.map(({ check, open: n }) => [check, n]));
    expect(open).toMatchObject({ books: 0, charges: 1, unexported: 8, bank_lines: 0 });
    await expect(closePeriod(ctx, { month: "2026-10", confirmation: "yes" })).rejects.toMatchObject(
      { code: "INVALID" },
    );
    await expect(
      closePeriod(ctx, { month: "2026-11", confirmation: "2026-11" }),
    ).rejects.toMatchObject({ code: "PRECONDITION" });
  });

  it("keeps its trial balance for ever: a late CDR is booked after it and keeps its own time", async () => {
    const { ctx } = history.tenant;
    await closePeriod(ctx, { month: "2026-10", confirmation: "2026-10" });
    const before = await readTrialBalance(ctx, october);
    expect(before.isClosed).toBe(true);
    const who = await roamers(ctx);
    const late = await aBookedCdr(ctx, who, {
      costMinor: 700n,
      priceMinor: 1_000n,
      endedAt: "2026-10-20T10:00:00Z",
    });
    expect(await readTrialBalance(ctx, october)).toEqual(before);
    const [booked] = await ctx.db
      .select()
      .from(journals)
      .where(and(eq(journals.tenantId, ctx.tenantId), eq(journals.sourceId, late.chargeId)));
    expect(booked?.effectiveAt.toString()).toBe("2026-10-20T10:00:00Z");
    expect(booked?.periodAt.toString()).toBe("2026-10-31T23:00:00Z");
    const november = await readTrialBalance(ctx, { from: "2026-11-01", to: "2026-11-30" });
    expect(november.rows.find(({ account }) => account === "cost:roaming")?.debit.amountMinor).toBe(
      700n,
    );
    await expect(
      closePeriod(ctx, { month: "2026-10", confirmation: "2026-10" }),
    ).rejects.toMatchObject({ code: "PRECONDITION" });
    expect((await readClosePage(ctx)).months).toEqual([]);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("is refused while the books do not agree", async () => {
    const { ctx } = history.tenant;
    await plant(
      database.owner,
      (sql) =>
        sql`update accounts set balance = balance + 1 where tenant_id = ${ctx.tenantId} and kind = 'driver_receivable'`,
    );
    await expect(
      closePeriod(ctx, { month: "2026-10", confirmation: "2026-10" }),
    ).rejects.toMatchObject({ code: "PRECONDITION", detail: { reason: "books" } });
  });
});

function kindOf(code: string): string {
  if (code.startsWith("driver_")) return code;
  if (code.startsWith("cpo:")) return "cpo_payable";
  const kinds: Record<string, string> = {
    "cost:roaming": "roaming_cost",
    "stripe:clearing": "stripe_clearing",
    "stripe:fees": "stripe_fees",
  };
  return kinds[code] ?? code.split(":")[0] ?? code;
}
