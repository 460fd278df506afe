import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decodeCdr } from "@/core/roaming/json";
import { cdrConflicts, cdrs } from "@/db/schema/cdrs";
import { ocpiMessages } from "@/db/schema/partners";
import { exampleBytes, exampleObject } from "@/ocpi/v2_2_1/specification-examples";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const database = testDatabase();
let tenant: TestTenant;
let cpo: PushingPartner;
let other: PushingPartner;
let serial = 0;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  cpo = await aPushingPartner(database.pool, tenant, ["BE/BEC"]);
  other = await aPushingPartner(database.pool, tenant, ["NL/OTH"]);
});
beforeEach(() => {
  serial++;
});

/** The specification's CDR under an id of this test's own. */
function aBody(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...exampleObject("cdr_example"), id: `C-${serial}`, ...more };
}

async function stored(id = `C-${serial}`) {
  return database.pool.db
    .select()
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, tenant.tenantId), eq(cdrs.ocpiIdUpper, id.toUpperCase())));
}

async function messages(id = `C-${serial}`) {
  return database.pool.db
    .select()
    .from(ocpiMessages)
    .where(
      and(
        eq(ocpiMessages.tenantId, tenant.tenantId),
        eq(ocpiMessages.objectKey, `BE/BEC/${id}`.toUpperCase()),
      ),
    );
}

describe("POST of a CDR", () => {
  it("keeps the specification's example as it came and answers where it can be read again", async () => {
    const bytes = exampleBytes("cdr_example");
    const answer = await cpo.send("POST", "cdrs", bytes);
    const location = "http://kvitt.test/ocpi/2.2.1/receiver/cdrs/BE/BEC/12345";
    expect(answer).toMatchObject({ http: 201, ocpi: 1000, location });
    const [row] = await stored("12345");
    expect(row).toMatchObject({ state: "received", driverId: null, claimedExclMicro: 4_000_000n });
    expect(decodeCdr(row?.core).totalEnergy).toBe(15_342_000n);
    const [message] = await messages("12345");
    expect(Buffer.compare(message?.body ?? new Uint8Array(), bytes)).toBe(0);
    expect(message).toMatchObject({ id: row?.messageId, outcome: "accepted", httpStatus: 201 });
    const read = await cpo.send("GET", "cdrs/be/bec/12345");
    expect(read).toMatchObject({ http: 200, ocpi: 1000 });
    expect(read.data).toEqual(JSON.parse(new TextDecoder().decode(bytes)));
  });

  it("answers a replay like the first, whatever its blanks and order, and stores it once", async () => {
    const first = await cpo.send("POST", "cdrs", aBody());
    const { id, ...rest } = aBody();
    const again = await cpo.send("POST", "cdrs", JSON.stringify({ ...rest, id }, null, 2));
    expect(again).toMatchObject({ http: 200, ocpi: 1000, location: first.location });
    expect(await stored()).toHaveLength(1);
    expect((await messages()).map((one) => one.outcome).toSorted()).toEqual(["accepted", "replay"]);
  });

  it("keeps other content under a known id beside the first and asks for a Credit CDR", async () => {
    await cpo.send("POST", "cdrs", aBody());
    const changed = aBody({ total_energy: 99 });
    for (let time = 0; time < 2; time++) {
      const answer = await cpo.send("POST", "cdrs", changed);
      expect(answer).toMatchObject({ http: 200, ocpi: 2001 });
      expect(answer.message).toContain("Credit CDR");
    }
    const [row, ...more] = await stored();
    expect(more).toEqual([]);
    expect(row?.energyMicroKwh).toBe(15_342_000n);
    const conflicts = await database.pool.db
      .select()
      .from(cdrConflicts)
      .where(eq(cdrConflicts.cdrId, row!.id));
    expect(conflicts.map(({ core }) => decodeCdr(core).totalEnergy)).toEqual([99_000_000n]);
  });

  it("stores one of 32 that come at once, and tells each sender that it is stored", async () => {
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => cpo.send("POST", "cdrs", aBody())),
    );
    expect(await stored()).toHaveLength(1);
    expect(answers.filter((answer) => answer.http === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ ocpi, location }) => `${ocpi} ${location}`)).size).toBe(1);
    expect(await messages()).toHaveLength(32);
  });

  it("of one batch does not harm another's", async () => {
    const bodies = [aBody(), aBody({ id: "BAD", total_cost: null }), aBody({ country_code: "NL" })];
    const answers = await Promise.all(bodies.map((body) => cpo.send("POST", "cdrs", body)));
    expect(answers.map(({ http, ocpi }) => [http, ocpi])).toEqual([
      [201, 1000],
      [200, 2001],
      [200, 2001],
    ]);
  });

  it("tells the driver by token, contract or reference, and stores a stranger's all the same", async () => {
    const driver = await aDriver(tenant.ctx);
    const token = await aToken(tenant.ctx, driver.id, { contractId: "SE-KVT-C00000077-3" });
    const cdrToken = {
      country_code: "SE",
      party_id: "KVT",
      uid: "x",
      type: "RFID",
      contract_id: "y",
    };
    const asks = [
      { ...cdrToken, uid: token.uid.toLowerCase() },
      { ...cdrToken, contract_id: "SE*KVT*C00000077" },
      { ...cdrToken, uid: token.uid, type: "OTHER" },
      cdrToken,
    ];
    const drivers: unknown[] = [];
    for (const [index, cdr_token] of asks.entries()) {
      const id = `T-${serial}-${index}`;
      expect(await cpo.send("POST", "cdrs", aBody({ id, cdr_token }))).toMatchObject({
        ocpi: 1000,
      });
      drivers.push((await stored(id))[0]?.driverId);
    }
    expect(drivers).toEqual([driver.id, driver.id, driver.id, null]);
  });
});

