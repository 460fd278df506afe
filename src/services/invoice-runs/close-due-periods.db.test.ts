import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { lastEndedBillingPeriod } from "@/core/plans/billing-period";
import { cases } from "@/db/schema/treasury";
import { drivers } from "@/db/schema/drivers";
import { invoiceRuns } from "@/db/schema/invoice-runs";
import { invoices, issuedDocuments } from "@/db/schema/invoices";
import { notifications } from "@/db/schema/notifications";
import { charges } from "@/db/schema/plans";
import { numberSeries } from "@/db/schema/tenants";
import type { Ctx } from "@/services/context";
import { issueInvoices } from "@/services/invoices/issue-invoices";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { manyDrivers } from "@/testing/many-drivers";
import { closeDuePeriods } from "./close-due-periods";

const database = testDatabase();
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const many = (count: number) =>
  manyDrivers(database.pool, database.owner.raw, {
    drivers: count,
    charges: 4,
    varied: true,
    whole: true,
  });

/** Every document without its number and ids, and how often each text occurs is told by the list. */
async function documentsOf(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .select({ canonical: issuedDocuments.canonical })
    .from(issuedDocuments)
    .where(eq(issuedDocuments.tenantId, ctx.tenantId));
  return rows
    .map(({ canonical }) =>
      canonical
        .replaceAll(UUID, "id")
        .replaceAll(/K-2026-\d{6}/g, "number")
        .replaceAll(/(D-|astrid-)[0-9a-f]{8}/g, "first"),
    )
    .toSorted();
}

async function expectDenseNumbers(ctx: Ctx, count: number): Promise<void> {
  const [row] = await ctx.db
    .select({
      n: sql<number>`count(*)::int`,
      first: sql<number>`min(${issuedDocuments.seq})`,
      last: sql<number>`max(${issuedDocuments.seq})`,
      next: sql<number>`(select max(${numberSeries.next}) from ${numberSeries} where ${numberSeries.tenantId} = ${ctx.tenantId})`,
    })
    .from(issuedDocuments)
    .where(eq(issuedDocuments.tenantId, ctx.tenantId));
  expect(row).toEqual({ n: count, first: 1, last: count, next: count + 1 });
}

const runOf = async (ctx: Ctx) =>
  (await ctx.db.select().from(invoiceRuns).where(eq(invoiceRuns.tenantId, ctx.tenantId)))[0];

