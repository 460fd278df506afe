import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decodeCdr } from "@/core/roaming/json";
import { cdrConflicts, cdrs } from "@/db/schema/cdrs";
import { ocpiMessages } from "@/db/schema/partners";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";
import {
  everyVersion,
  laterVersions,
  version211,
  type VersionExamples,
} from "@/testing/version-examples";

const database = testDatabase();
let tenant: TestTenant;
let serial = 0;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});
beforeEach(() => {
  serial++;
});

/** The specification's CDR under an id of this test's own. */
function bodyOf(
  { cdr, ownedBy }: VersionExamples,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { ...cdr, ...ownedBy("BE", "BEC"), id: `C-${serial}`, ...more };
}

const aPartner = (version: VersionExamples["version"], parties = ["BE/BEC"]) =>
  aPushingPartner(database.pool, tenant, parties, { version });

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

describe.each(everyVersion)("a CDR of $version", (examples) => {
  const { version, price, tokenField } = examples;
  const aBody = (more?: Record<string, unknown>) => bodyOf(examples, more);
  let cpo: PushingPartner;
  let other: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner(version);
    other = await aPartner(version, ["NL/OTH"]);
  });

  it("is kept as the specification's example came, and can be read where the answer says", async () => {
    const text = new TextDecoder().decode(examples.cdrBytes);
    const id = `12345-${serial}`;
    const bytes = new TextEncoder().encode(text.replace('"12345"', `"${id}"`));
    const answer = await cpo.send("POST", "cdrs", bytes);
    const location = `http://kvitt.test/ocpi/${version}/receiver/cdrs/BE/BEC/${id}`;
    expect(answer).toMatchObject({ http: 201, ocpi: 1000, location });
    const [row] = await stored(id);
    expect(row).toMatchObject({ state: "received", driverId: null, claimedExclMicro: 4_000_000n });
    expect(decodeCdr(row?.core).totalEnergy).toBe(15_342_000n);
    const [message] = await messages(id);
    expect(Buffer.compare(message?.body ?? new Uint8Array(), bytes)).toBe(0);
    expect(message).toMatchObject({ id: row?.messageId, outcome: "accepted", httpStatus: 201 });
    const read = await cpo.send("GET", `cdrs/be/bec/${id}`);
    expect(read).toMatchObject({ http: 200, ocpi: 1000 });
    expect(read.data).toEqual(JSON.parse(new TextDecoder().decode(bytes)));
  });

  it("sent again is answered like the first, whatever its blanks and order, and stored once", async () => {
    const first = await cpo.send("POST", "cdrs", aBody());
    const { id, ...rest } = aBody();
    const again = await cpo.send("POST", "cdrs", JSON.stringify({ ...rest, id }, null, 2));
    expect(again).toMatchObject({ http: 200, ocpi: 1000, location: first.location });
    expect(await stored()).toHaveLength(1);
    expect((await messages()).map((one) => one.outcome).toSorted()).toEqual(["accepted", "replay"]);
  });

  it("is the same in any letter case of its id", async () => {
    await cpo.send("POST", "cdrs", aBody());
    const again = await cpo.send("POST", "cdrs", aBody({ id: `c-${serial}` }));
    expect(again.http).toBe(200);
    expect(await stored()).toHaveLength(1);
  });

  it("of other content under a known id is kept beside the first, and a Credit CDR asked for", async () => {
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

  it("that comes 32 times at once is stored once, and each sender is told that it is stored", async () => {
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => cpo.send("POST", "cdrs", aBody())),
    );
    expect(await stored()).toHaveLength(1);
    expect(answers.filter((answer) => answer.http === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ ocpi, location }) => `${ocpi} ${location}`)).size).toBe(1);
    expect(await messages()).toHaveLength(32);
  });

  it("of one batch does not harm another's", async () => {
    const foreign = { country_code: "NL", party_id: "BEC" };
    const bodies = [aBody(), aBody({ id: "BAD", total_cost: null }), aBody(foreign)];
    const answers = await Promise.all(bodies.map((body) => cpo.send("POST", "cdrs", body)));
    expect(answers.map(({ http, ocpi }) => [http, ocpi])).toEqual([
      [201, 1000],
      [200, 2001],
      [200, 2001],
    ]);
  });

  it("is the driver's whose contract it names, and a stranger's is stored all the same", async () => {
    const driver = await aDriver(tenant.ctx);
    const contractId = `SE-KVT-C0000${1000 + serial}-3`;
    const token = await aToken(tenant.ctx, driver.id, { contractId });
    const bare = contractId.slice(0, -2).replaceAll("-", "*");
    const drivers: unknown[] = [];
    for (const [index, contract] of [contractId, bare, "SE-KVT-C99999999-9"].entries()) {
      const id = `T-${serial}-${index}`;
      const answer = await cpo.send("POST", "cdrs", aBody({ id, ...tokenField("x", contract) }));
      expect(answer).toMatchObject({ ocpi: 1000 });
      drivers.push((await stored(id))[0]?.driverId);
    }
    expect(drivers).toEqual([token.driverId, driver.id, null]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["end-before-start", { [endOf(version)]: "2015-06-29T20:00:00Z" }],
    ["too-long", { start_date_time: "2011-06-29T21:39:09Z" }],
    ["in-the-future", { [endOf(version)]: "2031-06-29T21:39:09Z" }],
    ["negative-energy", { total_energy: -3 }],
    // In 2.1.1 a negative cost is a correction: credits.db.test.ts.
    ...(version === "2.1.1"
      ? []
      : [["negative-cost", { total_cost: price("-3") }] satisfies [string, object]]),
    ["too-dear", { total_cost: price("1000000000") }],
    ["too-much-energy", { total_energy: 100_000 }],
    [
      "period-outside",
      { charging_periods: [{ start_date_time: "2016-01-01T00:00:00Z", dimensions: [] }] },
    ],
  ])("that is implausible is stored, with the doubt that holds it: %s", async (code, more) => {
    expect(await cpo.send("POST", "cdrs", aBody(more))).toMatchObject({ http: 201, ocpi: 1000 });
    const [row] = await stored();
    expect(row?.heldReasons.map((reason) => reason.split(":")[0])).toContain(code);
  });

  it("keeps right-to-left marks and unknown fields as they are", async () => {
    const body = aBody({ remark: "\u202Eabc", _links: { self: "x" } });
    expect(await cpo.send("POST", "cdrs", body)).toMatchObject({ http: 201 });
    const [row] = await stored();
    expect(row?.notes).toContain("_links: unknown-field");
    expect((await cpo.send("GET", `cdrs/BE/BEC/C-${serial}`)).data).toEqual(
      JSON.parse(JSON.stringify(body)),
    );
  });

  it("can be neither read nor replaced by another connection, nor posted in its party's name", async () => {
    await cpo.send("POST", "cdrs", aBody());
    const named = aBody({ country_code: "BE", party_id: "BEC" });
    expect(await other.send("POST", "cdrs", named)).toMatchObject({ http: 200, ocpi: 2001 });
    expect(await other.send("GET", `cdrs/BE/BEC/C-${serial}`)).toMatchObject({ http: 404 });
    expect(await other.send("GET", `cdrs/NL/OTH/C-${serial}`)).toMatchObject({ http: 404 });
    expect(await stored()).toHaveLength(1);
  });

  it("is not taken from a partner who is not registered", async () => {
    const state = "left";
    const left = await aPushingPartner(database.pool, tenant, ["BE/BEC"], { version, state });
    const answer = await left.send("POST", "cdrs", aBody());
    expect(answer.http).toBeGreaterThanOrEqual(400);
    expect(await stored()).toEqual([]);
  });
});