describe("a bad CDR gets an answer and is kept, never a server error", () => {
  const raw = (text: string) => JSON.stringify(aBody()).replace('"total_energy":15.342', text);
  it.each([
    ["no JSON", "{", 400, "not JSON"],
    ["nothing", "", 400, "empty"],
    ["a list", "[]", 200, "not an object"],
    ["invalid UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), 400, "UTF-8"],
    ["100,000 levels", "[".repeat(100_000), 200, "nests deeper"],
    ["a lone surrogate", '{"id":"\\ud800"}', 200, "surrogate"],
    ["NUL", '{"id":"\\u0000"}', 200, "NUL"],
    ["a prototype key", '{"__proto__":{"admin":true}}', 200, "not allowed"],
    ["an empty object", "{}", 200, "country_code: missing"],
  ])("%s", async (_name, body, http, reason) => {
    const before = await countRejected();
    const answer = await cpo.send("POST", "cdrs", body);
    expect(answer).toMatchObject({ http, ocpi: 2001 });
    expect(answer.message).toContain(reason);
    expect(await countRejected()).toBe(before + 1);
  });

  it.each([
    ["an endless number", '"total_energy":1e999', "out of range"],
    ["a key twice", '"total_energy":1,"total_energy":2', "stands twice"],
    ["NaN", '"total_energy":NaN', "not JSON"],
    ["a number beyond the columns", '"total_energy":1e15', "out-of-range"],
  ])("%s", async (_name, text, reason) => {
    const answer = await cpo.send("POST", "cdrs", raw(text));
    expect(answer.ocpi).toBe(2001);
    expect(answer.message).toContain(reason);
    expect(await stored()).toEqual([]);
  });

  it.each([
    "cdrs/BE/BEC/%00",
    "sessions/BE/BEC/a%00",
    "locations/BE/BEC/L/%00/1",
    "tariffs/BE/BEC/%01",
  ])("an address with control characters: %s", async (path) => {
    expect(await cpo.send("GET", path)).toMatchObject({ http: 404, ocpi: 2000 });
    if (path.startsWith("cdrs")) return;
    expect(await cpo.send("PUT", path, aBody())).toMatchObject({ http: 404, ocpi: 2000 });
  });

  it("an id of 10,000 characters", async () => {
    const answer = await cpo.send("POST", "cdrs", aBody({ id: "x".repeat(10_000) }));
    expect(answer).toMatchObject({ http: 200, ocpi: 2001 });
    expect(await cpo.send("GET", `cdrs/BE/BEC/${"x".repeat(10_000)}`)).toMatchObject({ http: 404 });
  });

  it.each([
    ["end-before-start", { end_date_time: "2015-06-29T20:00:00Z" }],
    ["too-long", { start_date_time: "2011-06-29T21:39:09Z" }],
    ["in-the-future", { end_date_time: "2031-06-29T21:39:09Z" }],
    ["negative-energy", { total_energy: -3 }],
    ["negative-cost", { total_cost: { excl_vat: -3 } }],
    ["too-dear", { total_cost: { excl_vat: 1_000_000_000 } }],
    ["too-much-energy", { total_energy: 100_000 }],
    [
      "period-outside",
      { charging_periods: [{ start_date_time: "2016-01-01T00:00:00Z", dimensions: [] }] },
    ],
  ])("an implausible one is stored, with the doubt that holds it: %s", async (code, more) => {
    expect(await cpo.send("POST", "cdrs", aBody(more))).toMatchObject({ http: 201, ocpi: 1000 });
    const [row] = await stored();
    expect(row?.heldReasons.map((reason) => reason.split(":")[0])).toContain(code);
  });

  it("right-to-left marks and unknown fields are kept as they are", async () => {
    const body = aBody({ remark: "\u202Eabc", _links: { self: "x" } });
    expect(await cpo.send("POST", "cdrs", body)).toMatchObject({ http: 201 });
    const [row] = await stored();
    expect(row?.notes).toEqual(["_links: unknown-field"]);
    expect((await cpo.send("GET", `cdrs/BE/BEC/C-${serial}`)).data).toEqual(
      JSON.parse(JSON.stringify(body)),
    );
  });
});

describe("whose CDR it is", () => {
  it("another connection can neither post nor read nor replay it", async () => {
    await cpo.send("POST", "cdrs", aBody());
    expect(await other.send("POST", "cdrs", aBody())).toMatchObject({ http: 200, ocpi: 2001 });
    expect(await other.send("GET", `cdrs/BE/BEC/C-${serial}`)).toMatchObject({ http: 404 });
    expect(await other.send("GET", `cdrs/NL/OTH/C-${serial}`)).toMatchObject({ http: 404 });
    expect(await stored()).toHaveLength(1);
  });

  it("a partner who is not registered has no objects", async () => {
    const left = await aPushingPartner(database.pool, tenant, ["BE/BEC"], "left");
    const answer = await left.send("POST", "cdrs", aBody());
    expect(answer.http).toBeGreaterThanOrEqual(400);
    expect(await stored()).toEqual([]);
  });
});

async function countRejected(): Promise<number> {
  const rows = await database.pool.db
    .select({ id: ocpiMessages.id })
    .from(ocpiMessages)
    .where(and(eq(ocpiMessages.tenantId, tenant.tenantId), eq(ocpiMessages.outcome, "rejected")));
  return rows.length;
}
