import { readdirSync, readFileSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditEvents } from "@/db/schema/notifications";
import { tokenDeliveries } from "@/db/schema/drivers";
import {
  ocpiMessages,
  partnerEndpoints,
  partners,
  type PartnerSettings,
} from "@/db/schema/partners";
import { accept } from "@/ocpi/envelope";
import { openContext, type Ctx } from "@/services/context";
import { invitePartner, type Invitation } from "@/services/partners/invite-partner";
import { readPartnerConnection } from "@/services/partners/partner-connection";
import { inviteAgain } from "@/services/partners/reset-registration";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { findViolations } from "@/simulators/cpo/validate-object";
import { FakeCpo, type WireCredentials } from "@/testing/fake-cpo";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";
import { VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
const nothing = async () => accept();
const push = { locations: nothing, tariffs: nothing, sessions: nothing, cdrs: nothing };

const FOLDERS = { "2.1.1": "v2_1_1", "2.2.1": "v2_2_1", "2.3.0": "v2_3_0" } as const;

describe.each(VERSIONS)("in OCPI %s", (version) => {
  const isOld = version === "2.1.1";
  const examples = new URL(`${FOLDERS[version]}/fixtures/examples/`, import.meta.url);
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
    cpo = await new FakeCpo(version).start();
  });
  // One party, one connection: each test's partner has left before the next one registers.
  afterEach(async () => {
    await ctx.db.update(partners).set({ state: "left" }).where(eq(partners.tenantId, ctx.tenantId));
    await cpo.stop();
  });

  const at = (path: string) => `${server.baseUrl}/ocpi/${version}/${path}`;

  async function readPartner(id: Invitation["partnerId"]) {
    const [row] = await ctx.db
      .select()
      .from(partners)
      .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, id)));
    if (!row) throw new Error("the partner is gone");
    return row;
  }

  async function allTextOfMessages(): Promise<string> {
    const rows = await ctx.db
      .select()
      .from(ocpiMessages)
      .where(eq(ocpiMessages.tenantId, ctx.tenantId));
    const text = (part: Uint8Array | null) => (part ? Buffer.from(part).toString("utf8") : "");
    return rows
      .map((row) => [JSON.stringify(row), text(row.body), text(row.responseBody)].join("\n"))
      .join("\n");
  }

  describe("a CPO registers itself with us", () => {
    let invitation: Invitation;
    beforeEach(async () => {
      invitation = await invitePartner(ctx, { name: "Fake CPO" });
    });
    const register = () => cpo.registerAt(`${server.baseUrl}/ocpi/versions`, invitation.tokenA);

    it("reads its versions and details with TOKEN_B inside the open POST, then answers with TOKEN_C", async () => {
      const answer = await register();
      expect(answer.http).toBe(200);
      const role = {
        country_code: "SE",
        party_id: "KVT",
        business_details: { website: "https://kvitt.example", logo: { category: "OPERATOR" } },
      };
      const url = `${server.baseUrl}/ocpi/versions`;
      expect(answer.body).toMatchObject({
        status_code: 1000,
        // Credentials of 2.1.1 are flat.
        data: {
          url,
          ...(isOld ? role : { roles: ["EMSP", "SCSP"].map((name) => ({ role: name, ...role })) }),
        },
      });
      expect(findViolations("Credentials", answer.body.data, { version, isClosed: true })).toEqual(
        [],
      );
      const tokenB = [...cpo.accepted][0];
      expect(cpo.calls.map(({ method, path, token }) => [method, path, token])).toEqual([
        ["GET", "/versions", tokenB],
        ["GET", `/${version}`, tokenB],
      ]);
      const partner = await readPartner(invitation.partnerId);
      expect(partner).toMatchObject({
        state: "registered",
        version,
        lastError: null,
        roles: [{ role: "CPO", countryCode: "NL", partyId: "FKE", name: "Fake CPO" }],
      });
      expect((await readPartnerConnection(ctx, invitation.partnerId)).token).toBe(tokenB);
    });

    it("kills TOKEN_A and opens the modules to TOKEN_C", async () => {
      await register();
      const url = at("receiver/cdrs");
      expect((await cpo.call("POST", url, { body: {} })).body.status_code).toBe(1000);
      const dead = await cpo.call("GET", `${server.baseUrl}/ocpi/versions`, {
        token: invitation.tokenA,
      });
      expect(dead.http).toBe(401);
    });

    it("refuses a second POST with 405 and keeps the tokens", async () => {
      await register();
      const body = cpo.credentials(cpo.newToken());
      const again = await cpo.call("POST", at("credentials"), { body });
      expect([again.http, again.body.status_code]).toEqual([405, 2000]);
      expect((await cpo.call("GET", at("credentials"))).http).toBe(200);
    });

    it("answers 405 to PUT and DELETE before the registration", async () => {
      const token = invitation.tokenA;
      const body = cpo.credentials(cpo.newToken());
      expect((await cpo.call("PUT", at("credentials"), { token, body })).http).toBe(405);
      expect((await cpo.call("DELETE", at("credentials"), { token })).http).toBe(405);
    });

    it("echoes in GET the token that the caller presented", async () => {
      await register();
      const seen = await cpo.call("GET", at("credentials"));
      expect(seen.body.data).toMatchObject({ token: cpo.tokenForThem });
    });

    it.each([
      [3001, { answers: { "GET /versions": { http: 500, body: "<html>" } } }],
      [3001, { answers: { [`GET /${version}`]: { http: 200, body: { status_code: 3000 } } } }],
      [3001, { answers: { "GET /versions": { http: 302, headers: { location: `/${version}` } } } }],
      [3002, { versions: [{ version: "3.0", url: "http://127.0.0.1/3.0" }] }],
      [3003, { endpoints: [{ identifier: "cdrs", role: "SENDER", url: "http://127.0.0.1/c" }] }],
    ])(
      "answers HTTP 200 with %i when the call-back fails, and takes the POST later",
      async (code, faults) => {
        cpo.faults = faults;
        const answer = await register();
        expect([answer.http, answer.body.status_code]).toEqual([200, code]);
        expect(answer.body.data).toBeUndefined();
        const failed = await readPartner(invitation.partnerId);
        expect(failed.state).toBe("failed");
        expect(failed.lastError).not.toBeNull();
        expect(failed.outboundTokenSealed).toBeNull();
        cpo.faults = {};
        expect((await register()).body.status_code).toBe(1000);
      },
    );

    it("takes the token plain as well as in base64, with the newline of a careless echo", async () => {
      const url = `${server.baseUrl}/ocpi/versions`;
      const token = invitation.tokenA;
      expect((await cpo.call("GET", url, { token, raw: true })).http).toBe(200);
      expect((await cpo.call("GET", url, { token: `${token}\n` })).http).toBe(200);
      expect((await cpo.call("GET", url, { token: `${token}x` })).http).toBe(401);
      expect((await cpo.call("GET", url, { token: "" })).http).toBe(401);
    });

    it("finds out in which form the CPO wants our token, and remembers it", async () => {
      const encoding = isOld ? "base64" : "raw";
      cpo.faults = { encoding };
      await register();
      expect((await readPartner(invitation.partnerId)).settings).toMatchObject({
        authEncoding: encoding,
      });
    });

    it("rotates: the old token lives until the new one is used, no longer", async () => {
      await register();
      const old = cpo.tokenForThem;
      const url = `${server.baseUrl}/ocpi/versions`;
      const answer = await cpo.registerAt(url, old, "PUT");
      expect(answer.body.status_code).toBe(1000);
      const fresh = cpo.tokenForThem;
      expect(fresh).not.toBe(old);
      expect((await cpo.call("GET", url, { token: old })).http).toBe(200);
      expect((await cpo.call("GET", url, { token: fresh })).http).toBe(200);
      expect((await cpo.call("GET", url, { token: old })).http).toBe(401);
    });

    it("learns at its next PUT that we are SCSP too, or an eMSP alone where that is set", async () => {
      await register();
      const url = `${server.baseUrl}/ocpi/versions`;
      const rolesAfter = async (settings: PartnerSettings) => {
        await ctx.db
          .update(partners)
          .set({ settings })
          .where(eq(partners.id, invitation.partnerId));
        const { body } = await cpo.registerAt(url, cpo.tokenForThem, "PUT");
        const { roles } = body.data as { roles?: { role: string; party_id: string }[] };
        return roles?.map(({ role, party_id }) => `${role} ${party_id}`);
      };
      // 2.1.1 has one party without a role.
      const told = (...roles: string[]) => (isOld ? undefined : roles);
      expect(await rolesAfter({ isEmspOnly: true })).toEqual(told("EMSP KVT"));
      expect(await rolesAfter({})).toEqual(told("EMSP KVT", "SCSP KVT"));
      const { body } = await cpo.call("GET", at(""));
      const { endpoints } = body.data as { endpoints: { identifier: string; role?: string }[] };
      const offered = endpoints.map(({ identifier, role }) => `${identifier} ${role ?? ""}`.trim());
      expect(offered).toEqual(
        expect.arrayContaining(
          isOld ? ["sessions"] : ["chargingprofiles SENDER", "sessions RECEIVER"],
        ),
      );
    });

    it("remembers the token of before the PUT for a day, should the CPO still want it", async () => {
      await register();
      const old = (await readPartnerConnection(ctx, invitation.partnerId)).token;
      await cpo.registerAt(`${server.baseUrl}/ocpi/versions`, cpo.tokenForThem, "PUT");
      const previous = async () =>
        (await readPartnerConnection(ctx, invitation.partnerId)).previous?.token;
      expect(await previous()).toBe(old);
      tenant.clock.advance({ hours: 24 });
      expect(await previous()).toBeUndefined();
    });

    it("ends an old token after 24 hours though the new one was never used", async () => {
      await register();
      const old = cpo.tokenForThem;
      const url = `${server.baseUrl}/ocpi/versions`;
      await cpo.registerAt(url, old, "PUT");
      tenant.clock.advance({ hours: 23, minutes: 59 });
      expect((await cpo.call("GET", url, { token: old })).http).toBe(200);
      tenant.clock.advance({ minutes: 1 });
      expect((await cpo.call("GET", url, { token: old })).http).toBe(401);
    });

    it("keeps the connection as it was when a rotation's call-back fails", async () => {
      await register();
      const { tokenForThem } = cpo;
      const before = await readPartnerConnection(ctx, invitation.partnerId);
      cpo.faults = { versions: [] };
      const body = cpo.credentials(cpo.newToken());
      const answer = await cpo.call("PUT", at("credentials"), { body });
      expect([answer.http, answer.body.status_code]).toEqual([200, 3002]);
      const after = await readPartnerConnection(ctx, invitation.partnerId);
      expect([after.state, after.token]).toEqual(["registered", before.token]);
      expect((await cpo.call("GET", at("credentials"), { token: tokenForThem })).http).toBe(200);
    });

    it("unregisters: DELETE voids the tokens of both sides", async () => {
      await register();
      expect((await cpo.call("DELETE", at("credentials"))).body.status_code).toBe(1000);
      expect((await cpo.call("GET", at("credentials"))).http).toBe(401);
      const left = await readPartner(invitation.partnerId);
      expect([left.state, left.outboundTokenSealed]).toEqual(["left", null]);
      const endpoints = await ctx.db
        .select()
        .from(partnerEndpoints)
        .where(eq(partnerEndpoints.partnerId, invitation.partnerId));
      expect(endpoints).toEqual([]);
    });

    it("starts over with a new TOKEN_A after a reset", async () => {
      await register();
      const fresh = await inviteAgain(ctx, invitation.partnerId);
      expect((await cpo.call("GET", at("credentials"))).http).toBe(401);
      const again = await cpo.registerAt(`${server.baseUrl}/ocpi/versions`, fresh.tokenA);
      expect(again.body.status_code).toBe(1000);
    });

    it("registers once when two POSTs race through their call-backs side by side", async () => {
      const bothIn = Promise.withResolvers<void>();
      let waiting = 0;
      cpo.beforeVersions = async () => {
        waiting += 1;
        if (waiting === 2) bothIn.resolve();
        await bothIn.promise;
      };
      const post = () =>
        cpo.call("POST", at("credentials"), {
          token: invitation.tokenA,
          body: cpo.credentials(cpo.newToken()),
        });
      const answers = await Promise.all([post(), post()]);
      expect(answers.map(({ http }) => http).toSorted((a, b) => a - b)).toEqual([200, 405]);
      const token = answers.map(({ body }) => body.data as WireCredentials | undefined);
      const living = token.find((credentials) => credentials !== undefined)?.token ?? "";
      expect((await cpo.call("GET", at("credentials"), { token: living })).http).toBe(200);
    });

    it("queues every charging token for a partner that registers", async () => {
      const driver = await aDriver(ctx);
      const token = await aToken(ctx, driver.id);
      await register();
      const rows = await ctx.db
        .select({ tokenId: tokenDeliveries.tokenId, state: tokenDeliveries.state })
        .from(tokenDeliveries)
        .where(eq(tokenDeliveries.partnerId, invitation.partnerId));
      expect(rows).toContainEqual({ tokenId: token.id, state: "pending" });
    });

    it("never keeps a token in clear: not in messages, not in the audit, not in the partner's row", async () => {
      await register();
      const secrets = [invitation.tokenA, cpo.tokenForThem, ...cpo.accepted];
      const audit = await ctx.db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.tenantId, ctx.tenantId));
      const partner = await readPartner(invitation.partnerId);
      const sealed = Buffer.from(partner.outboundTokenSealed ?? []).toString("latin1");
      const text = [
        await allTextOfMessages(),
        JSON.stringify(audit),
        JSON.stringify(partner),
        sealed,
      ];
      for (const secret of secrets) {
        const encoded = Buffer.from(secret).toString("base64");
        expect(text.join("\n").includes(secret) || text.join("\n").includes(encoded)).toBe(false);
      }
    });

    it.each(readdirSync(examples).filter((name) => name.startsWith("credentials")))(
      "reads the specification's %s",
      async (name) => {
        const example = JSON.parse(readFileSync(new URL(name, examples), "utf8")) as {
          readonly token: string;
          readonly roles?: readonly unknown[];
          readonly hub_party_id?: string;
        };
        // Only the address is ours: example.com has no CPO to call back.
        const body = { ...example, url: cpo.versionsUrl };
        cpo.accepted.add(example.token);
        const answer = await cpo.call("POST", at("credentials"), {
          token: invitation.tokenA,
          body,
        });
        expect(answer.body.status_code).toBe(1000);
        const connection = await readPartnerConnection(ctx, invitation.partnerId);
        expect(connection.token).toBe(example.token);
        expect(connection.roles).toHaveLength(
          // A hub stands beside those behind it.
          (example.roles?.length ?? 1) + (example.hub_party_id === undefined ? 0 : 1),
        );
      },
    );

    it.each([
      ["{", 400],
      ["", 400],
      ["[]", 200],
      ['{"token":"t"}', 200],
      ['{"token":"t","url":"https://cpo.example/versions","roles":[]}', 200],
    ])("refuses the body %j with 2001 and HTTP %i", async (body, http) => {
      const { tokenA: token } = invitation;
      const answer = await cpo.call("POST", at("credentials"), { token, body });
      expect([answer.http, answer.body.status_code]).toEqual([http, 2001]);
      expect((await readPartner(invitation.partnerId)).state).toBe("invited");
    });
  });
});
