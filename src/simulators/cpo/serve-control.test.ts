import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { emspToken, encode, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { RunningCpo } from "./start-cpo";
import { startTestCpo, temporaryFolder, until } from "./test-run";

let emsp: FakeEmsp;
let running: RunningCpo;
const folder = temporaryFolder();

async function control(path: string, body?: object) {
  const response = await fetch(`${running.url}/control/${path}`, {
    method: body === undefined ? "GET" : "POST",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { http: response.status, body: (await response.json()) as Record<string, unknown> };
}

const play = (order: object) => control("play-session", { authorize: false, ...order });
const sentTo = (module: string) =>
  emsp.requests.filter(({ path }) => path.startsWith(`/2.2.1/${module}`));

beforeAll(async () => {
  emsp = await startFakeEmsp();
  running = await startTestCpo({ stateDir: folder.path, emspVersionsUrl: `${emsp.url}/versions` });
  await until("stocked", () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7);
});

afterEach(() => {
  emsp.script = () => undefined;
  emsp.requests.length = 0;
});

afterAll(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("/control", { timeout: 15_000 }, () => {
  it("plays a past session to its CDR before it answers", async () => {
    const answer = await play({
      token_uid: "04f7731a9b2c80",
      location_id: "NSL-GOT-01",
      evse_uid: "NSL-GOT-01-E1",
      start_date_time: "2026-11-10T08:00:00Z",
      charging_minutes: 60,
      idle_minutes: 30,
      power_kw: 10,
    });
    // 10 kWh at 4.12, start 5.00, half an hour idle at 24.00/h
    expect(answer).toMatchObject({
      http: 200,
      body: {
        session_delivery: { state: "delivered" },
        cdr_delivery: { state: "delivered" },
        total_cost: { excl_vat: 58.2, incl_vat: 72.75 },
      },
    });
    expect(sentTo("sessions")[0]?.body).toMatchObject({ status: "COMPLETED", kwh: 10 });
    expect(sentTo("cdrs")[0]?.body).toMatchObject({
      total_energy: 10,
      total_time: 1.5,
      total_parking_time: 0.5,
    });
  });

  it("plays a live session behind its answer", async () => {
    const answer = await play({ live_seconds: 20 });
    expect(answer.http).toBe(202);
    expect((await play({ live_seconds: 20 })).http).toBe(409);
    await until("its CDR", () => sentTo("cdrs").length === 1);
    expect(sentTo("sessions").filter(({ method }) => method === "PATCH").length).toBeGreaterThan(0);
    await until("the EVSE free again", () =>
      sentTo("locations").some(({ body }) => body["status"] === "AVAILABLE"),
    );
  });

  it("loses no charging period when the eMSP is away for a moment: the next push is the whole session", async () => {
    let failures = 0;
    emsp.script = ({ method, path }) => {
      if (method !== "PATCH" || !path.includes("sessions") || failures > 0) return undefined;
      failures += 1;
      return { http: 503, code: 3000 };
    };
    await play({ live_seconds: 20 });
    await until("its CDR", () => sentTo("cdrs").length === 1);
    const [first, failed, whole] = sentTo("sessions");
    expect([first?.method, failed?.method, whole?.method]).toEqual(["PUT", "PATCH", "PUT"]);
    const starts = (body: Record<string, unknown> | undefined) =>
      ((body ?? {})["charging_periods"] as { start_date_time: string }[]).map(
        ({ start_date_time: at }) => at,
      );
    expect(starts(whole?.body)).toEqual(
      expect.arrayContaining([...starts(first?.body), ...starts(failed?.body)]),
    );
    await until("the EVSE free again", () =>
      sentTo("locations").some(({ body }) => body["status"] === "AVAILABLE"),
    );
  });

  it("plays no session for a token that the eMSP does not allow", async () => {
    const token = emspToken("04A2B91C5E6180");
    emsp.script = ({ path }) =>
      path.endsWith("/authorize") ? { data: { allowed: "BLOCKED", token } } : undefined;
    expect(await play({ authorize: true })).toEqual({ http: 403, body: { error: "BLOCKED" } });
    emsp.script = ({ path }) =>
      path.endsWith("/authorize") ? { http: 404, code: 2004 } : undefined;
    expect((await play({ authorize: true })).http).toBe(403);
    expect(sentTo("sessions")).toEqual([]);
    expect(running.cpo.refusals.at(-1)).toContain("04A2B91C5E6180");
  });

  it("sends a CDR again later when the eMSP is away, and not when it refuses", async () => {
    emsp.script = ({ path }) =>
      path === "/2.2.1/cdrs" && sentTo("cdrs").length < 3 ? { http: 503, code: 3000 } : undefined;
    const away = await play({});
    expect(away.body["cdr_delivery"]).toMatchObject({ state: "pending" });
    await until(
      "delivered",
      () => running.cpo.state.cdrs.get(String(away.body["cdr_id"]))?.delivery.state === "delivered",
    );
    emsp.script = ({ path }) => (path === "/2.2.1/cdrs" ? { code: 2001 } : undefined);
    const refused = await play({});
    expect(refused.body["cdr_delivery"]).toMatchObject({ state: "refused" });
    const count = sentTo("cdrs").length;
    const laterMs = running.cpo.clock.nowMs() + 70_000;
    await until("more than a minute later", () => running.cpo.clock.nowMs() > laterMs);
    expect(sentTo("cdrs")).toHaveLength(count);
  });

  it("describes itself without giving away a credentials token", async () => {
    const { body } = await control("state");
    expect(body).toMatchObject({
      profile: "nordstrom",
      registered: true,
      deliveries: { tariffs: { delivered: 2 } },
    });
    const text = JSON.stringify(body);
    expect([text.includes(emsp.tokenC), text.includes(emsp.tokenB())]).toEqual([false, false]);
  });

  it("refuses pages in a browser, unknown faults and wrong values", async () => {
    const response = await fetch(`${running.url}/control/state`, {
      headers: { Origin: "http://evil.example" },
    });
    expect(response.status).toBe(403);
    expect((await control("faults", { gremlins: true })).http).toBe(400);
    expect((await control("faults", { wrong_cost: "yes" })).http).toBe(400);
    expect((await play({ charging_minutes: "many" })).http).toBe(400);
    expect((await play({ evse_uid: "NOWHERE" })).http).toBe(404);
  });
});

describe("faults", { timeout: 15_000 }, () => {
  it.each([
    ["duplicate_cdr", () => expect(sentTo("cdrs")).toHaveLength(2)],
    ["drop_cdr", () => expect(sentTo("cdrs")).toHaveLength(0)],
    [
      "wrong_cost",
      () => {
        const cost = sentTo("cdrs")[0]?.body["total_cost"] as { excl_vat: number };
        const right = sentTo("sessions")[0]?.body["total_cost"] as { excl_vat: number };
        expect(cost.excl_vat - right.excl_vat).toBeCloseTo(12.5, 6);
      },
    ],
    ["lower_case_party", () => expect(sentTo("sessions")[0]?.body["party_id"]).toBe("nsl")],
    [
      "dates_without_z",
      () => expect(sentTo("sessions")[0]?.body["start_date_time"]).toMatch(/\d$/u),
    ],
    ["trailing_slash", () => expect(sentTo("sessions")[0]?.path).toMatch(/\/$/u)],
    ["no_request_id", () => expect(sentTo("sessions")[0]?.headers["x-request-id"]).toBeUndefined()],
    [
      "raw_token",
      () => expect(sentTo("sessions")[0]?.headers.authorization).toBe(`Token ${emsp.tokenC}`),
    ],
    [
      "wh_instead_of_kwh",
      () => {
        const body = sentTo("sessions")[0]?.body ?? {};
        const periods = body["charging_periods"] as {
          dimensions: { type: string; volume: number }[];
        }[];
        const wh = periods[0]?.dimensions.find(({ type }) => type === "ENERGY")?.volume;
        expect(wh).toBe(Math.round(Number(body["kwh"]) * 1000));
      },
    ],
  ])("%s is committed as often as it is asked for, then no more", async (name, check) => {
    await control("faults", { [name]: 1 });
    await play({});
    check();
    expect((await control("state")).body["faults"]).toMatchObject({ [name]: false });
  });

  it("patch_before_put sends an older PUT after a newer PATCH", async () => {
    await control("faults", { patch_before_put: 1 });
    await play({ live_seconds: 10 });
    await until("its CDR", () => sentTo("cdrs").length === 1);
    const [first, second] = sentTo("sessions");
    expect([first?.method, second?.method]).toEqual(["PATCH", "PUT"]);
    expect(String(first?.body["last_updated"]) > String(second?.body["last_updated"])).toBe(true);
  });

  it("stays on for good with true, and off with false", async () => {
    await control("faults", { raw_token: true });
    await play({});
    await control("faults", { raw_token: false });
    const shown = sentTo("cdrs").map(({ headers }) => headers.authorization);
    expect(shown).toEqual([`Token ${emsp.tokenC}`]);
    await play({});
    expect(sentTo("cdrs").at(-1)?.headers.authorization).toBe(encode(emsp.tokenC));
  });
});
