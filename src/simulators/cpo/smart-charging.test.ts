import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { emspToken, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import { ceilingsOf } from "./limit-power";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, until } from "./test-run";
import { findViolations } from "./validate-object";

let emsp: FakeEmsp;
let running: RunningCpo;
let sessionId: string;
let ourToken: string;
const folder = temporaryFolder();
const send = (method: string, path: string, body?: object) =>
  ask(`${running.url}/ocpi/2.2.1/${path}`, ourToken, { method, body });

async function start(evse: string): Promise<void> {
  const token = emspToken("APP-ASTRID", { type: "APP_USER", whitelist: "NEVER" });
  await send("POST", "receiver/commands/START_SESSION", {
    response_url: `${emsp.url}/results/start`,
    token,
    location_id: "NSL-STO-01",
    evse_uid: evse,
  });
  await until("a live session", () => running.cpo.live.size === 1);
  [sessionId = ""] = running.cpo.live.keys();
}

beforeAll(async () => {
  emsp = await startFakeEmsp();
  running = await startTestCpo({ stateDir: folder.path, emspVersionsUrl: `${emsp.url}/versions` });
  await until("stocked", () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7);
  ourToken = emsp.tokenB();
});

beforeEach(() => start("NSL-STO-01-E1"));

afterEach(async () => {
  await send("POST", "receiver/commands/STOP_SESSION", {
    response_url: `${emsp.url}/results/stop`,
    session_id: sessionId,
  });
  await until("over", () => running.cpo.live.size === 0);
  emsp.requests.length = 0;
});

