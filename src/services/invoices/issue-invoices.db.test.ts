import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { invoices, issuedDocuments } from "@/db/schema/invoices";
import { inTransaction } from "@/db/transaction";
import type { Actor } from "@/services/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { invoiceNow } from "./invoice-now";
import { issueInvoices } from "./issue-invoices";
import { previewInvoice } from "./preview-invoice";

const database = testDatabase();

const person = (roles: Extract<Actor, { kind: "user" }>["roles"]): Actor => ({
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "someone@kvitt.test",
  roles,
  driverId: null,
});

/** A tenant whose driver has `count` rated charges in October. */
async function withCharges(count: number) {
  const tenant = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
  const { driver, send } = await aRoamingDriver(database.pool, tenant);
  for (let day = 1; day <= count; day += 1) await send("POST", "cdrs", cdrOf(`C${day}`, day, day));
  await rateAll(tenant.ctx);
  return { tenant, driver, send };
}

const order = (tenant: TestTenant, driverId: string) => ({
  driverId: asId<"driver">(driverId),
  kind: "interim" as const,
  period: {
    start: Temporal.Instant.from("2026-10-31T23:00:00Z"),
    end: tenant.clock.now(),
  },
  until: tenant.clock.now(),
});

describe("issuing invoices", () => {
  it("bills a charge once when two workers close the same month", async () => {
    const { tenant } = await withCharges(3);
    tenant.clock.set("2026-11-04T12:00:00Z");
    const made = await Promise.all([1, 2, 3].map(() => closeDuePeriods(tenant.ctx)));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(1);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("gives a number back when the transaction fails: the series has no gap", async () => {
    const { tenant, driver, send } = await withCharges(1);
    const { ctx } = tenant;
    await inTransaction(ctx, async (tx) => {
      await issueInvoices(tx, order(tenant, driver.id));
      throw new Error("the power went");
    }).catch(() => undefined);
    await issueInvoices(ctx, order(tenant, driver.id));
    await send("POST", "cdrs", cdrOf("C7", 7, 7));
    await rateAll(ctx);
    await issueInvoices(ctx, order(tenant, driver.id));
    const numbers = await ctx.db
      .select({ number: issuedDocuments.number })
      .from(issuedDocuments)
      .where(eq(issuedDocuments.tenantId, tenant.tenantId))
      .orderBy(issuedDocuments.seq);
    expect(numbers.map(({ number }) => number)).toEqual(["K-2026-000001", "K-2026-000002"]);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("leaves the month open while charges are still coming in", async () => {
    const { tenant, send } = await withCharges(1);
    tenant.clock.set("2026-11-04T12:00:00Z");
    await send("POST", "cdrs", cdrOf("C2", 2, 2));
    expect(await closeDuePeriods(tenant.ctx)).toBe(0);
    await rateAll(tenant.ctx);
    expect(await closeDuePeriods(tenant.ctx)).toBe(0);
    tenant.clock.advance({ seconds: 11 });
    expect(await closeDuePeriods(tenant.ctx)).toBe(1);
    const [invoice] = await tenant.ctx.db
      .select()
      .from(invoices)
      .where(eq(invoices.tenantId, tenant.tenantId));
    // (4 × 1.25) × 1.10 + 1 = 6.50 and (8 × 1.25) × 1.10 + 1 = 12.00
    expect(invoice?.totalMinor).toBe(18_50n);
  });
});

describe("invoice now", () => {
  it("issues what the preview showed, to the öre", async () => {
    const { tenant, driver } = await withCharges(2);
    const finance = tenant.as(person(["finance"]));
    const preview = await previewInvoice(finance, { driverId: driver.id });
    expect(preview.drafts.map(({ totals }) => totals.grossMinor)).toEqual([18_50n]);
    const ids = await invoiceNow(finance, { driverId: driver.id, expectedCharges: 2 });
    const [invoice] = await tenant.ctx.db.select().from(invoices).where(eq(invoices.id, ids[0]!));
    expect(invoice).toMatchObject({ kind: "interim", state: "finalized", totalMinor: 18_50n });
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("issues nothing when another charge has come since the preview", async () => {
    const { tenant, driver } = await withCharges(2);
    const finance = tenant.as(person(["finance"]));
    await expect(
      invoiceNow(finance, { driverId: driver.id, expectedCharges: 1 }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    const made = await tenant.ctx.db
      .select()
      .from(invoices)
      .where(eq(invoices.tenantId, tenant.tenantId));
    expect(made).toEqual([]);
  });

  it("is finance's alone", async () => {
    const { tenant, driver } = await withCharges(1);
    for (const roles of [["driver"], ["operations"], []] as const) {
      const other = tenant.as(person(roles));
      await expect(
        invoiceNow(other, { driverId: driver.id, expectedCharges: 1 }),
      ).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(previewInvoice(other, { driverId: driver.id })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
  });
});
