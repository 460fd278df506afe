import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { partners } from "@/db/schema/partners";
import { sessionReadings } from "@/db/schema/sessions";
import { siteNodes, sites } from "@/db/schema/sites";
import { cases } from "@/db/schema/treasury";
import { testDatabase } from "@/testing/database";
import { A_SITE, aDescribedSite, aPart } from "@/testing/described-site";
import { changeSite, removeSite } from "./change-site";
import { describeLocation } from "./describe-location";
import { describeSite } from "./describe-site";
import { addLocationPoints, putNode, removeNode } from "./edit-tree";
import { findSiteOfSession } from "./find-site-of-session";
import { forgetReadings } from "./forget-readings";
import { getSite } from "./get-site";
import { listSiteLocations } from "./list-site-locations";
import { listSites } from "./list-sites";
import { readLiveLoad } from "./read-live-load";
import { receiveReadings } from "./receive-readings";
import { readNodes } from "./site-tables";
import { createSiteKey, listSiteKeys } from "./site-keys";
import { watchSites } from "./watch-load";

const database = testDatabase();
let world: Awaited<ReturnType<typeof aDescribedSite>>;

beforeAll(async () => {
  world = await aDescribedSite(database.pool);
});
afterAll(() => world.stop());

const nodeOf = async (name: string) => {
  const nodes = await readNodes(world.ctx, world.siteId);
  const node = nodes.find((one) => one.name === name);
  if (!node) throw new Error(`no part is called ${name}`);
  return node;
};
const pointOf = async (uid: string) => {
  const nodes = await readNodes(world.ctx, world.siteId);
  const node = nodes.find(({ evseUid }) => evseUid === uid);
  if (!node) throw new Error(`no point is ${uid}`);
  return node;
};
const place = (evseUid: string) => ({
  partnerId: world.partnerId,
  countryCode: "NL",
  partyId: "FKE",
  locationOcpiId: "loc-1",
  evseUid,
});
const invalid = (fault: string) => ({ code: "INVALID", detail: { fault } });

