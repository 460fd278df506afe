import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { cancelReservation } from "@/services/commands/cancel-reservation";
import { getCommand } from "@/services/commands/get-command";
import { reserveNow } from "@/services/commands/reserve-now";
import { startCharge } from "@/services/commands/start-charge";
import { stopCharge } from "@/services/commands/stop-charge";
import { timeOutCommands } from "@/services/commands/time-out-commands";
import { unlockConnector } from "@/services/commands/unlock-connector";
import type { Ctx } from "@/services/context";
import { aDriver } from "@/testing/builders/driver";
import { findViolations } from "@/simulators/cpo/validate-object";
import { aCommandingDriver } from "@/testing/commanding-driver";
import { testDatabase } from "@/testing/database";
import { VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
describe.each(VERSIONS)("in OCPI %s", (version) => {
  const isOld = version === "2.1.1";
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
  const bodyOf = (kind: string) => world.bodyOf(kind);
  const sendResult = (kind: string, result: string) => world.sendResult(kind, result);
  const beginSession = () => world.beginSession();

  describe("stopping a charge", () => {
    it("sends the CPO's own id of the session, and ends with it", async () => {
      await startCharge(driver, world.pick);
      await sendDue();
      const sessionId = await beginSession();
      const id = await stopCharge(driver, sessionId);
      expect(await stopCharge(driver, sessionId)).toBe(id);
      await sendDue();
      expect(strays("StopSession", bodyOf("STOP_SESSION"))).toEqual([]);
      expect(bodyOf("STOP_SESSION")).toMatchObject({ session_id: "S-1" });
      expect(await stateOf(id)).toBe("accepted");
      await sendResult("STOP_SESSION", "ACCEPTED");
      expect(await stateOf(id)).toBe("confirmed");
      await world.push("PATCH", "sessions/NL/FKE/S-1", {
        status: "COMPLETED",
        end_date_time: "2026-11-02T11:05:00Z",
        last_updated: "2026-11-02T11:05:00Z",
      });
      expect(await stateOf(id)).toBe("session");
      await expect(stopCharge(driver, sessionId)).rejects.toMatchObject({ code: "PRECONDITION" });
    });

    it("is not for another driver's session, nor are his commands", async () => {
      const start = await startCharge(driver, world.pick);
      await sendDue();
      const sessionId = await beginSession();
      const other = world.as((await aDriver(world.ctx)).id);
      await expect(stopCharge(other, sessionId)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(getCommand(other, start)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await sendDue()).toBe(0);
    });
  });

  describe("reservations and stuck plugs", () => {
    const inAnHour = () => world.tenant.clock.now().add({ hours: 1 });

    it("reserves an EVSE as the version writes it", async () => {
      const id = await reserveNow(driver, { ...world.pick, expiresAt: inAnHour() });
      await sendDue();
      const body = bodyOf("RESERVE_NOW");
      expect(strays("ReserveNow", body)).toEqual([]);
      expect(body).toMatchObject({
        expiry_date: "2026-11-02T12:00:00Z",
        location_id: "LOC-1",
        evse_uid: "E1",
        token: { uid: world.appToken },
        reservation_id: isOld ? expect.any(Number) : expect.stringMatching(/^[0-9]{1,10}$/),
      });
      await sendResult("RESERVE_NOW", "ACCEPTED");
      expect(await stateOf(id)).toBe("confirmed");
    });

    it("ends a reservation at its time, and refuses one that is too long or another's", async () => {
      const id = await reserveNow(driver, { ...world.pick, expiresAt: inAnHour() });
      await sendDue();
      await sendResult("RESERVE_NOW", "ACCEPTED");
      const other = world.as((await aDriver(world.ctx)).id);
      await expect(cancelReservation(other, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      world.tenant.clock.advance({ hours: 1 });
      await timeOutCommands(world.ctx);
      expect(await getCommand(driver, id)).toMatchObject({ state: "confirmed", dueAt: null });
      expect((await world.eventsOf(id)).at(-1)).toBe("expired");
      const tomorrow = world.tenant.clock.now().add({ hours: 24 });
      const long = reserveNow(driver, { ...world.pick, expiresAt: tomorrow });
      await expect(long).rejects.toMatchObject({ code: "INVALID" });
    });

    it("unlocks a connector for operations only", async () => {
      await expect(unlockConnector(driver, world.pick)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      await unlockConnector(world.ctx, world.pick);
      await sendDue();
      expect(strays("UnlockConnector", bodyOf("UNLOCK_CONNECTOR"))).toEqual([]);
      expect(bodyOf("UNLOCK_CONNECTOR")).toMatchObject({
        location_id: "LOC-1",
        evse_uid: "E1",
        connector_id: "1",
      });
    });
  });
});
