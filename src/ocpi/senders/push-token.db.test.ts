import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { auditEvents } from "@/db/schema/notifications";
import { ocpiMessages } from "@/db/schema/partners";
import { openContext, type Ctx } from "@/services/context";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { blockToken } from "@/services/tokens/block-token";
import { createAppToken } from "@/services/tokens/create-app-token";
import { storeToken } from "@/services/tokens/store-token";
import { findDueDeliveries } from "@/services/tokens/find-due-deliveries";
import { recordDelivery } from "@/services/tokens/record-delivery";
import { aDriver } from "@/testing/builders/driver";
import { testRuntime } from "@/testing/builders/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { findViolations } from "@/simulators/cpo/validate-object";
import { FakeCpo } from "@/testing/fake-cpo";
import { accept } from "@/ocpi/envelope";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";
import { VERSIONS } from "@/testing/wire-forms";
import { checkTokens } from "./check-tokens";
import { pushDueTokens } from "./push-token";
import { registerAtPartner } from "./register-at-partner";

const database = testDatabase();
const nothing = async () => accept();
const push = { locations: nothing, tariffs: nothing, sessions: nothing, cdrs: nothing };
describe.each(VERSIONS)("in OCPI %s", (version) => {
  const isOld = version === "2.1.1";
  const PUT_PATH = `PUT /${version}/tokens/SE/KVT/04A2B91C5E6180`;
  let tenant: TestTenant;
  let server: OcpiServer;
  let cpo: FakeCpo;
  let ctx: Ctx;
  let partnerId: Id<"partner">;
  let driverId: Id<"driver">;

  beforeEach(async () => {
    tenant = await aTenant(database.pool);
    server = await startOcpiServer(database.pool, { clock: tenant.clock, push });
    const actor = { kind: "system", name: "test" } as const;
    ctx = openContext(server.runtime, { tenantId: tenant.tenantId, actor });
    cpo = await new FakeCpo(version).start();
    const token = cpo.newToken();
    const input = { name: "Fake CPO", versionsUrl: cpo.versionsUrl, token };
    ({ partnerId } = await addPartnerToRegister(ctx, input));
    await registerAtPartner(ctx, partnerId);
    driverId = (await aDriver(ctx)).id;
    cpo.calls.length = 0;
  });
  afterEach(async () => {
    await cpo.stop();
    await server.stop();
  });

  async function readDelivery(tokenId: Id<"token">) {
    const [row] = await ctx.db
      .select()
      .from(tokenDeliveries)
      .where(and(eq(tokenDeliveries.tokenId, tokenId), eq(tokenDeliveries.partnerId, partnerId)));
    return row;
  }

  const aCard = () => storeToken(ctx, { uid: "04A2B91C5E6180", type: "RFID", driverId });

  describe("pushDueTokens", () => {
    it("PUTs a new card with ids, routing headers and its whole state, and notes the acknowledgement", async () => {
      const tokenId = await aCard();
      expect((await readDelivery(tokenId))?.state).toBe("pending");
      expect(await pushDueTokens(ctx, 10)).toBe(1);
      const [call] = cpo.calls;
      // 2.1.1 has one kind of uid, messages without parties, and its own words for the contract.
      expect(`${call?.method} ${call?.path}`).toBe(isOld ? PUT_PATH : `${PUT_PATH}?type=RFID`);
      expect(call?.headers["content-type"]).toBe("application/json");
      const routed = Object.entries(call?.headers ?? {}).filter(([name]) =>
        name.startsWith("ocpi-"),
      );
      expect(Object.fromEntries(routed)).toEqual(
        isOld
          ? {}
          : {
              "ocpi-from-country-code": "SE",
              "ocpi-from-party-id": "KVT",
              "ocpi-to-country-code": "NL",
              "ocpi-to-party-id": "FKE",
            },
      );
      for (const id of ["x-request-id", "x-correlation-id"]) {
        expect(call?.headers[id]).toMatch(/^[0-9a-f-]{36}$/);
      }
      expect(findViolations("Token", call?.body, { version, isClosed: true })).toEqual([]);
      const contract = expect.stringMatching(/^SE-KVT-C/);
      expect(call?.body).toMatchObject({
        uid: "04A2B91C5E6180",
        type: "RFID",
        valid: true,
        whitelist: "ALLOWED",
        issuer: "Kvitt Laddning",
        ...(isOld
          ? { auth_id: contract }
          : { country_code: "SE", party_id: "KVT", contract_id: contract }),
      });
      const { lastUpdated } = (await findToken()) ?? {};
      expect(await readDelivery(tokenId)).toMatchObject({
        state: "acknowledged",
        acknowledgedVersion: lastUpdated,
        lastError: null,
      });
      expect(await pushDueTokens(ctx, 10)).toBe(0);
    });

    const findToken = async () => {
      const sent = cpo.tokens.get("04A2B91C5E6180") as { last_updated: string } | undefined;
      return sent && { lastUpdated: Temporal.Instant.from(sent.last_updated) };
    };

    it("says of an app token that it must always be asked about", async () => {
      await createAppToken(ctx, { driverId, uid: "APP-ASTRID" });
      await pushDueTokens(ctx, 10);
      const type = isOld ? "OTHER" : "APP_USER";
      expect(cpo.tokens.get("APP-ASTRID")).toMatchObject({ type, whitelist: "NEVER" });
    });

    it("tells of a block, with a later last_updated though the clock stands still", async () => {
      const tokenId = await aCard();
      await pushDueTokens(ctx, 10);
      const first = (await findToken())?.lastUpdated;
      await blockToken(ctx, tokenId);
      await pushDueTokens(ctx, 10);
      expect(cpo.tokens.get("04A2B91C5E6180")).toMatchObject({ valid: false });
      const second = (await findToken())?.lastUpdated;
      expect(first && second && Temporal.Instant.compare(second, first)).toBe(1);
    });

    it("sends the present state again and again until somebody answers, ever more slowly", async () => {
      const tokenId = await aCard();
      cpo.faults = { answers: { [PUT_PATH]: { http: 503 } } };
      await pushDueTokens(ctx, 10);
      expect(await readDelivery(tokenId)).toMatchObject({ state: "pending", attempts: 1 });
      expect(await pushDueTokens(ctx, 10)).toBe(0);
      tenant.clock.advance({ seconds: 5 });
      expect(await pushDueTokens(ctx, 10)).toBe(1);
      tenant.clock.advance({ seconds: 9 });
      expect(await pushDueTokens(ctx, 10)).toBe(0);
      await blockToken(ctx, tokenId);
      cpo.faults = {};
      expect(await pushDueTokens(ctx, 10)).toBe(1);
      expect(cpo.tokens.get("04A2B91C5E6180")).toMatchObject({ valid: false });
      expect(await readDelivery(tokenId)).toMatchObject({ state: "acknowledged", attempts: 0 });
    });

    it("compares what a partner holds with what it was told, and tells again what differs", async () => {
      const cardId = await aCard();
      const appId = await createAppToken(ctx, { driverId, uid: "APP-ASTRID" });
      await createAppToken(ctx, { driverId, uid: "APP-SAME" });
      await pushDueTokens(ctx, 10);
      const held = cpo.tokens.get("04A2B91C5E6180") as Record<string, unknown>;
      cpo.tokens.set("04A2B91C5E6180", { ...held, valid: false });
      cpo.tokens.delete("APP-ASTRID");
      cpo.calls.length = 0;
      expect(await checkTokens(ctx, partnerId)).toEqual({ ok: true, value: true });
      expect(cpo.calls.map(({ method, path }) => `${method} ${path}`)).toContain(
        (isOld ? PUT_PATH : `${PUT_PATH}?type=RFID`).replace("PUT", "GET"),
      );
      const [said] = await ctx.db
        .select({ detail: auditEvents.detail })
        .from(auditEvents)
        .where(
          and(
            eq(auditEvents.subjectId, partnerId),
            eq(auditEvents.action, "partner.tokens_checked"),
          ),
        );
      expect(said?.detail).toMatchObject({ asked: 3, differing: [cardId], missing: [appId] });
      expect(await pushDueTokens(ctx, 10)).toBe(2);
      expect(cpo.tokens.get("04A2B91C5E6180")).toMatchObject({ valid: true });
      expect(cpo.tokens.has("APP-ASTRID")).toBe(true);
      const here = `GET /${version}/tokens/SE/KVT/APP-SAME`;
      cpo.faults = { answers: { [here]: { http: 404, body: "<html>" } } };
      expect(await checkTokens(ctx, partnerId)).toMatchObject({ ok: false });
    });

    it("asks a partner that does not answer once, not for each token", async () => {
      await aCard();
      await createAppToken(ctx, { driverId });
      const answer = { http: 502 };
      const [app] = await ctx.db
        .select()
        .from(tokens)
        .where(and(eq(tokens.driverId, driverId), eq(tokens.type, "APP_USER")));
      cpo.faults = {
        answers: { [PUT_PATH]: answer, [`PUT /${version}/tokens/SE/KVT/${app?.uid}`]: answer },
      };
      expect(await pushDueTokens(ctx, 10)).toBe(2);
      expect(cpo.calls).toHaveLength(1);
    });

    it("waits as long as the partner asks", async () => {
      await aCard();
      const headers = { "retry-after": "60" };
      cpo.faults = { answers: { [PUT_PATH]: { http: 429, headers } } };
      await pushDueTokens(ctx, 10);
      tenant.clock.advance({ seconds: 59 });
      expect(await pushDueTokens(ctx, 10)).toBe(0);
      tenant.clock.advance({ seconds: 1 });
      expect(await pushDueTokens(ctx, 10)).toBe(1);
    });

    it.each([
      [{ http: 404, body: { status_code: 2000 } }],
      [{ http: 200, body: { status_code: 2001, status_message: "no such field" } }],
    ])("gives up on a refusal, %j, and says why", async (answer) => {
      const tokenId = await aCard();
      cpo.faults = { answers: { [PUT_PATH]: answer } };
      await pushDueTokens(ctx, 10);
      expect(await readDelivery(tokenId)).toMatchObject({ state: "failed" });
      expect((await readDelivery(tokenId))?.lastError).toContain(`HTTP ${answer.http}`);
    });

    it("takes a 2xx without an envelope for an acknowledgement, with a note on the message", async () => {
      const tokenId = await aCard();
      cpo.faults = { answers: { [PUT_PATH]: { http: 201, body: "<html>" } } };
      await pushDueTokens(ctx, 10);
      expect((await readDelivery(tokenId))?.state).toBe("acknowledged");
      const messages = await ctx.db
        .select()
        .from(ocpiMessages)
        .where(and(eq(ocpiMessages.partnerId, partnerId), eq(ocpiMessages.module, "tokens")));
      expect(messages).toMatchObject([{ direction: "out", notes: ["no-envelope"] }]);
    });

    it("does not follow a redirect: the token goes nowhere else", async () => {
      const tokenId = await aCard();
      const other = await new FakeCpo(version).start();
      const headers = { location: `${other.origin}/${version}/tokens/SE/KVT/04A2B91C5E6180` };
      cpo.faults = { answers: { [PUT_PATH]: { http: 307, headers } } };
      await pushDueTokens(ctx, 10);
      expect(other.calls).toEqual([]);
      expect((await readDelivery(tokenId))?.state).toBe("pending");
      await other.stop();
    });

    it("stops reading an answer that does not end", async () => {
      const tokenId = await aCard();
      cpo.faults = { answers: { [PUT_PATH]: { http: 200, body: "x".repeat(6 * 1024 * 1024) } } };
      await pushDueTokens(ctx, 10);
      expect((await readDelivery(tokenId))?.lastError).toMatch(/too large/);
    });

    it("reaches nothing on loopback unless that is set", async () => {
      const tokenId = await aCard();
      const { runtime } = server;
      const settings = { ...runtime.settings, allowLoopbackPartners: false };
      const strict = openContext(
        { ...testRuntime(database.pool, tenant.clock), settings },
        { tenantId: tenant.tenantId, actor: { kind: "system", name: "test" } },
      );
      await pushDueTokens(strict, 10);
      expect(cpo.calls).toEqual([]);
      expect((await readDelivery(tokenId))?.state).toBe("failed");
    });

    it("lets two workers share the work without telling anything twice", async () => {
      await aCard();
      await createAppToken(ctx, { driverId });
      const counts = await Promise.all([pushDueTokens(ctx, 1), pushDueTokens(ctx, 1)]);
      expect(counts).toEqual([1, 1]);
      expect(cpo.calls).toHaveLength(2);
      expect(new Set(cpo.calls.map(({ path }) => path)).size).toBe(2);
    });

    it("takes up again what a killed worker had taken", async () => {
      await aCard();
      expect(await findDueDeliveries(ctx, 10)).toHaveLength(1);
      expect(await findDueDeliveries(ctx, 10)).toHaveLength(0);
      tenant.clock.advance({ minutes: 2 });
      expect(await findDueDeliveries(ctx, 10)).toHaveLength(1);
    });

    it("sends once more when the token changed while it was being told of", async () => {
      const tokenId = await aCard();
      const [due] = await findDueDeliveries(ctx, 10);
      await blockToken(ctx, tokenId);
      if (due) {
        const told = { tokenId, partnerId, version: due.token.lastUpdated };
        await recordDelivery(ctx, told, { kind: "acknowledged" });
      }
      expect((await readDelivery(tokenId))?.state).toBe("pending");
      await pushDueTokens(ctx, 10);
      expect(cpo.tokens.get("04A2B91C5E6180")).toMatchObject({ valid: false });
    });
  });
});
