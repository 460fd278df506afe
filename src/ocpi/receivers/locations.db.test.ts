import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { evses, locations } from "@/db/schema/locations";
import { ocpiMessages } from "@/db/schema/partners";
import type { JsonObject } from "@/ocpi/json-value";
import { findLocationForCdr } from "@/services/locations/find-location-for-cdr";
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
const LATER = "2026-11-02T10:00:00Z";
let tenant: TestTenant;
let serial = 0;
const path = () => `locations/BE/BEC/L-${serial}`;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});
beforeEach(() => {
  serial++;
});

/** A location of this test's own, in the version's words. */
const bodyOf = ({ location, ownedBy }: VersionExamples, more: Record<string, unknown> = {}) => ({
  ...location,
  ...ownedBy("BE", "BEC"),
  id: `L-${serial}`,
  ...more,
});
const aPartner = (version: VersionExamples["version"], party = "BE/BEC") =>
  aPushingPartner(database.pool, tenant, [party], { version });
const evsesOf = (location: JsonObject) => location["evses"] as (JsonObject & { uid: string })[];

async function storedEvses() {
  return database.pool.db
    .select({ uid: evses.uid, status: evses.status, missingSince: evses.missingSince })
    .from(evses)
    .innerJoin(locations, eq(locations.id, evses.locationId))
    .where(and(eq(locations.tenantId, tenant.tenantId), eq(locations.ocpiId, `L-${serial}`)))
    .orderBy(evses.uid);
}

interface Held {
  readonly name?: string;
  readonly last_updated: string;
  readonly evses: readonly {
    uid: string;
    status: string;
    connectors: { tariff_ids?: string[]; tariff_id?: string }[];
  }[];
}

