import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { emspToken, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { FaultName } from "./faults";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, until } from "./test-run";
import { findViolations } from "./validate-object";

let emsp: FakeEmsp;
let running: RunningCpo;
let ourToken: string;
const folder = temporaryFolder();

async function control(path: string, body: object) {
  const init = { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${running.url}/control/${path}`, init);
  return { http: response.status, body: (await response.json()) as Record<string, unknown> };
}

const commit = (name: FaultName, times: number | boolean = 1) =>
  control("faults", { [name]: times });
const play = (order: object = {}) => control("play-session", { authorize: false, ...order });
const get = (path: string) => ask(`${running.url}/ocpi/2.2.1/${path}`, ourToken);
const sentTo = (module: string) =>
  emsp.requests.filter(({ path }) => path.startsWith(`/2.2.1/${module}`));
const laterThan = async (ms: number) => {
  const laterMs = running.cpo.clock.nowMs() + ms;
  await until("later", () => running.cpo.clock.nowMs() > laterMs);
};

beforeAll(async () => {
  emsp = await startFakeEmsp();
  running = await startTestCpo({ stateDir: folder.path, emspVersionsUrl: `${emsp.url}/versions` });
  await until("stocked", () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7);
  ourToken = emsp.tokenB();
});

afterEach(async () => {
  await until("nobody charges", () => running.cpo.live.size === 0);
  emsp.requests.length = 0;
  expect(Object.values(running.cpo.faults.remaining())).not.toContain(true);
});

afterAll(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("faults of our answers", { timeout: 15_000 }, () => {
  it("slow answers after a while, and rightly", async () => {
    const beganMs = running.cpo.clock.nowMs();
    await commit("slow");
    expect((await get("sender/tariffs")).body.status_code).toBe(1000);
    expect(running.cpo.clock.nowMs() - beganMs).toBeGreaterThan(8_000);
  });

  it("http_500 answers once with 500 in an envelope, and does nothing", async () => {
    await commit("http_500");
    expect(await get("sender/tariffs")).toMatchObject({ http: 500, body: { status_code: 3000 } });
    expect((await get("sender/tariffs")).http).toBe(200);
  });

  it("http_429 says how long to wait", async () => {
    await commit("http_429");
    const { http, headers } = await get("sender/tariffs");
    expect([http, headers.get("retry-after")]).toEqual([429, "2"]);
  });

  it("bad_json breaks off in the middle", async () => {
    await commit("bad_json");
    await expect(get("sender/tariffs")).rejects.toThrow(SyntaxError);
    expect((await get("sender/tariffs")).http).toBe(200);
  });

  it("looping_pages lead back to the page itself, with its filters", async () => {
    await commit("looping_pages");
    const { headers } = await get("sender/tariffs?limit=1&date_from=2026-01-01T00%3A00%3A00Z");
    expect(headers.get("link")).toBe(
      `<${running.url}/ocpi/2.2.1/sender/tariffs?limit=1&date_from=2026-01-01T00%3A00%3A00Z>; rel="next"`,
    );
  });

  it("wrong_total_count counts seven too many", async () => {
    await commit("wrong_total_count");
    const { headers, body } = await get("sender/tariffs");
    expect([headers.get("x-total-count"), body.data]).toEqual(["9", expect.any(Array)]);
  });

  it("leave versions and credentials alone, so that the handshake stands", async () => {
    await control("faults", { http_500: 1, bad_json: 1 });
    expect((await ask(`${running.url}/ocpi/versions`, ourToken)).http).toBe(200);
    await control("faults", { http_500: 0, bad_json: 0 });
  });
});

describe("faults of our pushes", { timeout: 15_000 }, () => {
  it("duplicated_pushes sends the same bytes twice, ids included", async () => {
    await commit("duplicated_pushes");
    await play();
    const [first, second] = sentTo("sessions");
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers["x-request-id"]).toBe(first?.headers["x-request-id"]);
    expect(sentTo("cdrs")).toHaveLength(1);
  });

  it("reordered_pushes sends a CDR before its session", async () => {
    await commit("reordered_pushes");
    await play();
    const modules = emsp.requests.map(({ path }) => path.split("/")[2]);
    expect(modules).toEqual(["cdrs", "sessions"]);
  });

  it("reordered_pushes sends an older PATCH after a newer one", async () => {
    await play({ live_seconds: 20 });
    await commit("reordered_pushes");
    await until("its CDR", () => sentTo("cdrs").length === 1);
    const times = sentTo("sessions").map(({ body }) => String(body["last_updated"]));
    expect(times).not.toEqual(times.toSorted());
    expect(new Set(times).size).toBe(times.length);
  });

  it("late_cdr comes two minutes later, and is in no list before", async () => {
    await commit("late_cdr");
    const { body } = await play();
    expect(body["cdr_delivery"]).toMatchObject({ state: "pending", attempts: 0 });
    const listed = async () =>
      JSON.stringify((await get("sender/cdrs?offset=0&limit=100")).body.data);
    expect(await listed()).not.toContain(String(body["cdr_id"]));
    await until("the CDR", () => sentTo("cdrs").length === 1);
    const [session] = sentTo("sessions");
    const [cdr] = sentTo("cdrs");
    const afterMs =
      Date.parse(String(cdr?.body["last_updated"])) -
      Date.parse(String(session?.body["last_updated"]));
    expect(afterMs).toBeGreaterThanOrEqual(120_000);
    expect(await listed()).toContain(String(body["cdr_id"]));
  });

  it("lost_cdr is never pushed, and found in the list only", async () => {
    await commit("lost_cdr");
    const { body } = await play();
    expect(body["cdr_delivery"]).toMatchObject({ state: "withheld" });
    await laterThan(60_000);
    expect(sentTo("cdrs")).toEqual([]);
    const { body: list } = await get("sender/cdrs");
    expect(JSON.stringify(list.data)).toContain(String(body["cdr_id"]));
  });

  it("credit_cdr takes the CDR back and states the right claim instead", async () => {
    await control("faults", { credit_cdr: 1, wrong_cost: 1 });
    await play();
    const [wrong, credit, right] = sentTo("cdrs").map(({ body }) => body);
    const cost = (body: typeof wrong) => body?.["total_cost"] as Record<string, number>;
    expect(credit).toEqual({
      ...wrong,
      id: `${String(wrong?.["id"])}-C`,
      credit: true,
      credit_reference_id: wrong?.["id"],
      total_cost: {
        excl_vat: -(cost(wrong)["excl_vat"] ?? 0),
        incl_vat: -(cost(wrong)["incl_vat"] ?? 0),
      },
      last_updated: expect.any(String),
    });
    expect(findViolations("CDR", credit, { isClosed: true })).toEqual([]);
    expect(right).toMatchObject({ id: `${String(wrong?.["id"])}-R` });
    expect(right).not.toHaveProperty("credit");
    expect((cost(wrong)["excl_vat"] ?? 0) - (cost(right)["excl_vat"] ?? 0)).toBeCloseTo(12.5, 6);
  });

  it.each([
    ["past", {}],
    ["live", { live_seconds: 10 }],
  ])("never_ending_session leaves a %s session ACTIVE, without a CDR", async (_kind, order) => {
    await commit("never_ending_session");
    const { body } = await play(order);
    await until("nobody charges", () => running.cpo.live.size === 0);
    await laterThan(30_000);
    const told = sentTo("sessions");
    expect(told[0]).toMatchObject({ method: "PUT", body: { status: "ACTIVE" } });
    expect(JSON.stringify(told.map((each) => each.body))).not.toMatch(/COMPLETED|end_date_time/u);
    expect(sentTo("cdrs")).toEqual([]);
    const list = await get("sender/sessions?date_from=2026-01-01T00:00:00Z&limit=100");
    expect(list.body.data).toContainEqual(
      expect.objectContaining({ id: body["session_id"], status: "ACTIVE" }),
    );
  });

  it("reference_dropped loses the reference in the session and its CDR", async () => {
    await commit("reference_dropped");
    await play({ authorize: true });
    await play({ authorize: true });
    const told = [...sentTo("sessions"), ...sentTo("cdrs")].map(({ body }) => [
      body["auth_method"],
      body["authorization_reference"],
    ]);
    const [dropped, kept] = [
      ["AUTH_REQUEST", undefined],
      ["AUTH_REQUEST", "AUTH-1"],
    ];
    expect(told).toEqual([dropped, kept, dropped, kept]);
  });

  it("timeout_then_start answers TIMEOUT and then begins the session", async () => {
    await commit("timeout_then_start");
    const body = {
      response_url: `${emsp.url}/results/1`,
      token: emspToken("APP-ASTRID", { type: "APP_USER", whitelist: "NEVER" }),
      location_id: "NSL-STO-01",
      authorization_reference: "REF-9",
    };
    const url = `${running.url}/ocpi/2.2.1/receiver/commands/START_SESSION`;
    expect((await ask(url, ourToken, { method: "POST", body })).body.data).toMatchObject({
      result: "ACCEPTED",
    });
    await until("its session", () => sentTo("sessions").length > 0);
    const result = emsp.requests.findIndex(({ path }) => path === "/results/1");
    expect(emsp.requests[result]?.body).toEqual({ result: "TIMEOUT" });
    expect(emsp.requests.findIndex(({ path }) => path.includes("/sessions/"))).toBeGreaterThan(
      result,
    );
    expect(sentTo("sessions")[0]?.body).toMatchObject({ authorization_reference: "REF-9" });
    await control("faults", {});
    const [id = ""] = running.cpo.live.keys();
    const stop = { response_url: `${emsp.url}/results/2`, session_id: id };
    await ask(url.replace("START", "STOP"), ourToken, { method: "POST", body: stop });
  });
});

describe("faults of our claims", { timeout: 15_000 }, () => {
  const fast = { location_id: "NSL-STO-01", evse_uid: "NSL-STO-01-E4", charging_minutes: 19.5 };
  const claims: [FaultName, object, { right: number; claimed: number }][] = [
    // 3.501 kWh at 4.12, as much at 2.48, and 5.00: 14.42 + 8.68 + 5.00 instead of 28.1066.
    [
      "rounded_periods",
      { start_date_time: "2026-11-10T20:30:00Z", charging_minutes: 60, power_kw: 7.002 },
      { right: 28.11, claimed: 28.1 },
    ],
    // From 08:06:57: 13.43 and 19.102 kWh in steps of 0.1 at 5.20, 8:03 and 11:27 min in steps of one at 0.30.
    [
      "stepped_periods",
      { ...fast, start_date_time: "2026-11-10T08:07:00Z", power_kw: 100.1 },
      { right: 175.52, claimed: 176.34 },
    ],
    // 10 kWh at 4.12 and 5.00, with 25 % of VAT.
    ["vat_twice", { charging_minutes: 60, power_kw: 10 }, { right: 46.2, claimed: 57.75 }],
  ];

  it.each(claims)("%s claims another total than the session had", async (name, order, figures) => {
    await commit(name);
    await play(order);
    const [session] = sentTo("sessions");
    const [cdr] = sentTo("cdrs");
    expect(session?.body["total_cost"]).toMatchObject({ excl_vat: figures.right });
    expect(cdr?.body["total_cost"]).toMatchObject({ excl_vat: figures.claimed });
    expect(findViolations("CDR", cdr?.body, { isClosed: true })).toEqual([]);
    await play(order);
    expect(sentTo("cdrs")[1]?.body["total_cost"]).toMatchObject({ excl_vat: figures.right });
  });

  it("credit_cdr takes a misread claim back and states the right one", async () => {
    await commit("vat_twice");
    await commit("credit_cdr");
    await play({ charging_minutes: 60, power_kw: 10 });
    const totals = sentTo("cdrs").map(({ body }) => body["total_cost"]);
    expect(totals).toMatchObject([
      { excl_vat: 57.75, incl_vat: 72.19 },
      { excl_vat: -57.75 },
      { excl_vat: 46.2, incl_vat: 57.75 },
    ]);
  });
});

describe("faults of our values", { timeout: 15_000 }, () => {
  it("null_optionals names every optional field with null, inside too, but not in a PATCH", async () => {
    await commit("null_optionals", true);
    await play({ live_seconds: 10 });
    await until("its CDR", () => sentTo("cdrs").length === 1);
    await commit("null_optionals", false);
    const put = sentTo("sessions").find(({ method }) => method === "PUT")?.body;
    expect(put).toMatchObject({ end_date_time: null, meter_id: null });
    const cdr = sentTo("cdrs")[0]?.body;
    expect(cdr).toMatchObject({ remark: null, cdr_location: { state: null } });
    expect(findViolations("CDR", cdr, { isClosed: true })).toEqual([]);
    const patches = sentTo("sessions").filter(({ method }) => method === "PATCH");
    expect(JSON.stringify(patches.map(({ body }) => body))).not.toContain("null");
  });

  it("numbers_as_strings has no number left", async () => {
    await commit("numbers_as_strings", 2);
    await play({ power_kw: 10, charging_minutes: 60 });
    expect(sentTo("sessions")[0]?.body["kwh"]).toBe("10");
    // What a meter signed is a text of its own.
    const { signed_data: _text, ...cdr } = sentTo("cdrs")[0]?.body ?? {};
    expect(JSON.stringify(cdr)).not.toMatch(/":-?\d/u);
  });

  it("microseconds_offset writes every date with six digits and +00:00", async () => {
    await commit("microseconds_offset");
    await play({ start_date_time: "2026-11-10T08:00:00Z" });
    const [session] = sentTo("sessions");
    expect(session?.body["start_date_time"]).toBe("2026-11-10T08:00:00.000000+00:00");
    expect(session?.body["last_updated"]).toMatch(/\.\d{6}\+00:00$/u);
  });

  it("marks lists too while it is on, without being counted by them", async () => {
    await commit("lower_case_party");
    const { body } = await get("sender/tariffs");
    expect(body.data).toMatchObject([{ party_id: "nsl" }, { party_id: "nsl" }]);
    await play();
    expect(sentTo("sessions")[0]?.body["party_id"]).toBe("nsl");
    expect((await get("sender/tariffs")).body.data).toMatchObject([{ party_id: "NSL" }, {}]);
  });
});