afterAll(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("charging preferences", { timeout: 15_000 }, () => {
  const wish = (body: object, id = sessionId) =>
    send("PUT", `sender/sessions/${id}/charging_preferences`, body);
  const inHours = (hours: number) =>
    new Date(running.cpo.clock.nowMs() + hours * 3_600_000).toISOString();

  it("are answered in each of the five ways", async () => {
    const departure = { departure_time: inHours(4) };
    const answers = [
      { profile_type: "FAST" },
      { profile_type: "CHEAP" },
      { profile_type: "CHEAP", ...departure },
      { profile_type: "CHEAP", ...departure, energy_need: 30 },
      { profile_type: "CHEAP", ...departure, energy_need: 300 },
      { profile_type: "REGULAR", discharge_allowed: true },
      { profile_type: "GREEN" },
    ].map(async (body) => (await wish(body)).body.data);
    expect(await Promise.all(answers)).toEqual([
      "ACCEPTED",
      "DEPARTURE_REQUIRED",
      "ENERGY_NEED_REQUIRED",
      "ACCEPTED",
      "NOT_POSSIBLE",
      "NOT_POSSIBLE",
      "PROFILE_TYPE_NOT_SUPPORTED",
    ]);
    expect(running.cpo.state.sessions.get(sessionId)?.open?.preferences).toMatchObject({
      profile_type: "CHEAP",
      energy_need: 30,
    });
  });

  it("are for sessions that go on and for what the tables know", async () => {
    expect(await wish({ profile_type: "FAST" }, "NOTHING")).toMatchObject({
      http: 404,
      body: { status_code: 2001 },
    });
    expect((await wish({ profile_type: "LAZY" })).body.status_code).toBe(2001);
    expect((await send("GET", `sender/sessions/${sessionId}/charging_preferences`)).http).toBe(405);
  });
});

describe("charging profiles", { timeout: 15_000 }, () => {
  const path = () => `receiver/chargingprofiles/${sessionId}`;
  const profile = (limit: number, change: object = {}) => ({
    charging_rate_unit: "W",
    charging_profile_period: [{ start_period: 0, limit }],
    ...change,
  });
  const set = (charging_profile: object, at = "1") =>
    send("PUT", path(), { charging_profile, response_url: `${emsp.url}/results/${at}` });
  const asked = (method: string, at: string, duration = "") => {
    const url = encodeURIComponent(`${emsp.url}/results/${at}?kind=${method}`);
    return send(method, `${path()}?${duration}response_url=${url}`);
  };
  const resultOf = async (at: string) => {
    const find = () => emsp.requests.findLast(({ path: to }) => to === `/results/${at}`);
    await until(`result ${at}`, () => find() !== undefined);
    return find()?.body;
  };
  const pushed = () =>
    emsp.requests
      .filter(({ path: to }) => to === `/2.2.1/chargingprofiles/${sessionId}`)
      .map(({ body }) => body);
  const pause = async (ms: number) => {
    const laterMs = running.cpo.clock.nowMs() + ms;
    await until("later", () => running.cpo.clock.nowMs() > laterMs);
  };
  /** Waits until the session is told so far that what was set some seconds ago holds. */
  const settled = async (seconds: number) => {
    const fromS = running.cpo.clock.nowMs() / 1000 + seconds;
    const toldS = () => running.cpo.state.sessions.get(sessionId)?.open?.toldUntilS ?? 0;
    await until("settled", () => toldS() > fromS);
  };
  const kwh = () => running.cpo.state.sessions.get(sessionId)?.object.kwh ?? 0;

  it("are taken, answered, told as active, and hold the power down until they are cleared", async () => {
    const given = profile(7_200);
    expect((await set(given)).body.data).toEqual({ result: "ACCEPTED", timeout: 30 });
    expect(await resultOf("1")).toEqual({ result: "ACCEPTED" });
    await until("told", () => pushed().length === 1);
    expect(pushed()).toMatchObject([{ charging_profile: given }]);
    expect(findViolations("ActiveChargingProfile", pushed()[0], { isClosed: true })).toEqual([]);
    await settled(9);
    const [before, beforeMs] = [kwh(), running.cpo.state.sessions.get(sessionId)?.open?.toldUntilS];
    await pause(30_000);
    const seconds =
      (running.cpo.state.sessions.get(sessionId)?.open?.toldUntilS ?? 0) - (beforeMs ?? 0);
    // 7.2 kW are 2 Wh a second; the meter shows whole Wh
    expect(Math.abs((kwh() - before) * 1000 - 2 * seconds)).toBeLessThanOrEqual(1);

    expect((await asked("GET", "2", "duration=900&")).body.data).toMatchObject({
      result: "ACCEPTED",
    });
    expect(await resultOf("2")).toMatchObject({
      result: "ACCEPTED",
      profile: { charging_profile: given },
    });
    expect((await asked("DELETE", "3")).body.data).toMatchObject({ result: "ACCEPTED" });
    expect(await resultOf("3")).toEqual({ result: "ACCEPTED" });
    await until("told again", () => pushed().length === 2);
    expect(pushed()[1]).toMatchObject({
      charging_profile: { charging_profile_period: [{ limit: 22_000 }] },
    });
    await settled(15);
    const [slow, slowS] = [kwh(), running.cpo.state.sessions.get(sessionId)?.open?.toldUntilS];
    await pause(30_000);
    const fastS = (running.cpo.state.sessions.get(sessionId)?.open?.toldUntilS ?? 0) - (slowS ?? 0);
    expect((kwh() - slow) * 1000).toBeGreaterThan(2.5 * fastS);
    expect((await asked("DELETE", "4")).body.data).toMatchObject({ result: "ACCEPTED" });
    expect(await resultOf("4")).toEqual({ result: "UNKNOWN" });
  });

  it("are refused by the charge point when they make no sense", async () => {
    const late = { charging_profile_period: [{ start_period: 60, limit: 5_000 }] };
    await set(profile(0, late));
    expect(await resultOf("1")).toEqual({ result: "REJECTED" });
    expect(pushed()).toEqual([]);
  });

  it("are refused at once when they come too often or for no running session", async () => {
    await set(profile(5_000));
    await resultOf("1");
    expect((await set(profile(4_000))).body.data).toMatchObject({ result: "TOO_OFTEN" });
    const nowhere = await send("PUT", "receiver/chargingprofiles/NOTHING", {
      charging_profile: profile(1),
      response_url: emsp.url,
    });
    expect(nowhere.body.data).toMatchObject({ result: "UNKNOWN_SESSION" });
    expect((await send("GET", path())).body.status_code).toBe(2001);
    expect((await asked("GET", "9")).body.status_code).toBe(2001);
  });
});

describe("an EVSE that can't be steered", { timeout: 15_000 }, () => {
  it("takes neither profiles nor preferences", async () => {
    await send("POST", "receiver/commands/STOP_SESSION", {
      response_url: `${emsp.url}/results/stop`,
      session_id: sessionId,
    });
    await until("over", () => running.cpo.live.size === 0);
    await start("NSL-STO-01-E4");
    const response_url = `${emsp.url}/results/1`;
    const charging_profile = { charging_rate_unit: "A" };
    const set = await send("PUT", `receiver/chargingprofiles/${sessionId}`, {
      charging_profile,
      response_url,
    });
    expect(set.body.data).toMatchObject({ result: "NOT_SUPPORTED" });
    const wish = { profile_type: "FAST" };
    expect(
      await send("PUT", `sender/sessions/${sessionId}/charging_preferences`, wish),
    ).toMatchObject({ http: 404, body: { status_code: 2001 } });
  });
});

describe("the power under a profile", () => {
  const profile = {
    charging_rate_unit: "A" as const,
    duration: 300,
    charging_profile_period: [
      { start_period: 0, limit: 10 },
      { start_period: 100, limit: 16 },
    ],
  };

  it("counts amperes per phase, keeps what is past and ends with the profile", () => {
    expect(ceilingsOf(profile, { startS: 100, notBeforeS: 130, phases: 3 })).toEqual([
      { fromS: 130, toS: 200, limitA: 10 },
      { fromS: 200, toS: 400, limitA: 16 },
    ]);
  });

  it("shares watts among the phases", () => {
    const inWatts = {
      charging_rate_unit: "W" as const,
      charging_profile_period: [{ start_period: 0, limit: 6_900 }],
    };
    const at = { startS: 0, notBeforeS: 0 };
    expect(ceilingsOf(inWatts, { ...at, phases: 3 })[0]?.limitA).toBe(10);
    expect(ceilingsOf(inWatts, { ...at, phases: 1 })[0]?.limitA).toBe(30);
  });
});
