import { beforeAll, describe, expect, it } from "vitest";

import { money } from "@/core/money/money";
import { newId } from "@/db/new-id";
import type { Role } from "@/db/schema/users";
import { invoiceNow } from "@/services/invoices/invoice-now";
import type { Ctx } from "@/services/context";
import { getStaffInvoice } from "@/services/invoices/get-staff-invoice";
import { listInvoices } from "@/services/invoices/list-invoices";
import { storeMessage } from "@/services/messages/store-message";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { countPartnerTroubles } from "./count-partner-troubles";
import { listFinanceNeeds } from "./list-finance-needs";
import { listUnbilledDrivers } from "./list-unbilled-drivers";
import { readFinanceDay } from "./read-finance-day";

const database = testDatabase();
const now = () => Temporal.Now.instant().toString();

function person(tenant: TestTenant, ...roles: readonly Role[]): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: null });
}

/** One accepted charge of 40.00 (the driver owes 56.00, 44.80 before VAT), one held 12.50 too dear. */
async function start() {
  const tenant = await aTenant(database.pool, { now: now() });
  const rig = await aRoamingDriver(database.pool, tenant);
  await rig.send("POST", "cdrs", cdrOf("C1", 3, 10));
  await rig.send("POST", "cdrs", cdrOf("C2", 8, 5, 32.5));
  await rateAll(tenant.ctx);
  return { tenant, ...rig, finance: person(tenant, "finance") };
}

describe("finance's day", () => {
  it("counts what came, what is held and what is booked, by currency", async () => {
    const { finance, tenant } = await start();
    const day = await readFinanceDay(finance);
    expect(day.received).toEqual({ count: 2, energyMicroKwh: 15_000_000n });
    expect(day.held).toMatchObject({
      count: 1,
      sums: [
        {
          currency: "SEK",
          cdrs: 1,
          claimedMicro: 32_500_000n,
          differenceMicro: 12_500_000n,
          withoutOwn: 0,
        },
      ],
    });
    expect(day.revenue).toEqual([money(4_480n, "SEK")]);
    expect(day.margin).toEqual({ count: 1, sums: [money(480n, "SEK")] });
    expect(day.unbilled).toMatchObject({ count: 1, sums: [money(5_600n, "SEK")] });
    expect(day.owed).toEqual({ count: 0, sums: [] });
    tenant.clock.advance({ hours: 25 });
    const next = await readFinanceDay(finance);
    expect([next.received.count, next.revenue, next.margin.count]).toEqual([0, [], 0]);
    expect([next.held.count, next.unbilled.count]).toEqual([1, 1]);
  });

  it("lists what waits for a person, and no message that came right later", async () => {
    const { finance, send, partner, tenant } = await start();
    await send("POST", "cdrs", { ...cdrOf("C9", 9, 5), currency: 7 });
    await storeMessage(tenant.ctx, {
      partnerId: partner.id,
      direction: "in",
      module: "cdrs",
      method: "POST",
      url: "/cdrs",
      objectKey: "SE/NSL/C1",
      outcome: "rejected",
      reasons: ["once wrong, right since"],
      occurredAt: tenant.clock.now().subtract({ minutes: 5 }),
    });
    const needs = await listFinanceNeeds(finance);
    expect(needs.held.map(({ ocpiId }) => ocpiId)).toEqual(["C2"]);
    expect(needs.messages).toHaveLength(1);
    expect(needs.messages[0]?.reasons.length).toBeGreaterThan(0);
  });
});

describe("invoices for staff", () => {
  it("show a driver's open charges, then the invoice with its journals, then nothing open", async () => {
    const { tenant, finance, driver } = await start();
    const before = await listUnbilledDrivers(finance, { text: driver.number, page: 1 });
    expect(before.drivers).toMatchObject([
      { id: driver.id, open: [{ sum: money(5_600n, "SEK"), charges: 1 }], waiting: 1 },
    ]);
    const [id = ""] = await invoiceNow(finance, { driverId: driver.id, expectedCharges: 1 });
    const after = await listUnbilledDrivers(finance, { text: driver.number, page: 1 });
    expect(after.drivers.map(({ open }) => open)).toEqual([[]]);
    const invoice = await getStaffInvoice(finance, id);
    expect(invoice.driver.id).toBe(driver.id);
    expect(invoice.journals.map(({ kind }) => kind)).toEqual(["invoice_finalized"]);
    expect(invoice.audit.map(({ action }) => action)).toEqual(["invoice.issue"]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("are found by state, driver and day, and become overdue after their due day", async () => {
    const { tenant, finance, driver } = await start();
    await invoiceNow(finance, { driverId: driver.id, expectedCharges: 1 });
    const count = async (filter: Partial<Parameters<typeof listInvoices>[1]>) =>
      (await listInvoices(finance, { page: 1, ...filter })).total;
    expect(await count({})).toBe(1);
    expect(await count({ paymentState: "paid" })).toBe(0);
    expect(await count({ isOwed: true })).toBe(1);
    expect(await count({ isTroubled: true })).toBe(0);
    expect(await count({ text: driver.name.slice(0, 4) })).toBe(1);
    expect(await count({ text: "nobody" })).toBe(0);
    expect(await count({ isOverdue: true })).toBe(0);
    tenant.clock.advance({ hours: 24 * 11 });
    expect(await count({ isOverdue: true })).toBe(1);
    const { totals } = await listInvoices(finance, { page: 1 });
    expect(totals.map(({ total }) => total)).toEqual([money(5_600n, "SEK")]);
  });
});

describe("reports", () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await aTenant(database.pool);
  });

  it("of finance are refused to everybody else", async () => {
    const strangers = [person(tenant, "driver"), person(tenant, "operations")];
    for (const ctx of strangers) {
      const code = "FORBIDDEN";
      await expect(readFinanceDay(ctx)).rejects.toMatchObject({ code });
      await expect(listFinanceNeeds(ctx)).rejects.toMatchObject({ code });
      await expect(listUnbilledDrivers(ctx, { page: 1 })).rejects.toMatchObject({ code });
      await expect(listInvoices(ctx, { page: 1 })).rejects.toMatchObject({ code });
      await expect(getStaffInvoice(ctx, newId())).rejects.toMatchObject({ code });
    }
  });

  it("of operations are refused to everybody else, and count the last day's refusals only", async () => {
    for (const role of ["driver", "finance"] as const) {
      await expect(countPartnerTroubles(person(tenant, role))).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
    const partner = await aPartner(tenant.ctx);
    const message = (hours: number, outcome: "rejected" | "accepted") =>
      storeMessage(tenant.ctx, {
        partnerId: partner.id,
        direction: "in",
        module: "cdrs",
        method: "POST",
        url: "/cdrs",
        outcome,
        occurredAt: tenant.clock.now().subtract({ hours }),
      });
    await Promise.all([message(1, "rejected"), message(25, "rejected"), message(1, "accepted")]);
    const troubles = await countPartnerTroubles(person(tenant, "operations"));
    expect(troubles).toEqual([
      { partnerId: partner.id, refused24h: 1, tokensPending: 0, tokensFailed: 0 },
    ]);
  });
});
