import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asId, type Id } from "@/core/ids";
import { auditEvents } from "@/db/schema/notifications";
import { ocpiMessages, partnerEndpoints } from "@/db/schema/partners";
import { authorizations } from "@/db/schema/sessions";
import { getCommand } from "@/services/commands/get-command";
import { listOpenCommands } from "@/services/commands/list-open-commands";
import { startCharge } from "@/services/commands/start-charge";
import { timeOutCommands } from "@/services/commands/time-out-commands";
import type { Ctx } from "@/services/context";
import { blockToken } from "@/services/tokens/block-token";
import { listDriverTokens } from "@/services/tokens/list-driver-tokens";
import { aDriver, aToken } from "@/testing/builders/driver";
import { findViolations } from "@/simulators/cpo/validate-object";
import { aCommandingDriver } from "@/testing/commanding-driver";
import { testDatabase } from "@/testing/database";
import { VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
describe.each(VERSIONS)("in OCPI %s", (version) => {
  const isOld = version === "2.1.1";
  /** A result that means no. FAILED came with 2.2. */
  const negative = isOld ? "REJECTED" : "FAILED";
  let world: Awaited<ReturnType<typeof aCommandingDriver>>;
  let driver: Ctx;

  beforeEach(async () => {
    world = await aCommandingDriver(database.pool, version);
    driver = world.as(world.driver.id);
  });
  afterEach(async () => world.stop());

  /** Where a body is not to the letter of the version's table. */
  const strays = (name: string, body: object) =>
    findViolations(name, body, { version, isClosed: true });
  const sendDue = () => world.sendDue();
  const stateOf = async (id: Id<"other">) => (await getCommand(driver, id)).state;
  const asked = (kind: string) => world.asked(kind);
  const bodyOf = (kind: string) => world.bodyOf(kind);
  const eventsOf = (id: Id<"other">) => world.eventsOf(id);
  const sendResult = (kind: string, result: string) => world.sendResult(kind, result);
  const beginSession = (change?: Record<string, unknown>) => world.beginSession(change);

  describe("starting a charge", () => {
    it("goes from the driver's press to a session of his own", async () => {
      const id = await startCharge(driver, world.pick);
      expect(await stateOf(id)).toBe("created");
      expect(await sendDue()).toBe(1);
      const { headers = {} } = asked("START_SESSION")[0] ?? {};
      const routing = {
        "ocpi-to-country-code": "NL",
        "ocpi-to-party-id": "FKE",
        "ocpi-from-country-code": "SE",
        "ocpi-from-party-id": "KVT",
      };
      const routed = Object.entries(headers).filter(([name]) => name.startsWith("ocpi-"));
      expect(Object.fromEntries(routed)).toEqual(isOld ? {} : routing);
      const body = bodyOf("START_SESSION");
      expect(strays("StartSession", body)).toEqual([]);
      expect(body).toMatchObject({
        response_url: `${world.server.baseUrl}/ocpi/${version}/sender/commands/START_SESSION/${id}`,
        location_id: "LOC-1",
        evse_uid: "E1",
        // 2.1.1 starts at an EVSE, without a reference, and knows no tokens of apps.
        ...(isOld ? {} : { connector_id: "1" }),
        token: {
          uid: world.appToken,
          valid: true,
          whitelist: "NEVER",
          ...(isOld
            ? { type: "OTHER", auth_id: "SE-KVT-C00000011-7" }
            : { type: "APP_USER", contract_id: "SE-KVT-C00000011-7" }),
        },
      });
      expect(await stateOf(id)).toBe("accepted");
      expect((await sendResult("START_SESSION", "ACCEPTED")).body.status_code).toBe(1000);
      expect(await stateOf(id)).toBe("confirmed");
      const sessionId = await beginSession();
      expect(await getCommand(driver, id)).toMatchObject({
        state: "session",
        sessionId,
        place: "Museumplein",
        operator: "Fake CPO",
      });
      expect(await eventsOf(id)).toEqual([
        "created",
        "sent",
        "sync:ACCEPTED",
        "async:ACCEPTED",
        "session",
      ]);
      expect(await listOpenCommands(driver)).toEqual([]);
    });

    it("keeps the authorization that the CPO will name, who asked, and the messages", async () => {
      const id = await startCharge(driver, world.pick);
      await sendDue();
      await sendResult("START_SESSION", "ACCEPTED");
      const granted = await world.ctx.db
        .select()
        .from(authorizations)
        .where(eq(authorizations.tenantId, world.ctx.tenantId));
      // 2.1.1 does not carry it.
      const [reference] = isOld ? [undefined] : granted.map((one) => one.reference);
      expect(bodyOf("START_SESSION")["authorization_reference"]).toBe(reference);
      expect(granted).toMatchObject([
        { allowed: "ALLOWED", uid: world.appToken, evseUids: ["E1"] },
      ]);
      const audit = await world.ctx.db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.subjectId, id));
      expect(audit).toMatchObject([{ action: "command.start_session" }]);
      const kept = await world.ctx.db
        .select({ direction: ocpiMessages.direction, outcome: ocpiMessages.outcome })
        .from(ocpiMessages)
        .where(eq(ocpiMessages.objectKey, `START_SESSION/${id}`.toUpperCase()));
      expect(kept.toSorted((a, b) => a.direction.localeCompare(b.direction))).toEqual([
        { direction: "in", outcome: "accepted" },
        { direction: "out", outcome: "accepted" },
      ]);
    });

    it("adopts the session that starts after the station's TIMEOUT", async () => {
      const id = await startCharge(driver, world.pick);
      await sendDue();
      await sendResult("START_SESSION", "TIMEOUT");
      expect(await stateOf(id)).toBe("timeout");
      const sessionId = await beginSession();
      expect(await getCommand(driver, id)).toMatchObject({ state: "session", sessionId });
    });

    it("adopts a session without our reference by the driver's app token and the time", async () => {
      const id = await startCharge(driver, world.pick);
      await sendDue();
      await sendResult("START_SESSION", negative);
      expect(await stateOf(id)).toBe(isOld ? "rejected" : "failed");
      const sessionId = await beginSession({
        authorization_reference: undefined,
        auth_method: "WHITELIST",
      });
      expect(await getCommand(driver, id)).toMatchObject({ state: "session", sessionId });
    });

    it("adopts neither a session of a card, nor one of another time, nor a second one", async () => {
      const id = await startCharge(driver, world.pick);
      await sendDue();
      const without = { authorization_reference: undefined };
      await beginSession({ ...without, id: "S-OLD", start_date_time: "2026-11-02T08:00:00Z" });
      const card = {
        country_code: "SE",
        party_id: "KVT",
        uid: world.appToken,
        type: "RFID",
        contract_id: "SE-KVT-C00000011-7",
      };
      // 2.1.1 does not say what kind of token it was.
      if (!isOld) await beginSession({ ...without, id: "S-CARD", cdr_token: card });
      expect(await stateOf(id)).toBe("accepted");
      const sessionId = await beginSession();
      await beginSession({ id: "S-2" });
      expect(await getCommand(driver, id)).toMatchObject({ sessionId });
    });

    it("adopts a session where the driver's card has the same contract, and none at another EVSE", async () => {
      // The older token, so that the contract leads to it first.
      const id = asId<"token">("01900000-0000-7000-8000-000000000001");
      await aToken(world.ctx, world.driver.id, { id, contractId: "SE-KVT-C00000011-7" });
      const start = await startCharge(driver, world.pick);
      await sendDue();
      const without = { authorization_reference: undefined };
      if (isOld) {
        await beginSession({ ...without, id: "S-THERE", evse_uid: "E9" });
        expect(await stateOf(start)).toBe("accepted");
      }
      const sessionId = await beginSession(without);
      expect(await getCommand(driver, start)).toMatchObject({ state: "session", sessionId });
    });

    it("takes a result that comes while the request is still open", async () => {
      world.cpo.onCommand = async () => {
        await sendResult("START_SESSION", "ACCEPTED");
        return isOld ? { result: "ACCEPTED" } : { result: "ACCEPTED", timeout: 30 };
      };
      const id = await startCharge(driver, world.pick);
      await sendDue();
      expect(await stateOf(id)).toBe("confirmed");
      expect(await eventsOf(id)).toEqual(["created", "sent", "async:ACCEPTED", "sync:ACCEPTED"]);
    });

    it("keeps a second and a late result as events, and answers them as taken", async () => {
      const id = await startCharge(driver, world.pick);
      await sendDue();
      // 2.1.1's answer does not say how long to wait: a minute, and some seconds on the way.
      world.tenant.clock.advance({ seconds: isOld ? 64 : 34 });
      expect(await timeOutCommands(world.ctx)).toBe(0);
      world.tenant.clock.advance({ seconds: 2 });
      expect(await timeOutCommands(world.ctx)).toBe(1);
      expect(await stateOf(id)).toBe("timeout");
      await sendResult("START_SESSION", "ACCEPTED");
      expect(await stateOf(id)).toBe("confirmed");
      expect((await sendResult("START_SESSION", negative)).http).toBe(200);
      expect((await sendResult("START_SESSION", "ACCEPTED")).http).toBe(200);
      expect(await getCommand(driver, id)).toMatchObject({
        state: "confirmed",
        asyncResult: "ACCEPTED",
      });
      expect((await eventsOf(id)).slice(3)).toEqual([
        "timeout",
        "async:ACCEPTED",
        `late:${negative}`,
        "late:ACCEPTED",
      ]);
    });

    it.each(["REJECTED", "NOT_SUPPORTED"])(
      "tells of the CPO's %s with its words",
      async (result) => {
        const message = [
          { language: "en", text: "Not today." },
          { language: "sv", text: "Inte i dag." },
        ];
        world.cpo.onCommand = async () => (isOld ? { result } : { result, timeout: 30, message });
        const id = await startCharge(driver, world.pick);
        await sendDue();
        expect(await getCommand(driver, id)).toMatchObject({
          state: "rejected",
          syncResult: result,
          message: isOld ? null : "Inte i dag.",
        });
      },
    );

    it("ends at once where the CPO refuses the request, and waits where its answer is lost", async () => {
      const answer = (http: number) => {
        const given = { http, body: { status_code: 2000, timestamp: "2026-11-02T11:00:00Z" } };
        world.cpo.faults = { answers: { [`POST /${version}/commands/START_SESSION`]: given } };
      };
      answer(404);
      const refused = await startCharge(driver, world.pick);
      await sendDue();
      expect(await stateOf(refused)).toBe("failed");
      answer(502);
      const lost = await startCharge(driver, world.pick);
      await sendDue();
      expect(await stateOf(lost)).toBe("sent");
      expect(await sendDue()).toBe(0);
      expect(asked("START_SESSION")).toHaveLength(2);
      world.tenant.clock.advance({ seconds: 46 });
      await timeOutCommands(world.ctx);
      expect(await stateOf(lost)).toBe("timeout");
    });

    it("ends at once where the CPO cannot be reached at all: nothing was sent", async () => {
      const id = await startCharge(driver, world.pick);
      await world.ctx.db
        .update(partnerEndpoints)
        .set({ url: "http://127.0.0.1:1/commands" })
        .where(eq(partnerEndpoints.partnerId, world.partnerId));
      await sendDue();
      expect(await getCommand(driver, id)).toMatchObject({ state: "failed", syncResult: null });
    });

    it("is sent by one of several workers, once", async () => {
      await startCharge(driver, world.pick);
      expect((await Promise.all([sendDue(), sendDue(), sendDue()])).toSorted()).toEqual([0, 0, 1]);
      expect(asked("START_SESSION")).toHaveLength(1);
    });

    it("is not sent when nobody came to it for minutes: the driver has gone on", async () => {
      const id = await startCharge(driver, world.pick);
      world.tenant.clock.advance({ minutes: 3 });
      expect(await sendDue()).toBe(0);
      await timeOutCommands(world.ctx);
      expect(await stateOf(id)).toBe("timeout");
      expect(world.cpo.calls).toEqual([]);
    });

    it("is one command however often the button is pressed", async () => {
      const ids = await Promise.all([1, 2, 3].map(() => startCharge(driver, world.pick)));
      expect(new Set(ids).size).toBe(1);
    });

    it("times out when it was confirmed and no car was plugged in", async () => {
      const id = await startCharge(driver, world.pick);
      await sendDue();
      await sendResult("START_SESSION", "ACCEPTED");
      world.tenant.clock.advance({ minutes: 14 });
      expect(await timeOutCommands(world.ctx)).toBe(0);
      world.tenant.clock.advance({ minutes: 1 });
      await timeOutCommands(world.ctx);
      expect(await getCommand(driver, id)).toMatchObject({
        state: "timeout",
        asyncResult: "ACCEPTED",
      });
    });

    it("is refused where the place cannot do it, and to a driver who may not charge", async () => {
      const at = (evseUid: string) => startCharge(driver, { ...world.pick, evseUid });
      const reason = (text: string) => ({ code: "PRECONDITION", detail: { reason: text } });
      await expect(at("E2")).rejects.toMatchObject(reason("not-capable"));
      await expect(at("E3")).rejects.toMatchObject(reason("out-of-use"));
      await expect(at("E9")).rejects.toMatchObject({ code: "NOT_FOUND" });
      const stranger = world.as((await aDriver(world.ctx)).id);
      await expect(startCharge(stranger, world.pick)).rejects.toMatchObject(reason("NOT_ALLOWED"));
      const [token] = await listDriverTokens(driver);
      if (token) await blockToken(driver, token.id);
      await expect(startCharge(driver, world.pick)).rejects.toMatchObject(reason("BLOCKED"));
      expect(await sendDue()).toBe(0);
    });
  });
});
