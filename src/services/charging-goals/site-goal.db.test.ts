import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { newId } from "@/db/new-id";
import { chargingRequests } from "@/db/schema/charging";
import { sessions } from "@/db/schema/sessions";
import { sites } from "@/db/schema/sites";
import { chargingGoals } from "@/db/schema/vehicles";
import { inTransaction } from "@/db/transaction";
import type { Id } from "@/core/ids";
import { insertWish, lockWish, moveWish } from "@/services/charging/charging-row";
import { lockSession } from "@/services/charging/steered-session";
import { encodeNothing } from "@/services/charging/stored-span";
import type { Ctx } from "@/services/context";
import { aDriver } from "@/testing/builders/driver";
import { testDatabase } from "@/testing/database";
import { aSteeredSite } from "@/testing/steered-site";
import { findGoal, goalIs } from "./goal-row";
import { getSessionGoal } from "./get-session-goal";
import { pursueDueGoals } from "./pursue-due-goals";
import { previewGoal } from "./preview-goal";
import { boostSession, type SaidGoal, setGoal } from "./set-goal";

const database = testDatabase();
const EVENING: SaidGoal = {
  style: "FAST",
  leaveAt: "15:00",
  need: { kind: "energy", energy: micro("20") },
  vehicleId: null,
  dischargeAllowed: false,
};

let site: Awaited<ReturnType<typeof aSteeredSite>>;
let sessionId: Id<"session">;
let driver: Ctx;

beforeEach(async () => {
  site = await aSteeredSite(database.pool, { evses: 2, limitA: 20 });
  sessionId = await site.arrive(1);
  await site.arrive(2);
  const { id: driverId } = await aDriver(site.ctx);
  await site.ctx.db
    .update(sessions)
    .set({ driverId, purpose: "billing" })
    .where(eq(sessions.id, sessionId));
  const userId = newId<"user">();
  driver = site.as({ kind: "user", userId, email: "a@kvitt.example", roles: ["driver"], driverId });
  // Until both stations have said yes to their shares.
  for (let round = 0; round < 3; round += 1) {
    await site.plan();
    await site.send();
    site.clock.advance({ seconds: 20 });
  }
  await site.plan();
});

const asked = () =>
  site.ctx.db.select().from(chargingRequests).where(eq(chargingRequests.tenantId, site.tenantId));

describe("a goal at a site that we steer", () => {
  it("is the site's plan to carry out: it wakes the planner and asks nothing by itself", async () => {
    const before = (await asked()).length;
    expect(await setGoal(driver, sessionId, EVENING)).toMatchObject({ way: "profile", by: "site" });
    const [row] = await site.ctx.db.select().from(sites).where(eq(sites.id, site.siteId));
    expect(row).toMatchObject({ dueAt: site.clock.now(), dueReason: "preference" });
    expect(await asked()).toHaveLength(before);
    expect(await findGoal(site.ctx, sessionId)).toMatchObject({ way: "profile", dueAt: null });
    await site.plan();
    await site.send();
    // The station's yes to the site's profile is no news for the goal, and makes no profile of its own.
    await pursueDueGoals(site.ctx);
    const own = (await asked()).filter((one) => one.requestedBy === "system:charging_goals");
    expect(own).toEqual([]);
  });

  it("has the site planned once for each answer of the station, and anew when its boost ends", async () => {
    await setGoal(driver, sessionId, { ...EVENING, leaveAt: null });
    const dueFor = async () => {
      const [row] = await site.ctx.db.select().from(sites).where(eq(sites.id, site.siteId));
      const isDue = row?.dueAt && Temporal.Instant.compare(row.dueAt, site.clock.now()) <= 0;
      return isDue ? row.dueReason : null;
    };
    // Old enough to be told all of it again.
    site.clock.advance({ minutes: 75 });
    await site.plan();
    expect(await site.send()).toHaveLength(2);
    expect(await dueFor()).toBe("confirmation");
    site.clock.advance({ seconds: 5 });
    await site.plan();
    expect(await pursueDueGoals(site.ctx)).toBe(1);
    expect(await dueFor()).toBeNull();
    await boostSession(driver, sessionId, true);
    await site.plan();
    site.clock.advance({ minutes: 120 });
    await site.plan();
    expect(await dueFor()).toBeNull();
    expect(await pursueDueGoals(site.ctx)).toBe(1);
    expect(await dueFor()).toBe("preference");
    await site.plan();
    expect(await pursueDueGoals(site.ctx)).toBe(0);
  });

  it("shows the driver the site's own plan, why it is so, and what the station said", async () => {
    await setGoal(driver, sessionId, EVENING);
    await site.plan();
    await site.send();
    const view = await getSessionGoal(driver, sessionId);
    expect(view.chosen).toEqual({ way: "profile", by: "site", asks: null });
    expect(view).toMatchObject({ isEstimate: true, asked: { kind: "SET_PROFILE" } });
    expect(view.reason).toMatchObject({ code: "limit", nodeName: "Grid", limit: 20, unit: "A" });
    // 20 A for two: never more than the connection gives.
    const powers = view.plan?.preview.course.stretches.map(({ powerW }) => powerW) ?? [];
    expect(Math.max(...powers)).toBeLessThanOrEqual(20 * 690);
    expect(powers.length).toBeGreaterThan(0);
  });

  it("is previewed within what the site's latest plan leaves for it", async () => {
    const { plan, chosen, isEstimate } = await previewGoal(driver, sessionId, EVENING);
    expect(chosen.by).toBe("site");
    expect(isEstimate).toBe(true);
    const most = Math.max(...(plan?.slots.map(({ availableW }) => availableW) ?? []));
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(20 * 690);
  });

  it("is never waited for by an answer that holds the goal while the goal's setter holds the site", async () => {
    await setGoal(driver, sessionId, EVENING);
    await site.plan();
    const wishId = await inTransaction(site.ctx, async (tx) => {
      const session = await lockSession(tx, sessionId, null);
      return insertWish(tx, { kind: "CLEAR_PROFILE", session, wish: encodeNothing() });
    });
    const dueAt = site.clock.now().add({ minutes: 10 });
    await site.ctx.db.update(sites).set({ dueAt }).where(eq(sites.id, site.siteId));
    const answered = await inTransaction(site.ctx, async (setter) => {
      await setter.db.select().from(sites).where(eq(sites.id, site.siteId)).for("update");
      const answer = inTransaction(site.ctx, async (tx) =>
        moveWish(tx, await lockWish(tx, wishId), { signal: { kind: "failed" } }),
      );
      const [own] = await setter.db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      const waiting = sql`select 1 from pg_locks
        where not granted and ${own!.pid}::int = any(pg_blocking_pids(pid))`;
      await expect.poll(() => site.ctx.db.execute(waiting)).not.toHaveLength(0);
      const goal = setter.db.select().from(chargingGoals).where(goalIs(site.ctx, sessionId));
      await expect(goal.for("update", { noWait: true })).resolves.toHaveLength(1);
      return { answer };
    });
    expect(await answered.answer).toBe(true);
  });
});
