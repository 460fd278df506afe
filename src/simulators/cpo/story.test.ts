import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { Cdr, Price, Session } from "./ocpi-objects";
import type { RunningCpo } from "./start-cpo";
import { startTestCpo, temporaryFolder, TEST_NOW_MS, until } from "./test-run";
import { findViolations } from "./validate-object";

const CLASSES: Record<string, string> = { cdrs: "CDR", sessions: "Session", tariffs: "Tariff" };

describe("a CPO's first minutes at an eMSP", () => {
  const folder = temporaryFolder();
  let emsp: FakeEmsp;
  let running: RunningCpo;
  const pushes = (module: string, method: string) =>
    emsp.requests.filter(
      (received) => received.method === method && received.path.startsWith(`/2.2.1/${module}`),
    );
  const cdrs = () => pushes("cdrs", "POST").map(({ body }) => body as unknown as Cdr);
  const liveCdrs = () => cdrs().filter(({ id }) => /^NSL-C-\d{6}$/u.test(id));

  beforeAll(async () => {
    emsp = await startFakeEmsp();
    running = await startTestCpo({
      stateDir: folder.path,
      emspVersionsUrl: `${emsp.url}/versions`,
      isStoryOn: true,
    });
    await until(
      "the third live session's CDR, twice",
      () => running.cpo.state.cdrs.get("NSL-C-000003")?.delivery.state === "delivered",
    );
    await running.stop();
  }, 20_000);

  afterAll(async () => {
    await emsp.close();
    folder.remove();
  });

  it("pushes two tariffs and five locations before any session or CDR", () => {
    const modules = emsp.requests
      .filter(({ method, path }) => method !== "GET" && path.split("/").length > 2)
      .map(({ path }) => path.split("/")[2])
      .filter((module) => module !== "credentials");
    expect(modules.slice(0, 7)).toEqual([
      ...Array(2).fill("tariffs"),
      ...Array(5).fill("locations"),
    ]);
  });

  it("delivers eight charges of last month late for each of the two tokens", () => {
    const late = cdrs().filter(({ id }) => id.startsWith("NSL-C-202610-"));
    expect(late).toHaveLength(16);
    expect(late.every(({ end_date_time: end }) => end < "2026-10-31T23:00:00Z")).toBe(true);
    expect(late.every(({ last_updated: made }) => made > "2026-11-17")).toBe(true);
    expect(late.some(({ total_parking_cost: cost }) => (cost?.excl_vat ?? 0) > 0)).toBe(true);
  });

  it("sends nothing that strays from the tables of OCPI 2.2.1", () => {
    const violations = emsp.requests.flatMap(({ method, path, body }) => {
      const module = path.split("/")[2] ?? "";
      if (method === "GET" || module === "credentials") return [];
      if (path.endsWith("/authorize"))
        return findViolations("LocationReferences", body, { isClosed: true });
      const isEvse = path.split("/").length > 6;
      const name = module === "locations" ? (isEvse ? "EVSE" : "Location") : CLASSES[module];
      if (name === undefined) return [`unexpected ${method} ${path}`];
      return findViolations(name, body, { isClosed: true, isPartial: method === "PATCH" });
    });
    expect(violations).toEqual([]);
    const posted = emsp.requests.find(({ path }) => path === "/2.2.1/credentials");
    expect(findViolations("Credentials", posted?.body, { isClosed: true })).toEqual([]);
  });

  it("gives every request its own id and the routing headers only to functional modules", () => {
    const ids = emsp.requests.map(({ headers }) => headers["x-request-id"]);
    expect(new Set(ids).size).toBe(emsp.requests.length);
    for (const { path, headers } of emsp.requests) {
      const isFunctional = path.split("/").length > 3 || /cdrs|tokens/u.test(path);
      expect(headers["ocpi-from-party-id"], path).toBe(isFunctional ? "NSL" : undefined);
      expect(headers["ocpi-to-party-id"], path).toBe(isFunctional ? "KVT" : undefined);
    }
  });

  it("begins a live session at once and ends it with its CDR in less than a minute, after PATCHes that append periods", () => {
    const first = liveCdrs()[0];
    const put = pushes("sessions", "PUT")
      .map(({ body }) => body as unknown as Session)
      .find(({ id }) => id === first?.session_id);
    const begunMs = Date.parse(put?.last_updated ?? "");
    expect(Date.parse(first?.end_date_time ?? "")).toBeLessThan(begunMs + 45_000);
    // It does not wait for last month's charges to be delivered.
    const begins = emsp.requests.findIndex(({ body }) => body["id"] === first?.session_id);
    const late = emsp.requests.findLastIndex(({ body }) => String(body["id"]).includes("-202610-"));
    expect(begins).toBeLessThan(late);
    const patches = pushes("sessions", "PATCH")
      .filter(({ path }) => path.endsWith(`/${first?.session_id}`))
      .map(({ body }) => body as unknown as Session);
    expect(patches.length).toBeGreaterThan(1);
    expect(patches.at(-1)).toMatchObject({
      status: "COMPLETED",
      end_date_time: first?.end_date_time,
    });
    const told = [put, ...patches].flatMap((part) => part?.charging_periods ?? []);
    const wh = told
      .flatMap(({ dimensions }) => dimensions)
      .filter(({ type }) => type === "ENERGY")
      .reduce((sum, { volume }) => sum + Math.round(volume * 1000), 0);
    expect(wh).toBe(Math.round((first?.total_energy ?? 0) * 1000));
    expect(patches.at(-1)?.total_cost).toEqual(first?.total_cost);
  });

  it("asks the eMSP first about a token it does not know, and carries the reference", () => {
    const asked = emsp.requests.findIndex(({ path }) => path.endsWith("/04A2B91C5E6180/authorize"));
    const put = emsp.requests.findIndex(({ path }) => path.endsWith("/NSL-S-000001"));
    expect(asked).toBeGreaterThan(-1);
    expect(put).toBeGreaterThan(asked);
    expect(liveCdrs()[0]).toMatchObject({
      auth_method: "AUTH_REQUEST",
      authorization_reference: "AUTH-1",
    });
  });

  it("claims 12.50 too much in the second live CDR and sends the third twice, byte for byte alike", () => {
    const [wrong] = liveCdrs().filter(({ id }) => id === "NSL-C-000002");
    const last = pushes("sessions", "PATCH").findLast(({ path }) => path.endsWith("/NSL-S-000002"));
    const right = last?.body["total_cost"] as Price;
    expect((wrong?.total_cost.excl_vat ?? 0) - right.excl_vat).toBeCloseTo(12.5, 6);
    const twice = liveCdrs().filter(({ id }) => id === "NSL-C-000003");
    expect(twice).toHaveLength(2);
    expect(twice[1]).toEqual(twice[0]);
  });

  it("continues after a restart: no history again, no id used twice", async () => {
    const before = new Set(cdrs().map(({ id }) => id));
    const count = emsp.requests.length;
    const again = await startTestCpo(
      { stateDir: folder.path, emspVersionsUrl: `${emsp.url}/versions`, isStoryOn: true },
      TEST_NOW_MS + 600_000,
    );
    await until("a CDR of the second start", () => cdrs().some(({ id }) => !before.has(id)));
    await again.stop();
    const since = emsp.requests.slice(count);
    expect(since.some(({ path }) => path === "/2.2.1/credentials")).toBe(false);
    expect(since.some(({ body }) => String(body["id"]).includes("202610"))).toBe(false);
    const sent = since.filter(({ path }) => path === "/2.2.1/cdrs").map(({ body }) => body["id"]);
    expect(sent.filter((id) => before.has(String(id)))).toEqual([]);
  }, 20_000);
});
