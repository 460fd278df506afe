import { desc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { decodeProfile } from "@/core/smart-charging/charging-profile";
import { chargingRequests } from "@/db/schema/charging";
import { sitePlans, sitePlanSessions } from "@/db/schema/site-plans";
import { sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";
import { SolverError } from "@/solver/open-solver";
import { testDatabase } from "@/testing/database";
import { aSteeredSite } from "@/testing/steered-site";

import { planDueSite } from "@/worker/plan-sites";
import { recordChargingAnswer } from "@/services/charging/record-charging-answer";
import { claimDueWishes } from "@/services/charging/claim-due-wishes";
import type { ProfileAnswer } from "@/services/charging/charging-state";
import { removeSite } from "@/services/sites/change-site";
import { putNode, removeNode } from "@/services/sites/edit-tree";
import { readNodes } from "@/services/sites/site-tables";
import { planSiteNow, steerSite } from "./steer-site";
import { wakeDeviatingSites } from "./wake-deviating-sites";

const database = testDatabase();
const amps = (count: number) => count * 690;

async function plansOf(ctx: Ctx) {
  return ctx.db
    .select()
    .from(sitePlans)
    .where(eq(sitePlans.tenantId, ctx.tenantId))
    .orderBy(desc(sitePlans.plannedAt), desc(sitePlans.id));
}

async function wishesOf(ctx: Ctx) {
  return ctx.db
    .select()
    .from(chargingRequests)
    .where(eq(chargingRequests.tenantId, ctx.tenantId))
    .orderBy(chargingRequests.createdAt, chargingRequests.id);
}

/** What the newest plan gave. */
async function givenOf(ctx: Ctx) {
  const [latest] = await plansOf(ctx);
  return ctx.db.select().from(sitePlanSessions).where(eq(sitePlanSessions.planId, latest!.id));
}

/** A car that follows a profile of a site which is only watched from now on. */
async function aWatchedCar() {
  const site = await aSteeredSite(database.pool, { evses: 1, limitA: 40 });
  const { ctx } = site;
  await site.arrive(1);
  await site.plan();
  await site.send();
  await steerSite(ctx, site.siteId, false);
  return {
    site,
    /** What became of each wish to let it go. */
    clears: async () =>
      (await wishesOf(ctx))
        .filter(({ kind }) => kind === "CLEAR_PROFILE")
        .map(({ state }) => state),
    /** Sends what is due; its operator answers this. */
    answerWith: async (result: ProfileAnswer) => {
      const wishes = await claimDueWishes(ctx, 50);
      for (const { id } of wishes) {
        await recordChargingAnswer(ctx, id, { kind: "answered", result, timeoutS: 30, notes: [] });
      }
      return wishes;
    },
  };
}

describe("a steered site", () => {
  it("tells a station its share when a car comes, and lets the others have theirs once it confirms", async () => {
    const site = await aSteeredSite(database.pool, { evses: 3, limitA: 40 });
    const { ctx, clock } = site;
    const first = await site.arrive(1);
    await site.plan();
    const [wish] = await wishesOf(ctx);
    const [plan] = await plansOf(ctx);
    expect(wish).toMatchObject({ sessionId: first, kind: "SET_PROFILE", sitePlanId: plan!.id });
    expect(plan).toMatchObject({ trigger: "arrival", outcome: "feasible", sent: 1 });
    expect(decodeProfile(wish!.wish).periods[0]!.limit).toBe(32_000_000n);
    await site.send();
    await site.arrive(2);
    clock.advance({ seconds: 5 });
    await site.plan();
    await site.send();
    clock.advance({ seconds: 5 });
    await site.plan();
    await site.send();
    expect(Math.max(...(await site.allowedW()))).toBeLessThanOrEqual(amps(40));
    const given = await givenOf(ctx);
    expect(given.map(({ control }) => control)).toEqual(["steered", "steered"]);
    const now = given.map(({ powerW }) => powerW[0]!);
    expect(now[0]! + now[1]!).toBeGreaterThan(amps(38));
  });

  it("plans a site that is only watched as if it were steered, and sends nothing", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40, isSteered: false });
    await site.arrive(1);
    await site.plan();
    const [plan] = await plansOf(site.ctx);
    expect(plan).toMatchObject({ outcome: "feasible", sent: 0 });
    expect(await wishesOf(site.ctx)).toEqual([]);
  });

  it("throws a plan away whose site changed under it, and plans again at once", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    const { ctx, solver } = site;
    await site.arrive(1);
    await site.plan({
      plan: async (problem) => {
        if (!site.isHere(2)) await site.arrive(2);
        return solver.plan(problem);
      },
    });
    expect(await plansOf(ctx)).toEqual([]);
    expect(await wishesOf(ctx)).toEqual([]);
    await site.plan();
    expect(await givenOf(ctx)).toHaveLength(2);
  });

  it("keeps the last plan when the planner fails, and is planned again soon", async () => {
    const site = await aSteeredSite(database.pool, { evses: 1, limitA: 40 });
    const { ctx, clock } = site;
    await site.arrive(1);
    await site.plan();
    await site.send();
    clock.advance({ minutes: 15 });
    await site.plan({ plan: () => Promise.reject(new SolverError("timeout", "no plan in time")) });
    expect(await plansOf(ctx)).toHaveLength(1);
    const [row] = await ctx.db.select().from(sites).where(eq(sites.id, site.siteId));
    expect(row).toMatchObject({ dueReason: "failure", dueAt: clock.now().add({ seconds: 15 }) });
    expect(Math.max(...(await site.allowedW()))).toBeLessThanOrEqual(amps(32));
    clock.advance({ seconds: 15 });
    await site.plan();
    expect(await plansOf(ctx)).toHaveLength(2);
  });

  it("gives the others what a car has shown that it does not take", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 32 });
    const { ctx, clock } = site;
    const first = await site.arrive(1);
    const second = await site.arrive(2);
    const settle = async () => {
      for (let round = 0; round < 3; round += 1) {
        await site.plan();
        await site.send();
        clock.advance({ seconds: 5 });
      }
    };
    await settle();
    const givenTo = async (id: string) =>
      (await givenOf(ctx)).find(({ sessionId }) => sessionId === id)!.powerW;
    expect((await givenTo(first))[0]).toBeGreaterThanOrEqual(amps(16));
    await site.meter(1, 0.1);
    clock.advance({ minutes: 6 });
    // Half a kW of the 11 and more that it may have.
    await site.meter(1, 0.15);
    await wakeDeviatingSites(ctx);
    await settle();
    expect(Math.max(...(await givenTo(first)))).toBeLessThan(6_100);
    expect((await givenTo(second))[0]).toBeGreaterThan(amps(22));
  });

  it("is planned once by two workers that look at the same time", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    await site.arrive(1);
    await site.arrive(2);
    await Promise.all([site.plan(), site.plan()]);
    expect(await plansOf(site.ctx)).toHaveLength(1);
    expect(await wishesOf(site.ctx)).toHaveLength(2);
  });

  it("stores one of two plans that were made of the same state, and sends each profile once", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    const { ctx, siteId, solver } = site;
    await site.arrive(1);
    const leasedUntil = site.clock.now().add({ seconds: 60 });
    const due = { id: siteId, trigger: "slot", leasedUntil };
    const kinds = await Promise.all([1, 2].map(() => planDueSite(ctx, due, solver)));
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(["changed", "stored"]);
    expect(await wishesOf(ctx)).toHaveLength(1);
  });

  it("sends what was stored although the worker died before it could", async () => {
    const site = await aSteeredSite(database.pool, { evses: 1, limitA: 16 });
    const { ctx, clock } = site;
    await site.arrive(1);
    await site.plan();
    clock.advance({ minutes: 3 });
    // Another worker, a while later: the wish is a row, and its plan is not made twice meanwhile.
    expect(await site.send()).toHaveLength(1);
    await site.plan();
    expect(await wishesOf(ctx)).toHaveLength(1);
    expect(Math.max(...(await site.allowedW(1)))).toBe(amps(16));
  });

  it("lets its sessions go once it is only watched, and never twice", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    const { ctx, clock, siteId } = site;
    await site.arrive(1);
    await site.plan();
    await site.send();
    await steerSite(ctx, siteId, false);
    await site.plan();
    clock.advance({ minutes: 15 });
    await site.plan();
    expect((await wishesOf(ctx)).map(({ kind }) => kind)).toEqual(["SET_PROFILE", "CLEAR_PROFILE"]);
  });

  it("lets its sessions go when it is removed", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    await site.arrive(1);
    await site.arrive(2);
    await site.plan();
    await site.send();
    await removeSite(site.ctx, site.siteId);
    const kinds = (await wishesOf(site.ctx)).map(({ kind }) => kind).toSorted();
    const cleared = kinds.filter((kind) => kind === "CLEAR_PROFILE");
    expect(cleared).toHaveLength(kinds.length - cleared.length);
    expect(cleared.length).toBeGreaterThan(0);
  });

  it("lets the car go whose charging point is taken out of its tree, and no other", async () => {
    const site = await aSteeredSite(database.pool, { evses: 3, limitA: 100 });
    const { ctx, siteId } = site;
    const cars = [await site.arrive(1), await site.arrive(2), await site.arrive(3)];
    await site.plan();
    await site.send();
    const pointOf = async (uid: string) =>
      (await readNodes(ctx, siteId)).find(({ evseUid }) => evseUid === uid)!;
    const cleared = async () =>
      (await wishesOf(ctx))
        .filter(({ kind }) => kind === "CLEAR_PROFILE")
        .map(({ sessionId }) => sessionId);
    await removeNode(ctx, siteId, (await pointOf("E1")).id);
    expect(await cleared()).toEqual([cars[0]]);
    // A part that is another charging point from now on has left its place, too; one that keeps it has not.
    const [second, third] = [await pointOf("E2"), await pointOf("E3")];
    await putNode(ctx, siteId, {
      ...second,
      key: second.id,
      parentKey: second.parentId,
      evseUid: "E9",
    });
    await putNode(ctx, siteId, {
      ...third,
      key: third.id,
      parentKey: third.parentId,
      name: "By the lift",
      evseUid: "e3",
    });
    expect(await cleared()).toEqual([cars[0], cars[1]]);
  });

  it("tries again to let a session go that could not be, not too often, and until it is done", async () => {
    const { site, clears, answerWith } = await aWatchedCar();
    const { ctx, clock } = site;
    await site.plan();
    await answerWith("REJECTED");
    clock.advance({ seconds: 119 });
    await planSiteNow(ctx, site.siteId);
    await site.plan();
    expect(await clears()).toEqual(["refused"]);
    clock.advance({ seconds: 1 });
    await planSiteNow(ctx, site.siteId);
    await site.plan();
    expect(await clears()).toEqual(["refused", "created"]);
    await answerWith("ACCEPTED");
    clock.advance({ minutes: 5 });
    await site.timeOut();
    clock.advance({ minutes: 15 });
    await site.plan();
    expect(await clears()).toEqual(["refused", "timeout", "created"]);
    const [wish] = await answerWith("ACCEPTED");
    await site.result(wish!, "ACCEPTED");
    clock.advance({ minutes: 15 });
    await site.plan();
    expect(await clears()).toEqual(["refused", "timeout", "confirmed"]);
  });

  it.each(["NOT_SUPPORTED", "UNKNOWN_SESSION"] as const)(
    "does not try again to let a session go whose operator said %s",
    async (said) => {
      const { site, clears, answerWith } = await aWatchedCar();
      await site.plan();
      await answerWith(said);
      site.clock.advance({ minutes: 15 });
      await site.plan();
      expect(await clears()).toEqual(["refused"]);
    },
  );
});
