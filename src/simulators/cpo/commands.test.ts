import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emspToken, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { OcpiVersion } from "./ocpi-version";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, TEST_NOW_MS, until } from "./test-run";

const EVSE = { location_id: "NSL-STO-01", evse_uid: "NSL-STO-01-E1" };
const DC_EVSE = { location_id: "NSL-STO-01", evse_uid: "NSL-STO-01-E4" };
const token = emspToken("APP-ASTRID", { type: "APP_USER", whitelist: "NEVER" });
const other = emspToken("APP-JONAS", { type: "APP_USER", whitelist: "NEVER" });

let emsp: FakeEmsp;
let folder: ReturnType<typeof temporaryFolder>;
let running: RunningCpo;
let version: OcpiVersion;

async function register(agreed: OcpiVersion): Promise<void> {
  version = agreed;
  emsp.versions = [agreed];
  running = await startTestCpo({
    stateDir: folder.path,
    emspVersionsUrl: `${emsp.url}/versions`,
    versions: [agreed],
  });
  await until("stocked", () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7);
}

async function command(name: string, body: object, at = "1") {
  const url = `${running.url}/ocpi/${version}/receiver/commands/${name}`;
  const whole = { response_url: `${emsp.url}/results/${at}`, ...body };
  if (version !== "2.1.1") return await ask(url, emsp.tokenB(), { method: "POST", body: whole });
  const headers = { Authorization: `Token ${emsp.tokenB()}` };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(whole) });
  return { http: response.status, body: (await response.json()) as { data?: unknown } };
}

const results = (at = "1") =>
  emsp.requests.filter(({ path }) => path === `/results/${at}`).map(({ body }) => body["result"]);
const statuses = (uid: string) =>
  emsp.requests
    .filter(({ method, path }) => method === "PATCH" && path.endsWith(`/${uid}`))
    .map(({ body }) => body["status"]);
const reserve = (change: object = {}, at = "1") =>
  command(
    "RESERVE_NOW",
    {
      token,
      expiry_date: new Date(TEST_NOW_MS + 3_600_000).toISOString(),
      reservation_id: "RES-1",
      ...EVSE,
      ...change,
    },
    at,
  );
const resultOf = async (at: string) => {
  await until(`result ${at}`, () => results(at).length > 0);
  return results(at);
};
const control = (path: string, body: object) =>
  fetch(`${running.url}/control/${path}`, { method: "POST", body: JSON.stringify(body) });

beforeEach(async () => {
  emsp = await startFakeEmsp();
  folder = temporaryFolder();
});

