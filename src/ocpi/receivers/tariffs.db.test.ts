import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findTariffVersion } from "@/services/tariffs/find-tariff-version";
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
const path = () => `tariffs/DE/ALL/T-${serial}`;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});
beforeEach(() => {
  serial++;
});

/** A tariff of this test's own, in the version's words. */
const bodyOf = ({ tariff, ownedBy }: VersionExamples, more: Record<string, unknown> = {}) => ({
  ...tariff,
  ...ownedBy("DE", "ALL"),
  id: `T-${serial}`,
  ...more,
});
const costing = (price: number) => ({
  elements: [{ price_components: [{ type: "ENERGY", price, step_size: 1 }] }],
});
const aPartner = (version: VersionExamples["version"], party = "DE/ALL") =>
  aPushingPartner(database.pool, tenant, [party], { version });
const versionAt = async (cpo: PushingPartner, instant: string) =>
  findTariffVersion(tenant.ctx, {
    partnerId: cpo.id,
    countryCode: "de",
    partyId: "all",
    id: `t-${serial}`,
    at: Temporal.Instant.from(instant),
  });
const priceOf = (version: Awaited<ReturnType<typeof versionAt>>) =>
  version?.tariff.elements[0]?.priceComponents[0]?.price;

describe.each(everyVersion)("a tariff of $version", (examples) => {
  const { version } = examples;
  const aBody = (more?: Record<string, unknown>) => bodyOf(examples, more);
  const at = (price: number, last_updated: string) => aBody({ last_updated, ...costing(price) });
  let cpo: PushingPartner;
  let other: PushingPartner;

  beforeAll(async () => {
    cpo = await aPartner(version);
    other = await aPartner(version, "NL/OTH");
  });

  it.each(Object.keys(examples.tariffs))(
    "takes the specification's example and gives it back: %s",
    async (name) => {
      const body = bodyOf({ ...examples, tariff: examples.tariffs[name] ?? {} });
      const answer = await cpo.send("PUT", path(), body);
      expect(answer).toMatchObject({ http: 201, ocpi: 1000 });
      const { data } = await cpo.send("GET", path().toLowerCase());
      expect(data).toMatchObject(JSON.parse(JSON.stringify(body)) as object);
      const names = { country_code: "DE", party_id: "ALL" };
      if (version === "2.1.1") expect(Object.keys(data as object)).not.toContain("country_code");
      else expect(data).toMatchObject(names);
    },
  );

  it("keeps every content, and knows which was in force when", async () => {
    await cpo.send("PUT", path(), at(0.25, "2026-01-01T00:00:00Z"));
    expect(await cpo.send("PUT", path(), at(0.3, "2026-03-01T00:00:00Z"))).toMatchObject({
      http: 200,
    });
    await cpo.send("PUT", path(), at(0.28, "2026-02-01T00:00:00Z"));
    expect((await cpo.send("GET", path())).data).toMatchObject({
      last_updated: "2026-03-01T00:00:00Z",
    });
    expect(priceOf(await versionAt(cpo, "2026-01-15T00:00:00Z"))).toBe(250_000n);
    expect(priceOf(await versionAt(cpo, "2026-02-01T00:00:00Z"))).toBe(280_000n);
    expect(priceOf(await versionAt(cpo, "2026-06-01T00:00:00Z"))).toBe(300_000n);
    expect(await versionAt(cpo, "2025-06-01T00:00:00Z")).toMatchObject({ isAssumed: true });
  });

  it("of the same content twice keeps one version", async () => {
    const body = at(0.25, "2026-01-01T00:00:00Z");
    await cpo.send("PUT", path(), body);
    const first = await versionAt(cpo, "2026-01-15T00:00:00Z");
    expect(await cpo.send("PUT", path(), body)).toMatchObject({ http: 200 });
    expect(await versionAt(cpo, "2026-01-15T00:00:00Z")).toMatchObject({
      versionId: first?.versionId,
    });
  });

  it("that cannot be read changes nothing and is 2001", async () => {
    await cpo.send("PUT", path(), at(0.25, "2026-01-01T00:00:00Z"));
    const bad = aBody({ elements: [{ price_components: [{ type: "DISTANCE", price: 1 }] }] });
    expect(await cpo.send("PUT", path(), bad)).toMatchObject({ http: 200, ocpi: 2001 });
    expect(await cpo.send("PUT", path(), aBody({ party_id: "BLL" }))).toMatchObject({ ocpi: 2001 });
    expect(priceOf(await versionAt(cpo, "2026-06-01T00:00:00Z"))).toBe(250_000n);
  });

  it("that is deleted is out of force but not out of history, and a PUT brings it back", async () => {
    const body = at(0.25, "2026-01-01T00:00:00Z");
    await cpo.send("PUT", path(), body);
    expect(await cpo.send("DELETE", path())).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await cpo.send("GET", path())).toMatchObject({ http: 404 });
    expect(await cpo.send("DELETE", path())).toMatchObject({ http: 404, ocpi: 2000 });
    expect(priceOf(await versionAt(cpo, "2026-06-01T00:00:00Z"))).toBe(250_000n);
    expect(await cpo.send("PUT", path(), body)).toMatchObject({ http: 201 });
    expect(await cpo.send("GET", path())).toMatchObject({ http: 200 });
  });

  it("can neither be read, changed nor deleted by another connection", async () => {
    await cpo.send("PUT", path(), aBody());
    const methods = ["PUT", "GET", "DELETE", ...(version === "2.1.1" ? ["PATCH"] : [])];
    for (const method of methods) {
      const body = method.startsWith("P") ? aBody() : undefined;
      expect(await other.send(method, path(), body)).toMatchObject({ http: 404, ocpi: 2000 });
    }
    expect(await cpo.send("GET", path())).toMatchObject({ http: 200 });
  });
});

