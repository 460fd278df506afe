import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encode, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, until } from "./test-run";

const TOKEN_A = "TOKEN-A-of-the-test";
let emsp: FakeEmsp;
let folder: ReturnType<typeof temporaryFolder>;
let running: RunningCpo;

function credentials(token = "TOKEN-B-of-the-emsp") {
  const role = {
    role: "EMSP",
    party_id: "KVT",
    country_code: "SE",
    business_details: { name: "Kvitt" },
  };
  return { token, url: `${emsp.url}/versions`, roles: [role] };
}

function registration() {
  return running.cpo.state.progress.value.registration;
}

beforeEach(async () => {
  emsp = await startFakeEmsp();
  folder = temporaryFolder();
});

afterEach(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("registering as Sender", { timeout: 15_000 }, () => {
  it("makes TOKEN_B work before it posts it, and uses TOKEN_C from then on", async () => {
    running = await startTestCpo({
      stateDir: folder.path,
      emspVersionsUrl: `${emsp.url}/versions`,
    });
    await until(
      "registered and stocked",
      () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7,
    );
    expect(emsp.calledBack).toMatchObject([
      { status_code: 1000, data: [{ version: "2.2.1" }] },
      { status_code: 1000, data: { version: "2.2.1" } },
    ]);
    expect(registration()).toMatchObject({
      role: "SENDER",
      theirToken: emsp.tokenC,
      ourToken: emsp.tokenB(),
    });
    const toModules = emsp.requests.filter(({ path }) => path.split("/").length > 3);
    expect(new Set(toModules.map(({ headers }) => headers.authorization))).toEqual(
      new Set([encode(emsp.tokenC)]),
    );
  });

  it("keeps trying until the eMSP is there", async () => {
    emsp.script = ({ path }) =>
      path === "/versions" && emsp.requests.length < 4 ? { http: 503, code: 3000 } : undefined;
    running = await startTestCpo({
      stateDir: folder.path,
      emspVersionsUrl: `${emsp.url}/versions`,
    });
    await until("registered", () => registration() !== null);
    expect(emsp.requests.filter(({ path }) => path === "/versions").length).toBeGreaterThan(3);
  });

  it("does not post its credentials to an eMSP that takes no CDRs", async () => {
    emsp.script = ({ path }) =>
      path === "/2.2.1"
        ? {
            data: {
              version: "2.2.1",
              endpoints: [{ identifier: "credentials", role: "SENDER", url: emsp.url }],
            },
          }
        : undefined;
    running = await startTestCpo({
      stateDir: folder.path,
      emspVersionsUrl: `${emsp.url}/versions`,
    });
    await until(
      "three attempts",
      () => emsp.requests.filter(({ path }) => path === "/2.2.1").length >= 3,
    );
    expect(emsp.requests.some(({ method }) => method === "POST")).toBe(false);
  });

  it("registers anew and sends everything again when the eMSP has forgotten it", async () => {
    running = await startTestCpo({
      stateDir: folder.path,
      emspVersionsUrl: `${emsp.url}/versions`,
    });
    const puts = () =>
      emsp.requests.filter(({ method, path }) => method === "PUT" && path.includes("tariffs"))
        .length;
    await until("stocked", () => puts() === 2);
    emsp.tokenC = "TOKEN-C-after-the-loss";
    running.cpo.state.tariffs.save("NSL-DC-FAST", {
      ...running.cpo.state.tariffs.get("NSL-DC-FAST")!,
      delivery: { state: "pending", attempts: 0, answer: null },
    });
    await until("registered anew", () => registration()?.theirToken === "TOKEN-C-after-the-loss");
    await until("told again", () => puts() >= 4);
  });
});

describe("being registered as Receiver", () => {
  const post = (body: unknown, token = TOKEN_A) =>
    ask(`${running.url}/ocpi/2.2.1/credentials`, token, { method: "POST", body });

  beforeEach(async () => {
    running = await startTestCpo({ stateDir: folder.path, profile: "kanaal" });
  });

  it("reads the eMSP's versions with TOKEN_B within the POST and answers with TOKEN_C", async () => {
    emsp.tokenC = "TOKEN-B-of-the-emsp";
    const versions = await ask(`${running.url}/ocpi/versions`, TOKEN_A);
    expect(versions.body).toMatchObject({ status_code: 1000, data: [{ version: "2.2.1" }] });
    const answer = await post(credentials());
    expect(answer.body).toMatchObject({
      status_code: 1000,
      data: { roles: [{ role: "CPO", party_id: "KNE", country_code: "NL" }] },
    });
    expect(emsp.requests.slice(0, 2).map(({ path }) => path)).toEqual(["/versions", "/2.2.1"]);
    const { token } = answer.body.data as { token: string };
    expect(token).not.toBe(TOKEN_A);
    expect((await ask(`${running.url}/ocpi/2.2.1/sender/tariffs`, token)).http).toBe(200);
    expect((await ask(`${running.url}/ocpi/versions`, TOKEN_A)).http).toBe(401);
    expect((await post(credentials())).http).toBe(405);
  });

  it("answers 3001 when its call back fails and 3003 when a module is missing", async () => {
    expect((await post(credentials("a-token-the-emsp-does-not-know"))).body.status_code).toBe(3001);
    emsp.tokenC = "TOKEN-B-of-the-emsp";
    emsp.script = ({ path }) =>
      path === "/2.2.1" ? { data: { version: "2.2.1", endpoints: [] } } : undefined;
    expect((await post(credentials())).body.status_code).toBe(3003);
    emsp.script = ({ path }) =>
      path === "/versions" ? { data: [{ version: "2.3.0", url: emsp.url }] } : undefined;
    expect((await post(credentials())).body.status_code).toBe(3002);
    expect(registration()).toBeNull();
  });

  it("opens nothing but versions and credentials to TOKEN_A, and nothing at all to a stranger", async () => {
    expect((await ask(`${running.url}/ocpi/2.2.1/sender/tariffs`, TOKEN_A)).http).toBe(401);
    expect((await ask(`${running.url}/ocpi/2.2.1`, TOKEN_A)).http).toBe(200);
    expect(await ask(`${running.url}/ocpi/versions`, "stranger")).toMatchObject({
      http: 401,
      body: { status_code: 2000 },
    });
    expect((await ask(`${running.url}/ocpi/versions`, null)).http).toBe(401);
  });

  it("rotates on PUT, lets the old token live until the new one is used, and forgets on DELETE", async () => {
    const url = `${running.url}/ocpi/2.2.1/credentials`;
    emsp.tokenC = "TOKEN-B-of-the-emsp";
    expect((await ask(url, TOKEN_A, { method: "PUT", body: credentials() })).http).toBe(405);
    const first = ((await post(credentials())).body.data as { token: string }).token;
    emsp.tokenC = "TOKEN-B-rotated";
    const renewed = await ask(url, first, { method: "PUT", body: credentials("TOKEN-B-rotated") });
    const second = (renewed.body.data as { token: string }).token;
    expect((await ask(url, first)).http).toBe(200);
    expect((await ask(url, second)).body.data).toMatchObject({ token: second });
    expect((await ask(url, first)).http).toBe(401);
    expect((await ask(url, second, { method: "DELETE" })).body.status_code).toBe(1000);
    expect((await ask(url, second)).http).toBe(401);
  });
});
