import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { partners } from "@/db/schema/partners";
import { accept } from "@/ocpi/envelope";
import { pushDueTokens } from "@/ocpi/senders/push-token";
import { registerAtPartner, rotateTokens } from "@/ocpi/senders/register-at-partner";
import { openContext, type Ctx } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { invitePartner } from "@/services/partners/invite-partner";
import { readPartnerConnection } from "@/services/partners/partner-connection";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { FakeCpo } from "@/testing/fake-cpo";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";

const database = testDatabase();
const nothing = async () => accept();
const push = { locations: nothing, tariffs: nothing, sessions: nothing, cdrs: nothing };

let tenant: TestTenant;
let server: OcpiServer;
let cpo: FakeCpo;
let ctx: Ctx;

beforeAll(async () => {
  tenant = await aTenant(database.pool, { website: "https://kvitt.example" });
  server = await startOcpiServer(database.pool, { clock: tenant.clock, push });
  ctx = openContext(server.runtime, {
    tenantId: tenant.tenantId,
    actor: { kind: "system", name: "test" },
  });
});
afterAll(async () => server.stop());
beforeEach(async () => {
  cpo = await new FakeCpo().start();
});
// One party, one connection: each test's partner has left before the next one registers.
afterEach(async () => {
  await ctx.db.update(partners).set({ state: "left" }).where(eq(partners.tenantId, ctx.tenantId));
  await cpo.stop();
});

const at = (path: string) => `${server.baseUrl}/ocpi/${path}`;
const envelope = (data: unknown) => ({
  http: 200,
  body: { data, status_code: 1000, timestamp: "2026-11-02T11:00:00Z" },
});
const BUSINESS = { name: "Fake CPO" };
const FLAT = { business_details: BUSINESS, party_id: "FKE", country_code: "NL" };

async function readVersion(id: Id<"partner">): Promise<string | null> {
  const [row] = await ctx.db
    .select({ version: partners.version })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, id)));
  return row?.version ?? null;
}

/** What the CPO has: each version by its address, with its details as that version writes them. */
function offer(...names: readonly string[]) {
  const url = (name: string) => `${cpo.origin}/${name}`;
  const endpoint = (name: string, identifier: string, role: string) => ({
    identifier,
    url: `${url(name)}/${identifier}`,
    ...(name.startsWith("2.1") ? {} : { role }),
  });
  cpo.faults.versions = names.map((name) => ({ version: name, url: url(name) }));
  const details = names.map((name) => {
    const endpoints = [
      endpoint(name, "credentials", "RECEIVER"),
      endpoint(name, "cdrs", "SENDER"),
      endpoint(name, "tokens", "RECEIVER"),
    ];
    return [`GET /${name}`, envelope({ version: name, endpoints })] as const;
  });
  cpo.faults.answers = Object.fromEntries(details);
}

/** How it answers credentials sent to one version. */
function answerCredentials(method: "POST" | "PUT", name: string, body: object) {
  cpo.faults.answers = {
    ...cpo.faults.answers,
    [`${method} /${name}/credentials`]: envelope(body),
  };
}

