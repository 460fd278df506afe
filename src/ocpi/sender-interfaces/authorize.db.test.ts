import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { evses, locations } from "@/db/schema/locations";
import type { PartnerSettings } from "@/db/schema/partners";
import { authorizations } from "@/db/schema/sessions";
import { readJson } from "@/ocpi/read-json";
import { parseAuthorizationInfo } from "@/ocpi/v2_2_1/parse";
import type { Ctx } from "@/services/context";
import { storeMessage } from "@/services/messages/store-message";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aPlan, onPlan } from "@/testing/builders/plan";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";

const VERSIONS = ["2.1.1", "2.2.1", "2.3.0"] as const;
const database = testDatabase();
let tenant: TestTenant;
let ctx: Ctx;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  ctx = tenant.ctx;
});

async function aChargingDriver(values: Partial<typeof drivers.$inferInsert> = {}) {
  const driver = await aDriver(ctx, values);
  await onPlan(ctx, driver.id, (await aPlan(ctx)).id);
  return driver;
}

describe.each(VERSIONS)("POST authorize in %s", (version) => {
  let caller: PushingPartner;
  const authorizeAt = async (cpo: PushingPartner, uid: string, body?: string, query = "") => {
    const path = `sender/tokens/${encodeURIComponent(uid)}/authorize${query}`;
    const { http, ocpi, data } = await cpo.ask("POST", path, body);
    return { http, ocpi, info: data as Record<string, unknown> | undefined };
  };
  const authorize = (uid: string, body?: string, query?: string) =>
    authorizeAt(caller, uid, body, query);
  const aCaller = (at: TestTenant, settings: PartnerSettings = {}) =>
    aPushingPartner(database.pool, at, ["SE/NSL"], { version, settings });
  beforeAll(async () => {
    caller = await aCaller(tenant);
  });

  it("answers ALLOWED with the whole token and a reference where the version has them, and keeps the answer", async () => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id, { visualNumber: "KVITT 0001" });
    const seen = await authorize(token.uid);
    expect([seen.http, seen.ocpi]).toEqual([200, 1000]);
    const [row] = await ctx.db
      .select()
      .from(authorizations)
      .where(eq(authorizations.tokenId, token.id));
    expect(row).toMatchObject({ partnerId: caller.id, allowed: "ALLOWED" });
    if (version === "2.1.1") {
      expect(seen.info).toEqual({ allowed: "ALLOWED" });
      return;
    }
    const { allowed, authorization_reference: reference, location } = seen.info ?? {};
    expect([allowed, reference, location]).toEqual(["ALLOWED", row?.reference, undefined]);
    expect(seen.info?.["token"]).toMatchObject({
      country_code: "SE",
      party_id: "KVT",
      uid: token.uid,
      type: "RFID",
      contract_id: token.contractId,
      visual_number: "KVITT 0001",
      valid: true,
      whitelist: "ALLOWED",
    });
  });

  it("answers what the specification's tables ask of an AuthorizationInfo", async () => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id);
    const { info } = await authorize(token.uid, '{"location_id":"LOC1","evse_uids":["E1"]}');
    if (version === "2.1.1") {
      const location = { location_id: "LOC1", evse_uids: ["E1"] };
      expect(info).toEqual({ allowed: "ALLOWED", location });
      return;
    }
    const bytes = Buffer.from(JSON.stringify(info), "utf8");
    const read = readJson(bytes);
    const parsed = read.ok && parseAuthorizationInfo(read.value.json, tenant.clock.now());
    expect(parsed).toMatchObject({ ok: true, value: { notes: [] } });
  });

  it("answers an unknown token with HTTP 404 and 2004, without data, and keeps that too", async () => {
    const seen = await authorize("04FFFFFFFFFFFF");
    expect([seen.http, seen.ocpi, seen.info]).toEqual([404, 2004, undefined]);
    const [row] = await ctx.db
      .select()
      .from(authorizations)
      .where(
        and(eq(authorizations.partnerId, caller.id), eq(authorizations.uid, "04FFFFFFFFFFFF")),
      );
    expect(row).toMatchObject({ allowed: "UNKNOWN", tokenId: null });
  });

  it("takes RFID where no type is given, and finds other types only by name", async () => {
    const driver = await aChargingDriver();
    const uid = `APP-${version}`;
    await aToken(ctx, driver.id, { uid, type: "APP_USER", whitelist: "NEVER" });
    expect((await authorize(uid)).http).toBe(404);
    expect((await authorize(uid, undefined, "?type=APP_USER")).ocpi).toBe(1000);
    expect((await authorize(uid, undefined, "?token_type=APP_USER")).ocpi).toBe(1000);
    expect((await authorize(uid, undefined, "?type=SOMETHING")).http).toBe(404);
  });

  it("finds a card whatever the letters' case and the separators", async () => {
    const driver = await aChargingDriver();
    const end = version.replaceAll(".", "");
    await aToken(ctx, driver.id, { uid: `04AB12CD${end}` });
    for (const uid of [`04ab12cd${end}`, `04:AB:12:CD:${end}`, `04-ab-12-cd-${end}`]) {
      expect((await authorize(uid)).ocpi).toBe(1000);
    }
  });

  it.each([
    ["BLOCKED", {}, { valid: false, blockedReason: "by_driver" }],
    ["EXPIRED", {}, { valid: false, blockedReason: "expired" }],
    ["BLOCKED", { state: "blocked" }, {}],
    ["EXPIRED", { state: "closed" }, {}],
  ] as const)("answers %s with HTTP 200 for driver %j, token %j", async (allowed, who, what) => {
    const driver = await aChargingDriver(who);
    const token = await aToken(ctx, driver.id, what);
    const seen = await authorize(token.uid, '{"location_id":"LOC1"}');
    expect([seen.http, seen.ocpi]).toEqual([200, 1000]);
    expect(seen.info).toMatchObject({ allowed });
    expect(seen.info?.["location"]).toBeUndefined();
    const { authorization_reference: reference } = seen.info ?? {};
    if (version === "2.1.1") expect(reference).toBeUndefined();
    else expect(reference).toMatch(/^.{36}$/);
  });

  it("answers NOT_ALLOWED without a plan: what is charged could not be billed", async () => {
    const driver = await aDriver(ctx);
    const token = await aToken(ctx, driver.id);
    expect((await authorize(token.uid)).info).toMatchObject({ allowed: "NOT_ALLOWED" });
  });

  it("answers NO_CREDIT once an invoice whose payment failed is past due, in the driver's own days", async () => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id);
    const now = tenant.clock.now();
    const today = now.toZonedDateTimeISO("Europe/Stockholm").toPlainDate();
    const id = newId<"invoice">();
    await ctx.db.insert(invoices).values({
      tenantId: ctx.tenantId,
      id,
      driverId: driver.id,
      legalEntityId: tenant.legalEntityId,
      kind: "interim",
      state: "finalized",
      number: `K-${id}`,
      paymentState: "failed",
      periodStart: now.subtract({ hours: 48 }),
      periodEnd: now,
      currency: "SEK",
      basis: "gross",
      dueOn: today,
      createdAt: now,
    });
    const midnight = today.add({ days: 1 }).toZonedDateTime("Europe/Stockholm").toInstant();
    tenant.clock.set(midnight.subtract({ milliseconds: 1 }));
    expect((await authorize(token.uid)).info).toMatchObject({ allowed: "ALLOWED" });
    tenant.clock.set(midnight);
    expect((await authorize(token.uid)).info).toMatchObject({ allowed: "NO_CREDIT" });
  });

  it("limits the location to the EVSEs that we know; where it knows none it asks for no more", async () => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id);
    await aLocation(caller.id, "Loc-7", ["E1", "E2"]);
    const evsesOf = async (location: string, ...uids: string[]) => {
      const body = JSON.stringify({ location_id: location, evse_uids: uids });
      const limited = (await authorize(token.uid, body)).info?.["location"];
      return limited as { location_id: string; evse_uids?: string[] };
    };
    expect(await evsesOf("LOC-7", "e1", "E9")).toEqual({ location_id: "LOC-7", evse_uids: ["e1"] });
    expect(await evsesOf("LOC-8", "E1")).toEqual({ location_id: "LOC-8", evse_uids: ["E1"] });
    expect(await evsesOf("LOC-7")).toEqual({ location_id: "LOC-7" });
    // As long as ids of places are in 2.1.1; later versions have 36 characters, and read more all the same.
    const [place, evse] = ["L".repeat(39), "E".repeat(39)];
    expect(await evsesOf(place, evse)).toEqual({ location_id: place, evse_uids: [evse] });
  });

  it.each([
    ["{", 400, 2001],
    ["{}", 200, 1000],
    ["", 200, 1000],
    ['{"evse_uids":["1"]}', 200, 2001],
    ["[1]", 200, 2001],
  ])("with the body %j answers HTTP %i and %i", async (body, http, ocpi) => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id);
    const seen = await authorize(token.uid, body);
    expect([seen.http, seen.ocpi]).toEqual([http, ocpi]);
  });

  it("does not see another operator's tokens", async () => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id);
    const other = await aTenant(database.pool);
    const seen = await authorizeAt(await aCaller(other), token.uid);
    expect([seen.http, seen.ocpi]).toEqual([404, 2004]);
  });

  it("is 2002 without a place where the partner must give one, unless it is refused anyhow", async () => {
    const strict = await aCaller(tenant, { authorizeNeedsLocation: true });
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id);
    const blocked = await aToken(ctx, driver.id, { valid: false, blockedReason: "by_driver" });
    const answers = [];
    for (const [uid, body] of [
      [token.uid, undefined],
      [token.uid, "{}"],
      [token.uid, '{"location_id":"LOC1"}'],
      [blocked.uid, undefined],
      ["04FFFFFFFFFFFF", undefined],
    ] as const) {
      const { http, ocpi, info } = await authorizeAt(strict, uid, body);
      answers.push([http, ocpi, info?.["allowed"]]);
    }
    expect(answers).toEqual([
      [200, 2002, undefined],
      [200, 2002, undefined],
      [200, 1000, "ALLOWED"],
      [200, 1000, "BLOCKED"],
      [404, 2004, undefined],
    ]);
    const kept = await ctx.db
      .select({ allowed: authorizations.allowed })
      .from(authorizations)
      .where(and(eq(authorizations.partnerId, strict.id), eq(authorizations.tokenId, token.id)));
    expect(kept).toEqual([{ allowed: "ALLOWED" }]);
  });
});

async function aLocation(
  partnerId: Id<"partner">,
  ocpiId: string,
  uids: readonly string[],
): Promise<void> {
  const now = tenant.clock.now();
  const shared = { tenantId: ctx.tenantId, core: {}, lastUpdated: now };
  const messageId = await storeMessage(ctx, {
    partnerId,
    direction: "in",
    module: "locations",
    method: "PUT",
    url: "/",
    outcome: "accepted",
  });
  const id = newId<"location">();
  await ctx.db.insert(locations).values({
    ...shared,
    id,
    partnerId,
    countryCode: "SE",
    partyId: "NSL",
    ocpiId,
    ocpiIdUpper: ocpiId.toUpperCase(),
    address: "Storgatan 1",
    city: "Stockholm",
    country: "SWE",
    receivedAt: now,
    messageId,
  });
  for (const uid of uids) {
    await ctx.db.insert(evses).values({
      ...shared,
      id: newId<"evse">(),
      locationId: id,
      uid,
      uidUpper: uid.toUpperCase(),
      status: "AVAILABLE",
      messageId,
    });
  }
}
