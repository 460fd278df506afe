import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { ChargingPreferences } from "@/core/smart-charging/charging-preferences";
import { auditEvents } from "@/db/schema/notifications";
import { partnerEndpoints, partners } from "@/db/schema/partners";
import { setChargingPreferences } from "@/services/charging/set-charging-preferences";
import { selectWishes } from "@/services/charging/wish-view";
import { getSessionGoal } from "@/services/charging-goals/get-session-goal";
import type { Ctx } from "@/services/context";
import { findViolations } from "@/simulators/cpo/validate-object";
import { aDriver } from "@/testing/builders/driver";
import { testDatabase } from "@/testing/database";
import { aSteeredCharge } from "@/testing/steered-charge";
import { LATER_VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();

describe.each(LATER_VERSIONS)("in OCPI %s", (version) => {
  let world: Awaited<ReturnType<typeof aSteeredCharge>>;
  let driver: Ctx;
  let sessionId: Id<"session">;

  beforeEach(async () => {
    world = await aSteeredCharge(database.pool, version);
    driver = world.asDriver;
    ({ sessionId } = world);
  });
  afterEach(async () => world.stop());

  const sendDue = () => world.sendWishes();
  const rowOf = (id: Id<"other">) => world.wish(id);
  const stateOf = (id: Id<"other">) => world.stateOf(id);
  const eventsOf = async (id: Id<"other">) => (await world.eventsOf(id)).map(({ what }) => what);

  describe("charging preferences", () => {
    const WISH: ChargingPreferences = {
      profileType: "CHEAP",
      departureTime: Temporal.Instant.from("2026-11-03T06:30:00Z"),
      energyNeed: micro("20.5"),
      dischargeAllowed: false,
    };

    it("go from the driver's wish to the operator's yes, which says no more than that", async () => {
      world.onPreferences("ACCEPTED");
      const id = await setChargingPreferences(driver, sessionId, WISH);
      expect(await setChargingPreferences(driver, sessionId, WISH)).toBe(id);
      expect(await stateOf(id)).toBe("created");
      expect(world.preferencesAsked()).toEqual([]);
      expect(await sendDue()).toBe(1);
      const [call] = world.preferencesAsked();
      expect(call?.headers).toMatchObject({
        "ocpi-to-country-code": "NL",
        "ocpi-to-party-id": "FKE",
        "ocpi-from-country-code": "SE",
        "ocpi-from-party-id": "KVT",
      });
      const closed = { version, isClosed: true };
      expect(findViolations("ChargingPreferences", call?.body, closed)).toEqual([]);
      expect(call?.body).toEqual({
        profile_type: "CHEAP",
        departure_time: "2026-11-03T06:30:00Z",
        energy_need: 20.5,
        discharge_allowed: false,
      });
      expect(await rowOf(id)).toMatchObject({ state: "accepted", asyncResult: null, dueAt: null });
      expect(await eventsOf(id)).toEqual(["created", "sent", "sync:ACCEPTED"]);
      const audit = await world.ctx.db
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.subjectId, id));
      expect(audit).toMatchObject([{ action: "charging.preferences" }]);
      expect(await selectWishes(driver, sessionId)).toMatchObject([
        { id, state: "accepted", preferences: WISH },
      ]);
    });

    it.each([
      "DEPARTURE_REQUIRED",
      "ENERGY_NEED_REQUIRED",
      "NOT_POSSIBLE",
      "PROFILE_TYPE_NOT_SUPPORTED",
    ])("end with the operator's no: %s", async (answer) => {
      world.onPreferences([answer]);
      const id = await setChargingPreferences(driver, sessionId, { profileType: "FAST" });
      await sendDue();
      expect(await rowOf(id)).toMatchObject({ state: "refused", syncResult: answer, dueAt: null });
      const said = (await world.eventsOf(id)).at(-1);
      expect(said).toMatchObject({
        what: `sync:${answer}`,
        detail: { notes: ["list-for-object"] },
      });
    });

    it("end where the operator turns them down in its own words", async () => {
      world.onPreferences(undefined, 404);
      const id = await setChargingPreferences(driver, sessionId, { profileType: "FAST" });
      await sendDue();
      expect(await rowOf(id)).toMatchObject({
        state: "refused",
        syncResult: null,
        lastError: "HTTP 404, OCPI 2001",
      });
    });

    it("are a driver's for his own running session, and staff's for each", async () => {
      const other = world.as((await aDriver(world.ctx)).id);
      const wish = { profileType: "FAST" } as const;
      const missing = { code: "NOT_FOUND" };
      await expect(setChargingPreferences(other, sessionId, wish)).rejects.toMatchObject(missing);
      await expect(getSessionGoal(other, sessionId)).rejects.toMatchObject(missing);
      const past = { ...wish, departureTime: world.tenant.clock.now() };
      await expect(setChargingPreferences(driver, sessionId, past)).rejects.toMatchObject({
        code: "INVALID",
      });
      expect(await setChargingPreferences(world.ctx, sessionId, wish)).toBeDefined();
      await world.beginSession({ status: "COMPLETED", last_updated: "2026-11-02T12:00:00Z" });
      await expect(setChargingPreferences(driver, sessionId, wish)).rejects.toMatchObject({
        detail: { reason: "not-running" },
      });
      // What waits to be sent when the session ends is not sent any more.
      expect(await sendDue()).toBe(0);
      expect(world.preferencesAsked()).toEqual([]);
    });

    it("are not asked where the EVSE, the price, the module or the version is missing", async () => {
      const wish = { profileType: "GREEN" } as const;
      const refused = (reason: string) =>
        expect(setChargingPreferences(driver, sessionId, wish)).rejects.toMatchObject({
          code: "PRECONDITION",
          detail: { reason },
        });
      await world.setCapabilities(["RFID_READER"]);
      await refused("not-capable");
      await world.setCapabilities([]);
      const tariff = {
        country_code: "NL",
        party_id: "FKE",
        id: "T1",
        currency: "EUR",
        elements: [{ price_components: [{ type: "ENERGY", price: 0.4, step_size: 1 }] }],
        last_updated: "2026-11-02T10:00:00Z",
      };
      await world.push("PUT", "tariffs/NL/FKE/T1", { ...tariff, type: "PROFILE_CHEAP" });
      await refused("no-profile-tariff");
      const { styles } = await getSessionGoal(driver, sessionId);
      expect(styles).toEqual(["CHEAP", "REGULAR"]);
      await world.ctx.db
        .update(partners)
        .set({ version: "2.1.1" })
        .where(eq(partners.id, world.partnerId));
      await refused("no-preferences");
      await world.ctx.db.update(partners).set({ version }).where(eq(partners.id, world.partnerId));
      await world.ctx.db
        .delete(partnerEndpoints)
        .where(eq(partnerEndpoints.identifier, "sessions"));
      await refused("no-preferences");
    });
  });
});
