import { beforeAll, describe, expect, it } from "vitest";
import { listMessages } from "@/services/messages/list-messages";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { inVersion, VERSIONS } from "@/testing/wire-forms";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const database = testDatabase();
describe.each(VERSIONS)("in OCPI %s", (version) => {
  let tenant: TestTenant;
  let cpo: PushingPartner;

  beforeAll(async () => {
    tenant = await aTenant(database.pool);
    cpo = await aPushingPartner(database.pool, tenant, ["SE/NSL"], { version, isTerse: true });
  });

  async function lastMessage() {
    const { messages } = await listMessages(tenant.ctx, { partnerId: cpo.id, limit: 1 });
    return messages[0];
  }

  describe("the message log", () => {
    it("keeps what a partner reads, with the answer's outcome", async () => {
      const tariff = {
        country_code: "SE",
        party_id: "NSL",
        id: "T1",
        currency: "SEK",
        elements: [{ price_components: [{ type: "ENERGY", price: 4, step_size: 1 }] }],
        last_updated: "2026-11-02T10:00:00Z",
      };
      expect((await cpo.send("GET", "tariffs/SE/NSL/T1")).http).toBe(404);
      expect(await lastMessage()).toMatchObject({ method: "GET", outcome: "rejected" });
      tenant.clock.advance({ seconds: 1 });
      await cpo.send("PUT", "tariffs/SE/NSL/T1", inVersion(version, "tariffs", tariff));
      tenant.clock.advance({ seconds: 1 });
      expect((await cpo.send("GET", "tariffs/SE/NSL/T1")).ocpi).toBe(1000);
      expect(await lastMessage()).toMatchObject({
        module: "tariffs",
        method: "GET",
        url: `/ocpi/${version}/receiver/tariffs/SE/NSL/T1`,
        outcome: "accepted",
        reasons: [],
      });
    });

    it("notes what the transport lacked, also where a change brings its own notes", async () => {
      // This partner sends no ids and no routing headers, of which 2.1.1 knows nothing.
      const names = ["x-request-id", "x-correlation-id", "ocpi-from", "ocpi-to"];
      const lacks = version === "2.1.1" ? [] : names.map((name) => `${name}: missing`);
      tenant.clock.advance({ seconds: 1 });
      await cpo.send("POST", "cdrs", {});
      expect((await lastMessage())?.notes).toEqual(lacks);
      tenant.clock.advance({ seconds: 1 });
      await cpo.send("PATCH", "sessions/SE/NSL/S1", {
        kwh: 1,
        last_updated: "2026-11-02T10:00:00",
      });
      expect((await lastMessage())?.notes.slice(0, lacks.length)).toEqual(lacks);
    });
  });
});
