import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import type { Id } from "@/core/ids";
import type { DocumentLine } from "@/core/invoicing/document-parts";
import { invoices, issuedDocuments } from "@/db/schema/invoices";
import { billItems } from "@/db/schema/subscriptions";
import { tenants } from "@/db/schema/tenants";
import { openBillItem } from "@/services/bill-items/open-bill-item";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { issueInterimInvoices } from "./issue-interim";
import { issueDueItems, issueItemsInvoice } from "./issue-items";

const database = testDatabase();
const at = (text: string) => Temporal.Instant.from(text);

let tenant: TestTenant;
let driverId: Id<"driver">;
let send: Awaited<ReturnType<typeof aRoamingDriver>>["send"];
beforeEach(async () => {
  tenant = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
  const roaming = await aRoamingDriver(database.pool, tenant);
  driverId = roaming.driver.id;
  send = roaming.send;
});

const item = (key: string, amountMinor: bigint, more: { billAt?: string; at?: string } = {}) =>
  openBillItem(tenant.ctx, {
    driverId,
    key,
    kind: amountMinor < 0n ? "adjustment" : "reminder_fee",
    basis: "gross",
    amountMinor,
    currency: "SEK",
    servicedAt: at(more.at ?? "2026-10-20T10:00:00Z"),
    words: { code: amountMinor < 0n ? "adjustment" : "reminder_fee", parameters: {} },
    billAt: more.billAt ? at(more.billAt) : null,
  });
const issued = async () =>
  (
    await tenant.ctx.db
      .select({
        kind: invoices.kind,
        total: invoices.totalMinor,
        canonical: issuedDocuments.canonical,
      })
      .from(invoices)
      .innerJoin(issuedDocuments, eq(issuedDocuments.id, invoices.documentId))
      .where(eq(invoices.tenantId, tenant.tenantId))
      .orderBy(issuedDocuments.seq)
  ).map(({ canonical, ...row }) => ({ ...row, lines: linesOf(canonical) }));
const linesOf = (canonical: string) =>
  (JSON.parse(canonical) as { lines: readonly DocumentLine[] }).lines;
const soundBooks = () => expectSoundBooks(database.pool.db, tenant.tenantId);

describe("items on invoices", () => {
  it("stand on the month's invoice behind the charges, and what is given back is taken off it", async () => {
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    await rateAll(tenant.ctx);
    await item("fee", 60_00n);
    await item("back", -16_00n);
    tenant.clock.set("2026-11-04T12:00:00Z");
    expect(await closeDuePeriods(tenant.ctx)).toBe(1);
    const [invoice] = await issued();
    expect(invoice).toMatchObject({ kind: "monthly", total: 56_00n + 60_00n - 16_00n });
    expect(invoice?.lines.map(({ kind, grossMinor }) => [kind, grossMinor])).toEqual([
      ["charge", "5600"],
      ["item", "6000"],
      ["item", "-1600"],
    ]);
    await soundBooks();
  });

  it("wait for the next invoice while they come to less than nothing, then name their month", async () => {
    await item("back", -16_00n);
    tenant.clock.set("2026-11-04T12:00:00Z");
    expect(await closeDuePeriods(tenant.ctx)).toBe(0);
    await send("POST", "cdrs", {
      ...cdrOf("C1", 3, 10),
      start_date_time: "2026-11-04T10:00:00Z",
      end_date_time: "2026-11-04T11:00:00Z",
      charging_periods: [
        {
          start_date_time: "2026-11-04T10:00:00Z",
          tariff_id: "T1",
          dimensions: [{ type: "ENERGY", volume: 10 }],
        },
      ],
    });
    await rateAll(tenant.ctx);
    tenant.clock.set("2026-12-04T12:00:00Z");
    expect(await closeDuePeriods(tenant.ctx)).toBe(1);
    const [invoice] = await issued();
    expect(invoice?.lines.map(({ kind, lateFrom }) => [kind, lateFrom])).toEqual([
      ["charge", null],
      ["item", "2026-10"],
    ]);
    expect(invoice?.total).toBe(56_00n - 16_00n);
    await soundBooks();
  });

  it("that are due in advance get an invoice of their own, once, and charges stay open", async () => {
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    await rateAll(tenant.ctx);
    await item("fee", 99_00n, { billAt: "2026-11-02T10:00:00Z", at: "2026-11-02T10:00:00Z" });
    await item("later", 49_00n, { billAt: "2026-11-09T10:00:00Z", at: "2026-11-09T10:00:00Z" });
    const made = await Promise.all([1, 2].map(() => issueDueItems(tenant.ctx)));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await issued()).toMatchObject([{ kind: "advance", total: 99_00n }]);
    tenant.clock.set("2026-11-09T10:00:00Z");
    expect(await issueDueItems(tenant.ctx)).toBe(1);
    expect(await closeDuePeriods(tenant.ctx)).toBe(1);
    expect((await issued()).map(({ kind }) => kind)).toEqual(["advance", "advance", "monthly"]);
    await soundBooks();
  });

  it("of a reminder are invoiced as asked, not for somebody else, and not twice", async () => {
    const id = await item("fee", 60_00n);
    const order = { driverId, itemIds: [id], kind: "fees" as const };
    expect(await issueItemsInvoice(tenant.ctx, order)).toHaveLength(1);
    expect(await issueItemsInvoice(tenant.ctx, order)).toEqual([]);
    const stranger = await aDriver(tenant.ctx);
    await expect(
      issueItemsInvoice(tenant.ctx, { ...order, driverId: stranger.id }),
    ).rejects.toMatchObject({ code: "INVALID" });
    const [row] = await tenant.ctx.db.select().from(billItems).where(eq(billItems.id, id));
    expect(row?.state).toBe("invoiced");
    await soundBooks();
  });
});

describe("an interim invoice", () => {
  it("is made when a driver owes more than the tenant lets grow, once a day at most", async () => {
    await tenant.ctx.db
      .update(tenants)
      .set({ billing: { interimAbove: { SEK: "5600" } } })
      .where(eq(tenants.id, tenant.tenantId));
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    await rateAll(tenant.ctx);
    expect(await issueInterimInvoices(tenant.ctx)).toBe(0);
    await item("fee", 1_00n);
    expect(await issueInterimInvoices(tenant.ctx)).toBe(1);
    await item("more", 99_00n);
    tenant.clock.advance({ hours: 23 });
    expect(await issueInterimInvoices(tenant.ctx)).toBe(0);
    tenant.clock.advance({ hours: 2 });
    expect(await issueInterimInvoices(tenant.ctx)).toBe(1);
    expect((await issued()).map(({ kind, total }) => [kind, total])).toEqual([
      ["interim", 57_00n],
      ["interim", 99_00n],
    ]);
    await soundBooks();
  });
});
