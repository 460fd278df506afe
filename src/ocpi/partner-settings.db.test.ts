import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { cdrs } from "@/db/schema/cdrs";
import type { PartnerSettings } from "@/db/schema/partners";
import { listMessages } from "@/services/messages/list-messages";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner } from "@/testing/pushing-partner";
import { exampleObject } from "./v2_2_1/specification-examples";

const database = testDatabase();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await aTenant(database.pool);
});

const aCpo = (party: string, settings: PartnerSettings, more: readonly string[] = []) =>
  aPushingPartner(database.pool, tenant, [party, ...more], { settings });

function ownObject(name: string, party: string, more: Record<string, unknown> = {}) {
  const [country_code, party_id] = party.split("/");
  return { ...exampleObject(name), country_code, party_id, id: "O-1", ...more };
}

async function lastMessage(partnerId: Awaited<ReturnType<typeof aCpo>>["id"]) {
  const { messages } = await listMessages(tenant.ctx, { partnerId, limit: 1 });
  return messages[0];
}

describe("a partner who is known to send Wh", () => {
  it("has a thousandth of what he sends read, and the note at each value", async () => {
    const cpo = await aCpo("NL/WHA", { energyUnit: "Wh" });
    const session = ownObject("session_example_1_simple_start", "NL/WHA", { kwh: 15342.5 });
    await cpo.send("PUT", "sessions/NL/WHA/O-1", session);
    expect((await lastMessage(cpo.id))?.notes).toEqual(["kwh: wh-for-kwh"]);
    expect((await cpo.send("GET", "sessions/NL/WHA/O-1")).data).toMatchObject({ kwh: 15.3425 });
    tenant.clock.advance({ seconds: 1 });
    const change = {
      kwh: 16000,
      charging_periods: [
        {
          start_date_time: "2030-01-01T10:00:00Z",
          dimensions: [
            { type: "ENERGY", volume: 1250 },
            { type: "TIME", volume: 0.5 },
          ],
        },
      ],
      last_updated: "2030-01-01T10:30:00Z",
    };
    await cpo.send("PATCH", "sessions/NL/WHA/O-1", change);
    const { data } = await cpo.send("GET", "sessions/NL/WHA/O-1");
    expect(data).toMatchObject({ kwh: 16 });
    const { charging_periods } = data as { charging_periods: { dimensions: unknown }[] };
    expect(charging_periods.at(-1)?.dimensions).toEqual([
      { type: "ENERGY", volume: 1.25 },
      { type: "TIME", volume: 0.5 },
    ]);
  });

  it("is billed in kWh: his CDR is kept divided, its bytes as they came", async () => {
    const cpo = await aCpo("NL/WHB", { energyUnit: "Wh" });
    const body = ownObject("cdr_example", "NL/WHB", { total_energy: 15342 });
    expect(await cpo.send("POST", "cdrs", body)).toMatchObject({ http: 201, ocpi: 1000 });
    const [row] = await tenant.ctx.db
      .select({ core: cdrs.core })
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, tenant.tenantId), eq(cdrs.partnerId, cpo.id)));
    expect(row?.core).toMatchObject({ data: { totalEnergy: { $n: "15342000" } } });
    expect((await cpo.send("GET", "cdrs/NL/WHB/O-1")).data).toMatchObject({ total_energy: 15342 });
  });
});

describe("a partner who is read strictly", () => {
  it("has an object that breaks the tables refused with the field, where it is else read", async () => {
    const broken = { kwh: "1.5" };
    const taken = await aCpo("NL/TOL", {});
    const refused = await aCpo("NL/STR", { strictness: "strict" });
    const send = (cpo: typeof taken, party: string, more: Record<string, unknown>) =>
      cpo.send(
        "PUT",
        `sessions/${party}/O-1`,
        ownObject("session_example_1_simple_start", party, more),
      );
    expect(await send(taken, "NL/TOL", broken)).toMatchObject({ http: 201, ocpi: 1000 });
    expect(await send(refused, "NL/STR", broken)).toMatchObject({
      http: 200,
      ocpi: 2001,
      message: "kwh: text-for-number",
    });
    expect(await lastMessage(refused.id)).toMatchObject({
      outcome: "rejected",
      reasons: ["kwh: text-for-number"],
    });
    // Fields that nobody knows break no table.
    expect(await send(refused, "NL/STR", { _own: 1 })).toMatchObject({ http: 201, ocpi: 1000 });
    const change = { kwh: "2", last_updated: "2030-01-01T00:00:00Z" };
    expect(await refused.send("PATCH", "sessions/NL/STR/O-1", change)).toMatchObject({
      ocpi: 2001,
      message: "kwh: text-for-number",
    });
  });

  it("has the names that an object leaves out not taken from its address", async () => {
    const cpo = await aCpo("NL/STN", { strictness: "strict" });
    const { party_id: _left, ...body } = ownObject("session_example_1_simple_start", "NL/STN");
    expect(await cpo.send("PUT", "sessions/NL/STN/O-1", body)).toMatchObject({
      ocpi: 2001,
      message: "party_id: missing",
    });
  });
});

describe("a partner of whom only some parties are taken", () => {
  it("has the others' objects refused with the reason and kept", async () => {
    const cpo = await aCpo("NL/ONE", { parties: ["NL/ONE"] }, ["NL/TWO"]);
    for (const [party, ocpi] of [
      ["NL/ONE", 1000],
      ["NL/TWO", 2001],
    ] as const) {
      const session = ownObject("session_example_1_simple_start", party);
      expect((await cpo.send("PUT", `sessions/${party}/O-1`, session)).ocpi).toBe(ocpi);
      tenant.clock.advance({ seconds: 1 });
      const cdr = ownObject("cdr_example", party);
      expect((await cpo.send("POST", "cdrs", cdr)).ocpi).toBe(ocpi);
      tenant.clock.advance({ seconds: 1 });
    }
    expect(await lastMessage(cpo.id)).toMatchObject({
      module: "cdrs",
      outcome: "rejected",
      reasons: ["NL/TWO is not among the parties whose objects are taken here (NL/ONE)"],
    });
  });
});

describe("a partner who reads times in one form only", () => {
  it.each([
    ["without", /:\d\dZ$/, "2030-01-01T10:00:00Z"],
    ["with", /:\d\d\.\d{3}Z$/, "2030-01-01T10:00:00.250Z"],
  ] as const)(
    "is answered %s fractions of a second",
    async (fractionSeconds, form, lastUpdated) => {
      const party = fractionSeconds === "with" ? "NL/FRW" : "NL/FRO";
      const cpo = await aCpo(party, { fractionSeconds });
      const last_updated = "2030-01-01T10:00:00.250Z";
      const session = ownObject("session_example_1_simple_start", party, { last_updated });
      await cpo.send("PUT", `sessions/${party}/O-1`, session);
      const { data } = await cpo.send("GET", `sessions/${party}/O-1`);
      expect(data).toMatchObject({ last_updated: lastUpdated });
      expect((data as { start_date_time: string }).start_date_time).toMatch(form);
    },
  );
});
