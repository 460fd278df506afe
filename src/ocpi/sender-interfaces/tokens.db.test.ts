import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { type drivers, tokens } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { evses, locations } from "@/db/schema/locations";
import { authorizations } from "@/db/schema/sessions";
import { readJson } from "@/ocpi/read-json";
import { accept } from "@/ocpi/envelope";
import { parseAuthorizationInfo, parseToken } from "@/ocpi/v2_2_1/parse";
import type { Ctx } from "@/services/context";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { blockToken } from "@/services/tokens/block-token";
import { storeMessage } from "@/services/messages/store-message";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aPartner } from "@/testing/builders/partner";
import { aPlan, onPlan } from "@/testing/builders/plan";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { type OcpiServer, startOcpiServer } from "@/testing/ocpi-server";

const database = testDatabase();
const nothing = async () => accept();
const push = { locations: nothing, tariffs: nothing, sessions: nothing, cdrs: nothing };

let tenant: TestTenant;
let server: OcpiServer;
let ctx: Ctx;
let partnerId: Id<"partner">;
let bearer: string;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  ctx = tenant.ctx;
  server = await startOcpiServer(database.pool, { clock: tenant.clock, push });
  partnerId = (await aPartner(ctx)).id;
  bearer = await issueInboundToken(ctx, partnerId, "C");
});
afterAll(async () => server.stop());

async function ask(method: string, path: string, body?: string, token = bearer) {
  const response = await server.handler(
    new Request(`http://kvitt.test/ocpi/2.2.1/sender/tokens${path}`, {
      method,
      headers: { authorization: `Token ${token}` },
      ...(body !== undefined && { body }),
    }),
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  const read = readJson(bytes);
  if (!read.ok) throw new Error(read.reason.text);
  const envelope = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
    data?: Record<string, unknown>;
    status_code: number;
  };
  return { http: response.status, headers: response.headers, envelope, ocpi: envelope.status_code };
}

async function aChargingDriver(values: Partial<typeof drivers.$inferInsert> = {}) {
  const driver = await aDriver(ctx, values);
  await onPlan(ctx, driver.id, (await aPlan(ctx)).id);
  return driver;
}

const authorize = (uid: string, body?: string, query = "") =>
  ask("POST", `/${encodeURIComponent(uid)}/authorize${query}`, body);

describe("POST authorize", () => {
  it("answers ALLOWED with the whole token and a reference, and keeps the answer", async () => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id, { visualNumber: "KVITT 0001" });
    const seen = await authorize(token.uid);
    expect([seen.http, seen.ocpi]).toEqual([200, 1000]);
    const { allowed, authorization_reference: reference, location } = seen.envelope.data ?? {};
    expect([allowed, location]).toEqual(["ALLOWED", undefined]);
    expect(seen.envelope.data?.["token"]).toMatchObject({
      country_code: "SE",
      party_id: "KVT",
      uid: token.uid,
      type: "RFID",
      contract_id: token.contractId,
      visual_number: "KVITT 0001",
      valid: true,
      whitelist: "ALLOWED",
    });
    const [row] = await ctx.db
      .select()
      .from(authorizations)
      .where(eq(authorizations.reference, String(reference)));
    expect(row).toMatchObject({ tokenId: token.id, partnerId, allowed: "ALLOWED" });
  });

  it("answers what the specification's tables ask of an AuthorizationInfo", async () => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id);
    const { envelope } = await authorize(token.uid, '{"location_id":"LOC1","evse_uids":["E1"]}');
    const bytes = Buffer.from(JSON.stringify(envelope.data), "utf8");
    const read = readJson(bytes);
    const parsed = read.ok && parseAuthorizationInfo(read.value.json, tenant.clock.now());
    expect(parsed).toMatchObject({ ok: true, value: { notes: [] } });
  });

  it("answers an unknown token with HTTP 404 and 2004, without data, and keeps that too", async () => {
    const seen = await authorize("04FFFFFFFFFFFF");
    expect([seen.http, seen.ocpi, seen.envelope.data]).toEqual([404, 2004, undefined]);
    const [row] = await ctx.db
      .select()
      .from(authorizations)
      .where(
        and(eq(authorizations.tenantId, ctx.tenantId), eq(authorizations.uid, "04FFFFFFFFFFFF")),
      );
    expect(row).toMatchObject({ allowed: "UNKNOWN", tokenId: null });
  });

  it("takes RFID where no type is given, and finds other types only by name", async () => {
    const driver = await aChargingDriver();
    await aToken(ctx, driver.id, { uid: "APP-1", type: "APP_USER", whitelist: "NEVER" });
    expect((await authorize("APP-1")).http).toBe(404);
    expect((await authorize("APP-1", undefined, "?type=APP_USER")).ocpi).toBe(1000);
    expect((await authorize("APP-1", undefined, "?token_type=APP_USER")).ocpi).toBe(1000);
    expect((await authorize("APP-1", undefined, "?type=SOMETHING")).http).toBe(404);
  });

  it("finds a card whatever the letters' case and the separators", async () => {
    const driver = await aChargingDriver();
    await aToken(ctx, driver.id, { uid: "04AB12CD34EF80" });
    for (const uid of ["04ab12cd34ef80", "04:AB:12:CD:34:EF:80", "04-ab-12-cd-34-ef-80"]) {
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
    expect(seen.envelope.data).toMatchObject({ allowed });
    expect(seen.envelope.data?.["location"]).toBeUndefined();
    expect(seen.envelope.data?.["authorization_reference"]).toMatch(/^.{36}$/);
  });

  it("answers NOT_ALLOWED without a plan: what is charged could not be billed", async () => {
    const driver = await aDriver(ctx);
    const token = await aToken(ctx, driver.id);
    expect((await authorize(token.uid)).envelope.data).toMatchObject({ allowed: "NOT_ALLOWED" });
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
    expect((await authorize(token.uid)).envelope.data).toMatchObject({ allowed: "ALLOWED" });
    tenant.clock.set(midnight);
    expect((await authorize(token.uid)).envelope.data).toMatchObject({ allowed: "NO_CREDIT" });
  });

  it("limits the location to the EVSEs that we know; where it knows none it asks for no more", async () => {
    const driver = await aChargingDriver();
    const token = await aToken(ctx, driver.id);
    await aLocation("Loc-7", ["E1", "E2"]);
    const evsesOf = async (location: string, ...uids: string[]) => {
      const body = JSON.stringify({ location_id: location, evse_uids: uids });
      const limited = (await authorize(token.uid, body)).envelope.data?.["location"];
      return limited as { location_id: string; evse_uids?: string[] };
    };
    expect(await evsesOf("LOC-7", "e1", "E9")).toEqual({ location_id: "LOC-7", evse_uids: ["e1"] });
    expect(await evsesOf("LOC-8", "E1")).toEqual({ location_id: "LOC-8", evse_uids: ["E1"] });
    expect(await evsesOf("LOC-7")).toEqual({ location_id: "LOC-7" });
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
    const stranger = await aPartner(other.ctx);
    const theirs = await issueInboundToken(other.ctx, stranger.id, "C");
    const seen = await ask("POST", `/${token.uid}/authorize`, undefined, theirs);
    expect([seen.http, seen.ocpi]).toEqual([404, 2004]);
  });
});

