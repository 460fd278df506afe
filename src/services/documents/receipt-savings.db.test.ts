import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { readDocument } from "@/core/invoicing/issued-document";
import { issuedDocuments } from "@/db/schema/invoices";
import { sessions, sessionSavings } from "@/db/schema/sessions";
import { chargingGoals } from "@/db/schema/vehicles";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPrepaidDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf, rateAll } from "@/testing/roaming-driver";
import { issueDueReceipts } from "./issue-due-receipts";

const database = testDatabase();

/** A prepaid driver's charge whose session had a goal, and another that nobody planned. */
async function planned() {
  const tenant = await aTenant(database.pool, { now: "2026-10-11T10:00:00Z" });
  const { ctx } = tenant;
  const { driver, send } = await aPrepaidDriver(database.pool, tenant);
  await topUp(ctx, driver.id, 50_000n);
  const { cdr_token, auth_method, start_date_time } = cdrOf("A", 11, 10);
  await send("PUT", "sessions/SE/NSL/S-A", {
    country_code: "SE",
    party_id: "NSL",
    id: "S-A",
    start_date_time,
    kwh: 0,
    cdr_token,
    auth_method,
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    currency: "SEK",
    status: "ACTIVE",
    last_updated: start_date_time,
  });
  const [session] = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.tenantId, tenant.tenantId));
  if (!session) throw new Error("the session was not kept");
  await ctx.db
    .insert(chargingGoals)
    .values({
      tenantId: tenant.tenantId,
      sessionId: session.id,
      driverId: driver.id,
      style: "CHEAP",
      way: "profile",
      source: "driver",
      setAt: ctx.clock.now(),
    })
    .onConflictDoNothing();
  tenant.clock.set("2026-10-12T12:00:00Z");
  await send("POST", "cdrs", cdrOf("A", 11, 10));
  await send("POST", "cdrs", cdrOf("B", 12, 10));
  await rateAll(ctx);
  const receipts = async () => {
    const rows = await ctx.db
      .select()
      .from(issuedDocuments)
      .where(
        and(eq(issuedDocuments.tenantId, tenant.tenantId), eq(issuedDocuments.kind, "receipt")),
      )
      .orderBy(issuedDocuments.seq);
    return rows.map((row) => readDocument(row.kind, row.canonical).document);
  };
  return { tenant, ctx, sessionId: session.id, receipts };
}

describe("the receipt of a charge that was planned", () => {
  it("waits for what charging later came to, and says it", async () => {
    const { tenant, ctx, sessionId, receipts } = await planned();
    // The other one's receipt does not wait.
    expect(await issueDueReceipts(ctx)).toBe(1);
    await ctx.db.insert(sessionSavings).values({
      tenantId: tenant.tenantId,
      sessionId,
      currency: "SEK",
      carbonG: 200,
      carbonAtOnceG: 1_050,
      trace: { isShifted: true, paidGrossMinor: "5600", paidAtOnceGrossMinor: "7090" },
      workedOutAt: ctx.clock.now(),
    });
    expect(await issueDueReceipts(ctx)).toBe(1);
    const [other, own] = await receipts();
    expect(other).not.toHaveProperty("savings");
    expect(own).toMatchObject({
      savings: {
        savedMinor: "1490",
        savedCurrency: "SEK",
        marketSavedMicro: null,
        carbonSavedG: 850,
      },
    });
  });

  it("does not wait for ever", async () => {
    const { tenant, ctx, receipts } = await planned();
    expect(await issueDueReceipts(ctx)).toBe(1);
    tenant.clock.set("2026-10-12T12:02:01Z");
    expect(await issueDueReceipts(ctx)).toBe(1);
    for (const one of await receipts()) expect(one).not.toHaveProperty("savings");
  });
});