/** What a version calls the end of a CDR. */
function endOf(version: VersionExamples["version"]): string {
  return version === "2.1.1" ? "stop_date_time" : "end_date_time";
}

describe.each(laterVersions)("only from 2.2 on: a CDR of $version", (examples) => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner(examples.version, ["BE/BEC", "BE/TWO"]);
  });

  it("is the driver's whose token it names, where its type is the token's", async () => {
    const driver = await aDriver(tenant.ctx);
    const token = await aToken(tenant.ctx, driver.id);
    const named = { country_code: "SE", party_id: "KVT", type: "RFID", contract_id: "y" };
    const drivers: unknown[] = [];
    for (const [index, more] of [
      { uid: token.uid.toLowerCase() },
      { uid: token.uid, type: "OTHER" },
      { uid: "x" },
    ].entries()) {
      const id = `U-${serial}-${index}`;
      const cdr_token = { ...named, ...more };
      await cpo.send("POST", "cdrs", bodyOf(examples, { id, cdr_token }));
      drivers.push((await stored(id))[0]?.driverId);
    }
    expect(drivers).toEqual([driver.id, driver.id, null]);
  });

  it("is another where its party is another of the connection's", async () => {
    const bodies = [bodyOf(examples), bodyOf(examples, { party_id: "TWO" })];
    for (const body of bodies) expect((await cpo.send("POST", "cdrs", body)).http).toBe(201);
    expect((await stored()).map(({ partyId }) => partyId).toSorted()).toEqual(["BEC", "TWO"]);
    const { party_id: _party, ...unowned } = bodyOf(examples, { id: `N-${serial}` });
    expect(await cpo.send("POST", "cdrs", unowned)).toMatchObject({
      ocpi: 2001,
      message: "party_id: missing",
    });
  });
});

