import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "@/ocpi/json-value";
import { exampleNames, exampleObject } from "@/ocpi/v2_2_1/specification-examples";
import { findTariffVersion } from "@/services/tariffs/find-tariff-version";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const database = testDatabase();
let tenant: TestTenant;
let cpo: PushingPartner;
let other: PushingPartner;
let serial = 0;
const path = () => `tariffs/DE/ALL/T-${serial}`;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  cpo = await aPushingPartner(database.pool, tenant, ["DE/ALL"]);
  other = await aPushingPartner(database.pool, tenant, ["NL/OTH"]);
});
beforeEach(() => {
  serial++;
});

const example = exampleObject("tariff_8_simple_025kwh");
const aBody = (more: Record<string, unknown> = {}) => ({ ...example, id: `T-${serial}`, ...more });
const at = (price: number, lastUpdated: string) =>
  aBody({
    last_updated: lastUpdated,
    elements: [{ price_components: [{ type: "ENERGY", price, step_size: 1 }] }],
  });
const versionAt = async (instant: string) =>
  findTariffVersion(tenant.ctx, {
    partnerId: cpo.id,
    countryCode: "de",
    partyId: "all",
    id: `t-${serial}`,
    at: Temporal.Instant.from(instant),
  });
const priceOf = (version: Awaited<ReturnType<typeof versionAt>>) =>
  version?.tariff.elements[0]?.priceComponents[0]?.price;

describe("PUT of a tariff", () => {
  const names = exampleNames().filter((name) => /^tariff(_|restriction)/.test(name));

  it.each(names)("takes the specification's example and gives it back: %s", async (name) => {
    const body: JsonObject = {
      ...exampleObject(name),
      country_code: "DE",
      party_id: "ALL",
      id: name,
    };
    const answer = await cpo.send("PUT", `tariffs/DE/ALL/${name}`, body);
    expect(answer).toMatchObject({ http: 201, ocpi: 1000 });
    const { data } = await cpo.send("GET", `tariffs/de/all/${name}`);
    expect(data).toMatchObject(JSON.parse(JSON.stringify(body)) as object);
  });

  it("keeps every content, and knows which was in force when", async () => {
    await cpo.send("PUT", path(), at(0.25, "2026-01-01T00:00:00Z"));
    expect(await cpo.send("PUT", path(), at(0.3, "2026-03-01T00:00:00Z"))).toMatchObject({
      http: 200,
    });
    await cpo.send("PUT", path(), at(0.28, "2026-02-01T00:00:00Z"));
    expect((await cpo.send("GET", path())).data).toMatchObject({
      last_updated: "2026-03-01T00:00:00Z",
    });
    expect(priceOf(await versionAt("2026-01-15T00:00:00Z"))).toBe(250_000n);
    expect(priceOf(await versionAt("2026-02-01T00:00:00Z"))).toBe(280_000n);
    expect(priceOf(await versionAt("2026-06-01T00:00:00Z"))).toBe(300_000n);
    expect(await versionAt("2025-06-01T00:00:00Z")).toMatchObject({ isAssumed: true });
  });

  it("of the same content twice keeps one version", async () => {
    await cpo.send("PUT", path(), at(0.25, "2026-01-01T00:00:00Z"));
    const first = await versionAt("2026-01-15T00:00:00Z");
    expect(await cpo.send("PUT", path(), at(0.25, "2026-01-01T00:00:00Z"))).toMatchObject({
      http: 200,
    });
    expect(await versionAt("2026-01-15T00:00:00Z")).toMatchObject({ versionId: first?.versionId });
  });

  it("that cannot be read changes nothing and is 2001", async () => {
    await cpo.send("PUT", path(), at(0.25, "2026-01-01T00:00:00Z"));
    const bad = aBody({ elements: [{ price_components: [{ type: "DISTANCE", price: 1 }] }] });
    expect(await cpo.send("PUT", path(), bad)).toMatchObject({ http: 200, ocpi: 2001 });
    expect(await cpo.send("PUT", path(), aBody({ party_id: "BLL" }))).toMatchObject({ ocpi: 2001 });
    expect(priceOf(await versionAt("2026-06-01T00:00:00Z"))).toBe(250_000n);
  });
});

describe("DELETE of a tariff", () => {
  it("takes it out of force but not out of history, and a PUT brings it back", async () => {
    await cpo.send("PUT", path(), at(0.25, "2026-01-01T00:00:00Z"));
    expect(await cpo.send("DELETE", path())).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await cpo.send("GET", path())).toMatchObject({ http: 404 });
    expect(await cpo.send("DELETE", path())).toMatchObject({ http: 404, ocpi: 2000 });
    expect(priceOf(await versionAt("2026-06-01T00:00:00Z"))).toBe(250_000n);
    expect(await cpo.send("PUT", path(), at(0.25, "2026-01-01T00:00:00Z"))).toMatchObject({
      http: 201,
    });
    expect(await cpo.send("GET", path())).toMatchObject({ http: 200 });
  });
});

describe("whose tariff it is", () => {
  it("another connection can neither read, change nor delete it", async () => {
    await cpo.send("PUT", path(), aBody());
    for (const method of ["PUT", "GET", "DELETE"]) {
      const body = method === "PUT" ? aBody() : undefined;
      expect(await other.send(method, path(), body)).toMatchObject({ http: 404, ocpi: 2000 });
    }
    expect(await cpo.send("GET", path())).toMatchObject({ http: 200 });
  });
});
