import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import { asId, type Id } from "@/core/ids";
import { invoiceRuns } from "@/db/schema/invoice-runs";
import { sessions } from "@/db/schema/sessions";
import { tenants } from "@/db/schema/tenants";
import type { Actor } from "@/services/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { sessionOf } from "@/testing/pull-rig";
import { closeDuePeriods } from "./close-due-periods";
import { getRun } from "./get-run";
import { listRuns } from "./list-runs";
import { previewRun } from "./preview-run";
import { startRun } from "./start-run";
import { steerRun } from "./steer-run";

const database = testDatabase();
const finance: Actor = {
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "finans@kvitt.test",
  roles: ["finance"],
  driverId: null,
};

let tenant: TestTenant;
let send: Awaited<ReturnType<typeof aRoamingDriver>>["send"];
let driverId: Id<"driver">;
beforeEach(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-31T22:30:00Z" });
  const roaming = await aRoamingDriver(database.pool, tenant);
  ({ send } = roaming);
  driverId = roaming.driver.id;
  await send("POST", "cdrs", cdrOf("C1", 3, 10));
  await rateAll(tenant.ctx);
});
const staff = () => tenant.as(finance);
const runs = async () =>
  tenant.ctx.db.select().from(invoiceRuns).where(eq(invoiceRuns.tenantId, tenant.tenantId));
const soundBooks = () => expectSoundBooks(database.pool.db, tenant.tenantId);

/** A session that ended on 31 October and has no CDR. */
async function endSession(id: string): Promise<void> {
  await send(
    "PUT",
    `sessions/SE/NSL/${id}`,
    sessionOf(id, {
      start_date_time: "2026-10-31T20:00:00Z",
      end_date_time: "2026-10-31T22:00:00Z",
      status: "COMPLETED",
      last_updated: "2026-10-31T22:00:00Z",
    }),
  );
}

describe("finance and a run", () => {
  it("previews what will be issued, and starts it before the patience is over, once", async () => {
    tenant.clock.set("2026-11-02T11:00:00Z");
    expect(await previewRun(staff(), "2026-10")).toMatchObject({
      isOver: true,
      state: null,
      drivers: 1,
      perCurrency: [{ invoices: 1, sum: { amountMinor: 56_00n, currency: "SEK" } }],
      waiting: { count: 0 },
    });
    expect(await closeDuePeriods(tenant.ctx)).toBe(0);
    const id = await startRun(staff(), "2026-10");
    await expect(startRun(staff(), "2026-10")).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await closeDuePeriods(tenant.ctx)).toBe(1);
    expect(await getRun(staff(), id)).toMatchObject({
      state: "done",
      isAutomatic: false,
      invoicesIssued: 1,
      totals: [{ amountMinor: 56_00n, currency: "SEK" }],
      audit: [{ action: "invoice_run.start" }],
    });
    expect((await listRuns(staff())).runs).toHaveLength(1);
    await soundBooks();
  });

  it("does not start a month that is not over, nor for anybody else", async () => {
    await expect(startRun(staff(), "2026-11")).rejects.toMatchObject({ code: "PRECONDITION" });
    await expect(startRun(staff(), "October")).rejects.toMatchObject({ code: "INVALID" });
    const driver = tenant.as({ ...finance, roles: ["driver"], driverId });
    await expect(startRun(driver, "2026-10")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(previewRun(driver, "2026-10")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(listRuns(driver)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("pauses it, goes on with it, and leaves the rest for the next month", async () => {
    tenant.clock.set("2026-11-02T11:00:00Z");
    const id = await startRun(staff(), "2026-10");
    await steerRun(staff(), { id, deed: "pause" });
    tenant.clock.set("2026-11-05T12:00:00Z");
    expect(await closeDuePeriods(tenant.ctx)).toBe(0);
    await expect(steerRun(staff(), { id, deed: "retry" })).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    await steerRun(staff(), { id, deed: "cancel" });
    await expect(steerRun(staff(), { id, deed: "resume" })).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    expect(await closeDuePeriods(tenant.ctx)).toBe(0);
    tenant.clock.set("2026-12-04T12:00:00Z");
    expect(await closeDuePeriods(tenant.ctx)).toBe(1);
    expect((await runs()).map(({ month, state }) => `${month} ${state}`).toSorted()).toEqual([
      "2026-10 canceled",
      "2026-11 done",
    ]);
    await soundBooks();
  });
});

describe("a run and CDRs that are still expected", () => {
  it("waits for a driver's, as long as his operator usually takes, then invoices him with them", async () => {
    await endSession("S-C9");
    tenant.clock.set("2026-11-01T12:00:00Z");
    await tenant.ctx.db
      .update(tenants)
      .set({ closeAfterHours: 1 })
      .where(eq(tenants.id, tenant.tenantId));
    expect(await closeDuePeriods(tenant.ctx)).toBe(0);
    const [run] = await runs();
    expect(await getRun(staff(), run!.id)).toMatchObject({
      state: "running",
      waitingList: { count: 1, drivers: [{ driverId, reason: "late_cdrs" }] },
    });
    await send("POST", "cdrs", cdrOf("C9", 31, 10));
    await rateAll(tenant.ctx);
    tenant.clock.advance({ minutes: 2 });
    expect(await closeDuePeriods(tenant.ctx)).toBe(1);
    expect((await runs())[0]?.totals).toEqual({ SEK: String(56_00n * 2n) });
    await soundBooks();
  });

  it("does not wait longer than the operator usually takes, nor than the tenant lets it", async () => {
    await endSession("S-C9");
    await tenant.ctx.db
      .update(tenants)
      .set({ closeAfterHours: 1, billing: { lateCdrWaitHours: 2 } })
      .where(eq(tenants.id, tenant.tenantId));
    tenant.clock.set("2026-11-01T01:30:00Z");
    expect(await closeDuePeriods(tenant.ctx)).toBe(0);
    tenant.clock.set("2026-11-01T02:30:00Z");
    expect(await closeDuePeriods(tenant.ctx)).toBe(1);
    expect(
      await tenant.ctx.db.select().from(sessions).where(eq(sessions.tenantId, tenant.tenantId)),
    ).toHaveLength(1);
    await soundBooks();
  });
});
