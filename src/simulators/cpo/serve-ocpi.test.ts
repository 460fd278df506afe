import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emspToken, encode, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, until } from "./test-run";

let emsp: FakeEmsp;
let running: RunningCpo;
const folder = temporaryFolder();
const get = (path: string) => ask(`${running.url}/ocpi/2.2.1/${path}`, emsp.tokenB());
const send = (method: string, path: string, body: unknown) =>
  ask(`${running.url}/ocpi/2.2.1/${path}`, emsp.tokenB(), { method, body });

beforeAll(async () => {
  emsp = await startFakeEmsp();
  running = await startTestCpo({ stateDir: folder.path, emspVersionsUrl: `${emsp.url}/versions` });
  await until("stocked", () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7);
});

afterAll(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("the CPO's own modules", () => {
  it("answers in the envelope, echoes the ids and turns the routing headers round", async () => {
    const { http, headers, body } = await get("sender/locations");
    expect(http).toBe(200);
    expect(body).toMatchObject({ status_code: 1000, timestamp: expect.stringMatching(/Z$/u) });
    expect(body.data).toHaveLength(5);
    expect(headers.get("x-request-id")).toBe("request-1");
    expect(headers.get("x-correlation-id")).toBe("correlation-1");
    expect(headers.get("ocpi-to-party-id")).toBe("KVT");
    expect(headers.get("ocpi-from-party-id")).toBe("NSL");
    expect(headers.get("x-total-count")).toBe("5");
  });

  it("shows one Location, EVSE or Connector, with or without a slash at the end", async () => {
    expect((await get("sender/locations/nsl-sto-01")).body.data).toMatchObject({
      id: "NSL-STO-01",
    });
    expect((await get("sender/locations/NSL-STO-01/NSL-STO-01-E4/")).body.data).toMatchObject({
      uid: "NSL-STO-01-E4",
    });
    expect((await get("sender/locations/NSL-STO-01/NSL-STO-01-E4/2")).body.data).toMatchObject({
      standard: "CHADEMO",
    });
    expect(await get("sender/locations/NOWHERE")).toMatchObject({
      http: 404,
      body: { status_code: 2003 },
    });
  });

  it("lists sessions only from a date on", async () => {
    expect((await get("sender/sessions")).body.status_code).toBe(2001);
    expect((await get("sender/sessions?date_from=2026-01-01T00:00:00Z")).body).toMatchObject({
      status_code: 1000,
      data: [],
    });
  });

  it("answers an unknown path with 404, an unknown method with 405 and a body that is not JSON with 400", async () => {
    expect((await get("sender/chargers")).http).toBe(404);
    expect((await send("POST", "sender/tariffs", {})).http).toBe(405);
    const response = await fetch(`${running.url}/ocpi/2.2.1/receiver/tokens/SE/KVT/X`, {
      method: "PUT",
      headers: { Authorization: encode(emsp.tokenB()) },
      body: "{",
    });
    expect([response.status, await response.json()]).toMatchObject([400, { status_code: 2001 }]);
  });

  it("keeps a token by PUT, changes it by PATCH and shows it by GET", async () => {
    const path = "receiver/tokens/SE/KVT/04FF";
    expect(await get(path)).toMatchObject({ http: 404, body: { status_code: 2004 } });
    expect((await send("PUT", path, emspToken("04FF"))).http).toBe(201);
    expect((await send("PUT", path, emspToken("04FF"))).http).toBe(200);
    expect((await send("PATCH", path, { valid: false })).body.status_code).toBe(2001);
    const change = { valid: false, last_updated: "2026-02-01T00:00:00Z" };
    expect((await send("PATCH", path, change)).body.status_code).toBe(1000);
    expect((await get(path)).body.data).toMatchObject({ valid: false, whitelist: "ALLOWED" });
    expect((await get(`${path}?type=APP_USER`)).http).toBe(404);
  });

  it("takes no token that strays from the tables, differs from its URL, or belongs to another party", async () => {
    const { issuer: _issuer, ...without } = emspToken("04EE");
    expect((await send("PUT", "receiver/tokens/SE/KVT/04EE", without)).body).toMatchObject({
      status_code: 2001,
      status_message: "issuer is missing",
    });
    expect(
      (await send("PUT", "receiver/tokens/SE/KVT/OTHER", emspToken("04EE"))).body.status_code,
    ).toBe(2001);
    expect((await send("PUT", "receiver/tokens/SE/XYZ/04EE", emspToken("04EE"))).http).toBe(404);
  });

  it("notes where the eMSP left out headers that it shall send", async () => {
    await fetch(`${running.url}/ocpi/2.2.1/sender/tariffs`, {
      headers: { Authorization: encode(emsp.tokenB()) },
    });
    expect(running.cpo.complaints).toContain("GET /ocpi/2.2.1/sender/tariffs: no x-request-id");
    expect(running.cpo.complaints).toContain("GET /ocpi/2.2.1/sender/tariffs: no ocpi-to-party-id");
  });
});

describe("commands", { timeout: 15_000 }, () => {
  const command = (name: string, body: object) =>
    send("POST", `receiver/commands/${name}`, { response_url: `${emsp.url}/results/1`, ...body });
  const token = emspToken("APP-ASTRID", { type: "APP_USER", whitelist: "NEVER" });
  const results = () =>
    emsp.requests.filter(({ path }) => path === "/results/1").map(({ body }) => body["result"]);

  it("starts a session from afar, tells the result later, and stops it again with a CDR", async () => {
    const started = await command("START_SESSION", {
      token,
      location_id: "NSL-STO-03",
      evse_uid: "NSL-STO-03-E5",
      authorization_reference: "REF-7",
    });
    expect(started.body.data).toEqual({ result: "ACCEPTED", timeout: 30 });
    await until("a live session", () => running.cpo.live.size === 1);
    expect(results()).toEqual(["ACCEPTED"]);
    expect(
      (await command("START_SESSION", { token, location_id: "NSL-STO-01" })).body.data,
    ).toMatchObject({
      result: "REJECTED",
    });
    const [id = ""] = running.cpo.live.keys();
    expect((await command("STOP_SESSION", { session_id: id })).body.data).toMatchObject({
      result: "ACCEPTED",
    });
    await until("its CDR", () => emsp.requests.some(({ path }) => path === "/2.2.1/cdrs"));
    const cdr = emsp.requests.find(({ path }) => path === "/2.2.1/cdrs")?.body;
    expect(cdr).toMatchObject({
      session_id: id,
      auth_method: "COMMAND",
      authorization_reference: "REF-7",
    });
    expect(emsp.requests.some(({ path }) => path.includes("APP-ASTRID/authorize"))).toBe(false);
  });

  it("knows its limits", async () => {
    expect((await command("RESERVE_NOW", {})).body.status_code).toBe(2001);
    expect((await command("FLY_AWAY", {})).http).toBe(404);
    expect((await command("STOP_SESSION", { session_id: "nothing" })).body.data).toMatchObject({
      result: "UNKNOWN_SESSION",
    });
    expect((await command("START_SESSION", { token })).body.status_code).toBe(2001);
    const elsewhere = { token, location_id: "NSL-STO-01", response_url: "https://example.com/" };
    expect((await command("START_SESSION", elsewhere)).body.status_code).toBe(2001);
  });
});
