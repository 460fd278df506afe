import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { ocpiMessages, partners } from "@/db/schema/partners";
import type { OcpiCall } from "@/ocpi/call";
import { accept } from "@/ocpi/envelope";
import { pushDueTokens } from "@/ocpi/senders/push-token";
import { registerAtPartner, rotateTokens } from "@/ocpi/senders/register-at-partner";
import { unregisterAtPartner } from "@/ocpi/senders/unregister-at-partner";
import { openContext, type Ctx } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { findDueRegistrations } from "@/services/partners/find-due-registrations";
import { readPartnerConnection } from "@/services/partners/partner-connection";
import { createAppToken } from "@/services/tokens/create-app-token";
import { inviteAgain } from "@/services/partners/reset-registration";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { findViolations } from "@/simulators/cpo/validate-object";
import { FakeCpo, type Seen, type WireCredentials } from "@/testing/fake-cpo";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";
import { VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
let stateWhenPushed = "";
const nothing = async ({ partner }: OcpiCall) => {
  stateWhenPushed = partner.state;
  return accept();
};
const push = { locations: nothing, tariffs: nothing, sessions: nothing, cdrs: nothing };

describe.each(VERSIONS)("in OCPI %s", (version) => {
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

  async function readPartner(id: Id<"partner">) {
    const [row] = await ctx.db
      .select()
      .from(partners)
      .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, id)));
    if (!row) throw new Error("the partner is gone");
    return row;
  }

  describe("we register at a CPO", () => {
    async function add() {
      const token = cpo.newToken();
      const input = { name: "Fake CPO", versionsUrl: cpo.versionsUrl, token };
      return { ...(await addPartnerToRegister(ctx, input)), tokenA: token };
    }

    it("lets TOKEN_B in before the POST is answered, and keeps TOKEN_C", async () => {
      const { partnerId, tokenA } = await add();
      expect(await registerAtPartner(ctx, partnerId)).toEqual({ ok: true, value: true });
      expect(cpo.callbackStatuses).toEqual([200, 200]);
      expect(cpo.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
        "GET /versions",
        // Before its version is known, nothing tells that it wants its token plain.
        ...(version === "2.1.1" ? ["GET /versions"] : []),
        `GET /${version}`,
        `POST /${version}/credentials`,
      ]);
      expect(cpo.calls.filter(({ token }) => token !== tokenA)).toHaveLength(
        version === "2.1.1" ? 1 : 0,
      );
      const sent = cpo.calls.at(-1)?.body;
      expect(findViolations("Credentials", sent, { version, isClosed: true })).toEqual([]);
      const party = { country_code: "SE", party_id: "KVT" };
      expect(sent).toMatchObject(
        version === "2.1.1"
          ? party
          : { roles: ["EMSP", "SCSP"].map((role) => ({ role, ...party })) },
      );
      const connection = await readPartnerConnection(ctx, partnerId);
      expect(connection).toMatchObject({
        state: "registered",
        version,
        roles: [{ role: "CPO", countryCode: "NL", partyId: "FKE", name: "Fake CPO" }],
      });
      expect(connection.endpoints).toContainEqual({
        identifier: "cdrs",
        role: "SENDER",
        url: `${cpo.origin}/${version}/cdrs`,
      });
      expect(cpo.accepted.has(connection.token ?? "")).toBe(true);
      expect(connection.token).not.toBe(tokenA);
      expect((await cpo.call("GET", at("sender/tokens"))).http).toBe(200);
    });

    it("lets a push wait that comes before the CPO's answer has been kept", async () => {
      const { partnerId } = await add();
      let early: Promise<Seen> | undefined;
      cpo.whileOpen = async () => {
        const token = [...cpo.calls]
          .map(({ body }) => body as WireCredentials | null)
          .at(-1)?.token;
        early = cpo.call("POST", at("receiver/cdrs"), { token, body: {} });
      };
      await registerAtPartner(ctx, partnerId);
      expect((await early)?.http).toBe(200);
      expect(stateWhenPushed).toBe("registered");
    });

    it("keeps no token in clear in the message log", async () => {
      const { partnerId, tokenA } = await add();
      await registerAtPartner(ctx, partnerId);
      const rows = await ctx.db
        .select()
        .from(ocpiMessages)
        .where(eq(ocpiMessages.partnerId, partnerId));
      const text = rows
        .flatMap((row) => [JSON.stringify(row), row.body, row.responseBody])
        .map((part) => (part === null ? "" : Buffer.from(part as string).toString("utf8")))
        .join("\n");
      expect(rows.map(({ module }) => module)).toContain("credentials");
      for (const secret of [tokenA, cpo.tokenForThem, ...cpo.accepted]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString("base64"));
      }
    });

    it("keeps no token in clear where the CPO repeats them in its error", async () => {
      const { partnerId, tokenA } = await add();
      const encoded = Buffer.from(tokenA).toString("base64");
      const given = () => (cpo.calls.at(-1)?.body as WireCredentials | null)?.token ?? "";
      cpo.faults.answers = {
        [`POST ${cpo.path("credentials")}`]: {
          http: 400,
          // Read when it is answered: by then our token is known.
          get body() {
            const status_message = `Not ${tokenA} (${encoded}) for ${given()}`;
            return { status_code: 2000, status_message, timestamp: "2026-11-02T11:00:00Z" };
          },
        },
      };
      const result = await registerAtPartner(ctx, partnerId);
      expect(given()).toMatch(/.{32}/);
      const rows = await ctx.db
        .select({ reasons: ocpiMessages.reasons })
        .from(ocpiMessages)
        .where(eq(ocpiMessages.partnerId, partnerId));
      const text = JSON.stringify([result, rows, (await readPartner(partnerId)).lastError]);
      expect(text).toContain("Not [hidden] ([hidden]) for [hidden]");
      for (const secret of [tokenA, encoded, given()]) expect(text).not.toContain(secret);
    });

    it("gives way to a reset that comes while the POST is open: nothing half registered is left", async () => {
      const { partnerId } = await add();
      cpo.whileOpen = async () => {
        await inviteAgain(ctx, partnerId);
      };
      expect((await registerAtPartner(ctx, partnerId)).ok).toBe(false);
      expect((await readPartner(partnerId)).state).toBe("invited");
      expect((await cpo.call("GET", at("sender/tokens"))).http).toBe(401);
    });

    it("sends ids with every request, and routing headers on none of the configuration modules", async () => {
      const { partnerId } = await add();
      await registerAtPartner(ctx, partnerId);
      const ids = cpo.calls.map(({ headers }) => headers["x-request-id"]);
      expect(new Set(ids).size).toBe(cpo.calls.length);
      for (const { headers } of cpo.calls) {
        expect(headers["x-correlation-id"]).toMatch(/^[0-9a-f-]{36}$/);
        expect(Object.keys(headers).filter((name) => name.startsWith("ocpi-"))).toEqual([]);
      }
    });

    it("tries the token in the other form where it gets 401, and goes on so", async () => {
      const encoding = version === "2.1.1" ? "base64" : "raw";
      cpo.faults = { encoding };
      const { partnerId } = await add();
      expect((await registerAtPartner(ctx, partnerId)).ok).toBe(true);
      expect((await readPartner(partnerId)).settings).toMatchObject({ authEncoding: encoding });
    });

    it("follows a POST that is answered 405 with a PUT", async () => {
      cpo.isRegistered = true;
      const { partnerId } = await add();
      expect((await registerAtPartner(ctx, partnerId)).ok).toBe(true);
      expect(cpo.calls.at(-1)?.method).toBe("PUT");
    });

    it("does not POST when the details lack what we need, and says so to operations", async () => {
      cpo.faults = {
        endpoints: [{ identifier: "cdrs", role: "SENDER", url: "http://127.0.0.1/c" }],
      };
      const { partnerId } = await add();
      expect((await registerAtPartner(ctx, partnerId)).ok).toBe(false);
      expect(cpo.calls.some(({ method }) => method === "POST")).toBe(false);
      const failed = await readPartner(partnerId);
      expect(failed.state).toBe("failed");
      expect(failed.lastError).toMatch(/credentials endpoint/);
    });

    it("is tried again by itself while nobody answers, and not once somebody refused", async () => {
      const { partnerId } = await add();
      await cpo.stop();
      expect(await findDueRegistrations(ctx)).toContain(partnerId);
      await registerAtPartner(ctx, partnerId);
      expect((await readPartner(partnerId)).state).toBe("created");
      expect(await findDueRegistrations(ctx)).not.toContain(partnerId);
      tenant.clock.advance({ seconds: 21 });
      expect(await findDueRegistrations(ctx)).toContain(partnerId);
      tenant.clock.advance({ hours: 1 });
      await registerAtPartner(ctx, partnerId);
      expect((await readPartner(partnerId)).state).toBe("failed");
      expect(await findDueRegistrations(ctx)).not.toContain(partnerId);
      cpo = await new FakeCpo(version).start();
    });

    it("rotates both tokens; the old ones hold while the PUT is open", async () => {
      const { partnerId } = await add();
      await registerAtPartner(ctx, partnerId);
      const oldInbound = cpo.tokenForThem;
      const oldOutbound = (await readPartnerConnection(ctx, partnerId)).token;
      let statusWhileOpen = 0;
      cpo.whileOpen = async () => {
        statusWhileOpen = (await cpo.call("GET", at("sender/tokens"), { token: oldInbound })).http;
      };
      expect((await rotateTokens(ctx, partnerId)).ok).toBe(true);
      expect(statusWhileOpen).toBe(200);
      expect((await readPartnerConnection(ctx, partnerId)).token).not.toBe(oldOutbound);
      expect((await cpo.call("GET", at("sender/tokens"))).http).toBe(200);
      expect((await cpo.call("GET", at("sender/tokens"), { token: oldInbound })).http).toBe(401);
    });

    it("tries the token of before where the CPO refuses the new one, until it takes that once", async () => {
      const { partnerId } = await add();
      await registerAtPartner(ctx, partnerId);
      const old = (await readPartnerConnection(ctx, partnerId)).token ?? "";
      await rotateTokens(ctx, partnerId);
      const fresh = (await readPartnerConnection(ctx, partnerId)).token ?? "";
      const driver = await aDriver(ctx);
      const tell = async () => {
        const tokenId = await createAppToken(ctx, { driverId: driver.id });
        cpo.calls.length = 0;
        await pushDueTokens(ctx, 1, { tokenId, partnerId });
        return cpo.calls.map(({ token }) => token);
      };
      // The CPO does not use yet what it gave.
      cpo.accepted.delete(fresh);
      cpo.accepted.add(old);
      expect(await tell()).toEqual([fresh, old]);
      expect(cpo.tokens.size).toBe(1);
      cpo.accepted.add(fresh);
      expect(await tell()).toEqual([fresh]);
      expect((await readPartner(partnerId)).previousTokenSealed).toBeNull();
      cpo.accepted.delete(fresh);
      expect(await tell()).toEqual([fresh]);
    });

    it("keeps the old tokens when the CPO refuses the rotation", async () => {
      const { partnerId } = await add();
      await registerAtPartner(ctx, partnerId);
      const before = await readPartnerConnection(ctx, partnerId);
      cpo.faults = { answers: { [`PUT /${version}/credentials`]: { http: 500 } } };
      expect((await rotateTokens(ctx, partnerId)).ok).toBe(false);
      const after = await readPartnerConnection(ctx, partnerId);
      expect([after.state, after.token]).toEqual(["registered", before.token]);
      expect((await cpo.call("GET", at("sender/tokens"))).http).toBe(200);
    });

    it("unregisters on both sides", async () => {
      const { partnerId } = await add();
      await registerAtPartner(ctx, partnerId);
      expect((await unregisterAtPartner(ctx, partnerId)).ok).toBe(true);
      expect(cpo.isRegistered).toBe(false);
      expect((await cpo.call("GET", at("sender/tokens"))).http).toBe(401);
      expect((await readPartner(partnerId)).state).toBe("left");
    });
  });
});
