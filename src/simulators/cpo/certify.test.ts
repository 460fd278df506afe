import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emspToken, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { OcpiVersion } from "./ocpi-version";
import type { RunningCpo } from "./start-cpo";
import { startTestCpo, temporaryFolder, until } from "./test-run";

let emsp: FakeEmsp;
let folder: ReturnType<typeof temporaryFolder>;
let running: RunningCpo;

async function register(version: OcpiVersion): Promise<void> {
  emsp.versions = [version];
  running = await startTestCpo({
    stateDir: folder.path,
    emspVersionsUrl: `${emsp.url}/versions`,
    versions: [version],
  });
  const told = () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7;
  await until("stocked", told);
  emsp.requests.length = 0;
}

async function control(path: string, body: object = {}) {
  const init = { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${running.url}/control/${path}`, init);
  return { http: response.status, body: (await response.json()) as Record<string, unknown> };
}

beforeEach(async () => {
  emsp = await startFakeEmsp();
  emsp.tokens = [emspToken("04A2B91C5E6180")];
  // What an eMSP does that the fake one leaves to tests: CDRs by their address, and tokens that nobody has.
  emsp.script = ({ method, path }) => {
    if (path.includes("DEADBEEF")) return { http: 404, code: 2004 };
    const isCdr = method === "GET" && path.endsWith("/cdrs/kept");
    return isCdr ? { data: { id: "NSL-C-000001" } } : undefined;
  };
  folder = temporaryFolder();
});

afterEach(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("/control/certify", { timeout: 15_000 }, () => {
  it.each(["2.1.1", "2.2.1", "2.3.0"] as const)(
    "does each thing once with %s, in order, and says how it went",
    async (version) => {
      await register(version);
      const { http, body } = await control("certify");
      expect(body).toMatchObject({ done: true, version, cdr_id: "NSL-C-000001" });
      expect(http).toBe(200);
      const asked = emsp.requests.map(({ method, path }) => {
        const [, , module = "", , , , ...part] = path.split("/");
        return `${method} ${module || path}${part.length > 0 ? " part" : ""}`;
      });
      // The list of versions is also how it looks whether it is still known, at any time.
      const told = asked.filter((line) => line !== "GET /versions");
      const once = told.filter((line, index) => line !== told[index - 1]);
      expect(asked[0]).toBe("GET /versions");
      expect(once).toEqual([
        `GET /${version}`,
        "PUT credentials",
        "GET tokens",
        "PUT tariffs",
        "PUT locations",
        "PATCH locations part",
        "POST tokens",
        "PUT sessions",
        "PATCH locations part",
        "PATCH sessions",
        "PATCH locations part",
        "POST cdrs",
        "GET cdrs",
        "POST cdrs",
      ]);
      const [first, again] = emsp.requests.filter(
        ({ method, path }) => method === "POST" && path.endsWith("/cdrs"),
      );
      expect(again?.body).toEqual(first?.body);
    },
  );

  it("goes on where the eMSP answers wrongly, and names what failed", async () => {
    await register("2.2.1");
    emsp.script = () => undefined;
    const { http, body } = await control("certify");
    const deeds = body["deeds"] as { name: string; ok: boolean }[];
    expect(http).toBe(409);
    expect(deeds.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual([
      "authorize-unknown",
      "read-cdr",
    ]);
    expect(deeds.at(-1)).toMatchObject({ name: "replay-cdr", ok: true });
  });
});

describe("single deeds", { timeout: 15_000 }, () => {
  it("are done on demand, and refused where they can't be", async () => {
    await register("2.2.1");
    const play = await control("play-session", { authorize: false });
    const cdr = { cdr_id: play.body["cdr_id"] };
    for (const [path, body] of [
      ["read-versions", {}],
      ["read-tokens", { limit: 1 }],
      ["authorize-token", { token_uid: "04A2B91C5E6180" }],
      ["authorize-token", { token_uid: "DEADBEEF", expect: "unknown" }],
      ["push-tariff", {}],
      ["push-location", { location_id: "NSL-STO-02" }],
      ["push-status", { location_id: "NSL-STO-02", status: "CHARGING" }],
      ["read-cdr", cdr],
      ["replay-cdr", cdr],
    ] as const) {
      expect(await control(path, body), path).toMatchObject({ http: 200, body: { ok: true } });
    }
    expect(emsp.requests.find(({ path }) => path === "/2.2.1/tokens")?.query).toBe("?limit=1");
    for (const [path, body] of [
      ["authorize-token", {}],
      ["push-status", { status: "HAPPY" }],
      ["read-tokens", { limit: 0 }],
      ["read-cdr", {}],
      ["certify", { live_seconds: 1 }],
    ] as const) {
      expect((await control(path, body)).http, path).toBe(400);
    }
    expect((await control("replay-cdr", { cdr_id: "NONE" })).http).toBe(409);
    expect((await control("push-tariff", { tariff_id: "NONE" })).http).toBe(409);
  });
});
