import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ocpiMessages } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import { exampleObject } from "@/ocpi/v2_2_1/specification-examples";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const database = testDatabase();
let tenant: TestTenant;
let cpo: PushingPartner;
let other: PushingPartner;
let serial = 0;
const path = () => `sessions/NL/STK/S-${serial}`;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  cpo = await aPushingPartner(database.pool, tenant, ["NL/STK"]);
  other = await aPushingPartner(database.pool, tenant, ["NL/OTH"]);
});
beforeEach(() => {
  serial++;
});

const example = exampleObject("session_example_1_simple_start");
const aBody = (more: Record<string, unknown> = {}) => ({
  ...example,
  country_code: "NL",
  party_id: "STK",
  id: `S-${serial}`,
  ...more,
});

async function stored() {
  const [row] = await database.pool.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.tenantId, tenant.tenantId), eq(sessions.ocpiId, `S-${serial}`)));
  return row;
}

async function messages() {
  return database.pool.db
    .select()
    .from(ocpiMessages)
    .where(
      and(
        eq(ocpiMessages.tenantId, tenant.tenantId),
        eq(ocpiMessages.objectKey, `NL/STK/S-${serial}`),
      ),
    );
}

describe("PUT of a session", () => {
  it.each(["session_example_1_simple_start", "session_example_2_short_finished"])(
    "takes the specification's example and gives it back: %s",
    async (name) => {
      const body = { ...exampleObject(name), country_code: "NL", party_id: "STK", id: name };
      const answer = await cpo.send("PUT", `sessions/nl/stk/${name}`, body);
      expect(answer).toMatchObject({ http: 201, ocpi: 1000 });
      const held = await cpo.send("GET", `sessions/NL/STK/${name}/`);
      expect(held.data).toEqual(JSON.parse(JSON.stringify(body)));
    },
  );

  it("is 201 when new and 200 when known, and an older one changes nothing", async () => {
    expect(await cpo.send("PUT", path(), aBody({ kwh: 1 }))).toMatchObject({ http: 201 });
    const newer = aBody({ kwh: 2, last_updated: "2030-01-01T00:00:00Z" });
    expect(await cpo.send("PUT", path(), newer)).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await cpo.send("PUT", path(), aBody({ kwh: 3 }))).toMatchObject({
      http: 200,
      ocpi: 1000,
    });
    expect(await stored()).toMatchObject({ energyMicroKwh: 2_000_000n });
    expect(await messages()).toContainEqual(
      expect.objectContaining({
        outcome: "accepted",
        reasons: ["older than what is held: ignored"],
      }),
    );
  });

  it("belongs to the driver of its token", async () => {
    const driver = await aDriver(tenant.ctx);
    const token = await aToken(tenant.ctx, driver.id);
    const cdr_token = {
      country_code: "SE",
      party_id: "KVT",
      uid: token.uid,
      type: "RFID",
      contract_id: "x",
    };
    await cpo.send("PUT", path(), aBody({ cdr_token }));
    expect(await stored()).toMatchObject({ driverId: driver.id, tokenId: token.id });
  });

  it("that differs from its address or cannot be read is 2001, and kept", async () => {
    expect(await cpo.send("PUT", path(), aBody({ id: "ELSE" }))).toMatchObject({
      http: 200,
      ocpi: 2001,
    });
    const answer = await cpo.send("PUT", path(), aBody({ status: "DONE" }));
    expect(answer).toMatchObject({ http: 200, ocpi: 2001, message: "status: unknown-value" });
    expect(await messages()).toContainEqual(
      expect.objectContaining({
        outcome: "rejected",
        ocpiStatus: 2001,
        reasons: ["status: unknown-value"],
      }),
    );
    expect(await stored()).toBeUndefined();
  });
});

describe("PATCH of a session", () => {
  it("follows the specification's examples: cost, then energy and a period", async () => {
    await cpo.send("PUT", path(), aBody({ last_updated: "2019-01-01T00:00:00Z" }));
    const cost = exampleObject("session_patch_example_total_cost");
    expect(await cpo.send("PATCH", path(), cost)).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await stored()).toMatchObject({ claimedMicro: 600_000n });
    const energy = exampleObject("session_patch_example_charging_period");
    await cpo.send("PATCH", path(), energy);
    await cpo.send("PATCH", path(), energy);
    expect(await stored()).toMatchObject({ claimedMicro: 800_000n, energyMicroKwh: 15_000_000n });
    const held = (await cpo.send("GET", path())).data as { charging_periods: unknown[] };
    const before = Array.isArray(example["charging_periods"])
      ? example["charging_periods"].length
      : 0;
    expect(held.charging_periods).toHaveLength(before + 1);
  });

  it("without last_updated is 2001; of an unknown session 404; older changes nothing", async () => {
    expect(await cpo.send("PATCH", path(), { kwh: 1 })).toMatchObject({ http: 200, ocpi: 2001 });
    const patch = { kwh: 9, last_updated: "2001-01-01T00:00:00Z" };
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 404, ocpi: 2000 });
    expect(await messages()).toContainEqual(
      expect.objectContaining({ outcome: "rejected", httpStatus: 404 }),
    );
    await cpo.send("PUT", path(), aBody({ kwh: 1 }));
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await stored()).toMatchObject({ energyMicroKwh: 1_000_000n });
  });

  it("that comes 16 times at once leaves the newest", async () => {
    await cpo.send("PUT", path(), aBody({ kwh: 0 }));
    const patches = Array.from({ length: 16 }, (_, index) => ({
      kwh: index,
      last_updated: `2030-01-01T00:00:${String(index).padStart(2, "0")}Z`,
    }));
    const answers = await Promise.all(patches.map((patch) => cpo.send("PATCH", path(), patch)));
    expect(answers.every((answer) => answer.ocpi === 1000)).toBe(true);
    expect(await stored()).toMatchObject({ energyMicroKwh: 15_000_000n });
  });
});

describe("whose session it is", () => {
  it("another connection can neither read nor change it, under any address", async () => {
    await cpo.send("PUT", path(), aBody());
    const before = await stored();
    const theirs = `sessions/NL/OTH/S-${serial}`;
    const patch = { kwh: 9, last_updated: "2030-01-01T00:00:00Z" };
    const answers = [
      await other.send("PUT", path(), aBody({ kwh: 9 })),
      await other.send("PUT", theirs, aBody({ kwh: 9 })),
      await other.send("PATCH", path(), patch),
      await other.send("PATCH", theirs, { ...patch, party_id: "STK" }),
      await other.send("GET", path()),
    ];
    expect(answers.map(({ http, ocpi }) => `${http} ${ocpi}`)).toEqual([
      "404 2000",
      "200 2001",
      "404 2000",
      "200 2001",
      "404 2000",
    ]);
    expect(await stored()).toEqual(before);
  });
});