describe("only in 2.1.1: a CDR", () => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner("2.1.1");
  });

  it("is unique by its connection's party, and may name it", async () => {
    await cpo.send("POST", "cdrs", bodyOf(version211));
    const [row] = await stored();
    expect(row).toMatchObject({ countryCode: "BE", partyId: "BEC" });
    const second = await aPartner("2.1.1", ["NL/SND"]);
    expect((await second.send("POST", "cdrs", bodyOf(version211))).http).toBe(201);
    expect((await stored()).map(({ partyId }) => partyId).toSorted()).toEqual(["BEC", "SND"]);
    const id = `N-${serial}`;
    const named = bodyOf(version211, { id, country_code: "BE", party_id: "BEC" });
    expect((await cpo.send("POST", "cdrs", named)).http).toBe(201);
    const [kept] = await stored(id);
    expect(kept).toMatchObject({ partyId: "BEC" });
    expect(kept?.notes).toContain("party_id: later-version");
  });

  it("may be of a place with an id of 39 characters", async () => {
    const id = `L-${serial}`.padEnd(39, "x");
    const location = { id, address: "F.Rooseveltlaan 3A" };
    await cpo.send("POST", "cdrs", bodyOf(version211, { location }));
    const [row] = await stored();
    expect(decodeCdr(row?.core).cdrLocation.id).toBe(id);
    expect(row?.notes).not.toContain("location.id: too-long");
  });
});

describe("only in 2.3.0: a CDR", () => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner("2.3.0");
  });
  const [, examples = version211] = laterVersions;

  it("adds its taxes to its cost, and may be of a contract of plug and charge", async () => {
    const taxes = [
      { name: "VAT", percentage: 20, amount: 0.8 },
      { name: "City", amount: 0.25 },
    ];
    const cdr_token = {
      country_code: "SE",
      party_id: "KVT",
      uid: "SEKVTC12345678",
      type: "EMAID",
      contract_id: "SE-KVT-C12345678-9",
    };
    const more = { total_cost: { before_taxes: 4, taxes }, cdr_token };
    expect(await cpo.send("POST", "cdrs", bodyOf(examples, more))).toMatchObject({ http: 201 });
    const [row] = await stored();
    const { totalCost, cdrToken } = decodeCdr(row?.core);
    expect(totalCost).toMatchObject({ beforeTaxes: 4_000_000n, afterTaxes: 5_050_000n });
    expect(row).toMatchObject({ claimedExclMicro: 4_000_000n, claimedInclMicro: 5_050_000n });
    expect(row?.notes).not.toContain("cdr_token.type: unknown-value");
    expect(cdrToken.type).toBe("EMAID");
  });
});

describe.each(everyVersion)("a bad CDR of $version is answered and kept", (examples) => {
  const aBody = (more?: Record<string, unknown>) => bodyOf(examples, more);
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner(examples.version);
  });
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
    ["an empty object", "{}", 200, "id: missing"],
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
});

async function countRejected(): Promise<number> {
  const rows = await database.pool.db
    .select({ id: ocpiMessages.id })
    .from(ocpiMessages)
    .where(and(eq(ocpiMessages.tenantId, tenant.tenantId), eq(ocpiMessages.outcome, "rejected")));
  return rows.length;
}
