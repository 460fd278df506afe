import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { notifications } from "@/db/schema/notifications";
import { payments, stripeEvents } from "@/db/schema/payments";
import { stripeCursors, stripeTransactions } from "@/db/schema/treasury";
import { newId } from "@/db/new-id";
import { aBilledHistory, type BilledHistory } from "@/testing/builders/billed-history";
import { testDatabase } from "@/testing/database";
import { findViolations } from "@/testing/expect-sound-books";
import { plant } from "@/testing/plant";
import { dueLimits } from "./invariants/due-limits";
import { verifyBooks } from "./verify-books";

const database = testDatabase();

let history: BilledHistory;
beforeEach(async () => {
  history = await aBilledHistory(database.pool);
});

const found = () => findViolations(history.tenant.ctx.db, history.tenant.tenantId);
const minute = (text: string) => Temporal.Instant.from(text);

/** Mirrors the history's one charge at Stripe, up to a day after it. */
async function mirror(charge: Partial<typeof stripeTransactions.$inferInsert> = {}) {
  const { ctx } = history.tenant;
  const now = ctx.clock.now();
  await ctx.db.update(payments).set({ chargeId: "ch_1" }).where(eq(payments.id, history.paymentId));
  await ctx.db.insert(stripeTransactions).values({
    tenantId: ctx.tenantId,
    id: `txn_${history.paymentId}`,
    environment: "simulator",
    type: "charge",
    amountMinor: 8_544n,
    feeMinor: 310n,
    netMinor: 8_234n,
    currency: "SEK",
    sourceId: "ch_1",
    status: "available",
    availableOn: now,
    createdAt: now,
    readAt: now,
    ...charge,
  });
  await ctx.db
    .insert(stripeCursors)
    .values({
      tenantId: ctx.tenantId,
      environment: "simulator",
      list: "transactions",
      readUntil: now.add({ hours: 24 }),
      dueAt: now,
    })
    .onConflictDoNothing();
}

describe("I5", () => {
  const payment = () => `payment:${history.paymentId}`;

  it("is silent while both books agree, and while Stripe's was not read past the payment", async () => {
    expect(await found()).toEqual({});
    await mirror();
    expect(await found()).toEqual({});
  });

  it("finds a movement that nobody booked, and a booking that is not at Stripe", async () => {
    await mirror();
    await mirror({ id: "txn_other", sourceId: "ch_other", netMinor: 5n });
    expect(await found()).toEqual({
      I5: ["txn:txn_other: not booked: at Stripe 5 SEK, booked 0"],
    });
    await history.tenant.ctx.db.delete(stripeTransactions);
    expect(await found()).toEqual({
      I5: [`${payment()}: not at stripe: at Stripe 0 SEK, booked 8234`],
    });
  });

  it("finds another amount, a fee that was not booked, and one payment taken twice", async () => {
    await mirror({ netMinor: 8_233n });
    expect(await found()).toEqual({
      I5: [`${payment()}: amount differs: at Stripe 8233 SEK, booked 8234`],
    });
    await history.tenant.ctx.db.delete(stripeTransactions);
    await mirror({ netMinor: 4_000n });
    await mirror({ id: "txn_twice", netMinor: 4_234n });
    expect(await found()).toEqual({
      I5: [`${payment()}: booked twice: at Stripe 8234 SEK, booked 8234`],
    });
  });
});

describe("I9", () => {
  const standing = async (at: string) => {
    const reports = await verifyBooks(history.tenant.ctx.db, history.tenant.tenantId, minute(at));
    return reports.find(({ invariant }) => invariant === "I9");
  };

  it("is asked only where the time is known", async () => {
    const reports = await verifyBooks(history.tenant.ctx.db, history.tenant.tenantId);
    expect(reports.map(({ invariant }) => invariant)).not.toContain("I9");
    expect(await standing("2026-11-02T11:00:00Z")).toMatchObject({ violations: [] });
  });

  it("finds each row that waits longer than its limit, and no sooner", async () => {
    const { ctx } = history.tenant;
    const dueAt = minute("2026-11-02T11:00:00Z");
    await ctx.db.insert(stripeEvents).values({
      tenantId: ctx.tenantId,
      id: "evt_stuck",
      environment: "simulator",
      type: "x",
      payload: "{}",
      createdAt: dueAt,
      receivedAt: dueAt,
      dueAt,
    });
    await ctx.db.update(payments).set({ dueAt }).where(eq(payments.tenantId, ctx.tenantId));
    expect(await standing("2026-11-02T12:59:00Z")).toMatchObject({ checked: 1, violations: [] });
    const late = await standing("2026-11-02T13:01:00Z");
    expect(late?.violations).toEqual([
      {
        subject: "Stripe event evt_stuck",
        detail: "was due 2026-11-02 11:00 UTC, and may wait 2 h",
      },
    ]);
    await plant(
      database.owner,
      (sql) => sql`update payments set state = 'unknown' where id = ${history.paymentId}`,
    );
    const both = await standing("2026-11-02T13:01:00Z");
    expect(both?.violations.map(({ subject }) => subject)).toContain(
      `payment ${history.paymentId}`,
    );
  });

  it("knows tables and columns that there are", async () => {
    const { ctx } = history.tenant;
    const id: Id = newId();
    await ctx.db.insert(notifications).values({
      tenantId: ctx.tenantId,
      id: newId<"notification">(),
      key: `stuck:${id}`,
      kind: "payment_failed",
      email: "a@kvitt.test",
      locale: "sv",
      payload: {},
      dueAt: minute("2026-11-01T00:00:00Z"),
      createdAt: minute("2026-11-01T00:00:00Z"),
    });
    const report = await standing("2026-11-02T11:00:00Z");
    expect(report?.violations).toHaveLength(1);
    expect(new Set(dueLimits.map(({ table }) => table)).size).toBe(dueLimits.length);
  });
});