describe.each(everyVersion)("a location of $version", (examples) => {
  const { version, patches } = examples;
  const exampleEvses = evsesOf(examples.location);
  const uid = exampleEvses[0]?.uid ?? "";
  const aBody = (more?: Record<string, unknown>) => bodyOf(examples, more);
  /** A connector's tariffs: one in 2.1.1. */
  const tariffs = (id: string) => (version === "2.1.1" ? { tariff_id: id } : { tariff_ids: [id] });
  let cpo: PushingPartner;
  let other: PushingPartner;
  const held = async () => (await cpo.send("GET", path())).data as Held;

  beforeAll(async () => {
    cpo = await aPartner(version);
    other = await aPartner(version, "NL/OTH");
  });

  it.each(Object.keys(examples.locations))(
    "takes the specification's example and gives it back: %s",
    async (name) => {
      const sent = bodyOf({ ...examples, location: examples.locations[name] ?? {} });
      const answer = await cpo.send("PUT", path(), sent);
      expect(answer).toMatchObject({ http: 201, ocpi: 1000 });
      const { data } = await cpo.send("GET", `${path().toLowerCase()}/`);
      // An empty list says as much as none.
      const text = JSON.stringify(sent).replaceAll('"status_schedule":[],', "");
      expect({ ...(data as object), last_updated: "" }).toEqual({
        ...(JSON.parse(text) as object),
        last_updated: "",
      });
    },
  );

  it("marks EVSEs that are no longer listed as missing and deletes none", async () => {
    await cpo.send("PUT", path(), aBody());
    const [first] = exampleEvses;
    const fewer = aBody({ evses: [first], last_updated: LATER });
    expect(await cpo.send("PUT", path(), fewer)).toMatchObject({ http: 200 });
    expect((await held()).evses).toHaveLength(1);
    const rows = await storedEvses();
    expect(rows.map((row) => row.missingSince !== null)).toEqual(
      exampleEvses.map((_, index) => index > 0),
    );
    await cpo.send("PUT", path(), aBody({ last_updated: LATER }));
    expect((await storedEvses()).every((row) => row.missingSince === null)).toBe(true);
  });

  it("older than what is held changes nothing", async () => {
    await cpo.send("PUT", path(), aBody({ name: "New", last_updated: LATER }));
    const old = aBody({ name: "Old", evses: [], last_updated: "2001-01-01T00:00:00Z" });
    expect(await cpo.send("PUT", path(), old)).toMatchObject({ http: 200, ocpi: 1000 });
    const patch = { name: "Older", last_updated: "2001-01-01T00:00:00Z" };
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await held()).toMatchObject({ name: "New" });
    expect((await held()).evses).toHaveLength(exampleEvses.length);
  });

  it("dated far ahead by a wrong clock does not stay so until then, nor does a part of it", async () => {
    const ahead = { last_updated: "2099-01-01T00:00:00Z" };
    await cpo.send("PUT", path(), aBody({ name: "Ahead", ...ahead }));
    const [evse] = exampleEvses;
    const at = `${path()}/${String(evse?.["uid"])}`;
    await cpo.send("PATCH", at, { status: "INOPERATIVE", ...ahead });
    await cpo.send("PATCH", at, { status: "CHARGING", last_updated: LATER });
    expect((await cpo.send("GET", at)).data).toMatchObject({ status: "CHARGING" });
    await cpo.send("PATCH", at, { status: "INOPERATIVE", ...ahead });
    await cpo.send("PUT", path(), aBody({ name: "Now" }));
    expect(await held()).toMatchObject({ name: "Now" });
    expect((await cpo.send("GET", at)).data).toMatchObject({ status: evse?.["status"] });
  });

  it("takes the specification's EVSE, though it leaves half of its connector out", async () => {
    await cpo.send("PUT", path(), aBody({ evses: [] }));
    const at = `${path()}/3299`;
    expect(await cpo.send("PUT", at, examples.newEvse)).toMatchObject({ http: 201, ocpi: 1000 });
    expect(await cpo.send("PUT", at, examples.newEvse)).toMatchObject({ http: 200, ocpi: 1000 });
    expect((await cpo.send("GET", at)).data).toMatchObject({ uid: "3299", status: "AVAILABLE" });
    expect((await cpo.send("GET", `${at}/1`)).data).toMatchObject({ id: "1", ...tariffs("14") });
  });

  it("takes one connector, in place of the one that it had", async () => {
    await cpo.send("PUT", path(), aBody());
    const at = `${path()}/${uid}/1`;
    const before = (await cpo.send("GET", at)).data as JsonObject;
    const next = { ...before, ...tariffs("77"), last_updated: LATER };
    expect(await cpo.send("PUT", at, next)).toMatchObject({ http: 200, ocpi: 1000 });
    expect((await cpo.send("GET", at)).data).toEqual(next);
    const added = { ...next, id: "9" };
    expect(await cpo.send("PUT", `${path()}/${uid}/9`, added)).toMatchObject({ http: 201 });
    expect((await held()).evses[0]?.connectors).toHaveLength(3);
  });

  it("follows the specification's patches: name, status, tariff, removal", async () => {
    await cpo.send("PUT", path(), aBody());
    const parts = [
      ["", patches.name],
      [`/${uid}`, patches.status],
      [`/${uid}/1`, patches.tariff],
    ] as const;
    for (const [part, patch] of parts) {
      const answer = await cpo.send("PATCH", path() + part, patch);
      expect(answer).toMatchObject({ http: 200, ocpi: 1000 });
    }
    const after = await held();
    expect(after.name).toBe("Interparking Gent Zuid");
    expect(after.evses).toHaveLength(exampleEvses.length);
    expect(after.evses[0]).toMatchObject({ uid, status: "CHARGING" });
    expect(after.evses[0]?.connectors[0]).toMatchObject(tariffs("15"));
    await cpo.send("PATCH", `${path()}/${uid}`, patches.removal);
    expect((await held()).evses[0]?.status).toBe("REMOVED");
    expect(await storedEvses()).toHaveLength(exampleEvses.length);
  });

  it("is as late as the latest change of its parts, yet a later PUT of it is not old", async () => {
    await cpo.send("PUT", path(), aBody());
    await cpo.send("PATCH", `${path()}/${uid}`, { status: "BLOCKED", last_updated: LATER });
    expect(await held()).toMatchObject({ last_updated: LATER });
    const next = aBody({ name: "Next", last_updated: "2029-01-01T00:00:00Z" });
    await cpo.send("PUT", path(), next);
    expect(await held()).toMatchObject({ name: "Next" });
    expect((await held()).evses[0]?.status).toBe("BLOCKED");
  });

  it("that is unknown is 404 with 2003 to a PATCH of any part; another name is 2001", async () => {
    const patch = { status: "BLOCKED", last_updated: LATER };
    const unknown = { http: 404, ocpi: 2003 };
    for (const part of ["", `/${uid}`, `/${uid}/1`]) {
      expect(await cpo.send("PATCH", path() + part, patch)).toMatchObject(unknown);
    }
    await cpo.send("PUT", path(), aBody());
    expect(await cpo.send("PATCH", `${path()}/nobody`, patch)).toMatchObject(unknown);
    expect(await cpo.send("PATCH", `${path()}/${uid}/9`, patch)).toMatchObject(unknown);
    expect(await cpo.send("GET", `${path()}/nobody`)).toMatchObject(unknown);
    const renamed = { ...patch, uid: "ELSE" };
    expect(await cpo.send("PATCH", `${path()}/${uid}`, renamed)).toMatchObject({
      http: 200,
      ocpi: 2001,
    });
  });

  it("can neither be read nor changed by another connection, and two may know one each", async () => {
    await cpo.send("PUT", path(), aBody());
    const patch = { name: "Theirs", last_updated: LATER };
    const absent = { http: 404, ocpi: 2000 };
    for (const part of ["", `/${uid}`, `/${uid}/1`]) {
      expect(await other.send("PATCH", path() + part, patch)).toMatchObject(absent);
      expect(await other.send("GET", path() + part)).toMatchObject(absent);
    }
    expect(await other.send("PUT", path(), aBody())).toMatchObject(absent);
    expect((await held()).name).toBe(examples.location["name"]);
  });
});

