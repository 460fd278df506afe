import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { claimDueWishes } from "@/services/charging/claim-due-wishes";
import { clearChargingProfile } from "@/services/charging/clear-charging-profile";
import { getChargingProfile } from "@/services/charging/get-charging-profile";
import { getSteeredSession } from "@/services/charging/list-steered-sessions";
import { setChargingProfile } from "@/services/charging/set-charging-profile";
import { timeOutWishes } from "@/services/charging/time-out-wishes";
import type { Ctx } from "@/services/context";
import { findViolations } from "@/simulators/cpo/validate-object";
import { testDatabase } from "@/testing/database";
import { A_PROFILE, A_WIRE_PROFILE, aSteeredCharge } from "@/testing/steered-charge";
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

  describe("charging profiles", () => {
    const yes = { result: "ACCEPTED", timeout: 30 };

    it("are set by the letter, and confirmed by the station", async () => {
      world.onProfile("PUT", yes);
      const id = await setChargingProfile(world.ctx, sessionId, A_PROFILE);
      await sendDue();
      const [call] = world.profilesAsked("PUT");
      expect(call?.headers).toMatchObject({ "ocpi-to-party-id": "FKE" });
      const closed = { version, isClosed: true };
      expect(findViolations("SetChargingProfile", call?.body, closed)).toEqual([]);
      expect(call?.body).toEqual({
        charging_profile: A_WIRE_PROFILE,
        response_url: world.responseUrl("SET_PROFILE", id),
      });
      expect(await stateOf(id)).toBe("accepted");
      expect((await world.sendStationResult("SET_PROFILE", id, { result: "ACCEPTED" })).http).toBe(
        200,
      );
      expect(await rowOf(id)).toMatchObject({ state: "confirmed", asyncResult: "ACCEPTED" });
      expect(await eventsOf(id)).toEqual(["created", "sent", "sync:ACCEPTED", "async:ACCEPTED"]);
    });

    it("are asked for with a whole response_url, and what the station does is kept", async () => {
      world.onProfile("GET", [yes]);
      const id = await getChargingProfile(world.ctx, sessionId, 900);
      await sendDue();
      const [call] = world.profilesAsked("GET");
      const encoded = encodeURIComponent(world.responseUrl("GET_PROFILE", id));
      expect(call?.path).toBe(
        `/${version}/chargingprofiles/S-1?duration=900&response_url=${encoded}`,
      );
      const charging_profile = {
        charging_rate_unit: "A",
        min_charge_rate: 6,
        charging_profile_period: { start_period: 0, limit: 16 },
      };
      const profile = { start_date_time: "2026-11-02T11:00:30Z", charging_profile };
      await world.sendStationResult("GET_PROFILE", id, [{ result: "ACCEPTED", profile }]);
      expect(await stateOf(id)).toBe("confirmed");
      const page = await getSteeredSession(world.ctx, sessionId);
      expect(page.known).toMatchObject({
        source: "get",
        active: {
          startDateTime: Temporal.Instant.from("2026-11-02T11:00:30Z"),
          profile: {
            rateUnit: "A",
            minRate: micro("6"),
            periods: [{ startS: 0, limit: micro("16") }],
          },
        },
      });
      expect(page.wishes.map(({ kind }) => kind)).toEqual(["GET_PROFILE"]);
    });

    it("are cleared, also where the station knows of none", async () => {
      world.onProfile("DELETE", { result: "ACCEPTED" });
      const id = await clearChargingProfile(world.ctx, sessionId);
      await sendDue();
      const [call] = world.profilesAsked("DELETE");
      const encoded = encodeURIComponent(world.responseUrl("CLEAR_PROFILE", id));
      expect(call?.path).toBe(`/${version}/chargingprofiles/S-1?response_url=${encoded}`);
      await world.sendStationResult("CLEAR_PROFILE", id, { result: "UNKNOWN" });
      expect(await rowOf(id)).toMatchObject({ state: "confirmed", asyncResult: "UNKNOWN" });
    });

    it("take a station's no a minute later, and keep what comes late or twice as said", async () => {
      world.onProfile("DELETE", { result: "ACCEPTED", timeout: 30 });
      const id = await clearChargingProfile(world.ctx, sessionId);
      await sendDue();
      world.tenant.clock.advance({ seconds: 36 });
      await timeOutWishes(world.ctx);
      expect(await stateOf(id)).toBe("timeout");
      world.tenant.clock.advance({ seconds: 24 });
      await world.sendStationResult("CLEAR_PROFILE", id, { result: "REJECTED" });
      expect(await stateOf(id)).toBe("refused");
      expect(
        (await world.sendStationResult("CLEAR_PROFILE", id, { result: "ACCEPTED" })).http,
      ).toBe(200);
      expect(await rowOf(id)).toMatchObject({ state: "refused", asyncResult: "REJECTED" });
      expect((await eventsOf(id)).slice(3)).toEqual(["timeout", "async:REJECTED", "late:ACCEPTED"]);
    });

    it("wait longer after each TOO_OFTEN, and give way to a newer wish", async () => {
      world.onProfile("PUT", { result: "TOO_OFTEN", timeout: 30 });
      const first = await setChargingProfile(world.ctx, sessionId, A_PROFILE);
      await sendDue();
      expect(await rowOf(first)).toMatchObject({ state: "created", syncResult: "TOO_OFTEN" });
      expect(await sendDue()).toBe(0);
      world.tenant.clock.advance({ seconds: 10 });
      expect(await sendDue()).toBe(1);
      world.tenant.clock.advance({ seconds: 10 });
      expect(await sendDue()).toBe(0);
      const second = await setChargingProfile(world.ctx, sessionId, {
        ...A_PROFILE,
        rateUnit: "A",
      });
      expect(await stateOf(first)).toBe("superseded");
      // The newer wish does not press a CPO that has just said that it is too often.
      expect(await sendDue()).toBe(0);
      world.onProfile("PUT", yes);
      world.tenant.clock.advance({ seconds: 10 });
      expect(await sendDue()).toBe(1);
      expect(await stateOf(second)).toBe("accepted");
      const sent = world.profilesAsked("PUT").map(({ body }) => body);
      expect(sent).toHaveLength(3);
      expect(sent[2]).toMatchObject({ charging_profile: { charging_rate_unit: "A" } });
    });

    it.each(["NOT_SUPPORTED", "REJECTED", "UNKNOWN_SESSION"])(
      "end with the operator's %s",
      async (result) => {
        world.onProfile("PUT", { result, timeout: 30 });
        const id = await setChargingProfile(world.ctx, sessionId, A_PROFILE);
        await sendDue();
        expect(await rowOf(id)).toMatchObject({ state: "refused", syncResult: result });
      },
    );

    it("are sent again where no answer came, and let be after eight times", async () => {
      world.onProfile("PUT", undefined, 500);
      const id = await setChargingProfile(world.ctx, sessionId, A_PROFILE);
      for (let round = 0; round < 8; round++) {
        expect(await sendDue()).toBe(1);
        world.tenant.clock.advance({ seconds: 300 });
      }
      expect(await sendDue()).toBe(0);
      expect(await rowOf(id)).toMatchObject({ state: "failed", attempts: 8 });
      await world.sendStationResult("SET_PROFILE", id, { result: "ACCEPTED" });
      expect(await stateOf(id)).toBe("confirmed");
    });

    it("are sent again by the worker that follows one that died in between", async () => {
      world.onProfile("PUT", yes);
      const id = await setChargingProfile(world.ctx, sessionId, A_PROFILE);
      expect(await claimDueWishes(world.ctx, 10)).toHaveLength(1);
      await clearChargingProfile(world.ctx, sessionId);
      expect(await claimDueWishes(world.ctx, 10)).toEqual([]);
      world.tenant.clock.advance({ seconds: 46 });
      await timeOutWishes(world.ctx);
      expect(await stateOf(id)).toBe("created");
    });

    it("are operations' to set, and none that a station can't follow", async () => {
      const forbidden = { code: "FORBIDDEN" };
      await expect(setChargingProfile(driver, sessionId, A_PROFILE)).rejects.toMatchObject(
        forbidden,
      );
      await expect(getChargingProfile(driver, sessionId, 900)).rejects.toMatchObject(forbidden);
      await expect(clearChargingProfile(driver, sessionId)).rejects.toMatchObject(forbidden);
      const wrong = { ...A_PROFILE, periods: [] };
      await expect(setChargingProfile(world.ctx, sessionId, wrong)).rejects.toMatchObject({
        code: "INVALID",
        detail: { fault: "no-period" },
      });
      await world.setCapabilities(["CHARGING_PREFERENCES_CAPABLE"]);
      await expect(setChargingProfile(world.ctx, sessionId, A_PROFILE)).rejects.toMatchObject({
        detail: { reason: "not-capable" },
      });
    });
  });
});
