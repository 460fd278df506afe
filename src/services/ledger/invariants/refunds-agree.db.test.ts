import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";

import { newId } from "@/db/new-id";
import { refunds } from "@/db/schema/credits";
import { disputes } from "@/db/schema/treasury";
import { aBilledHistory, type BilledHistory } from "@/testing/builders/billed-history";
import { testDatabase } from "@/testing/database";
import { findViolations } from "@/testing/expect-sound-books";
import { plant } from "@/testing/plant";

const database = testDatabase();

let history: BilledHistory;
beforeEach(async () => {
  history = await aBilledHistory(database.pool);
});

const wrong = async () => {
  const { ctx, tenantId } = history.tenant;
  return (await findViolations(ctx.db, tenantId))["I6"] ?? [];
};

describe("I6, of money that left again", () => {
  it("finds a refund that is said to have gone out and is not booked", async () => {
    const { ctx, tenantId } = history.tenant;
    const id = newId<"refund">();
    const now = ctx.clock.now();
    await ctx.db.insert(refunds).values({
      tenantId,
      id,
      driverId: history.driverId,
      paymentId: history.paymentId,
      environment: "simulator",
      cause: "credit_note",
      amountMinor: 1_000n,
      currency: "SEK",
      state: "succeeded",
      idempotencyKey: `refund-${id}`,
      request: "",
      requestSha256: createHash("sha256").update("").digest(),
      dueAt: now,
      createdAt: now,
    });
    expect(await wrong()).toEqual([
      `payment ${history.paymentId}: says refunded 0, its refunds 1000`,
      `refund ${id}: is succeeded with 1000, went out 0, came back 0`,
    ]);
  });

  it("finds a payment that says it was refunded, without a refund", async () => {
    await plant(
      database.owner,
      (sql) => sql`update payments set refunded_minor = 500 where id = ${history.paymentId}`,
    );
    expect(await wrong()).toEqual([
      `payment ${history.paymentId}: says refunded 500, its refunds 0`,
    ]);
  });

  it("finds money that a dispute took and the books did not see", async () => {
    const { ctx, tenantId } = history.tenant;
    const id = newId<"dispute">();
    await ctx.db.insert(disputes).values({
      tenantId,
      id,
      paymentId: history.paymentId,
      environment: "simulator",
      stripeDisputeId: `du_${id}`,
      amountMinor: 8_544n,
      currency: "SEK",
      reason: "fraudulent",
      status: "needs_response",
      funds: "withdrawn",
      openedAt: ctx.clock.now(),
    });
    expect(await wrong()).toEqual([
      `dispute ${id}: is needs_response (withdrawn, loss to nobody) over 8544, books hold 0`,
    ]);
  });

  it("finds an invoice whose payment was taken back and that still counts as paid", async () => {
    await plant(
      database.owner,
      (sql) => sql`update payments set reversed_minor = 8544 where id = ${history.paymentId}`,
    );
    expect(await wrong()).toEqual([
      `invoice ${history.paid.number}: says paid 8544, its payments took 0`,
    ]);
  });
});
