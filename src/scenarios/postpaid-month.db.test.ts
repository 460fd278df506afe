import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { driverAccount } from "@/core/ledger/account";
import { money } from "@/core/money/money";
import { cdrs } from "@/db/schema/cdrs";
import { invoices, issuedDocuments } from "@/db/schema/invoices";
import { notifications } from "@/db/schema/notifications";
import { charges } from "@/db/schema/plans";
import type { Actor } from "@/services/context";
import { decideCdr } from "@/services/cdrs/decide-cdr";
import { balanceOf } from "@/services/ledger/balance-of";
import { closeDuePeriods } from "@/services/invoice-runs/close-due-periods";
import { collectPayment } from "@/stripe/collect-payment";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { startTestStripe, type TestStripe } from "@/testing/stripe-simulator";

const database = testDatabase();
let rail: TestStripe;

beforeAll(async () => {
  rail = await startTestStripe();
});
afterAll(() => rail.simulator.close());

const finance: Actor = {
  kind: "user",
  userId: "00000000-0000-7000-8000-000000000001" as Extract<Actor, { kind: "user" }>["userId"],
  email: "finans@kvitt.test",
  roles: ["finance"],
  driverId: null,
};

describe("a month of a postpaid driver", () => {
  it("is billed to the öre: each charge once, the wrong claim as finance decided, and paid", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
    const { ctx, clock } = tenant;
    const { driver, send } = await aRoamingDriver(database.pool, tenant);
    await rail.saveCard(ctx, driver.id, "pm_card_visa");

    // Three charges; the second is delivered twice, the third claims 12.50 too much.
    const first = await send("POST", "cdrs", cdrOf("C1", 3, 10));
    const second = await send("POST", "cdrs", cdrOf("C2", 8, 7.5));
    const replay = await send("POST", "cdrs", cdrOf("C2", 8, 7.5));
    await send("POST", "cdrs", cdrOf("C3", 20, 5, 32.5));
    expect([first, second, replay].map(({ http, ocpi }) => [http, ocpi])).toEqual([
      [201, 1000],
      [201, 1000],
      [200, 1000],
    ]);
    expect(replay.location).toBe(second.location);

    await rateAll(ctx);
    const rated = await ctx.db
      .select()
      .from(cdrs)
      .where(eq(cdrs.tenantId, ctx.tenantId))
      .orderBy(cdrs.ocpiId);
    expect(rated.map(({ ocpiId, state, verdict }) => [ocpiId, state, verdict])).toEqual([
      ["C1", "accepted", "match"],
      ["C2", "accepted", "match"],
      ["C3", "held", "mismatch"],
    ]);
    const waiting = await ctx.db
      .select({ state: charges.state })
      .from(charges)
      .where(and(eq(charges.tenantId, ctx.tenantId), eq(charges.cdrId, rated[2]!.id)));
    expect(waiting).toEqual([{ state: "waiting" }]);

    // Finance accepts our figure for the third, before the month is closed.
    await decideCdr(tenant.as(finance), {
      cdrId: rated[2]!.id,
      decision: "accept_own",
      note: "The claim is 12.50 above the tariff.",
    });

    // By hand, gross: (40 × 1.25) × 1.10 + 1 = 56.00; (30 × 1.25) × 1.10 + 1 = 42.25; (20 × 1.25) × 1.10 + 1 = 28.50.
    clock.set("2026-11-04T12:00:00Z");
    expect(await closeDuePeriods(ctx)).toBe(1);
    expect(await closeDuePeriods(ctx)).toBe(0);
    const [invoice] = await ctx.db
      .select()
      .from(invoices)
      .where(eq(invoices.tenantId, ctx.tenantId));
    expect(invoice).toMatchObject({
      kind: "monthly",
      number: "K-2026-000001",
      totalMinor: 126_75n,
      vatMinor: 25_35n,
      netMinor: 101_40n,
      paymentState: "open",
      periodStart: Temporal.Instant.from("2026-09-30T22:00:00Z"),
      periodEnd: Temporal.Instant.from("2026-10-31T23:00:00Z"),
    });
    expect(await balanceOf(ctx, driverAccount(driver.id, "receivable"), "SEK")).toEqual(
      money(126_75n, "SEK"),
    );

    await collectPayment(ctx, rail.env, invoice!.id);
    const [paid] = await ctx.db
      .select({ paymentState: invoices.paymentState, paidMinor: invoices.paidMinor })
      .from(invoices)
      .where(eq(invoices.tenantId, ctx.tenantId));
    expect(paid).toEqual({ paymentState: "paid", paidMinor: 126_75n });
    const told = await ctx.db
      .select({ kind: notifications.kind })
      .from(notifications)
      .where(eq(notifications.tenantId, ctx.tenantId))
      .orderBy(notifications.createdAt, notifications.id);
    expect(told.map(({ kind }) => kind)).toEqual([
      // What finance decided after the month was over.
      "charge_billed_late",
      "invoice_issued",
      "payment_succeeded",
    ]);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("bills a CDR that comes after the close next month, under its own month's name", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
    const { ctx, clock } = tenant;
    const { send } = await aRoamingDriver(database.pool, tenant);
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    await rateAll(ctx);
    clock.set("2026-11-04T12:00:00Z");
    expect(await closeDuePeriods(ctx)).toBe(1);

    clock.set("2026-11-20T12:00:00Z");
    await send("POST", "cdrs", cdrOf("C9", 30, 4));
    await rateAll(ctx);
    clock.set("2026-11-20T13:00:00Z");
    expect(await closeDuePeriods(ctx)).toBe(0);
    clock.set("2026-12-04T12:00:00Z");
    expect(await closeDuePeriods(ctx)).toBe(1);
    const documents = await ctx.db
      .select({ number: issuedDocuments.number, canonical: issuedDocuments.canonical })
      .from(issuedDocuments)
      .where(eq(issuedDocuments.tenantId, ctx.tenantId))
      .orderBy(issuedDocuments.seq);
    expect(documents.map(({ number }) => number)).toEqual(["K-2026-000001", "K-2026-000002"]);
    const { lines } = JSON.parse(documents[1]!.canonical) as { lines: { lateFrom: string }[] };
    expect(lines.map(({ lateFrom }) => lateFrom)).toEqual(["2026-10"]);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("keeps what a card cannot be charged for until the next month", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
    const { ctx, clock } = tenant;
    const { send } = await aRoamingDriver(database.pool, tenant);
    await send("POST", "cdrs", cdrOf("C1", 3, 0.2));
    await rateAll(ctx);
    clock.set("2026-11-04T12:00:00Z");
    expect(await closeDuePeriods(ctx)).toBe(0);
    await send("POST", "cdrs", cdrOf("C2", 31, 10));
    await rateAll(ctx);
    clock.set("2026-12-04T12:00:00Z");
    expect(await closeDuePeriods(ctx)).toBe(1);
    const [invoice] = await ctx.db
      .select()
      .from(invoices)
      .where(eq(invoices.tenantId, ctx.tenantId));
    expect(invoice?.totalMinor).toBe(2_10n + 56_00n);
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });

  it("takes back an open charge when finance rejects its CDR, and bills nothing", async () => {
    const tenant = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
    const { ctx, clock } = tenant;
    const { driver, send } = await aRoamingDriver(database.pool, tenant);
    await send("POST", "cdrs", cdrOf("C1", 3, 10, 99));
    await rateAll(ctx);
    const [held] = await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, ctx.tenantId));
    await decideCdr(tenant.as(finance), { cdrId: held!.id, decision: "reject", note: "Not ours." });
    await expect(
      decideCdr(tenant.as(finance), { cdrId: held!.id, decision: "accept_claim", note: "Again." }),
    ).rejects.toMatchObject({ code: "PRECONDITION" });
    clock.set("2026-11-04T12:00:00Z");
    expect(await closeDuePeriods(ctx)).toBe(0);
    expect(await balanceOf(ctx, driverAccount(driver.id, "unbilled_receivable"), "SEK")).toEqual(
      money(0n, "SEK"),
    );
    await expectSoundBooks(database.pool.db, ctx.tenantId);
  });
});