async function aLocation(ocpiId: string, uids: readonly string[]): Promise<void> {
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

describe("GET the list", () => {
  interface Listed {
    readonly uid: string;
    readonly valid: boolean;
  }
  let own: TestTenant;
  let listToken: string;
  const uids: string[] = [];

  beforeAll(async () => {
    own = await aTenant(database.pool);
    const partner = await aPartner(own.ctx, { settings: { trailingSlash: true } });
    listToken = await issueInboundToken(own.ctx, partner.id, "C");
    const driver = await aDriver(own.ctx);
    for (let index = 0; index < 5; index++) {
      own.clock.advance({ minutes: 1 });
      uids.push((await aToken(own.ctx, driver.id)).uid);
    }
  });
  const list = (query = "") => ask("GET", query, undefined, listToken);
  const uidsOf = (envelope: { data?: unknown }) =>
    (envelope.data as readonly Listed[]).map(({ uid }) => uid);

  it("pages oldest first; the link leads through all of them exactly once and then stops", async () => {
    const found: string[] = [];
    let query: string | null = "?limit=2";
    let pages = 0;
    while (query !== null && pages < 9) {
      pages += 1;
      const { headers, envelope } = await list(query);
      expect(headers.get("x-total-count")).toBe("5");
      expect(headers.get("x-limit")).toBe("1000");
      found.push(...uidsOf(envelope));
      const link = /^<(http[^>]+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1] ?? null;
      if (link)
        expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/ocpi\/2\.2\.1\/sender\/tokens\/\?/);
      query = link && new URL(link).search;
    }
    expect([pages, found]).toEqual([3, uids]);
  });

  it("repeats the filters in the link", async () => {
    const from = encodeURIComponent("2026-11-02T11:02:00Z");
    const { headers, envelope } = await list(
      `?limit=1&date_from=${from}&date_to=2026-11-02T11:05:00Z`,
    );
    expect(uidsOf(envelope)).toEqual([uids[1]]);
    expect(headers.get("x-total-count")).toBe("3");
    const next = URL.parse(/<(.+)>/.exec(headers.get("link") ?? "")?.[1] ?? "");
    expect(Object.fromEntries(next?.searchParams ?? [])).toEqual({
      date_from: "2026-11-02T11:02:00Z",
      date_to: "2026-11-02T11:05:00Z",
      offset: "1",
      limit: "1",
    });
  });

  it("takes date_from inclusive and date_to exclusive, so that windows touch without a gap", async () => {
    const before = await list("?date_to=2026-11-02T11:03:00Z");
    const after = await list("?date_from=2026-11-02T11:03:00");
    expect([...uidsOf(before.envelope), ...uidsOf(after.envelope)]).toEqual(uids);
  });

  it("shows a revoked token, in its old place, to those who ask for changes", async () => {
    const [row] = await own.ctx.db
      .select()
      .from(tokens)
      .where(eq(tokens.uid, uids[0] ?? ""));
    own.clock.advance({ hours: 1 });
    if (row) await blockToken(own.ctx, row.id);
    const changed = await list(`?date_from=${own.clock.now().toString()}`);
    expect(changed.envelope.data).toMatchObject([{ uid: uids[0], valid: false }]);
    expect(uidsOf((await list()).envelope)).toEqual(uids);
  });

  it("gives tokens that read back without a remark", async () => {
    const { envelope } = await list("?limit=1");
    const [token] = envelope.data as unknown as unknown[];
    const read = readJson(Buffer.from(JSON.stringify(token), "utf8"));
    const parsed = read.ok && parseToken(read.value.json, own.clock.now());
    expect(parsed).toMatchObject({ ok: true, value: { notes: [] } });
  });

  it("cuts a limit above ours and answers an offset beyond the end with an empty last page", async () => {
    const { envelope, headers } = await list("?limit=99999&offset=10");
    expect([envelope.data, headers.get("link")]).toEqual([[], null]);
  });

  it.each([
    "?limit=0",
    "?limit=-1",
    "?limit=ten",
    "?offset=-1",
    "?offset=1.5",
    "?date_from=monday",
  ])("refuses %s with 2001", async (query) => {
    const seen = await list(query);
    expect([seen.http, seen.ocpi]).toEqual([200, 2001]);
  });
});
