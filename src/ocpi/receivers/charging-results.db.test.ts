import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { activeChargingProfiles } from "@/db/schema/charging";
import { sessions } from "@/db/schema/sessions";
import { registerAtPartner } from "@/ocpi/senders/register-at-partner";
import { getSteeredSession } from "@/services/charging/list-steered-sessions";
import { setChargingProfile } from "@/services/charging/set-charging-profile";
import { addPartnerToRegister } from "@/services/partners/add-partner-to-register";
import { testDatabase } from "@/testing/database";
import { FakeCpo } from "@/testing/fake-cpo";
import { aPushingPartner } from "@/testing/pushing-partner";
import { A_PROFILE, A_WIRE_PROFILE, aSteeredCharge } from "@/testing/steered-charge";
import { LATER_VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();

const sessionOf = (party_id: string, id: string) => ({
  country_code: "NL",
  party_id,
  id,
  start_date_time: "2026-11-02T11:00:20Z",
  kwh: 0,
  cdr_token: {
    country_code: "SE",
    party_id: "KVT",
    uid: "04A2B91C5E6180",
    type: "RFID",
    contract_id: "SE-KVT-C00000011-7",
  },
  auth_method: "WHITELIST",
  location_id: "LOC-1",
  evse_uid: "E1",
  connector_id: "1",
  currency: "EUR",
  status: "ACTIVE",
  last_updated: "2026-11-02T11:00:20Z",
});

describe.each(LATER_VERSIONS)("in OCPI %s", (version) => {
  let world: Awaited<ReturnType<typeof aSteeredCharge>>;
  let sessionId: Id<"session">;

  beforeEach(async () => {
    world = await aSteeredCharge(database.pool, version);
    ({ sessionId } = world);
  });
  afterEach(async () => world.stop());

  describe("what a CPO tells of a station", () => {
    const active = {
      start_date_time: "2026-11-02T11:05:00Z",
      charging_profile: A_WIRE_PROFILE,
    };
    const tell = (session: string, body: unknown, headers?: Record<string, string>) =>
      world.cpo.call(
        "PUT",
        `${world.server.baseUrl}/ocpi/${version}/sender/chargingprofiles/${session}`,
        { body, headers },
      );

    it("is kept with its session, which the address names without its party", async () => {
      const headers = { "ocpi-from-country-code": "NL", "ocpi-from-party-id": "FKE" };
      expect((await tell("s-1", active, headers)).body).toMatchObject({ status_code: 1000 });
      const { known } = await getSteeredSession(world.ctx, sessionId);
      expect(known).toMatchObject({ source: "push", active: { profile: A_PROFILE } });
    });

    it("is refused for a session that is not known, and without what it must say", async () => {
      expect(await tell("S-9", active)).toMatchObject({ http: 404, body: { status_code: 2003 } });
      expect((await tell("S-1", { charging_profile: {} })).body.status_code).toBe(2001);
      const { known } = await getSteeredSession(world.ctx, sessionId);
      expect(known).toBeNull();
    });

    it("is of the party that says so, where two behind a connection have a session of one name", async () => {
      const roles = ["NL/AAA", "NL/BBB"];
      const partner = await aPushingPartner(database.pool, world.tenant, roles, { version });
      const put = async (party: string, id: string) => {
        const session = sessionOf(party, id);
        const answer = await partner.send("PUT", `sessions/NL/${party}/${id}`, session);
        expect(answer.ocpi).toBe(1000);
      };
      await put("AAA", "TWIN");
      await put("BBB", "TWIN");
      await put("BBB", "ONLY-B");
      // This partner's requests come from its first party.
      expect((await partner.ask("PUT", "sender/chargingprofiles/TWIN", active)).ocpi).toBe(1000);
      expect((await partner.ask("PUT", "sender/chargingprofiles/ONLY-B", active)).ocpi).toBe(2003);
      const told = await world.ctx.db
        .select({ party: sessions.partyId, ocpiId: sessions.ocpiId })
        .from(activeChargingProfiles)
        .innerJoin(sessions, eq(sessions.id, activeChargingProfiles.sessionId))
        .where(eq(sessions.partnerId, partner.id));
      expect(told).toEqual([{ party: "AAA", ocpiId: "TWIN" }]);
    });
  });

  it("is answered for whom it was asked of, and does not exist for another partner", async () => {
    world.onProfile("PUT", { result: "ACCEPTED", timeout: 30 });
    const id = await setChargingProfile(world.ctx, sessionId, A_PROFILE);
    await world.sendWishes();
    const second = await new FakeCpo(version).start();
    try {
      const { versionsUrl } = second;
      const settings = { maySpeakForOthers: true };
      const input = { name: "Second", versionsUrl, token: second.newToken(), settings };
      await registerAtPartner(world.ctx, (await addPartnerToRegister(world.ctx, input)).partnerId);
      const seen = await world.sendStationResult("SET_PROFILE", id, { result: "REJECTED" }, second);
      expect(seen.http).toBe(404);
    } finally {
      await second.stop();
    }
    expect((await world.sendStationResult("CLEAR_PROFILE", id, { result: "REJECTED" })).http).toBe(
      404,
    );
    expect(
      (await world.sendStationResult("SET_PROFILE", id, { result: "MAYBE" })).body.status_code,
    ).toBe(2001);
    expect(await world.stateOf(id)).toBe("accepted");
  });
});
