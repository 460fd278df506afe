import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { USUAL_DAYS } from "@/core/disputes/dispute-clock";
import { auditEvents } from "@/db/schema/notifications";
import { tenants } from "@/db/schema/tenants";
import { testDatabase } from "@/testing/database";
import { aDisputedMonth } from "@/testing/disputed-month";
import { askOperator } from "./ask-operator";
import { readDisputeClocks, setDisputeClocks } from "./dispute-clocks";
import { openDispute } from "./open-dispute";
import { readOwnDispute } from "./read-dispute";

const database = testDatabase();

describe("the clocks of disputes", () => {
  it("are set by finance, hold for the steps that begin then, and leave the tenant's other settings", async () => {
    const { ctx, me, finance, cdrRow } = await aDisputedMonth(database.pool);
    const own = eq(tenants.id, ctx.tenantId);
    await ctx.db
      .update(tenants)
      .set({ portal: { signUp: "open" } })
      .where(own);
    expect((await readDisputeClocks(finance)).days).toEqual(USUAL_DAYS);
    const said = { reason: "fault", text: "It stopped after 10 kWh" } as const;
    const before = await openDispute(me, { ...said, id: (await cdrRow("C1")).id });
    const days = { finance: 2, partner: 4, credit: 6, refund: 8, counts: "calendar" } as const;
    await setDisputeClocks(finance, days);
    const after = await openDispute(me, { ...said, id: (await cdrRow("C2")).id });
    const endOf = async (id: string) => String((await readOwnDispute(me, id)).answerBy);
    // It is Thursday 5 November: three working days, and two days of the calendar.
    expect(await endOf(before.id)).toBe("2026-11-10T22:59:59Z");
    expect(await endOf(after.id)).toBe("2026-11-07T22:59:59Z");
    const { days: stored, ends } = await readDisputeClocks(finance);
    expect(stored).toEqual(days);
    expect(String(ends.refund)).toBe("2026-11-13T22:59:59Z");
    const [tenant] = await ctx.db.select().from(tenants).where(own);
    expect(tenant?.portal).toEqual({ signUp: "open", disputeDays: days });
    const audit = await ctx.db
      .select({ action: auditEvents.action, detail: auditEvents.detail })
      .from(auditEvents)
      .where(eq(auditEvents.tenantId, ctx.tenantId));
    expect(audit).toContainEqual({
      action: "dispute.clocks_changed",
      detail: { from: USUAL_DAYS, to: days },
    });
  });

  it("go by the holidays of who has to act: the operator's country for its answer, else ours", async () => {
    const { ctx, clock, me, finance, cdrRow } = await aDisputedMonth(database.pool);
    // Ours is Germany, which works on Christmas Eve; the operator's is Sweden, which does not.
    await ctx.db
      .update(tenants)
      .set({ countryCode: "DE", portal: { disputeDays: { finance: 1, partner: 1 } } })
      .where(eq(tenants.id, ctx.tenantId));
    clock.set("2026-12-23T09:00:00Z");
    const { id: charge } = await cdrRow("C2");
    const { id } = await openDispute(me, { id: charge, reason: "fault", text: "It stopped" });
    expect(String((await readOwnDispute(me, id)).answerBy)).toBe("2026-12-24T22:59:59Z");
    await askOperator(finance, { id, words: "Please check." });
    expect(String((await readOwnDispute(me, id)).answerBy)).toBe("2026-12-28T22:59:59Z");
  });

  it("are finance's alone to set, to whole days from 1 to 90", async () => {
    const { me, finance, nora } = await aDisputedMonth(database.pool);
    await expect(setDisputeClocks(me, USUAL_DAYS)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(readDisputeClocks(me)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(setDisputeClocks(nora, USUAL_DAYS)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const refund of [0, 91, 1.5])
      await expect(setDisputeClocks(finance, { ...USUAL_DAYS, refund })).rejects.toMatchObject({
        code: "INVALID",
      });
  });
});