describe("a described site", () => {
  it("has a tree with parents before children, and all EVSEs of its location", async () => {
    const nodes = await readNodes(world.ctx, world.siteId);
    expect(nodes.map(({ kind, evseUid }) => evseUid ?? kind)).toEqual([
      "grid",
      "feeder",
      "E1",
      "E2",
      "E3",
    ]);
    const [row] = await world.ctx.db.select().from(sites).where(eq(sites.id, world.siteId));
    expect(row?.dueReason).toBe("limit");
  });

  it("is found by a session's place, whatever case its CPO writes in", async () => {
    const found = await findSiteOfSession(world.ctx, place("e1"));
    expect(found).toMatchObject({ id: world.siteId, isSteered: false });
    expect(await findSiteOfSession(world.ctx, place("E9"))).toBeNull();
  });

  it("can't have an EVSE that another one has", async () => {
    const again = describeLocation(world.ctx, {
      locationId: world.pick.locationId,
      name: "Again",
      gridName: "Grid",
      limitA: 32,
      limitW: null,
      zone: null,
      slotMinutes: 15,
      isSteered: false,
    });
    await expect(again).rejects.toMatchObject({
      code: "CONFLICT",
      detail: { fault: "taken", site: "Museumplein" },
    });
    expect(await listSites(world.ctx)).toHaveLength(1);
  });

  it("is refused whole where it can't be meant", async () => {
    const draft = { partnerId: world.partnerId, countryCode: "NL", partyId: "FKE" };
    const nodes = [aPart("grid", null, { limitA: 10 })];
    const wrong = describeSite(world.ctx, {
      ...draft,
      settings: { ...A_SITE, timeZone: "Nowhere" },
      nodes,
    });
    await expect(wrong).rejects.toMatchObject(invalid("bad-time-zone"));
    const bare = describeSite(world.ctx, { ...draft, settings: A_SITE, nodes: [] });
    await expect(bare).rejects.toMatchObject(invalid("no-grid"));
  });

  it("is for operations alone", async () => {
    const driver = world.asDriver;
    await expect(listSites(driver)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(changeSite(driver, world.siteId, A_SITE)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const operations = world.open({
      kind: "user",
      userId: newId<"user">(),
      email: "drift@kvitt.example",
      roles: ["operations"],
      driverId: null,
    });
    expect(await listSites(operations)).toMatchObject([{ name: "Museumplein", points: 3 }]);
  });

  it("says of each point whether it can be steered, and why not", async () => {
    const reasons = async () =>
      (await getSite(world.ctx, world.siteId)).points.map(({ hindrance }) => hindrance);
    // E1 says that it can, E2 says nothing, E3 says what else it can.
    expect(await reasons()).toEqual([null, null, "not-capable"]);
    const version = (text: string) =>
      world.ctx.db.update(partners).set({ version: text }).where(eq(partners.id, world.partnerId));
    await version("2.1.1");
    expect(await reasons()).toEqual(["no-profiles", "no-profiles", "no-profiles"]);
    await version("2.2.1");
  });
});

describe("a site's tree", () => {
  it("takes a new part, lets points move below it, and keeps their ids", async () => {
    const grid = await nodeOf("grid");
    const id = await putNode(world.ctx, world.siteId, {
      ...aPart("", grid.id, { limitA: 40, name: "Deck 2" }),
      key: null,
      windows: [{ weekdays: 31, fromClock: "16:00", toClock: "20:00", limitA: 20, limitW: null }],
    });
    const before = await pointOf("E3");
    await putNode(world.ctx, world.siteId, { ...before, key: before.id, parentKey: id });
    expect(await pointOf("E3")).toMatchObject({ id: before.id, parentId: id });
    expect((await nodeOf("Deck 2")).windows).toMatchObject([{ weekdays: 31, limitA: 20 }]);
  });

  it("can't be made a circle", async () => {
    const [feeder, deck] = [await nodeOf("feeder"), await nodeOf("Deck 2")];
    await putNode(world.ctx, world.siteId, { ...deck, key: deck.id, parentKey: feeder.id });
    const circle = putNode(world.ctx, world.siteId, {
      ...feeder,
      key: feeder.id,
      parentKey: deck.id,
    });
    await expect(circle).rejects.toMatchObject(invalid("cycle"));
  });

  it("loses a part, and what that fed hangs on what fed it; the connection stays", async () => {
    const [feeder, deck, grid] = [
      await nodeOf("feeder"),
      await nodeOf("Deck 2"),
      await nodeOf("grid"),
    ];
    await removeNode(world.ctx, world.siteId, deck.id);
    expect((await pointOf("E3")).parentId).toBe(feeder.id);
    await expect(removeNode(world.ctx, world.siteId, grid.id)).rejects.toMatchObject({
      code: "PRECONDITION",
    });
  });

  it("gets those EVSEs of a location that it does not have", async () => {
    await removeNode(world.ctx, world.siteId, (await pointOf("E2")).id);
    const { locationId } = world.pick;
    const [offered] = await listSiteLocations(world.ctx);
    expect(offered).toMatchObject({ id: locationId, evses: 3, taken: 2, zone: "NL" });
    const parentId = (await nodeOf("feeder")).id;
    const add = () => addLocationPoints(world.ctx, world.siteId, { locationId, parentId });
    expect([await add(), await add()]).toEqual([1, 0]);
  });
});

describe("a site's sessions", () => {
  it("wake it when a car arrives and leaves, and leave what their meter showed", async () => {
    const lieDown = () =>
      world.ctx.db
        .update(sites)
        .set({ dueAt: null, dueReason: null })
        .where(eq(sites.id, world.siteId));
    const reason = async () => {
      const [row] = await world.ctx.db.select().from(sites).where(eq(sites.id, world.siteId));
      return row?.dueReason ?? null;
    };
    await lieDown();
    await world.beginSession({ id: "S-2", evse_uid: "E2" });
    expect(await reason()).toBe("arrival");
    await lieDown();
    world.tenant.clock.set("2026-11-02T11:20:20Z");
    await world.read("2026-11-02T11:10:20Z", 1);
    await world.read("2026-11-02T11:10:20Z", 1);
    await world.read("2026-11-02T11:20:20Z", 3);
    expect(await reason()).toBeNull();
    const rows = await world.ctx.db
      .select({ energy: sessionReadings.energyMicroKwh })
      .from(sessionReadings)
      .where(eq(sessionReadings.sessionId, world.sessionId))
      .orderBy(asc(sessionReadings.at));
    expect(rows.map(({ energy }) => energy)).toEqual([0n, 1_000_000n, 3_000_000n]);
  });

  it("show their power by their meters, and at the most where none was read", async () => {
    const now = world.tenant.clock.now();
    const span = { startsAt: now.subtract({ minutes: 15 }), slotMinutes: 10, slots: 2 };
    const { sessions, nodes } = await readLiveLoad(world.ctx, world.siteId, span);
    expect(sessions).toMatchObject([
      { sessionId: world.sessionId, powerW: 12_000, source: "meter" },
      { powerW: 22_080, source: "maximum", since: null },
    ]);
    const feeder = nodes.find(({ node }) => node.name === "feeder");
    expect(feeder?.now).toMatchObject({ sessionsW: 34_080, isAssumed: true });
    // The first reading was stated ahead of our clock: it counts from when it came, 620 s before the next.
    expect(feeder?.points[0]).toMatchObject({ sessionsW: 22_080 + 5_806 });
    const [row] = await listSites(world.ctx);
    expect(row).toMatchObject({ charging: 2, source: "assumed", mostW: 69_000, over: [] });
  });

  it("are told of as a case once they have drawn more than a limit for a while, with nothing assumed", async () => {
    const feeder = await nodeOf("feeder");
    const limit = (limitW: number | null) =>
      putNode(world.ctx, world.siteId, {
        ...feeder,
        key: feeder.id,
        parentKey: feeder.parentId,
        limitW,
      });
    const told = async () => {
      await watchSites(world.ctx);
      const rows = await world.ctx.db.select().from(cases).where(eq(cases.kind, "site_over_limit"));
      return rows.map(({ state, detail }) => `${detail["node"]} ${state}`);
    };
    await limit(8_000);
    // S-2 was never read.
    expect(await told()).toEqual([]);
    const end = { kwh: 0, status: "COMPLETED", end_date_time: "2026-11-02T11:10:00Z" };
    await world.push("PATCH", "sessions/NL/FKE/S-2", {
      ...end,
      last_updated: "2026-11-02T11:20:20Z",
    });
    expect(await told()).toEqual(["feeder open"]);
    expect(await told()).toEqual(["feeder open"]);
    await limit(null);
    expect(await told()).toEqual(["feeder closed"]);
  });

  it("wake it again when they end", async () => {
    await world.ctx.db.update(sites).set({ dueAt: null, dueReason: null });
    await world.read("2026-11-02T11:20:21Z", 3, { status: "COMPLETED" });
    const [row] = await world.ctx.db.select().from(sites).where(eq(sites.id, world.siteId));
    expect(row?.dueReason).toBe("departure");
  });
});

describe("what meters showed", () => {
  it("is forgotten after 90 days", async () => {
    const now = world.tenant.clock.now();
    const at = now.subtract({ minutes: 1 });
    await receiveReadings(world.ctx, world.siteId, [{ node: null, at, powerW: 1_000 }]);
    expect(await forgetReadings(world.ctx)).toBe(0);
    world.tenant.clock.advance({ hours: 24 * 90 });
    expect([await forgetReadings(world.ctx), await forgetReadings(world.ctx)]).toEqual([1, 0]);
    world.tenant.clock.set(now);
  });
});

describe("a removed site", () => {
  it("is gone with its keys, keeps its history, and frees its EVSEs", async () => {
    await createSiteKey(world.ctx, world.siteId, "DSO");
    await removeSite(world.ctx, world.siteId);
    expect(await listSites(world.ctx)).toEqual([]);
    expect((await listSiteKeys(world.ctx, world.siteId)).every(({ revokedAt }) => revokedAt)).toBe(
      true,
    );
    expect(await findSiteOfSession(world.ctx, place("E1"))).toBeNull();
    const [kept] = await world.ctx.db
      .select()
      .from(siteNodes)
      .where(and(eq(siteNodes.siteId, world.siteId), eq(siteNodes.kind, "grid")));
    expect(kept?.limitA).toBe(100);
    const [offered] = await listSiteLocations(world.ctx);
    expect(offered).toMatchObject({ taken: 0 });
  });
});
