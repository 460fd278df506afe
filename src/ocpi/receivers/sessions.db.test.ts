import { and, asc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ocpiMessages } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import { isJsonObject, type JsonObject, type JsonValue } from "@/ocpi/json-value";
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
const NEWER = "2026-11-02T10:00:00Z";
const OLDER = "2001-01-01T00:00:00Z";
let tenant: TestTenant;
let serial = 0;
const path = () => `sessions/NL/STK/S-${serial}`;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});
beforeEach(() => {
  serial++;
});

/** A session of this test's own, in the version's words. */
const bodyOf = ({ session, ownedBy }: VersionExamples, more: Record<string, unknown> = {}) => ({
  ...session,
  ...ownedBy("NL", "STK"),
  id: `S-${serial}`,
  ...more,
});
const aPartner = (version: VersionExamples["version"], party = "NL/STK") =>
  aPushingPartner(database.pool, tenant, [party], { version });
const plain = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

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
    )
    .orderBy(asc(ocpiMessages.id));
}

describe.each(everyVersion)("a session of $version", (examples) => {
  const { version, patches, ownedBy, tokenField } = examples;
  const aBody = (more?: Record<string, unknown>) => bodyOf(examples, more);
  /** What a PATCH of the version says of its time. */
  const dated = (lastUpdated: string) => (version === "2.1.1" ? {} : { last_updated: lastUpdated });
  let cpo: PushingPartner;
  let other: PushingPartner;

  beforeAll(async () => {
    cpo = await aPartner(version);
    other = await aPartner(version, "NL/OTH");
  });

  it.each(Object.keys(examples.sessions))(
    "takes the specification's example and gives it back: %s",
    async (name) => {
      const id = `${serial}`;
      const example = { ...examples.sessions[name], ...ownedBy("NL", "STK"), id };
      // As of a driver of ours: of another eMSP's nothing is kept that names him.
      const { cdr_token: token } = examples.sessions[name] ?? {};
      const ours = { ...(token as JsonObject), country_code: "SE", party_id: "KVT" };
      const body = version === "2.1.1" ? example : { ...example, cdr_token: ours };
      const answer = await cpo.send("PUT", `sessions/nl/stk/${id}`, body);
      expect(answer).toMatchObject({ http: 201, ocpi: 1000 });
      const { data } = await cpo.send("GET", `sessions/NL/STK/${id}/`);
      const { location, ...rest } = plain(body);
      // 2.1.1 has the place inside, of which a session keeps the ids.
      expect(data).toEqual(version === "2.1.1" ? { ...rest, location: expect.anything() } : rest);
      if (version !== "2.1.1") expect(location).toBeUndefined();
    },
  );

  it("is 201 when new and 200 when known, and an older one changes nothing", async () => {
    expect(await cpo.send("PUT", path(), aBody({ kwh: 1 }))).toMatchObject({ http: 201 });
    const newer = aBody({ kwh: 2, last_updated: NEWER });
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

  it("dated far ahead by a wrong clock does not stay so until then", async () => {
    const ahead = "2099-01-01T00:00:00Z";
    await cpo.send("PUT", path(), aBody({ kwh: 1, last_updated: ahead }));
    await cpo.send("PUT", path(), aBody({ kwh: 2 }));
    expect(await stored()).toMatchObject({ energyMicroKwh: 2_000_000n });
    await cpo.send("PUT", path(), aBody({ kwh: 3, last_updated: ahead }));
    await cpo.send("PATCH", path(), { kwh: 4, last_updated: NEWER });
    expect(await stored()).toMatchObject({ energyMicroKwh: 4_000_000n });
  });

  it("belongs to the driver of its token", async () => {
    const driver = await aDriver(tenant.ctx);
    const token = await aToken(tenant.ctx, driver.id);
    await cpo.send("PUT", path(), aBody(tokenField(token.uid, token.contractId)));
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

  it("means the same time with Z, without a zone and with an offset", async () => {
    const start = version === "2.1.1" ? "start_datetime" : "start_date_time";
    const times = ["2026-06-01T10:00:00Z", "2026-06-01T10:00:00", "2026-06-01T12:00:00+02:00"];
    for (const [index, time] of times.entries()) {
      const last_updated = `2026-06-01T11:00:0${index}Z`;
      await cpo.send("PUT", path(), aBody({ [start]: time, last_updated }));
      const row = await stored();
      expect([time, row?.startedAt.toString()]).toEqual([time, "2026-06-01T10:00:00Z"]);
    }
    const notes = (await messages()).map((message) => message.notes.join());
    expect(notes).toEqual(["", `${start}: no-zone`, `${start}: offset`]);
  });

  it("is changed as the specification's examples show: cost, then energy and a period", async () => {
    await cpo.send("PUT", path(), aBody({ last_updated: "2019-01-01T00:00:00Z" }));
    const { sessionCost, sessionEnergy } = patches;
    expect(await cpo.send("PATCH", path(), sessionCost)).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await stored()).toMatchObject({ claimedMicro: 600_000n });
    await cpo.send("PATCH", path(), sessionEnergy);
    await cpo.send("PATCH", path(), sessionEnergy);
    expect(await stored()).toMatchObject({ claimedMicro: 800_000n, energyMicroKwh: 15_000_000n });
    const more = {
      charging_periods: [{ start_date_time: "2019-06-23T09:00:00Z", dimensions: [] }],
      ...dated("2019-06-23T09:00:00Z"),
    };
    await cpo.send("PATCH", path(), more);
    const held = (await cpo.send("GET", path())).data as {
      charging_periods: { start_date_time: string }[];
    };
    expect(held.charging_periods.map((period) => period.start_date_time)).toEqual([
      "2019-06-23T08:16:02Z",
      "2019-06-23T09:00:00Z",
    ]);
  });

  it("is 404 to a PATCH when it is not known, and an older PATCH changes nothing", async () => {
    const patch = { kwh: 9, last_updated: OLDER };
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 404, ocpi: 2000 });
    expect(await messages()).toContainEqual(
      expect.objectContaining({ outcome: "rejected", httpStatus: 404 }),
    );
    await cpo.send("PUT", path(), aBody({ kwh: 1 }));
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await stored()).toMatchObject({ energyMicroKwh: 1_000_000n });
  });

  it("that is changed 16 times at once is the newest in the end", async () => {
    await cpo.send("PUT", path(), aBody({ kwh: 0 }));
    const changes = Array.from({ length: 16 }, (_, index) => ({
      kwh: index,
      last_updated: `2030-01-01T00:00:${String(index).padStart(2, "0")}Z`,
    }));
    const answers = await Promise.all(changes.map((patch) => cpo.send("PATCH", path(), patch)));
    expect(answers.every((answer) => answer.ocpi === 1000)).toBe(true);
    expect(await stored()).toMatchObject({ energyMicroKwh: 15_000_000n });
  });

  it("can neither be read nor changed by another connection, under any address", async () => {
    await cpo.send("PUT", path(), aBody());
    const before = await stored();
    const theirs = `sessions/NL/OTH/S-${serial}`;
    const patch = { kwh: 9, last_updated: NEWER };
    const answers = [
      await other.send("PUT", path(), aBody({ kwh: 9 })),
      await other.send("PUT", theirs, aBody({ kwh: 9, country_code: "NL", party_id: "STK" })),
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

describe.each(laterVersions)("only from 2.2 on: a session of $version", (examples) => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner(examples.version);
  });

  it("is 2001 to a PATCH without last_updated, and stays as it was", async () => {
    await cpo.send("PUT", path(), bodyOf(examples, { kwh: 1 }));
    expect(await cpo.send("PATCH", path(), { kwh: 2 })).toMatchObject({ http: 200, ocpi: 2001 });
    expect(await stored()).toMatchObject({ energyMicroKwh: 1_000_000n });
  });

  it("is a reservation whether it says RESERVED or, as the table, RESERVATION", async () => {
    for (const [index, status] of ["RESERVATION", "RESERVED"].entries()) {
      const last_updated = `2030-01-01T00:00:0${index}Z`;
      await cpo.send("PUT", path(), bodyOf(examples, { status, last_updated }));
      expect(await stored()).toMatchObject({ status: "RESERVATION" });
    }
  });

  it("keeps its cost with the taxes that it states, and gives it back so", async () => {
    const total_cost =
      examples.version === "2.2.1"
        ? { excl_vat: 2.5, incl_vat: 3 }
        : { before_taxes: 2.5, taxes: [{ name: "VAT", percentage: 20, amount: 0.5 }] };
    await cpo.send("PUT", path(), bodyOf(examples, { total_cost }));
    expect((await cpo.send("GET", path())).data).toMatchObject({ total_cost });
    expect(await stored()).toMatchObject({ claimedMicro: 2_500_000n });
  });
});

describe("only in 2.1.1: a session", () => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner("2.1.1");
  });
  const { location, patches } = version211;
  const partOf = (value: JsonValue | undefined, index = 0): JsonObject => {
    const part = Array.isArray(value) ? value[index] : undefined;
    return isJsonObject(part) ? part : {};
  };
  const shown = async () => (await cpo.send("GET", path())).data as Record<string, unknown>;

  it("is changed by a PATCH without last_updated, and keeps the one it had", async () => {
    await cpo.send("PUT", path(), bodyOf(version211));
    expect(await cpo.send("PATCH", path(), patches.sessionCost)).toMatchObject({
      http: 200,
      ocpi: 1000,
    });
    expect(await shown()).toMatchObject({
      total_cost: 0.6,
      last_updated: version211.session["last_updated"],
    });
  });

  it("shows its whole Location with the one EVSE and Connector, once the location is held", async () => {
    await cpo.send("PUT", path(), bodyOf(version211));
    expect((await shown())["location"]).toMatchObject({ id: "LOC1", address: "#NA" });
    await cpo.send("PUT", "locations/NL/STK/LOC1", location);
    const evse = partOf(location["evses"]);
    const whole = {
      ...location,
      evses: [{ ...evse, connectors: [partOf(evse["connectors"])] }],
    };
    const { status_schedule: _empty, ...only } = plain(partOf(whole.evses));
    expect((await shown())["location"]).toEqual({ ...plain(whole), evses: [only] });
    const elsewhere = { ...location, id: "LOC1", evses: [{ ...evse, uid: "NOBODY" }] };
    await cpo.send("PATCH", path(), { location: elsewhere });
    expect((await shown())["location"]).not.toHaveProperty("evses");
  });

  it("may be at a location of 39 characters, as ids of places are in 2.1.1", async () => {
    const id = `L-${serial}`.padEnd(39, "x");
    const evses = [{ ...partOf(location["evses"]), uid: `E-${serial}`.padEnd(39, "x") }];
    const place = { ...location, id, evses };
    await cpo.send("PUT", `locations/NL/STK/${id}`, place);
    await cpo.send("PUT", path(), bodyOf(version211, { location: place }));
    expect((await messages())[0]?.notes).toEqual([]);
    expect(await shown()).toMatchObject({ location: { id, evses: [{ uid: evses[0]?.uid }] } });
  });

  it("shows its times in whole seconds, whatever the fraction that came", async () => {
    const times = {
      start_datetime: "2026-06-01T10:00:00.123Z",
      last_updated: "2026-06-01T10:00:01.9Z",
    };
    await cpo.send("PUT", path(), bodyOf(version211, times));
    expect(await shown()).toMatchObject({
      start_datetime: "2026-06-01T10:00:00Z",
      last_updated: "2026-06-01T10:00:01Z",
    });
  });
});
