import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEMO_TOKENS } from "./configuration";
import { emspToken, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { Cdr } from "./ocpi-objects";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, TEST_NOW_MS, until } from "./test-run";

let emsp: FakeEmsp;
let folder: ReturnType<typeof temporaryFolder>;
let running: RunningCpo;
const cdrs = () =>
  emsp.requests
    .filter(({ path }) => path === "/2.2.1/cdrs")
    .map(({ body }) => body as unknown as Cdr);

beforeEach(async () => {
  emsp = await startFakeEmsp();
  folder = temporaryFolder();
});

afterEach(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("the story", { timeout: 15_000 }, () => {
  it("ends a session that a stop left open, with one CDR for the whole stay", async () => {
    const options = { stateDir: folder.path, emspVersionsUrl: `${emsp.url}/versions` };
    running = await startTestCpo(options);
    await until(
      "stocked",
      () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7,
    );
    const order = {
      method: "POST",
      body: JSON.stringify({ live_seconds: 120, charging_minutes: 30 }),
    };
    await fetch(`${running.url}/control/play-session`, order);
    await until(
      "two PATCHes",
      () =>
        emsp.requests.filter(({ method, path }) => method === "PATCH" && path.includes("sessions"))
          .length > 2,
    );
    await running.stop();
    expect(cdrs()).toEqual([]);
    const before = running.cpo.state.sessions.get("NSL-S-000001")?.open;
    running = await startTestCpo(options, TEST_NOW_MS + 3_600_000);
    await until("its CDR", () => cdrs().length > 0);
    const [cdr] = cdrs();
    expect(Date.parse(cdr?.end_date_time ?? "") / 1000).toBe(before?.endS);
    const last = running.cpo.state.sessions.get("NSL-S-000001");
    await until(
      "its end told",
      () => running.cpo.state.sessions.get("NSL-S-000001")?.delivery.state === "delivered",
    );
    expect(last).toMatchObject({
      open: null,
      object: { status: "COMPLETED", kwh: cdr?.total_energy },
    });
    expect(cdrs()).toHaveLength(1);
  });

  it("begins once the eMSP has registered a CPO that waited, and stays with the first driver abroad", async () => {
    running = await startTestCpo({ stateDir: folder.path, profile: "kanaal", isStoryOn: true });
    emsp.tokenC = "TOKEN-B-of-the-emsp";
    const role = {
      role: "EMSP",
      party_id: "KVT",
      country_code: "SE",
      business_details: { name: "Kvitt" },
    };
    await ask(`${running.url}/ocpi/2.2.1/credentials`, "TOKEN-A-of-the-test", {
      method: "POST",
      body: { token: emsp.tokenC, url: `${emsp.url}/versions`, roles: [role] },
    });
    await until("four CDRs", () => cdrs().length >= 4);
    const late = cdrs().filter(({ id }) => id.startsWith("KNE-C-202610"));
    expect(late.map(({ cdr_token: token, currency }) => [token.uid, currency])).toEqual(
      Array.from({ length: 3 }, () => [DEMO_TOKENS[0]?.uid, "EUR"]),
    );
  });

  it("asks nobody about a token that is on its list, and lets no blocked one charge", async () => {
    emsp.tokens = [
      emspToken("04A2B91C5E6180", { whitelist: "ALWAYS" }),
      emspToken("04F7731A9B2C80", { whitelist: "ALWAYS", valid: false }),
    ];
    running = await startTestCpo({
      stateDir: folder.path,
      emspVersionsUrl: `${emsp.url}/versions`,
      isStoryOn: true,
    });
    const live = () => cdrs().filter(({ id }) => /^NSL-C-\d{6}$/u.test(id));
    await until("two live CDRs", () => live().length >= 2);
    expect(emsp.requests.some(({ path }) => path.endsWith("/authorize"))).toBe(false);
    expect(live().map(({ cdr_token: token, auth_method: method }) => [token.uid, method])).toEqual(
      live().map(() => ["04A2B91C5E6180", "WHITELIST"]),
    );
  });
});
