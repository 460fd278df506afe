import { beforeAll, describe, expect, it } from "vitest";
import { listMessages } from "@/services/messages/list-messages";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const database = testDatabase();
let tenant: TestTenant;
let cpo: PushingPartner;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  cpo = await aPushingPartner(database.pool, tenant, ["SE/NSL"], { isTerse: true });
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
    await cpo.send("PUT", "tariffs/SE/NSL/T1", tariff);
    tenant.clock.advance({ seconds: 1 });
    expect((await cpo.send("GET", "tariffs/SE/NSL/T1")).ocpi).toBe(1000);
    expect(await lastMessage()).toMatchObject({
      module: "tariffs",
      method: "GET",
      url: "/ocpi/2.2.1/receiver/tariffs/SE/NSL/T1",
      outcome: "accepted",
      reasons: [],
    });
  });

  it("notes what the transport lacked, also where a change brings its own notes", async () => {
    // This partner sends no ids and no routing headers.
    const lacks = [
      "x-request-id: missing",
      "x-correlation-id: missing",
      "ocpi-from: missing",
      "ocpi-to: missing",
    ];
    tenant.clock.advance({ seconds: 1 });
    await cpo.send("POST", "cdrs", {});
    expect((await lastMessage())?.notes).toEqual(lacks);
    tenant.clock.advance({ seconds: 1 });
    await cpo.send("PATCH", "sessions/SE/NSL/S1", { kwh: 1, last_updated: "2026-11-02T10:00:00" });
    expect((await lastMessage())?.notes.slice(0, 4)).toEqual(lacks);
  });
});