afterEach(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("reservations", { timeout: 15_000 }, () => {
  beforeEach(() => register("2.2.1"));

  it("keep an EVSE for one token, answer twice and show it RESERVED", async () => {
    expect((await reserve()).body.data).toEqual({ result: "ACCEPTED", timeout: 30 });
    expect(await resultOf("1")).toEqual(["ACCEPTED"]);
    expect(statuses(EVSE.evse_uid)).toEqual(["RESERVED"]);
    await command("START_SESSION", { token: other, ...EVSE }, "2");
    expect(await resultOf("2")).toEqual(["EVSE_OCCUPIED"]);
    await command("START_SESSION", { token, ...EVSE }, "3");
    await until("the driver charges", () => running.cpo.live.size === 1);
    expect(running.cpo.state.reservations.all()).toEqual([]);
    await reserve({ reservation_id: "RES-2", token: other }, "4");
    expect(await resultOf("4")).toEqual(["EVSE_OCCUPIED"]);
  });

  it("end when they are cancelled, and only once", async () => {
    await reserve();
    await resultOf("1");
    await command("CANCEL_RESERVATION", { reservation_id: "res-1" }, "2");
    expect(await resultOf("2")).toEqual(["ACCEPTED"]);
    expect(statuses(EVSE.evse_uid)).toEqual(["RESERVED", "AVAILABLE"]);
    await command("CANCEL_RESERVATION", { reservation_id: "RES-1" }, "3");
    expect(await resultOf("3")).toEqual(["UNKNOWN_RESERVATION"]);
  });

  it("end by themselves when they expire, after a restart too", async () => {
    await reserve({ expiry_date: new Date(running.cpo.clock.nowMs() + 60_000).toISOString() });
    await resultOf("1");
    await running.stop();
    running = await startTestCpo(
      { stateDir: folder.path, emspVersionsUrl: `${emsp.url}/versions` },
      TEST_NOW_MS + 30_000,
    );
    expect(running.cpo.state.reservations.all()).toHaveLength(1);
    await until("free again", () => statuses(EVSE.evse_uid).includes("AVAILABLE"));
    expect(running.cpo.state.reservations.all()).toEqual([]);
  });

  it("move when the same id is reserved elsewhere", async () => {
    await reserve();
    await resultOf("1");
    await reserve({ evse_uid: "NSL-STO-01-E2" }, "2");
    await resultOf("2");
    expect(running.cpo.state.reservations.all()).toMatchObject([{ evseUid: "NSL-STO-01-E2" }]);
    expect(statuses(EVSE.evse_uid)).toEqual(["RESERVED", "AVAILABLE"]);
  });

  it("are taken back by the CPO with CANCELED_RESERVATION to where the result went", async () => {
    await reserve();
    await resultOf("1");
    expect((await control("cancel-reservation", { reservation_id: "RES-1" })).status).toBe(200);
    expect(results("1")).toEqual(["ACCEPTED", "CANCELED_RESERVATION"]);
    expect((await control("cancel-reservation", { reservation_id: "RES-1" })).status).toBe(404);
  });

  it("are refused at once where they can't be kept or are over already", async () => {
    expect((await reserve(DC_EVSE)).body.data).toMatchObject({ result: "NOT_SUPPORTED" });
    expect((await reserve({ evse_uid: "NOWHERE" })).body.data).toMatchObject({
      result: "REJECTED",
    });
    const past = { expiry_date: "2026-01-01T00:00:00Z" };
    expect((await reserve(past)).body.data).toMatchObject({ result: "REJECTED" });
  });
});

describe("UNLOCK_CONNECTOR", { timeout: 15_000 }, () => {
  beforeEach(() => register("2.2.1"));

  it("opens the latch, and ends the session that runs there", async () => {
    await command("START_SESSION", { token, ...EVSE });
    await until("a live session", () => running.cpo.live.size === 1);
    const unlocked = await command("UNLOCK_CONNECTOR", { ...EVSE, connector_id: "1" }, "2");
    expect(unlocked.body.data).toMatchObject({ result: "ACCEPTED" });
    expect(await resultOf("2")).toEqual(["ACCEPTED"]);
    await until("its CDR", () => emsp.requests.some(({ path }) => path === "/2.2.1/cdrs"));
  });

  it("has nothing to open on a fixed cable or an unknown connector", async () => {
    const unlock = (body: object) => command("UNLOCK_CONNECTOR", { connector_id: "1", ...body });
    expect((await unlock(DC_EVSE)).body.data).toMatchObject({ result: "NOT_SUPPORTED" });
    expect((await unlock({ ...EVSE, connector_id: "9" })).body.data).toMatchObject({
      result: "REJECTED",
    });
  });
});

describe("commands of 2.1.1", { timeout: 15_000 }, () => {
  const old = {
    uid: "APP-ASTRID",
    type: "OTHER",
    auth_id: "SE-KVT-C00000011-7",
    issuer: "Kvitt",
    valid: true,
    whitelist: "NEVER",
    last_updated: "2026-11-01T00:00:00Z",
  };
  beforeEach(() => register("2.1.1"));

  it("have a bare result, a number for a reservation, and only the words that 2.1.1 knows", async () => {
    const first = { token: old, reservation_id: 17, expiry_date: "2026-11-17T18:00:00Z" };
    expect((await reserve(first)).body.data).toEqual({ result: "ACCEPTED" });
    expect(await resultOf("1")).toEqual(["ACCEPTED"]);
    await reserve({ ...first, reservation_id: 18 }, "2");
    expect(await resultOf("2")).toEqual(["REJECTED"]);
    expect((await command("CANCEL_RESERVATION", { reservation_id: "17" })).http).toBe(404);
  });

  it("start and stop a session", async () => {
    await command("START_SESSION", { token: old, ...EVSE });
    await until("a live session", () => running.cpo.live.size === 1);
    const [id = ""] = running.cpo.live.keys();
    await command("STOP_SESSION", { session_id: id }, "2");
    await until("its CDR", () => emsp.requests.some(({ path }) => path === "/2.1.1/cdrs"));
    const cdr = emsp.requests.find(({ path }) => path === "/2.1.1/cdrs")?.body;
    expect(cdr).toMatchObject({ auth_id: "SE-KVT-C00000011-7", auth_method: "AUTH_REQUEST" });
    expect(running.cpo.complaints).toEqual([]);
  });
});

describe("2.3.0", { timeout: 15_000 }, () => {
  it("starts a session for a contract that speaks for itself, by an EMAID token", async () => {
    await register("2.3.0");
    const emaid = emspToken("SEKVTC000000117", { type: "EMAID" });
    expect((await command("START_SESSION", { token: emaid, ...EVSE })).body.data).toMatchObject({
      result: "ACCEPTED",
    });
    await until("a live session", () => running.cpo.live.size === 1);
    expect(running.cpo.state.sessions.all()[0]?.object.cdr_token.type).toBe("EMAID");
  });
});