describe.each(laterVersions)("only from 2.2 on: a location of $version", (examples) => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner(examples.version);
  });

  it("is 2001 to a PATCH without last_updated, whole or in part", async () => {
    await cpo.send("PUT", path(), bodyOf(examples));
    const uid = evsesOf(examples.location)[0]?.uid ?? "";
    for (const part of ["", `/${uid}`, `/${uid}/1`]) {
      const answer = await cpo.send("PATCH", path() + part, { status: "BLOCKED" });
      expect(answer).toMatchObject({ http: 200, ocpi: 2001 });
    }
    expect((await storedEvses()).map(({ status }) => status)).not.toContain("BLOCKED");
  });
});

describe("only in 2.1.1: a location", () => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner("2.1.1");
  });

  it("is changed by a PATCH without last_updated, and keeps the one it had", async () => {
    await cpo.send("PUT", path(), bodyOf(version211));
    await cpo.send("PATCH", path(), { name: "Next" });
    expect((await cpo.send("GET", path())).data).toMatchObject({
      name: "Next",
      last_updated: version211.location["last_updated"],
    });
  });

  it("and its EVSEs have ids of 39 characters; longer ones are noted", async () => {
    for (const [length, note] of [
      [39, []],
      [40, ["id: too-long", "evses[0].uid: too-long"]],
    ] as const) {
      const id = `L${length}-${serial}`.padEnd(length, "x");
      const evse = { ...evsesOf(version211.location)[0], uid: "E".repeat(length) };
      const at = `locations/BE/BEC/${id}`;
      const body = bodyOf(version211, { id, evses: [evse] });
      expect(await cpo.send("PUT", at, body)).toMatchObject({ http: 201, ocpi: 1000 });
      expect((await cpo.send("GET", `${at}/${evse.uid}`)).data).toMatchObject({ uid: evse.uid });
      const [message] = await tenant.ctx.db
        .select({ notes: ocpiMessages.notes })
        .from(ocpiMessages)
        .where(eq(ocpiMessages.objectKey, `BE/BEC/${id}`.toUpperCase()));
      expect(message?.notes).toEqual(note);
    }
  });

  it("shows its times in whole seconds, whatever the fraction that came", async () => {
    await cpo.send("PUT", path(), bodyOf(version211, { last_updated: "2029-01-01T00:00:00.987Z" }));
    expect((await cpo.send("GET", path())).data).toMatchObject({
      last_updated: "2029-01-01T00:00:00Z",
    });
  });
});

describe.each(everyVersion)("the place of a CDR, from a location of $version", (examples) => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner(examples.version);
  });
  const ask = (more: { locationId: string; evseUid: string; evseId?: string }) =>
    findLocationForCdr(tenant.ctx, {
      partnerId: cpo.id,
      countryCode: "be",
      partyId: "bec",
      connectorId: "1",
      ...more,
    });

  it("is found by the location's id, else by the EVSE, with its time zone", async () => {
    const [first] = evsesOf(examples.location);
    const evse = { ...first, uid: `U-${serial}`, evse_id: `BE*BEC*E${serial}99` };
    const time_zone = "Europe/Brussels";
    await cpo.send("PUT", path(), bodyOf(examples, { time_zone, evses: [evse] }));
    const found = { timeZone: time_zone, connector: { id: "1" } };
    expect(await ask({ locationId: `l-${serial}`, evseUid: `u-${serial}` })).toMatchObject({
      ...found,
      foundBy: "id",
    });
    expect(await ask({ locationId: "?", evseUid: `u-${serial}` })).toMatchObject({
      ...found,
      foundBy: "evse",
    });
    const byEvseId = { locationId: "?", evseUid: "?", evseId: `BEBECE${serial}99` };
    expect(await ask(byEvseId)).toMatchObject({ ...found, foundBy: "evse" });
    expect(await ask({ locationId: "?", evseUid: "?" })).toBeNull();
    expect(await ask({ locationId: `L-${serial}`, evseUid: "?" })).toMatchObject({
      evseId: null,
      connector: null,
    });
  });
});
