import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { testDatabase } from "@/testing/database";
import { aSteeredSite } from "@/testing/steered-site";
import { latestSessionPlan } from "./latest-session-plan";
import { readSiteFairness } from "./read-site-fairness";
import { readSiteLive } from "./read-site-live";
import { planSiteNow, steerSite } from "./steer-site";

const database = testDatabase();

type Site = Awaited<ReturnType<typeof aSteeredSite>>;

function operations(site: Site): Ctx {
  return site.as({
    kind: "user",
    userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
    email: "drift@kvitt.test",
    roles: ["operations"],
    driverId: null,
  });
}

async function settle(site: Site, rounds = 3) {
  for (let round = 0; round < rounds; round += 1) {
    await site.plan();
    await site.send();
    site.clock.advance({ seconds: 5 });
  }
}

describe("a site's live page", () => {
  it("shows nobody, and no plan, before anything has come", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    const live = await readSiteLive(operations(site), site.siteId);
    expect(live).toMatchObject({ sessions: [], plans: [], planning: "none", excess: [] });
    expect(live.nodes).toMatchObject([{ name: "Grid", limitA: 40, loadW: 0, isGrid: true }]);
    expect(live.picture.limit.every((watts) => watts === 27_600)).toBe(true);
  });

  it("says accepted only what was accepted, confirmed only what the station confirmed", async () => {
    const site = await aSteeredSite(database.pool, { evses: 1, limitA: 16 });
    const ctx = operations(site);
    const standing = async () => (await readSiteLive(ctx, site.siteId)).sessions[0]?.standing;
    const session = await site.arrive(1);
    expect(await standing()).toBe("none");
    await site.plan();
    expect(await standing()).toBe("waiting");
    const [wish] = await site.send(() => "forgets");
    expect(await standing()).toBe("accepted");
    await site.result(wish!, "ACCEPTED");
    expect(await standing()).toBe("confirmed");
    site.clock.advance({ minutes: 1 });
    await site.meter(1, 0.2);
    site.clock.advance({ minutes: 5 });
    await site.plan();
    await site.meter(1, 1.1);
    const [live] = (await readSiteLive(ctx, site.siteId)).sessions;
    expect(live).toMatchObject({ id: session, standing: "followed", toldW: 11_040 });
    expect(live!.plannedW).toBe(11_040);
    expect(live!.powerW).toBe(10_800);
    expect(live!.reason).toMatchObject({ code: "limit", nodeName: "Grid", limit: 16, unit: "A" });
  });

  it("tells a failing planner, and which limit is exceeded by what can't be steered", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 20 });
    const ctx = operations(site);
    await site.arrive(1);
    await site.plan();
    const live = await readSiteLive(ctx, site.siteId);
    expect(live.excess).toMatchObject([{ name: "Grid", limitA: 20, excessW: 12 * 690 }]);
    await planSiteNow(ctx, site.siteId);
    await site.plan({ plan: () => Promise.reject(new Error("no plan")) });
    expect((await readSiteLive(ctx, site.siteId)).planning).toBe("failing");
  });

  it("is not for drivers", async () => {
    const site = await aSteeredSite(database.pool, { evses: 1, limitA: 20 });
    const driver = site.as({
      kind: "user",
      userId: asId<"user">("00000000-0000-7000-8000-000000000002"),
      email: "d@kvitt.test",
      roles: ["driver"],
      driverId: null,
    });
    for (const ask of [readSiteLive, readSiteFairness, planSiteNow]) {
      await expect(ask(driver, site.siteId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    await expect(steerSite(driver, site.siteId, false)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("who was cut", () => {
  it("is said with the limit, the minutes and who shared it", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 20 });
    const ctx = operations(site);
    const first = await site.arrive(1);
    await site.arrive(2);
    await settle(site);
    site.clock.advance({ minutes: 10 });
    const { sessions, fairness } = await readSiteFairness(ctx, site.siteId);
    expect(sessions).toHaveLength(2);
    const held = sessions.filter(({ limits }) => limits.includes("Grid"));
    expect(held.length).toBeGreaterThan(0);
    const minutes = held.map(({ pausedMinutes, reducedMinutes }) => pausedMinutes + reducedMinutes);
    expect(Math.max(...minutes)).toBeGreaterThanOrEqual(9);
    expect(fairness!.lowest).toBeGreaterThan(0);
    const plan = await latestSessionPlan(ctx, first);
    expect(plan).toMatchObject({ outcome: "feasible", slotMinutes: 15, control: "steered" });
    expect(plan!.powerW).toHaveLength(16);
  });
});
