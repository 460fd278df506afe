import { and, count, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { sitePlans } from "@/db/schema/site-plans";
import { testDatabase } from "@/testing/database";
import { aSteeredSite, type ProfileFate } from "@/testing/steered-site";
import { readSiteState } from "./site-snapshot";

const database = testDatabase();
type Site = Awaited<ReturnType<typeof aSteeredSite>>;

/** The minutes within an hour in which profiles are sent that all meet the same fate, and how often the site is planned. */
async function hourOf(site: Site, fate: ProfileFate) {
  const minutes: number[] = [];
  for (let minute = 0; minute <= 60; minute += 1) {
    await site.timeOut();
    await site.plan();
    if ((await site.send(() => fate)).length > 0) minutes.push(minute);
    site.clock.advance({ minutes: 1 });
  }
  const [plans] = await site.ctx.db
    .select({ made: count() })
    .from(sitePlans)
    .where(and(eq(sitePlans.tenantId, site.tenantId), eq(sitePlans.siteId, site.siteId)));
  return { minutes, plans: plans!.made };
}

describe("a station that refuses whatever it is told", () => {
  it("is asked less and less often, and has its site planned no more often than that and its slots", async () => {
    const site = await aSteeredSite(database.pool, { evses: 1, limitA: 40 });
    await site.arrive(1);
    const { minutes, plans } = await hourOf(site, "cpo-refuses");
    expect(minutes).toEqual([0, 2, 6, 14, 30, 60]);
    // Each message, each answer, each slot.
    expect(plans).toBeLessThanOrEqual(2 * minutes.length + 5);
  });

  it("is asked every two minutes as long as a limit may be exceeded without it", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    await site.arrive(1);
    await site.arrive(2);
    const { minutes } = await hourOf(site, "station-refuses");
    expect(minutes).toEqual(Array.from({ length: 31 }, (_, index) => 2 * index));
  });

  it("is asked as soon as others again once it has confirmed something", async () => {
    const site = await aSteeredSite(database.pool, { evses: 1, limitA: 40 });
    await site.arrive(1);
    const newest = async () => (await readSiteState(site.ctx, site.siteId)).state.sessions[0]!;
    const round = async (fate: ProfileFate) => {
      await site.plan();
      await site.send(() => fate);
      site.clock.advance({ minutes: 5 });
    };
    await round("cpo-refuses");
    await round("station-refuses");
    expect((await newest()).steering.newest).toMatchObject({ stands: "not-done", inARow: 2 });
    await round("confirms");
    expect((await newest()).steering.newest).toMatchObject({ stands: "done" });
    site.clock.advance({ minutes: 80 });
    await round("cpo-refuses");
    expect((await newest()).steering.newest).toMatchObject({ stands: "not-done", inARow: 1 });
  });
});

describe("a session that its CPO never ended", () => {
  const isHere = async (site: Site, id: string) => {
    const { state } = await readSiteState(site.ctx, site.siteId);
    return state.sessions.some((one) => one.id === id);
  };
  const says = async (site: Site, status: string) => {
    const change = { status, last_updated: site.clock.now().toString() };
    const answer = await site.cpo.send("PATCH", "locations/SE/NSL/GARAGE/E1", change);
    expect(answer.ocpi).toBe(1000);
  };

  it("takes no power once its charging point says that it is free and nothing more came of it", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    const { clock } = site;
    const ghost = await site.arrive(1);
    clock.advance({ minutes: 1 });
    const other = await site.arrive(2);
    clock.advance({ minutes: 1 });
    await says(site, "AVAILABLE");
    // The session's last word may still be on its way.
    clock.advance({ minutes: 7 });
    expect(await isHere(site, ghost)).toBe(true);
    clock.advance({ minutes: 1 });
    expect(await isHere(site, ghost)).toBe(false);
    expect(await isHere(site, other)).toBe(true);
  });

  it("counts while its charging point says anything else, and again with its next word", async () => {
    const site = await aSteeredSite(database.pool, { evses: 2, limitA: 40 });
    const { clock } = site;
    // A free charging point from before the session is no news of it.
    await says(site, "AVAILABLE");
    clock.advance({ seconds: 1 });
    const session = await site.arrive(1);
    clock.advance({ hours: 1 });
    expect(await isHere(site, session)).toBe(true);
    await says(site, "BLOCKED");
    expect(await isHere(site, session)).toBe(true);
    clock.advance({ seconds: 1 });
    await says(site, "AVAILABLE");
    expect(await isHere(site, session)).toBe(false);
    clock.advance({ seconds: 1 });
    await site.meter(1, 2);
    clock.advance({ hours: 1 });
    expect(await isHere(site, session)).toBe(true);
  });
});