describe("we register at a CPO", () => {
  const add = async (settings: object = {}) => {
    const token = cpo.newToken();
    const input = { name: "Fake CPO", versionsUrl: cpo.versionsUrl, token, settings };
    return (await addPartnerToRegister(ctx, input)).partnerId;
  };

  it("in 2.1.1 where it has no other, under its short name, with flat credentials and a raw token", async () => {
    const driver = await aDriver(ctx);
    await aToken(ctx, driver.id, { uid: "04A2B91C5E6180" });
    offer("2.1");
    const tokenB = cpo.newToken();
    answerCredentials("POST", "2.1", { token: tokenB, url: cpo.versionsUrl, ...FLAT });
    const partnerId = await add();
    cpo.faults.encoding = "raw";
    expect(await registerAtPartner(ctx, partnerId)).toEqual({ ok: true, value: true });
    const sent = cpo.calls.find(({ method }) => method === "POST")?.body;
    expect(sent).toMatchObject({ party_id: "KVT", country_code: "SE" });
    expect(sent).not.toHaveProperty("roles");
    const connection = await readPartnerConnection(ctx, partnerId);
    expect(connection).toMatchObject({
      version: "2.1.1",
      roles: [{ role: "CPO", countryCode: "NL", partyId: "FKE" }],
      settings: { authEncoding: "raw" },
    });
    expect(connection.endpoints).toContainEqual({
      identifier: "tokens",
      role: "RECEIVER",
      url: `${cpo.origin}/2.1/tokens`,
    });
    cpo.calls.length = 0;
    await pushDueTokens(ctx, 10);
    const put = cpo.calls.find(({ method }) => method === "PUT");
    expect(put?.path).toBe("/2.1/tokens/SE/KVT/04A2B91C5E6180");
    expect(put?.token).toBe(tokenB);
    expect(put?.headers).not.toHaveProperty("ocpi-to-party-id");
    expect(put?.body).toHaveProperty("auth_id");
  });

  it("in the highest version that both have", async () => {
    offer("2.1.1", "2.2", "2.2.1", "2.3.0", "3.0");
    const roles = [{ role: "CPO", ...FLAT }];
    const body = { token: cpo.newToken(), url: cpo.versionsUrl, hub_party_id: "NLHUB", roles };
    answerCredentials("POST", "2.3.0", body);
    const partnerId = await add();
    expect(await registerAtPartner(ctx, partnerId)).toEqual({ ok: true, value: true });
    const connection = await readPartnerConnection(ctx, partnerId);
    expect(connection.version).toBe("2.3.0");
    expect(connection.roles).toEqual([
      { role: "HUB", countryCode: "NL", partyId: "HUB", name: "NLHUB" },
      { role: "CPO", countryCode: "NL", partyId: "FKE", name: "Fake CPO" },
    ]);
  });

  it("in a lower version where operations offer no higher, and stays with it when tokens change", async () => {
    offer("2.1.1", "2.2.1", "2.3.0");
    const roles = [{ role: "CPO", ...FLAT }];
    const body = () => ({ token: cpo.newToken(), url: cpo.versionsUrl, roles });
    answerCredentials("POST", "2.2.1", body());
    const partnerId = await add({ versions: ["2.1.1", "2.2.1"] });
    expect(await registerAtPartner(ctx, partnerId)).toEqual({ ok: true, value: true });
    expect(await readVersion(partnerId)).toBe("2.2.1");
    await ctx.db.update(partners).set({ settings: {} }).where(eq(partners.id, partnerId));
    answerCredentials("PUT", "2.2.1", body());
    expect(await rotateTokens(ctx, partnerId)).toEqual({ ok: true, value: true });
    expect(await readVersion(partnerId)).toBe("2.2.1");
    await ctx.db
      .update(partners)
      .set({ settings: { versions: ["2.3.0"] } })
      .where(eq(partners.id, partnerId));
    answerCredentials("PUT", "2.3.0", body());
    expect(await rotateTokens(ctx, partnerId)).toEqual({ ok: true, value: true });
    expect(await readVersion(partnerId)).toBe("2.3.0");
  });

  it("not at all where no version is mutual, and says which we offered", async () => {
    offer("2.0", "3.0");
    const partnerId = await add();
    expect(await registerAtPartner(ctx, partnerId)).toEqual({
      ok: false,
      reason: "The partner does not offer OCPI 2.3.0, 2.2.1, 2.1.1.",
    });
  });
});

describe("a CPO registers itself with us", () => {
  it("in 2.1.1, and switches to 2.3.0 and back by PUT at that version's credentials", async () => {
    const { partnerId, tokenA } = await invitePartner(ctx, { name: "Fake CPO" });
    offer("2.1.1", "2.2.1", "2.3.0");
    const register = async (
      method: "POST" | "PUT",
      version: string,
      token: string,
      body: object,
    ) => {
      const own = cpo.newToken();
      const answer = await cpo.call(method, at(`${version}/credentials`), {
        token,
        raw: version === "2.1.1",
        body: { token: own, url: cpo.versionsUrl, ...body },
      });
      expect(answer.body.status_code).toBe(1000);
      return answer.body.data as { token: string };
    };
    const roles = [{ role: "CPO", ...FLAT }];
    const first = await register("POST", "2.1.1", tokenA, FLAT);
    expect(first).toMatchObject({ party_id: "KVT", country_code: "SE" });
    expect(await readVersion(partnerId)).toBe("2.1.1");
    const second = await register("PUT", "2.3.0", first.token, { roles });
    expect(second).toMatchObject({
      roles: [
        { role: "EMSP", party_id: "KVT" },
        { role: "SCSP", party_id: "KVT" },
      ],
    });
    expect(await readVersion(partnerId)).toBe("2.3.0");
    const third = await register("PUT", "2.1.1", second.token, FLAT);
    expect(third).toMatchObject({ party_id: "KVT" });
    expect(await readVersion(partnerId)).toBe("2.1.1");
    const fourth = await register("PUT", "2.2.1", third.token, { roles });
    expect(fourth).toMatchObject({
      roles: [
        { role: "EMSP", party_id: "KVT" },
        { role: "SCSP", party_id: "KVT" },
      ],
    });
    expect(await readVersion(partnerId)).toBe("2.2.1");
    const fifth = await register("PUT", "2.1.1", fourth.token, FLAT);
    const read = await cpo.call("GET", at("2.1.1/sender/tokens"), {
      token: fifth.token,
      raw: true,
    });
    expect(read.http).toBe(200);
    expect(read.headers.get("ocpi-from-party-id")).toBeNull();
  });

  it("is refused with 3002 where its own versions lack the one it posts to", async () => {
    const { tokenA } = await invitePartner(ctx, { name: "Fake CPO" });
    offer("2.2.1");
    const answer = await cpo.call("POST", at("2.3.0/credentials"), {
      token: tokenA,
      body: { token: cpo.newToken(), url: cpo.versionsUrl, roles: [{ role: "CPO", ...FLAT }] },
    });
    expect([answer.http, answer.body.status_code]).toEqual([200, 3002]);
  });
});
