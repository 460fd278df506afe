import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import type { Id } from "@/core/ids";
import type { DocumentLine } from "@/core/invoicing/document-parts";
import { billingPeriodOf } from "@/core/plans/billing-period";
import { subscriptionPeriodFrom } from "@/core/plans/subscription-period";
import { durationMs } from "@/core/time/period";
import { drivers } from "@/db/schema/drivers";
import { invoiceLines, invoices, issuedDocuments } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import { openBillItem } from "@/services/bill-items/open-bill-item";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { issueDueItems } from "@/services/invoices/issue-items";
import { aBookedCdr, type Roamers, roamers } from "@/testing/builders/booked-cdr";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";

const database = testDatabase();
const HOUR_MS = 3_600_000;
const ZONES = [
  "Europe/Stockholm",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Africa/Casablanca",
];

/** Books a charge that ended at `at`, and says that it was booked then. */
async function charge(tenant: TestTenant, who: Roamers, at: Temporal.Instant): Promise<void> {
  const price = { costMinor: 40_00n, priceMinor: 60_00n, endedAt: at.toString() };
  const { chargeId } = await aBookedCdr(tenant.ctx, who, price);
  await tenant.ctx.db.update(charges).set({ createdAt: at }).where(eq(charges.id, chargeId));
}

/** Moments of a month: its first and its last, some between, and the first after it. */
function momentsOf(month: string, timeZone: string): Temporal.Instant[] {
  const { start, end } = billingPeriodOf(month, timeZone);
  return [
    start,
    start.add({ hours: 1 }),
    start.add({ hours: 24 * 14 }),
    end.subtract({ hours: 1 }),
    end.subtract({ milliseconds: 1 }),
    end,
  ];
}

/** Runs months as the worker does: every few hours of the first days after each. */
async function runUntil(tenant: TestTenant, from: string, days: number): Promise<void> {
  const start = Temporal.Instant.from(from);
  for (let hours = 0; hours <= days * 24; hours += 7) {
    tenant.clock.set(start.add({ hours }));
    await closeDuePeriods(tenant.ctx);
  }
}

const linesOf = async ({ ctx, tenantId }: TestTenant) =>
  ctx.db
    .select({
      driverId: invoices.driverId,
      chargeId: charges.id,
      at: charges.servicedAt,
      start: invoices.periodStart,
      end: invoices.periodEnd,
      kind: invoices.kind,
    })
    .from(charges)
    .leftJoin(
      invoiceLines,
      and(eq(invoiceLines.tenantId, charges.tenantId), eq(invoiceLines.chargeId, charges.id)),
    )
    .leftJoin(
      invoices,
      and(eq(invoices.tenantId, charges.tenantId), eq(invoices.id, invoiceLines.invoiceId)),
    )
    .where(eq(charges.tenantId, tenantId));

