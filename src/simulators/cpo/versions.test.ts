import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emspToken, encode, type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { OcpiVersion } from "./ocpi-version";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, until } from "./test-run";
import { findViolations } from "./validate-object";

const ALL: OcpiVersion[] = ["2.1.1", "2.2.1", "2.3.0"];
let emsp: FakeEmsp;
let folder: ReturnType<typeof temporaryFolder>;
let running: RunningCpo;

const registration = () => running.cpo.state.progress.value.registration;
const puts = () => emsp.requests.filter(({ method }) => method === "PUT").length;

async function register(versions: OcpiVersion[], change: { isStoryOn?: boolean } = {}) {
  running = await startTestCpo({
    stateDir: folder.path,
    emspVersionsUrl: `${emsp.url}/versions`,
    versions,
    ...change,
  });
  await until("registered and stocked", () => puts() >= 7);
}

async function control(path: string, body: object) {
  const init = { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${running.url}/control/${path}`, init);
  return { http: response.status, body: (await response.json()) as Record<string, unknown> };
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

describe("the handshake", { timeout: 15_000 }, () => {
  it.each<[OcpiVersion[], OcpiVersion[], OcpiVersion]>([
    [ALL, ["2.1.1", "2.2.1"], "2.2.1"],
    [["2.2.1", "2.1.1"], ALL, "2.2.1"],
    [ALL, ALL, "2.3.0"],
    [["2.2.1"], ALL, "2.2.1"],
    [ALL, ["2.1.1"], "2.1.1"],
  ])("of %j with an eMSP of %j is for %s", async (ours, theirs, agreed) => {
    emsp.versions = theirs;
    await register(ours);
    expect(registration()?.version).toBe(agreed);
    const paths = emsp.requests.map(({ path }) => path).filter((path) => path !== "/versions");
    expect(paths.filter((path) => !path.startsWith(`/${agreed}`))).toEqual([]);
  });

  it("lists what it offers, with roles of endpoints from 2.2.1 on and each version's own modules", async () => {
    running = await startTestCpo({ stateDir: folder.path, versions: ALL });
    const versions = await ask(`${running.url}/ocpi/versions`, "TOKEN-A-of-the-test");
    expect((versions.body.data as { version: string }[]).map(({ version }) => version)).toEqual(
      ALL,
    );
    const old = await fetch(`${running.url}/ocpi/2.1.1`, {
      headers: { Authorization: "Token TOKEN-A-of-the-test" },
    });
    const { data: details } = (await old.json()) as { data: { endpoints: object[] } };
    expect(details.endpoints).not.toContainEqual(
      expect.objectContaining({ role: expect.anything() }),
    );
    const modules = async (version: string) => {
      const answer = await ask(`${running.url}/ocpi/${version}`, "TOKEN-A-of-the-test");
      const { endpoints } = answer.body.data as { endpoints: { identifier: string }[] };
      return endpoints.map(({ identifier }) => identifier);
    };
    expect(await modules("2.1.1")).not.toContain("chargingprofiles");
    expect(await modules("2.2.1")).not.toContain("invoicereconciliation");
    expect(await modules("2.3.0")).toContain("invoicereconciliation");
    expect((await ask(`${running.url}/ocpi/2.2`, "TOKEN-A-of-the-test")).http).toBe(404);
  });

  it.each(ALL)(
    "by the eMSP is for the version whose credentials it posts to: %s",
    async (version) => {
      emsp.versions = ALL;
      emsp.tokenC = "TOKEN-B-of-the-emsp";
      running = await startTestCpo({ stateDir: folder.path, versions: ALL });
      const party = { party_id: "KVT", country_code: "SE", business_details: { name: "Kvitt" } };
      const url = `${emsp.url}/versions`;
      const isOld = version === "2.1.1";
      const roles = isOld ? party : { roles: [{ role: "EMSP", ...party }] };
      const response = await fetch(`${running.url}/ocpi/${version}/credentials`, {
        method: "POST",
        headers: {
          Authorization: isOld ? "Token TOKEN-A-of-the-test" : encode("TOKEN-A-of-the-test"),
        },
        body: JSON.stringify({ token: emsp.tokenC, url, ...roles }),
      });
      const { data } = (await response.json()) as { data: object };
      expect(findViolations("Credentials", data, { isClosed: true, version })).toEqual([]);
      expect(registration()).toMatchObject({
        version,
        role: "RECEIVER",
        roles: [{ role: "EMSP", party_id: "KVT" }],
      });
      expect(emsp.requests.slice(0, 2).map(({ path }) => path)).toEqual([
        "/versions",
        `/${version}`,
      ]);
      await until("stocked", () => puts() >= 7);
    },
  );

  it("opens no module of another version than the agreed one", async () => {
    await register(ALL);
    const at = (version: string) =>
      ask(`${running.url}/ocpi/${version}/sender/tariffs`, emsp.tokenB());
    expect((await at("2.2.1")).http).toBe(200);
    expect((await at("2.3.0")).http).toBe(404);
    expect((await at("2.1.1")).http).toBe(404);
  });
});

describe.each(ALL)("the story in %s", { timeout: 20_000 }, (version) => {
  it("sends nothing that strays from the tables, whole CDRs and PATCHes of sessions among it", async () => {
    emsp.versions = [version];
    emsp.tokens = [emspToken("04A2B91C5E6180"), emspToken("04F7731A9B2C80")];
    await register([version], { isStoryOn: true });
    const sent = (module: string, method: string) =>
      emsp.requests.filter(
        (received) =>
          received.method === method && received.path.startsWith(`/${version}/${module}`),
      );
    await until("a live CDR", () =>
      sent("cdrs", "POST").some(({ body }) => body["id"] === "NSL-C-000001"),
    );
    if (version === "2.3.0") {
      await until("last month's record", () => sent("invoicereconciliation", "POST").length > 0);
    }
    await running.stop();
    expect(sent("sessions", "PATCH").length).toBeGreaterThan(1);
    const classes: Record<string, string> = {
      cdrs: "CDR",
      credentials: "Credentials",
      invoicereconciliation: "InvoiceReconciliationRecord",
      sessions: "Session",
      tariffs: "Tariff",
    };
    const violations = emsp.requests.flatMap(({ method, path, body }) => {
      if (method === "GET") return [];
      const [, , module = "", ...rest] = path.split("/");
      const name =
        module === "locations" ? (rest.length > 3 ? "EVSE" : "Location") : classes[module];
      if (name === undefined) return [`unexpected ${method} ${path}`];
      const isPartial = method === "PATCH";
      return findViolations(name, body, { isClosed: true, isPartial, version });
    });
    expect(violations).toEqual([]);
    expect(running.cpo.complaints).toEqual([]);
    expect(running.cpo.refusals).toEqual([]);
    const records = emsp.requests.filter(({ path }) => path.includes("invoicereconciliation"));
    expect(records.map(({ method }) => method)).toEqual(version === "2.3.0" ? ["POST"] : []);
  });
});

describe("2.1.1", { timeout: 15_000 }, () => {
  beforeEach(async () => {
    emsp.versions = ["2.1.1"];
    await register(["2.1.1"]);
  });

  it("shows raw tokens, and neither message ids nor routing headers", async () => {
    await control("play-session", { authorize: false });
    const shown = emsp.requests.filter(({ path }) => path.split("/").length > 3);
    expect(new Set(shown.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Token ${emsp.tokenC}`]),
    );
    const names = emsp.requests.flatMap(({ headers }) => Object.keys(headers));
    expect(names.filter((name) => /^(?:x-|ocpi-)/u.test(name))).toEqual([]);
  });

  it("asks in real time and gets no reference", async () => {
    const { http } = await control("play-session", {});
    expect(http).toBe(200);
    expect(emsp.requests.at(-1)?.body).toMatchObject({
      auth_method: "AUTH_REQUEST",
      auth_id: "SE-KVT-C00000011-7",
    });
    expect(running.cpo.complaints).toEqual([]);
  });

  it("takes the token raw, and in base64 with a complaint", async () => {
    const url = `${running.url}/ocpi/2.1.1/sender/tariffs`;
    const get = async (authorization: string) => {
      const response = await fetch(url, { headers: { Authorization: authorization } });
      return { response, body: (await response.json()) as { data: object[] } };
    };
    const { response, body } = await get(`Token ${emsp.tokenB()}`);
    expect(response.headers.get("ocpi-from-party-id")).toBeNull();
    expect(
      body.data.flatMap((each) => findViolations("Tariff", each, { version: "2.1.1" })),
    ).toEqual([]);
    expect(running.cpo.complaints).toEqual([]);
    expect((await get(encode(emsp.tokenB()))).response.status).toBe(200);
    expect(running.cpo.complaints).toEqual([
      "GET /ocpi/2.1.1/sender/tariffs: the token is in base64",
    ]);
  });

  it("keeps tokens in their old form, whose URLs name no type", async () => {
    const path = `${running.url}/ocpi/2.1.1/receiver/tokens/SE/KVT/APP-1`;
    const send = async (method: string, body?: object) => {
      const response = await fetch(path, {
        method,
        headers: { Authorization: `Token ${emsp.tokenB()}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { http: response.status, body: (await response.json()) as { data: object } };
    };
    const token = {
      uid: "APP-1",
      type: "OTHER",
      auth_id: "SE-KVT-C00000011-7",
      issuer: "Kvitt",
      valid: true,
      whitelist: "ALLOWED",
      last_updated: "2026-11-01T00:00:00Z",
    };
    expect((await send("PUT", token)).http).toBe(201);
    expect((await send("PATCH", { valid: false })).http).toBe(200);
    expect((await send("GET")).body.data).toEqual({ ...token, valid: false });
    expect(running.cpo.state.tokens.all().at(-1)?.token).toMatchObject({
      country_code: "SE",
      party_id: "KVT",
      contract_id: "SE-KVT-C00000011-7",
    });
  });
});

describe("a PUT of credentials", { timeout: 15_000 }, () => {
  const byEmsp = (version: OcpiVersion, token: string) => {
    const role = {
      role: "EMSP",
      party_id: "KVT",
      country_code: "SE",
      business_details: { name: "Kvitt" },
    };
    const url = `${emsp.url}/versions`;
    return ask(`${running.url}/ocpi/${version}/credentials`, emsp.tokenB(), {
      method: "PUT",
      body: { token, url, roles: [role] },
    });
  };

  beforeEach(async () => {
    await register(ALL);
    emsp.versions = ALL;
  });

  it("by the eMSP moves the registration to the version it came to, and tells the catalogue anew", async () => {
    emsp.tokenC = "TOKEN-after-the-switch";
    expect((await byEmsp("2.3.0", emsp.tokenC)).body.status_code).toBe(1000);
    expect(registration()).toMatchObject({ version: "2.3.0", theirToken: emsp.tokenC });
    await until("tariffs in 2.3.0", () =>
      emsp.requests.some(
        ({ path, body }) => path.startsWith("/2.3.0/tariffs") && body["tax_included"] === "NO",
      ),
    );
  });

  it("by us renews the token or moves to another version, and back", async () => {
    const before = registration()?.ourToken;
    emsp.tokenC = "TOKEN-rotated";
    expect((await control("renew-credentials", {})).http).toBe(409);
    emsp.tokenC = "TOKEN-C-of-the-test";
    expect((await control("renew-credentials", {})).body).toEqual({ version: "2.2.1" });
    expect(registration()?.ourToken).not.toBe(before);
    for (const version of ["2.1.1", "2.3.0", "2.2.1"] as const) {
      expect((await control("renew-credentials", { version })).body).toEqual({ version });
    }
    expect((await control("renew-credentials", { version: "2.0" })).http).toBe(400);
    await control("play-session", { authorize: false });
    expect(emsp.requests.filter(({ path }) => path === "/2.2.1/cdrs")).toHaveLength(1);
  });
});
