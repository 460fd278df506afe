import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { ocpiMessages, partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import { clearChargingProfile } from "@/services/charging/clear-charging-profile";
import { getChargingProfile } from "@/services/charging/get-charging-profile";
import { getSteeredSession, listSteeredSessions } from "@/services/charging/list-steered-sessions";
import { setChargingProfile } from "@/services/charging/set-charging-profile";
import { testDatabase } from "@/testing/database";
import { aPullRig, sessionOf } from "@/testing/pull-rig";
import { A_PROFILE, A_WIRE_PROFILE, aSteeredCharge } from "@/testing/steered-charge";
import { LATER_VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
const FOREIGN = {
  country_code: "NL",
  party_id: "TNM",
  uid: "04DEADBEEF1234",
  type: "RFID",
  contract_id: "NL-TNM-C77777777-7",
};
const YES = { result: "ACCEPTED", timeout: 30 };

describe.each(LATER_VERSIONS)(
  "a session of another eMSP that we steer as SCSP in OCPI %s",
  (version) => {
    let world: Awaited<ReturnType<typeof aSteeredCharge>>;
    let sessionId: Id<"session">;

    beforeEach(async () => {
      world = await aSteeredCharge(database.pool, version);
      // The CPO pushes the session of the charging point with another driver's token.
      const foreign = { cdr_token: FOREIGN, authorization_reference: undefined };
      sessionId = await world.beginSession({ ...foreign, last_updated: "2026-11-02T11:01:00Z" });
      world.cpo.calls.length = 0;
    });
    afterEach(async () => world.stop());

    it("is given a profile in our party's name, asked for it, and cleared, and its station's answers count", async () => {
      world.onProfile("PUT", YES);
      world.onProfile("GET", YES);
      world.onProfile("DELETE", YES);
      const set = await setChargingProfile(world.ctx, sessionId, A_PROFILE);
      expect(await world.sendWishes()).toBe(1);
      const [put] = world.profilesAsked("PUT");
      expect(put?.body).toMatchObject({ charging_profile: A_WIRE_PROFILE });
      await world.sendStationResult("SET_PROFILE", set, { result: "ACCEPTED" });
      const asked = await getChargingProfile(world.ctx, sessionId, 900);
      await world.sendWishes();
      const profile = {
        start_date_time: "2026-11-02T11:00:30Z",
        charging_profile: A_WIRE_PROFILE,
      };
      await world.sendStationResult("GET_PROFILE", asked, { result: "ACCEPTED", profile });
      const cleared = await clearChargingProfile(world.ctx, sessionId);
      await world.sendWishes();
      await world.sendStationResult("CLEAR_PROFILE", cleared, { result: "ACCEPTED" });
      for (const id of [set, asked, cleared]) expect(await world.stateOf(id)).toBe("confirmed");
      const calls = ["PUT", "GET", "DELETE"].flatMap((method) => world.profilesAsked(method));
      expect(calls).toHaveLength(3);
      for (const { headers } of calls) {
        expect(headers).toMatchObject({
          "ocpi-from-country-code": "SE",
          "ocpi-from-party-id": "KVT",
          "ocpi-to-country-code": "NL",
          "ocpi-to-party-id": "FKE",
        });
      }
      expect(await world.wish(set)).toMatchObject({ driverId: null });
    });

    it("is told of by its CPO, and shown to operations as not ours to bill", async () => {
      const url = `${world.server.baseUrl}/ocpi/${version}/sender/chargingprofiles/S-1`;
      const body = { start_date_time: "2026-11-02T11:02:00Z", charging_profile: A_WIRE_PROFILE };
      expect((await world.cpo.call("PUT", url, { body })).http).toBe(200);
      const page = await getSteeredSession(world.ctx, sessionId);
      expect(page).toMatchObject({
        session: { purpose: "steering", operator: "Fake CPO" },
        hindrance: null,
        known: { source: "push" },
      });
      expect(await listSteeredSessions(world.ctx)).toMatchObject([{ purpose: "steering" }]);
    });

    it("is not steered where we told its CPO that we are an eMSP alone", async () => {
      await world.ctx.db
        .update(partners)
        .set({ settings: { isEmspOnly: true } })
        .where(eq(partners.id, world.partnerId));
      await expect(setChargingProfile(world.ctx, sessionId, A_PROFILE)).rejects.toMatchObject({
        code: "PRECONDITION",
        detail: { reason: "not-scsp" },
      });
      expect((await getSteeredSession(world.ctx, sessionId)).hindrance).toBe("not-scsp");
    });
  },
);

describe.each(LATER_VERSIONS)("in a list of OCPI %s", (version) => {
  it("another eMSP's session is taken without its driver, and read again without a trace", async () => {
    const rig = await aPullRig(database.pool, version);
    try {
      const ours = sessionOf("S-1");
      rig.cpo.lists["sessions"] = [ours, { ...sessionOf("S-2"), cdr_token: FOREIGN }];
      expect(await rig.pull("sessions")).toEqual({ seen: 2, fresh: 2, refused: 0 });
      const { tenantId } = rig.tenant;
      const rows = await rig.ctx.db
        .select({ id: sessions.ocpiId, purpose: sessions.purpose })
        .from(sessions)
        .where(eq(sessions.tenantId, tenantId))
        .orderBy(sessions.ocpiId);
      expect(rows).toEqual([
        { id: "S-1", purpose: "billing" },
        { id: "S-2", purpose: "steering" },
      ]);
      const messages = await rig.messages("sessions");
      await rig.makeDue("sessions", { crawledAt: null });
      expect(await rig.pull("sessions")).toEqual({ seen: 2, fresh: 0, refused: 0 });
      expect(await rig.messages("sessions")).toHaveLength(messages.length);
      const all = await rig.ctx.db
        .select()
        .from(ocpiMessages)
        .where(and(eq(ocpiMessages.tenantId, tenantId), eq(ocpiMessages.module, "sessions")));
      const text = all
        .flatMap(({ body, responseBody }) => [body, responseBody])
        .map((bytes) => (bytes ? Buffer.from(bytes).toString("utf8") : ""))
        .join("\n");
      // The page is kept, with our own driver's token in it.
      expect(text.includes((ours as { cdr_token: { uid: string } }).cdr_token.uid)).toBe(true);
      expect([FOREIGN.uid, FOREIGN.contract_id].filter((name) => text.includes(name))).toEqual([]);
    } finally {
      await rig.cpo.stop();
    }
  });
});
