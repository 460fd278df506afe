import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { emspToken, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { Cdr, ChargingPeriod, Session } from "./ocpi-objects";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, until } from "./test-run";
import { findViolations } from "./validate-object";

let emsp: FakeEmsp;
let running: RunningCpo;
let results = 0;
const folder = temporaryFolder();

interface Told {
  evse_uid: string;
  session_id: string;
  power_w: number;
  limit_w: number | null;
  energy_wh: number;
}

async function control(path: string, body?: object) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${running.url}/control/${path}`, init);
  return { http: response.status, body: (await response.json()) as Record<string, unknown> };
}

const send = (method: string, path: string, body?: object) =>
  ask(`${running.url}/ocpi/2.2.1/${path}`, emsp.tokenB(), { method, body });

async function arrive(evse: string, order: object = {}): Promise<string> {
  const { body } = await control("garage/arrive", { evse, ...order });
  return String(body["session_id"]);
}

async function evseOf(id: string): Promise<Told | undefined> {
  const { body } = await control("state");
  return (body["evses"] as Told[]).find(({ session_id: at }) => at === id);
}

const profile = (limit: number, change: object = {}) => ({
  charging_rate_unit: "A",
  charging_profile_period: [{ start_period: 0, limit }],
  ...change,
});

/** Sets a profile and returns what was said at once and where the result will be. */
async function set(id: string, charging_profile: object) {
  results += 1;
  const to = `/results/${results}`;
  const response_url = `${emsp.url}${to}`;
  const { body } = await send("PUT", `receiver/chargingprofiles/${id}`, {
    charging_profile,
    response_url,
  });
  return { at: to, said: (body.data as { result: string }).result };
}

const findResult = (at: string) => emsp.requests.find(({ path }) => path === at)?.body;

async function resultOf({ at }: { at: string }) {
  await until(`result ${at}`, () => findResult(at) !== undefined);
  return findResult(at);
}

const pushed = (id: string) =>
  emsp.requests
    .filter(({ path }) => path === `/2.2.1/chargingprofiles/${id}`)
    .map(({ body }) => body);

async function pause(seconds: number): Promise<void> {
  const laterMs = running.cpo.clock.nowMs() + seconds * 1000;
  await until("later", () => running.cpo.clock.nowMs() > laterMs);
}

beforeAll(async () => {
  emsp = await startFakeEmsp();
  emsp.isScsp = true;
  running = await startTestCpo({ stateDir: folder.path, emspVersionsUrl: `${emsp.url}/versions` });
  await until("stocked", () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7);
});

afterEach(async () => {
  await control("stations", {
    refuses: null,
    loses_request: null,
    loses_result: null,
    drift_percent: null,
    parking_while_paused: null,
  });
  for (const { evseUid: evse } of running.cpo.live.values())
    await control("garage/depart", { evse });
  await until("all gone", () => running.cpo.live.size === 0);
});

afterAll(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("a car of another eMSP", { timeout: 15_000 }, () => {
  it("is steered by an SCSP, which has no say in the rest", async () => {
    const id = await arrive("NSL-STO-40-E01");
    expect(await resultOf(await set(id, profile(10)))).toEqual({ result: "ACCEPTED" });
    await pause(20);
    expect(await evseOf(id)).toMatchObject({ power_w: 6_900, limit_w: 6_900 });
    // The meter is read again soon after the limit changed, not only when its turn comes.
    const setMs = running.cpo.state.sessions.get(id)?.open?.limit?.setAtMs ?? 0;
    const readMs = () =>
      Date.parse(running.cpo.state.sessions.get(id)?.object.last_updated ?? "") - setMs;
    await until("a reading", () => readMs() > 14_000);
    expect(readMs()).toBeLessThan(27_000);
    const wish = await send("PUT", `sender/sessions/${id}/charging_preferences`, {
      profile_type: "FAST",
    });
    expect(wish.http).toBe(404);
    const response_url = `${emsp.url}/results/stop`;
    const stop = await send("POST", "receiver/commands/STOP_SESSION", {
      session_id: id,
      response_url,
    });
    expect(stop.body.data).toMatchObject({ result: "UNKNOWN_SESSION" });
  });
});

describe("a charge point that strays", { timeout: 15_000 }, () => {
  it("refuses so many times as it is told to, and goes on as it was", async () => {
    const id = await arrive("NSL-STO-40-E02");
    await control("stations", { evse_uid: "NSL-STO-40-E02", refuses: 1 });
    expect(await resultOf(await set(id, profile(8)))).toEqual({ result: "REJECTED" });
    expect(await evseOf(id)).toMatchObject({ limit_w: null });
    expect(pushed(id)).toEqual([]);
    expect(await resultOf(await set(id, profile(8)))).toEqual({ result: "ACCEPTED" });
  });

  it("never answers where the request or the result is lost, and obeys only in the latter case", async () => {
    const id = await arrive("NSL-STO-40-E03");
    await control("stations", { loses_request: true });
    const lost = await set(id, profile(8));
    expect(lost.said).toBe("ACCEPTED");
    await pause(30);
    expect([findResult(lost.at), pushed(id)]).toEqual([undefined, []]);
    expect(await evseOf(id)).toMatchObject({ power_w: 11_040, limit_w: null });
    await control("stations", { loses_request: null, loses_result: true });
    const silent = await set(id, profile(8));
    await pause(30);
    expect([findResult(silent.at), pushed(id)]).toEqual([undefined, []]);
    expect(await evseOf(id)).toMatchObject({ power_w: 5_520, limit_w: 5_520 });
  });

  it("says TOO_OFTEN where it is told to, and elsewhere not", async () => {
    const one = await arrive("NSL-STO-40-E04");
    const other = await arrive("NSL-STO-40-E05");
    await control("stations", { evse_uid: "NSL-STO-40-E04", too_often: 1 });
    const said = [
      await set(one, profile(8)),
      await set(other, profile(8)),
      await set(one, profile(8)),
    ];
    expect(said.map((at) => at.said)).toEqual(["TOO_OFTEN", "ACCEPTED", "ACCEPTED"]);
  });

  it("draws a few per cent more than it may, for cars that charge already, too", async () => {
    const id = await arrive("NSL-STO-40-E06");
    await resultOf(await set(id, profile(10)));
    await control("stations", { drift_percent: 4 });
    await pause(20);
    expect(await evseOf(id)).toMatchObject({ power_w: 7_176, limit_w: 6_900 });
    expect((await control("stations", { drift_percent: 6 })).http).toBe(400);
  });

  it("counts three phases in watts where it does not know the car's", async () => {
    const order = { car: { phases: 1, max_a: 32 } };
    const id = await arrive("NSL-STO-40-E07", order);
    const inWatts = profile(6_900, { charging_rate_unit: "W" });
    await resultOf(await set(id, inWatts));
    await pause(30);
    expect(await evseOf(id)).toMatchObject({ power_w: 6_900 });
    await control("stations", { evse_uid: "NSL-STO-40-E07", assumes_three_phases: true });
    await pause(20);
    expect(await evseOf(id)).toMatchObject({ power_w: 2_300 });
  });

  it("forgets its profile when it starts anew, and says what holds then", async () => {
    const id = await arrive("NSL-STO-40-E08");
    await resultOf(await set(id, profile(8)));
    await until("told", () => pushed(id).length === 1);
    const { body } = await control("stations/reboot", { evse_uid: "NSL-STO-40-E08" });
    expect(body).toEqual({ lost_profiles: [id] });
    await until("told again", () => pushed(id).length === 2);
    expect(pushed(id)[1]).toMatchObject({
      charging_profile: { charging_profile_period: [{ start_period: 0, limit: 22_000 }] },
    });
    await pause(12);
    expect(await evseOf(id)).toMatchObject({ power_w: 0, limit_w: null });
    await pause(60);
    expect(await evseOf(id)).toMatchObject({ power_w: 11_040 });
  });
});

interface Asked {
  charging_profile: { charging_profile_period: { start_period: number; limit: number }[] };
}

describe("what holds for a car", { timeout: 15_000 }, () => {
  it("is told again when its profile ends by itself", async () => {
    const id = await arrive("NSL-STO-40-E11");
    await resultOf(await set(id, profile(8, { duration: 45 })));
    await until("the end told", () => pushed(id).length === 2);
    expect(findViolations("ActiveChargingProfile", pushed(id)[1], { isClosed: true })).toEqual([]);
    const { charging_profile: first } = pushed(id)[0] as unknown as Asked;
    expect(first).toMatchObject({
      charging_rate_unit: "A",
      charging_profile_period: [{ start_period: 0, limit: 8 }, { limit: 32 }],
    });
    const endsAfterS = first.charging_profile_period[1]?.start_period ?? 0;
    // It counts from the instant at which it is told, a moment after it was set.
    expect(endsAfterS).toBeGreaterThan(25);
    expect(endsAfterS).toBeLessThanOrEqual(45);
    expect(pushed(id)[1]).toMatchObject({
      charging_profile: { charging_rate_unit: "W", charging_profile_period: [{ limit: 22_000 }] },
    });
    await pause(20);
    expect(await evseOf(id)).toMatchObject({ power_w: 11_040, limit_w: null });
  });

  it("is answered for the time asked about, with the connector's limits where they are lower", async () => {
    const id = await arrive("NSL-STO-40-E12");
    const charging_profile_period = [
      { start_period: 0, limit: 40 },
      { start_period: 600, limit: 0 },
      { start_period: 1_200, limit: 10.5 },
    ];
    await resultOf(await set(id, profile(0, { charging_profile_period })));
    const url = encodeURIComponent(`${emsp.url}/results/active`);
    await send("GET", `receiver/chargingprofiles/${id}?duration=900&response_url=${url}`);
    const answer = await resultOf({ at: "/results/active" });
    expect(findViolations("ActiveChargingProfileResult", answer, { isClosed: true })).toEqual([]);
    expect(answer).toMatchObject({
      result: "ACCEPTED",
      profile: { charging_profile: { duration: 900, charging_rate_unit: "A" } },
    });
    const { charging_profile: told } = (answer as { profile: Asked }).profile;
    expect(told.charging_profile_period.map(({ limit }) => limit)).toEqual([32, 0]);
    const [, off] = told.charging_profile_period;
    expect(off?.start_period).toBeGreaterThan(400);
    expect(off?.start_period).toBeLessThanOrEqual(600);
  });
});

describe("a pause under a profile", { timeout: 20_000 }, () => {
  const hoursOf = (periods: ChargingPeriod[], wanted: string) =>
    periods
      .flatMap(({ dimensions }) => dimensions)
      .filter(({ type }) => type === wanted)
      .reduce((sum, { volume }) => sum + Math.round(volume * 10_000), 0) / 10_000;

  async function chargeWithPause(evse: string): Promise<{ cdr: Cdr; session: Session }> {
    emsp.tokens = [emspToken("04A2B91C5E6180", { whitelist: "ALWAYS" })];
    const id = await arrive(evse, { token: "04A2B91C5E6180", need_wh: 30_000, begun_minutes: 10 });
    await resultOf(await set(id, profile(0)));
    await pause(90);
    await resultOf(await set(id, profile(12)));
    await pause(60);
    await control("garage/depart", { evse });
    const cdrs = () => emsp.requests.filter(({ path }) => path === "/2.2.1/cdrs");
    const find = () => cdrs().find(({ body }) => body["session_id"] === id)?.body;
    await until("its CDR", () => find() !== undefined);
    const session = running.cpo.state.sessions.get(id)?.object;
    if (session === undefined) throw new Error("the session is gone");
    return { cdr: find() as unknown as Cdr, session };
  }

  it.each([
    ["charging", false],
    ["parking, where the CPO reads it so", true],
  ])("is %s in the session and in its CDR alike", async (_name, isParking) => {
    await control("stations", { parking_while_paused: isParking });
    const { cdr, session } = await chargeWithPause(isParking ? "NSL-STO-40-E22" : "NSL-STO-40-E21");
    expect(cdr.total_energy).toBe(session.kwh);
    expect(hoursOf(session.charging_periods, "ENERGY")).toBeCloseTo(cdr.total_energy, 6);
    const stated = hoursOf(cdr.charging_periods, "PARKING_TIME");
    expect(stated).toBeCloseTo(cdr.total_parking_time, 6);
    expect(hoursOf(session.charging_periods, "PARKING_TIME")).toBeCloseTo(stated, 6);
    expect(stated + hoursOf(cdr.charging_periods, "TIME")).toBeCloseTo(cdr.total_time, 6);
    if (isParking) {
      // 90 seconds of pause and some until the car begins again
      expect(stated * 3_600).toBeGreaterThan(80);
      expect(stated * 3_600).toBeLessThan(240);
    } else expect(stated).toBe(0);
    expect(session.total_cost).toEqual(cdr.total_cost);
  });
});

describe("GET /control/garage/load", { timeout: 15_000 }, () => {
  it("adds up what the cars truly draw, by row and by phase of the grid", async () => {
    const one = { car: { phases: 1, max_a: 32 } };
    await arrive("NSL-STO-40-E31", one);
    await arrive("NSL-STO-40-E32", one);
    await arrive("NSL-STO-40-E40");
    await pause(40);
    const { body } = await control("garage/load");
    expect(body).toMatchObject({ power_w: 25_760, amperes: [48, 48, 16], cars: 3 });
    expect(body["feeders"]).toMatchObject([
      { row: "A", power_w: 0, cars: 0 },
      { row: "B", cars: 0 },
      { row: "C", cars: 0 },
      { row: "D", power_w: 25_760, cars: 3 },
    ]);
  });

  it("refuses what makes no sense", async () => {
    expect((await control("garage/arrive", { car: { phases: 4 } })).http).toBe(400);
    expect((await control("garage/arrive", { token: "NOBODY" })).http).toBe(404);
    expect((await control("garage/arrive", { minutes: -1 })).http).toBe(400);
    expect((await control("garage/depart", { evse: "NSL-STO-40-E40" })).http).toBe(404);
    expect((await control("stations", { unheard_of: true })).http).toBe(400);
  });
});