describe("a month's run", () => {
  it("issues in batches what it would issue one by one, to the byte", async () => {
    const [batched, single] = [await many(30), await many(30)];
    expect(await closeDuePeriods(batched.ctx, { size: 8, lanes: 2 })).toBe(31);
    const ids = await single.ctx.db
      .select({ id: drivers.id, timeZone: drivers.timeZone })
      .from(drivers)
      .where(eq(drivers.tenantId, single.tenantId));
    for (const { id, timeZone } of ids) {
      const period = lastEndedBillingPeriod(single.clock.now(), timeZone);
      const order = { driverId: id, kind: "monthly", period, until: period.end } as const;
      await issueInvoices(single.ctx, order);
    }
    const documents = await documentsOf(batched.ctx);
    expect(documents).toHaveLength(31);
    expect(documents).toEqual(await documentsOf(single.ctx));
    await expectDenseNumbers(batched.ctx, 31);
    expect(await runOf(batched.ctx)).toMatchObject({
      month: "2026-10",
      state: "done",
      driversTotal: 31,
      driversDone: 31,
      invoicesIssued: 31,
      failed: 0,
    });
    await expectSoundBooks(database.pool.db, batched.tenantId);
    await expectSoundBooks(database.pool.db, single.tenantId);
  });

  it("has one effect when several workers do it at once", async () => {
    const { ctx, tenantId } = await many(60);
    const pace = { size: 7, lanes: 2 };
    await Promise.all([1, 2, 3].map(() => closeDuePeriods(ctx, pace)));
    await closeDuePeriods(ctx, pace);
    await expectDenseNumbers(ctx, 61);
    expect(await runOf(ctx)).toMatchObject({ state: "done", invoicesIssued: 61 });
    await expectSoundBooks(database.pool.db, tenantId);
  });

  it("leaves out a driver whose invoice cannot be made, opens a case, and issues all others", async () => {
    const { ctx, tenantId } = await many(20);
    const [bad] = await ctx.db
      .select({ id: charges.id, driverId: charges.driverId, perRate: charges.perRate })
      .from(charges)
      .where(and(eq(charges.tenantId, tenantId), eq(charges.state, "open")))
      .orderBy(charges.driverId)
      .offset(12)
      .limit(1);
    if (!bad) throw new Error("no charge");
    const damaged = bad.perRate.map((row) => ({ ...row, netMinor: "many" }));
    await ctx.db.update(charges).set({ perRate: damaged }).where(eq(charges.id, bad.id));
    expect(await closeDuePeriods(ctx, { size: 8, lanes: 1 })).toBe(20);
    const run = await runOf(ctx);
    expect(run).toMatchObject({ state: "done", failed: 1, driversDone: 20, invoicesIssued: 20 });
    expect(Object.keys(run?.failures ?? {})).toEqual([bad.driverId]);
    expect(await closeDuePeriods(ctx)).toBe(0);
    const open = await ctx.db.select().from(cases).where(eq(cases.tenantId, tenantId));
    expect(open).toMatchObject([
      { kind: "invoice_not_made", driverId: bad.driverId, state: "open" },
    ]);
    await expectDenseNumbers(ctx, 20);
    await ctx.db.update(charges).set({ perRate: bad.perRate }).where(eq(charges.id, bad.id));
    await expectSoundBooks(database.pool.db, tenantId);
  });

  it("that is killed anywhere, again and again, issues the same invoices: none missing, none twice", async () => {
    const COUNT = 400;
    const [killed, calm] = [await many(COUNT), await many(COUNT)];
    await closeDuePeriods(calm.ctx);
    let kills = 0;
    for (let at = 0; at < 12; at += 1) {
      const child = await startWorker(killed.tenantId, killed.clock.now());
      const isDone = await endAfter(child, 15 + at * 17);
      if (isDone) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThanOrEqual(6);
    // What was cut off in the database may take a moment to be rolled back.
    await closeDuePeriods(killed.ctx, { size: 10, lanes: 2 });
    await expectDenseNumbers(killed.ctx, COUNT + 1);
    expect(await documentsOf(killed.ctx)).toEqual(await documentsOf(calm.ctx));
    const [told] = await killed.ctx.db
      .select({ n: sql<number>`count(*)::int` })
      .from(notifications)
      .where(
        and(eq(notifications.tenantId, killed.tenantId), eq(notifications.kind, "invoice_issued")),
      );
    expect(told?.n).toBe(COUNT + 1);
    expect(await runOf(killed.ctx)).toMatchObject({
      state: "done",
      invoicesIssued: COUNT + 1,
      totals: (await runOf(calm.ctx))?.totals,
    });
    await expectSoundBooks(database.pool.db, killed.tenantId);
  }, 120_000);

  it("counts the invoices of each currency on its way", async () => {
    const { ctx, tenantId } = await many(9);
    await closeDuePeriods(ctx);
    const [sum] = await ctx.db
      .select({ total: sql<string>`sum(${invoices.totalMinor})::text` })
      .from(invoices)
      .where(eq(invoices.tenantId, tenantId));
    expect((await runOf(ctx))?.totals).toEqual({ SEK: sum?.total });
    await expectSoundBooks(database.pool.db, tenantId);
  });
});

async function startWorker(tenantId: string, now: Temporal.Instant): Promise<ChildProcess> {
  const loader = pathToFileURL("node_modules/tsx/dist/loader.mjs").href;
  const child = fork(
    "src/testing/invoice-run-main.ts",
    [database.appUrl, tenantId, now.toString()],
    {
      execArgv: ["--import", loader],
    },
  );
  await once(child, "message");
  return child;
}

/** Kills a worker after so many milliseconds; true where it was done before. */
async function endAfter(child: ChildProcess, ms: number): Promise<boolean> {
  const exit = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), ms);
  const [code] = (await exit) as [number | null];
  clearTimeout(timer);
  return code === 0;
}
