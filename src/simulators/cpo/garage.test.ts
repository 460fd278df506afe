import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_TOKENS } from "./configuration";
import { type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import { buildGarage, GARAGE_ID } from "./garage-site";
import { buildLocations } from "./locations";
import type { Session } from "./ocpi-objects";
import { PROFILES } from "./profiles";
import type { RunningCpo } from "./start-cpo";
import { planLive } from "./story-plan";
import { startTestCpo, temporaryFolder, TEST_NOW_MS, until } from "./test-run";
import { findViolations } from "./validate-object";
import { createWriter } from "./writers";

let emsp: FakeEmsp;
let running: RunningCpo;
const folder = temporaryFolder();
const options = () => ({
  stateDir: folder.path,
  emspVersionsUrl: `${emsp.url}/versions`,
  hasGarage: true,
});

const told = (method: string) =>
  emsp.requests
    .filter(({ path, method: used }) => path.startsWith("/2.2.1/sessions") && used === method)
    .map(({ body, path }) => ({ body: body as unknown as Session, path }));
const begun = () => told("PUT").map(({ body }) => body);
const isOurs = ({ cdr_token: token }: Session) => token.party_id === "KVT";
const state = () => running.cpo.state;

beforeAll(async () => {
  emsp = await startFakeEmsp();
  emsp.isScsp = true;
  running = await startTestCpo(options());
  // Some minutes of the garage's day.
  await until("cars came", () => state().garage.value.arrivals > 20);
}, 60_000);

afterAll(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("the garage's day", { timeout: 30_000 }, () => {
  it("begins with a dozen cars and more that charge already, within a minute", () => {
    const first = begun()[0];
    const openedMs = Date.parse(first?.last_updated ?? "");
    const early = begun().filter(
      ({ last_updated: at, start_date_time: start }) =>
        Date.parse(at) < openedMs + 60_000 && Date.parse(start) < openedMs - 60_000,
    );
    expect(early.length).toBeGreaterThanOrEqual(12);
    expect(early.every(({ kwh }) => kwh > 0)).toBe(true);
  });

  it("tells no more than the tables know, of other eMSPs no cost, and never two cars at an EVSE", () => {
    for (const { body } of told("PUT")) {
      expect(findViolations("Session", body, { isClosed: true })).toEqual([]);
    }
    for (const { body } of told("PATCH")) {
      expect(findViolations("Session", body, { isClosed: true, isPartial: true })).toEqual([]);
    }
    const foreign = begun().filter((session) => !isOurs(session));
    expect(foreign.length).toBeGreaterThan(15);
    expect(foreign.some((session) => "total_cost" in session)).toBe(false);
    const world = { vat: 25, findLocation: () => buildGarage(PROFILES.nordstrom, "") };
    const written = createWriter("2.3.0", world).session(foreign[0]!);
    const rules = { isClosed: true, version: "2.3.0" } as const;
    expect(findViolations("Session", written, rules)).toEqual([]);
    const uids = [...running.cpo.live.values()].map(({ evseUid }) => evseUid);
    expect(new Set(uids).size).toBe(uids.length);
  });

  it("asks nobody about other eMSPs' tokens and sends no CDR of theirs", () => {
    const own = new Set(DEMO_TOKENS.map(({ uid }) => uid));
    const asked = emsp.requests.flatMap(({ path }) => /tokens\/(.+)\/authorize/u.exec(path) ?? []);
    expect(asked.filter((part) => !part.includes("/")).every((uid) => own.has(uid))).toBe(true);
    const cdrs = emsp.requests.filter(({ path }) => path === "/2.2.1/cdrs");
    expect(cdrs.every(({ body }) => isOurs(body as unknown as Session))).toBe(true);
    expect(
      state()
        .cdrs.all()
        .every(({ object }) => own.has(object.cdr_token.uid)),
    ).toBe(true);
  });

  it("tells of each car soon, then every half to whole minute, and of the energy as its meter has it", () => {
    const foreign = begun().filter((session) => !isOurs(session));
    const patches = told("PATCH");
    const gaps = foreign.flatMap(({ id }) => {
      const ats = patches
        .filter(({ path, body }) => path.endsWith(`/${id}`) && body.status !== "COMPLETED")
        .map(({ body }) => Date.parse(body.last_updated));
      // The first two come soon after the car.
      const later = ats.slice(2);
      return later.slice(1).map((at, index) => (at - (later[index] ?? at)) / 1000);
    });
    expect(gaps.length).toBeGreaterThan(20);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(29);
    for (const { object } of state().sessions.all()) {
      const energy = object.charging_periods
        .flatMap(({ dimensions }) => dimensions)
        .filter(({ type }) => type === "ENERGY")
        .reduce((sum, { volume }) => sum + Math.round(volume * 1000), 0);
      expect(energy, object.id).toBe(Math.round(object.kwh * 1000));
    }
  });

  it("ends a stay with a COMPLETED push and a free EVSE", async () => {
    const done = () => told("PATCH").filter(({ body }) => body.status === "COMPLETED");
    const [{ evseUid: evse } = { evseUid: "" }] = running.cpo.live.values();
    const body = JSON.stringify({ evse });
    await fetch(`${running.url}/control/garage/depart`, { method: "POST", body });
    await until("a car left", () => done().length > 0);
    await until("free again", () =>
      emsp.requests.some(
        ({ path, body: change }) => path.endsWith(`/${evse}`) && change["status"] === "AVAILABLE",
      ),
    );
  });

  it("goes on after a restart with the cars that stand there, under their ids", async () => {
    await running.stop();
    const open = state()
      .sessions.all()
      .filter((stored) => stored.open !== null);
    const before = state().garage.value.arrivals;
    const nowMs = running.cpo.clock.nowMs();
    emsp.requests.length = 0;
    running = await startTestCpo(options(), nowMs + 5_000);
    await until("told on", () => told("PATCH").length > 10);
    const lasting = open.filter((stored) => (stored.open?.endS ?? 0) * 1000 > nowMs + 120_000);
    expect([...running.cpo.live.keys()]).toEqual(
      expect.arrayContaining(lasting.map(({ object }) => object.id)),
    );
    // What a stop cut off is told whole again, as the same car at the same place.
    for (const { id, evse_uid: uid, start_date_time: start } of begun()) {
      const former = open.find(({ object }) => object.id === id)?.object;
      expect([uid, start]).toEqual([former?.evse_uid ?? uid, former?.start_date_time ?? start]);
    }
    expect(state().garage.value.arrivals - before).toBeLessThan(10);
  });
});

describe("the garage on the next day", { timeout: 20_000 }, () => {
  it("has let go of those who stood there, and others stand there", async () => {
    const before = [...running.cpo.live.keys()];
    const nowMs = running.cpo.clock.nowMs();
    running.cpo.clock.moveAhead(running.cpo.clock.aheadMs() + 86_400_000);
    await until("all left", () => before.every((id) => !running.cpo.live.has(id)));
    await until("others came", () => running.cpo.live.size >= 12);
    for (const id of before) {
      const stored = state().sessions.get(id);
      expect(stored?.object.status ?? "COMPLETED").toBe("COMPLETED");
      const endMs = Date.parse(stored?.object.end_date_time ?? "2026-11-17T00:00:00Z");
      expect(endMs).toBeLessThan(nowMs + 8 * 3_600_000);
    }
    const starts = [...running.cpo.live.keys()].map((id) =>
      Date.parse(state().sessions.get(id)?.object.start_date_time ?? ""),
    );
    expect(Math.min(...starts)).toBeGreaterThan(nowMs + 43_200_000);
  });
});

describe("the garage beside the story", { timeout: 15_000 }, () => {
  it("changes nothing in it: the same ids at the same places", async () => {
    const other = await startFakeEmsp();
    other.isScsp = true;
    const apart = temporaryFolder();
    const cpo = await startTestCpo({
      stateDir: apart.path,
      emspVersionsUrl: `${other.url}/versions`,
      isStoryOn: true,
      hasGarage: true,
    });
    const { sessions } = cpo.cpo.state;
    await until("three turns", () => sessions.get("NSL-S-000003") !== undefined);
    const cast = {
      profile: PROFILES.nordstrom,
      locations: buildLocations(PROFILES.nordstrom, "2026-01-01T00:00:00Z"),
      tokens: [...DEMO_TOKENS],
      seed: "test",
    };
    for (const turn of [1, 2, 3]) {
      const { evse } = planLive(cast, turn, TEST_NOW_MS).place;
      expect(sessions.get(`NSL-S-00000${turn}`)?.object.evse_uid).toBe(evse.uid);
    }
    expect(sessions.all().some(({ isForeign }) => isForeign === true)).toBe(true);
    await cpo.stop();
    await other.close();
    apart.remove();
  });
});

describe("the garage at an eMSP that is no SCSP", { timeout: 15_000 }, () => {
  it("is there, and no car of another eMSP is told of", async () => {
    const other = await startFakeEmsp();
    const apart = temporaryFolder();
    const cpo = await startTestCpo(
      { stateDir: apart.path, emspVersionsUrl: `${other.url}/versions`, hasGarage: true },
      TEST_NOW_MS,
    );
    await until("stocked", () => other.requests.some(({ path }) => path.endsWith(GARAGE_ID)));
    const response = await fetch(`${cpo.url}/control/garage/arrive`, {
      method: "POST",
      body: "{}",
    });
    expect(response.status).toBe(409);
    expect(other.requests.some(({ path }) => path.includes("/sessions"))).toBe(false);
    await cpo.stop();
    await other.close();
    apart.remove();
  });
});
