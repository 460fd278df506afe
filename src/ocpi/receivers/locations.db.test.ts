import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { evses, locations } from "@/db/schema/locations";
import type { JsonObject } from "@/ocpi/json-value";
import { exampleNames, exampleObject } from "@/ocpi/v2_2_1/specification-examples";
import { findLocationForCdr } from "@/services/locations/find-location-for-cdr";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const database = testDatabase();
let tenant: TestTenant;
let cpo: PushingPartner;
let other: PushingPartner;
let serial = 0;
const path = () => `locations/BE/BEC/L-${serial}`;
const LATER = "2030-01-01T00:00:00Z";

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  cpo = await aPushingPartner(database.pool, tenant, ["BE/BEC"]);
  other = await aPushingPartner(database.pool, tenant, ["NL/OTH"]);
});
beforeEach(() => {
  serial++;
});

const example = exampleObject("location_example");
const exampleEvses = example["evses"] as JsonObject[];
const aBody = (more: Record<string, unknown> = {}) => ({
  ...example,
  country_code: "BE",
  party_id: "BEC",
  id: `L-${serial}`,
  ...more,
});
const uid = exampleEvses[0]?.["uid"] as string;

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
    connectors: { tariff_ids?: string[] }[];
  }[];
}
const held = async () => (await cpo.send("GET", path())).data as Held;

describe("PUT of a location", () => {
  const names = exampleNames().filter((name) => name.startsWith("location_example"));

  it.each(names)("takes the specification's example and gives it back: %s", async (name) => {
    const body = { ...exampleObject(name), country_code: "BE", party_id: "BEC", id: name };
    const answer = await cpo.send("PUT", `locations/BE/BEC/${name}`, body);
    expect(answer).toMatchObject({ http: 201, ocpi: 1000 });
    const { data } = await cpo.send("GET", `locations/be/bec/${name}/`);
    expect({ ...(data as object), last_updated: "" }).toEqual({
      ...(JSON.parse(JSON.stringify(body)) as object),
      last_updated: "",
    });
  });

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
    expect(await held()).toMatchObject({ name: "New" });
    expect((await held()).evses).toHaveLength(exampleEvses.length);
  });
});

describe("PUT and PATCH of a part", () => {
  it("adds the specification's EVSE, though it leaves half of its connector out", async () => {
    await cpo.send("PUT", path(), aBody({ evses: [] }));
    const evse = { ...exampleObject("location_put_example_add_evse"), uid: "3299" };
    expect(await cpo.send("PUT", `${path()}/3299`, evse)).toMatchObject({ http: 201, ocpi: 1000 });
    expect(await cpo.send("PUT", `${path()}/3299`, evse)).toMatchObject({ http: 200, ocpi: 1000 });
    expect((await cpo.send("GET", `${path()}/3299/1`)).data).toMatchObject({ tariff_ids: ["14"] });
  });

  it("follows the specification's patches: name, status, tariff, removal", async () => {
    await cpo.send("PUT", path(), aBody());
    const patches = [
      ["", "location_patch_example_location"],
      [`/${uid}`, "location_patch_example_status"],
      [`/${uid}/1`, "location_patch_example_tariff"],
    ] as const;
    for (const [part, name] of patches) {
      const answer = await cpo.send("PATCH", path() + part, exampleObject(name));
      expect(answer).toMatchObject({ http: 200, ocpi: 1000 });
    }
    const after = await held();
    expect(after.name).toBe("Interparking Gent Zuid");
    expect(after.evses).toHaveLength(exampleEvses.length);
    expect(after.evses[0]).toMatchObject({ uid, status: "CHARGING" });
    expect(after.evses[0]?.connectors[0]?.tariff_ids).toEqual(["15"]);
    await cpo.send(
      "PATCH",
      `${path()}/${uid}`,
      exampleObject("location_patch_example_remove_evse"),
    );
    expect((await held()).evses[0]?.status).toBe("REMOVED");
    expect(await storedEvses()).toHaveLength(exampleEvses.length);
  });

  it("raises the last_updated of what it belongs to, yet a later PUT of that is not old", async () => {
    await cpo.send("PUT", path(), aBody());
    await cpo.send("PATCH", `${path()}/${uid}`, { status: "BLOCKED", last_updated: LATER });
    expect(await held()).toMatchObject({ last_updated: LATER });
    const next = aBody({ name: "Next", last_updated: "2029-01-01T00:00:00Z" });
    await cpo.send("PUT", path(), next);
    expect(await held()).toMatchObject({ name: "Next" });
    expect((await held()).evses[0]?.status).toBe("BLOCKED");
  });

  it("of something unknown is 404 with 2003; without last_updated 2001; of another name 2001", async () => {
    const patch = { status: "BLOCKED", last_updated: LATER };
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 404, ocpi: 2003 });
    expect(await cpo.send("PATCH", `${path()}/${uid}`, patch)).toMatchObject({
      http: 404,
      ocpi: 2003,
    });
    await cpo.send("PUT", path(), aBody());
    expect(await cpo.send("PATCH", `${path()}/nobody`, patch)).toMatchObject({
      http: 404,
      ocpi: 2003,
    });
    expect(await cpo.send("PATCH", `${path()}/${uid}/9`, patch)).toMatchObject({
      http: 404,
      ocpi: 2003,
    });
    expect(await cpo.send("GET", `${path()}/nobody`)).toMatchObject({ http: 404, ocpi: 2003 });
    const undated = { status: "BLOCKED" };
    expect(await cpo.send("PATCH", `${path()}/${uid}`, undated)).toMatchObject({
      http: 200,
      ocpi: 2001,
    });
    const renamed = { ...patch, uid: "ELSE" };
    expect(await cpo.send("PATCH", `${path()}/${uid}`, renamed)).toMatchObject({
      http: 200,
      ocpi: 2001,
    });
  });
});

describe("whose location it is", () => {
  it("another connection can neither read nor change it, and two may know one each", async () => {
    await cpo.send("PUT", path(), aBody());
    const patch = { name: "Theirs", last_updated: LATER };
    for (const part of ["", `/${uid}`, `/${uid}/1`]) {
      expect(await other.send("PATCH", path() + part, patch)).toMatchObject({
        http: 404,
        ocpi: 2000,
      });
      expect(await other.send("GET", path() + part)).toMatchObject({ http: 404, ocpi: 2000 });
    }
    expect(await other.send("PUT", path(), aBody())).toMatchObject({ http: 404, ocpi: 2000 });
    expect((await held()).name).toBe(example["name"]);
  });
});

describe("the place of a CDR", () => {
  const ask = (more: { locationId: string; evseUid: string; evseId?: string }) =>
    findLocationForCdr(tenant.ctx, {
      partnerId: cpo.id,
      countryCode: "be",
      partyId: "bec",
      connectorId: "1",
      ...more,
    });

  it("is found by the location's id, else by the EVSE, with its time zone", async () => {
    await cpo.send(
      "PUT",
      path(),
      aBody({
        evses: [{ ...exampleEvses[0], uid: `U-${serial}`, evse_id: `BE*BEC*E${serial}99` }],
      }),
    );
    const found = { timeZone: example["time_zone"], connector: { id: "1" } };
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