describe("months around a change of the clock", () => {
  it.each([
    ["2026-03", 743],
    ["2026-10", 745],
  ])("%s has %i hours in Stockholm", (month, hours) => {
    expect(durationMs(billingPeriodOf(month, "Europe/Stockholm"))).toBe(hours * HOUR_MS);
  });

  it.each([
    ["2026-03", "2026-02", "2026-04-30T00:00:00Z"],
    ["2026-10", "2026-11", "2026-12-30T00:00:00Z"],
  ])(
    "put each charge of drivers in many zones on exactly one invoice, that of its month (%s)",
    async (month, other, until) => {
      const tenant = await aTenant(database.pool, { now: "2026-01-05T00:00:00Z" });
      const { partnerId, plan } = await roamers(tenant.ctx);
      let count = 0;
      for (const timeZone of ZONES) {
        const driver = await aDriver(tenant.ctx, { timeZone });
        const who = { partnerId, plan, driverId: driver.id };
        const moments = [...momentsOf(month, timeZone), ...momentsOf(other, timeZone)];
        const once = new Map(moments.map((at) => [at.epochMilliseconds, at]));
        for (const at of once.values()) await charge(tenant, who, at);
        count += once.size;
      }
      const days = 65;
      const from = Temporal.Instant.from(until).subtract({ hours: days * 24 });
      await runUntil(tenant, from.toString(), days);
      const lines = await linesOf(tenant);
      expect(lines).toHaveLength(count);
      const billed = lines.flatMap(({ at, start, end }) =>
        start && end ? [{ at, start, end }] : [],
      );
      const astray = billed.filter(
        ({ at, start, end }) =>
          Temporal.Instant.compare(at, start) < 0 || Temporal.Instant.compare(at, end) >= 0,
      );
      expect(astray).toEqual([]);
      // The first moment after both months waits for its own, in each zone.
      expect(lines.length - billed.length).toBe(ZONES.length);
      await expectSoundBooks(database.pool.db, tenant.tenantId);
    },
    60_000,
  );

  it("bill a driver who moves to another zone each charge once, before and after he moved", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-09-01T00:00:00Z" });
    const { partnerId, plan, driverId } = await roamers(tenant.ctx);
    const who = { partnerId, plan, driverId };
    const move = (timeZone: string) =>
      tenant.ctx.db.update(drivers).set({ timeZone }).where(eq(drivers.id, driverId));
    const moments = [
      "2026-10-01T03:00:00Z",
      "2026-10-25T00:30:00Z",
      "2026-10-25T01:30:00Z",
      "2026-10-31T22:59:59Z",
      "2026-10-31T23:30:00Z",
      "2026-11-01T03:30:00Z",
      "2026-11-01T04:30:00Z",
      "2026-11-30T23:30:00Z",
      "2026-12-01T04:30:00Z",
    ].map((text) => Temporal.Instant.from(text));
    for (const at of moments) await charge(tenant, who, at);
    await move("America/New_York");
    await runUntil(tenant, "2026-11-01T00:00:00Z", 6);
    await move("Europe/Stockholm");
    await runUntil(tenant, "2026-11-08T00:00:00Z", 30);
    await move("Pacific/Kiritimati");
    await runUntil(tenant, "2027-01-01T00:00:00Z", 6);
    const lines = await linesOf(tenant);
    expect(lines).toHaveLength(moments.length);
    expect(lines.filter(({ start }) => start === null)).toEqual([]);
    const [made] = await tenant.ctx.db
      .select({ n: sql<number>`count(*)::int` })
      .from(issuedDocuments)
      .where(eq(issuedDocuments.tenantId, tenant.tenantId));
    // In New York the first charge is still September's; then October, November in Stockholm, December.
    expect(made?.n).toBe(4);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  }, 60_000);
});

describe("a fee that is counted from the 31st", () => {
  it("is on exactly one invoice for each period, and periods follow each other without a gap", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-01-05T00:00:00Z" });
    const { ctx, clock } = tenant;
    const driver = await aDriver(ctx);
    const anchor = {
      at: Temporal.Instant.from("2026-01-31T09:00:00Z"),
      timeZone: "Europe/Stockholm",
      interval: "month",
    } as const;
    let start: Temporal.Instant = anchor.at;
    const fees: Id<"billItem">[] = [];
    for (let index = 0; index < 14; index += 1) {
      const period = subscriptionPeriodFrom(anchor, start);
      clock.set(period.start);
      fees.push(
        await openBillItem(ctx, {
          driverId: driver.id,
          key: `fee:${index}`,
          kind: "subscription_fee",
          basis: "gross",
          amountMinor: 99_00n,
          currency: "SEK",
          servicedAt: period.start,
          period,
          words: { code: "subscription_fee", parameters: { plan: "Kvitt Plus" } },
          billAt: period.start,
        }),
      );
      await issueDueItems(ctx);
      await issueDueItems(ctx);
      start = period.end;
    }
    const documents = await ctx.db
      .select({ canonical: issuedDocuments.canonical })
      .from(issuedDocuments)
      .where(eq(issuedDocuments.tenantId, tenant.tenantId))
      .orderBy(issuedDocuments.issuedAt);
    const bodies = documents.map(
      ({ canonical }) =>
        JSON.parse(canonical) as {
          lines: DocumentLine[];
          periodStart: string;
          periodEnd: string;
        },
    );
    const items = bodies.flatMap(({ lines }) =>
      lines.map((line) => (line.kind === "item" ? line.itemId : "")),
    );
    expect(items).toEqual(fees);
    bodies.slice(1).forEach(({ periodStart }, index) => {
      expect(periodStart).toBe(bodies[index]?.periodEnd);
    });
    const days = bodies.map(
      ({ periodStart }) =>
        Temporal.Instant.from(periodStart).toZonedDateTimeISO("Europe/Stockholm").day,
    );
    expect(days.slice(0, 5)).toEqual([31, 28, 31, 30, 31]);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });
});