describe.each(laterVersions)("only from 2.2 on: a tariff of $version", (examples) => {
  let cpo: PushingPartner;
  beforeAll(async () => {
    cpo = await aPartner(examples.version);
  });

  it("has no PATCH: 405, and nothing changes", async () => {
    await cpo.send("PUT", path(), bodyOf(examples, costing(0.25)));
    const patch = { ...costing(0.5), last_updated: "2030-01-01T00:00:00Z" };
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 405, ocpi: 2000 });
    expect(priceOf(await versionAt(cpo, "2031-01-01T00:00:00Z"))).toBe(250_000n);
  });
});

describe("only in 2.1.1: a PATCH of a tariff", () => {
  let cpo: PushingPartner;
  const example = version211.tariffPatch;
  const put = async (last_updated: string) =>
    cpo.send("PUT", path(), bodyOf(version211, { last_updated }));
  beforeAll(async () => {
    cpo = await aPartner("2.1.1");
  });

  it("replaces the elements as the specification's example does, and the old price is kept", async () => {
    await put("2026-01-01T00:00:00Z");
    const patch = { ...example, last_updated: "2026-03-01T00:00:00Z" };
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 200, ocpi: 1000 });
    expect((await cpo.send("GET", path())).data).toMatchObject({
      currency: "EUR",
      elements: [{ price_components: [{ type: "TIME", price: 2.5, step_size: 300 }] }],
      last_updated: "2026-03-01T00:00:00Z",
    });
    expect(priceOf(await versionAt(cpo, "2026-02-01T00:00:00Z"))).toBe(2_000_000n);
    expect(priceOf(await versionAt(cpo, "2026-04-01T00:00:00Z"))).toBe(2_500_000n);
  });

  it("holds from when it came where it brings no last_updated", async () => {
    await put("2026-01-01T00:00:00Z");
    expect(await cpo.send("PATCH", path(), example)).toMatchObject({ http: 200, ocpi: 1000 });
    const now = tenant.clock.now();
    expect(priceOf(await versionAt(cpo, now.subtract({ seconds: 1 }).toString()))).toBe(2_000_000n);
    expect(priceOf(await versionAt(cpo, now.toString()))).toBe(2_500_000n);
  });

  it("of an unknown tariff is 404; an older one changes nothing; an unreadable one is 2001", async () => {
    expect(await cpo.send("PATCH", path(), example)).toMatchObject({ http: 404, ocpi: 2000 });
    await put("2026-01-01T00:00:00Z");
    const old = { ...example, last_updated: "2020-01-01T00:00:00Z" };
    expect(await cpo.send("PATCH", path(), old)).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await cpo.send("PATCH", path(), { elements: "none" })).toMatchObject({
      http: 200,
      ocpi: 2001,
    });
    expect(await cpo.send("PATCH", path(), { id: "ELSE" })).toMatchObject({ ocpi: 2001 });
    expect(priceOf(await versionAt(cpo, "2031-01-01T00:00:00Z"))).toBe(2_000_000n);
  });
});
