import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { chargingRequests } from "@/db/schema/charging";
import { commands } from "@/db/schema/commands";
import { type PartnerRole, partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import { issueInboundToken } from "@/services/partners/inbound-tokens";
import { testRuntime } from "@/testing/builders/context";
import { aPartner } from "@/testing/builders/partner";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import type { OcpiVersion } from "./codec";
import { codecs } from "./codec-for";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";
import { type ServedModuleId, servedModules } from "./modules";
import { ocpiRoutes } from "./ocpi-routes";
import { pushReceivers } from "./push-receivers";
import { createOcpiHandler, type OcpiHandler } from "./router";
import { WIRE } from "./wire-objects.fixture";

const database = testDatabase();
const OWN = { country_code: "SE", party_id: "AAA" };
const FOREIGN = { country_code: "SE", party_id: "BBB" };
const COMMAND_ID = newId<"other">();
const WISH_ID = newId<"other">();
/** Only B has a session of this name. */
const SESSION_OF_B = "S-OF-B";
const PROFILE = { charging_rate_unit: "W", charging_profile_period: [] };
const LATER = "2031-01-01T00:00:00Z";
const versions = codecs.map(({ version }) => version);

type Party = typeof OWN;
function firstIn(object: JsonObject, key: string): JsonObject {
  const list = object[key];
  const first: JsonValue | undefined = Array.isArray(list) ? list[0] : undefined;
  if (!isJsonObject(first)) throw new Error(`there is no ${key}`);
  return first;
}

const text = (value: JsonValue | undefined) => (typeof value === "string" ? value : "");

/** An address below a module, and the object there; `null` where the address names no party. */
interface Target {
  readonly path: (party: Party) => string;
  readonly object?: JsonObject;
  /** The object names its owner (in 2.1.1: could). */
  readonly namesOwner?: boolean;
  readonly methods?: readonly string[];
  readonly namesParty?: boolean;
}

/** What a module has at its addresses; a module without an entry fails the test. */
function targetsOf(module: ServedModuleId, version: OcpiVersion): readonly Target[] | null {
  const wire = WIRE[version];
  const at = (object: JsonObject, ...more: readonly string[]) => ({
    path: ({ country_code, party_id }: Party) =>
      [country_code, party_id, text(object["id"]), ...more].map(encodeURIComponent).join("/"),
    namesParty: true,
  });
  switch (module) {
    case "locations": {
      const evse = firstIn(wire.location, "evses");
      const connector = firstIn(evse, "connectors");
      const uid = text(evse["uid"]);
      return [
        { ...at(wire.location), object: wire.location, namesOwner: true },
        { ...at(wire.location, uid), object: evse },
        { ...at(wire.location, uid, text(connector["id"])), object: connector },
      ];
    }
    case "tariffs":
      return [{ ...at(wire.tariff), object: wire.tariff, namesOwner: true }];
    case "sessions":
      return [{ ...at(wire.session), object: wire.session, namesOwner: true }];
    case "cdrs":
      return [
        { ...at(wire.cdr), methods: ["GET"] },
        { path: () => "", object: wire.cdr, namesOwner: true, methods: ["POST"] },
      ];
    case "tokens":
      return [
        { path: () => "", methods: ["GET"] },
        { path: () => "04A2B91C5E6180/authorize", methods: ["POST"] },
      ];
    case "commands":
      // B's command: its address is B's, whoever knows it.
      return [
        {
          path: () => `START_SESSION/${COMMAND_ID}`,
          object: { result: "ACCEPTED" },
          namesParty: true,
        },
      ];
    case "chargingprofiles":
      // B's wish, and what B's station does: the address of the second names no party.
      return [
        {
          path: () => `SET_PROFILE/${WISH_ID}`,
          object: { result: "ACCEPTED" },
          namesParty: true,
          methods: ["POST"],
        },
        {
          path: () => SESSION_OF_B,
          object: { start_date_time: LATER, charging_profile: PROFILE },
          namesParty: true,
          methods: ["PUT"],
        },
      ];
    case "invoicereconciliation": {
      const record = { id: "REC-1", invoice_id: "INV-1", cdrs: ["12345"] };
      return [
        { ...at(record), object: record, namesOwner: true, methods: ["GET", "PUT", "DELETE"] },
        { path: () => "", object: record, namesOwner: true, methods: ["POST"] },
      ];
    }
    case "hubclientinfo":
      // A CPO has none, and a hub its own.
      return [
        { path: () => "SE/BBB", object: { role: "CPO", status: "CONNECTED" }, namesParty: true },
      ];
    case "credentials":
      // They state the connection's own parties.
      return null;
  }
}

interface Case {
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly body: JsonObject | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const HAS_BODY = new Set(["POST", "PUT", "PATCH"]);

function casesOf(version: OcpiVersion): Case[] {
  return servedModules.flatMap((served) => {
    const targets = targetsOf(served.identifier, version);
    if (targets === null) return [];
    return targets.flatMap((target) =>
      served.methods[version]
        .filter((method) => target.methods?.includes(method) ?? true)
        .flatMap((method) => casesAt(version, served.path, target, method)),
    );
  });
}

function casesAt(version: OcpiVersion, module: string, target: Target, method: string): Case[] {
  const address = (party: Party) =>
    [version, module, target.path(party)].filter((part) => part !== "").join("/");
  const bodyOf = (party: Party): JsonObject | undefined => {
    if (!HAS_BODY.has(method) || !target.object) return undefined;
    const owner = target.namesOwner === true && version !== "2.1.1" ? party : {};
    if (method === "PATCH") return { last_updated: LATER, ...owner };
    return { ...target.object, ...owner, last_updated: LATER };
  };
  const one = (where: string, path: string, body?: JsonObject, headers = {}): Case => ({
    title: `${method} ${path} (${where})`,
    method,
    path,
    body,
    headers,
  });
  const sender = { "OCPI-from-country-code": "SE", "OCPI-from-party-id": FOREIGN.party_id };
  const own = bodyOf(OWN);
  return [
    ...(target.namesParty ? [one("address", address(FOREIGN), bodyOf(FOREIGN))] : []),
    ...(own && target.namesOwner ? [one("body", address(OWN), { ...own, ...FOREIGN })] : []),
    ...(version === "2.1.1" ? [] : [one("header", address(OWN), own, sender)]),
  ];
}

let tenant: TestTenant;
let handler: OcpiHandler;
const tokens = new Map<Party, string>();

async function ask(party: Party, method: string, path: string, more: Partial<Case> = {}) {
  const response = await handler(
    new Request(`http://kvitt.test/ocpi/${path}`, {
      method,
      headers: { authorization: `Token ${tokens.get(party) ?? ""}`, ...more.headers },
      body: more.body === undefined ? undefined : JSON.stringify(more.body),
    }),
  );
  const { status_code: ocpi } = (await response.json()) as { status_code: number };
  return { http: response.status, ocpi };
}

/** Every row of every table but the log of messages and the marks of who was heard when. */
async function fingerprint(): Promise<unknown> {
  const { db } = database.owner;
  const tables = await db.execute<{ name: string }>(sql`
    select quote_ident(table_name) as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name not in ('ocpi_messages', 'partners', 'partner_tokens')`);
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as rows from ${name} t`,
  );
  return db.execute(sql.raw(`${parts.join(" union all ")} order by 1`));
}

function cpoRole({ country_code: countryCode, party_id: partyId }: Party): PartnerRole {
  return { role: "CPO", countryCode, partyId, name: partyId };
}

beforeAll(async () => {
  tenant = await aTenant(database.pool);
  handler = createOcpiHandler(testRuntime(database.pool, tenant.clock), ocpiRoutes(pushReceivers));
  for (const party of [OWN, FOREIGN]) {
    const { country_code: countryCode, party_id: partyId } = party;
    const partner = await aPartner(tenant.ctx, { roles: [cpoRole(party)] });
    tokens.set(party, await issueInboundToken(tenant.ctx, partner.id, "C"));
    if (party === FOREIGN) {
      await tenant.ctx.db.insert(commands).values({
        tenantId: tenant.tenantId,
        id: COMMAND_ID,
        partnerId: partner.id,
        kind: "START_SESSION",
        state: "accepted",
        requestedBy: "test",
        createdAt: tenant.clock.now(),
        dueAt: tenant.clock.now(),
      });
    }
    // Both have objects of the same names, so that only the party tells them apart.
    for (const version of versions) {
      const { location, tariff, session, cdr } = WIRE[version];
      const base = `${version}/receiver`;
      const put = async (module: string, object: JsonObject) => {
        const path = `${base}/${module}/${countryCode}/${partyId}/${text(object["id"])}`;
        const answer = await ask(party, "PUT", path, { body: { ...object, ...party } });
        expect([module, answer.ocpi]).toEqual([module, 1000]);
      };
      await put("locations", location);
      await put("tariffs", tariff);
      await put("sessions", session);
      const answer = await ask(party, "POST", `${base}/cdrs`, { body: { ...cdr, ...party } });
      expect([200, 201]).toContain(answer.http);
    }
    const record = { id: "REC-1", invoice_id: "INV-1", cdrs: ["12345"], ...party };
    const posted = await ask(party, "POST", "2.3.0/receiver/invoicereconciliation", {
      body: record,
    });
    expect(posted.http).toBe(201);
    if (party === FOREIGN) await plantWish(partner.id, WIRE["2.2.1"].session);
  }
});

/** A session that only B has, and what B's station is asked of it. */
async function plantWish(partnerId: Id<"partner">, session: JsonObject): Promise<void> {
  const path = `2.2.1/receiver/sessions/SE/BBB/${SESSION_OF_B}`;
  const body = { ...session, ...FOREIGN, id: SESSION_OF_B };
  expect((await ask(FOREIGN, "PUT", path, { body })).ocpi).toBe(1000);
  const { ctx, tenantId, clock } = tenant;
  const [row] = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.ocpiId, SESSION_OF_B));
  await ctx.db.insert(chargingRequests).values({
    tenantId,
    id: WISH_ID,
    partnerId,
    sessionId: row?.id ?? newId<"session">(),
    kind: "SET_PROFILE",
    state: "accepted",
    wish: {},
    requestedBy: "test",
    createdAt: clock.now(),
    dueAt: clock.now(),
  });
}

describe("what is another party's", () => {
  const cases = versions.flatMap(casesOf);

  it("is asked for at every address, with every method, in every version", () => {
    for (const version of versions) {
      const asked = new Set(
        casesOf(version).map(
          ({ method, path }) => `${method} ${path.split("/").slice(1, 3).join("/")}`,
        ),
      );
      const served = servedModules
        .filter(
          ({ identifier }) =>
            identifier !== "credentials" && !(version === "2.1.1" && identifier === "tokens"),
        )
        .flatMap(({ methods, path }) => methods[version].map((method) => `${method} ${path}`));
      expect([...asked].toSorted()).toEqual(served.toSorted());
    }
    expect(cases.length).toBeGreaterThan(90);
  });

  it.each(cases)("can neither be read nor changed: $title", async ({ method, path, ...more }) => {
    const before = await fingerprint();
    const answer = await ask(OWN, method, path, more);
    const isRefused =
      answer.http === 404 || (answer.http === 200 && answer.ocpi >= 2000 && answer.ocpi < 3000);
    expect([answer, isRefused]).toEqual([answer, true]);
    expect(await fingerprint()).toEqual(before);
  });

  it("is the party's own to read and to change", async () => {
    for (const version of versions) {
      const { location } = WIRE[version];
      const path = `${version}/receiver/locations/SE/BBB/${text(location["id"])}`;
      expect((await ask(FOREIGN, "GET", path)).ocpi).toBe(1000);
      const body = { name: "Changed", last_updated: LATER };
      expect((await ask(FOREIGN, "PATCH", path, { body })).ocpi).toBe(1000);
      for (const { path: at, object: given, methods = [] } of version === "2.1.1"
        ? []
        : (targetsOf("chargingprofiles", version) ?? [])) {
        const to = `${version}/sender/chargingprofiles/${at(FOREIGN)}`;
        for (const method of methods) {
          expect((await ask(FOREIGN, method, to, { body: given })).ocpi).toBe(1000);
        }
      }
    }
  });
});

describe("what another connection delivered of a party that moved here", () => {
  const of = (module: string, version: OcpiVersion, id: JsonValue | undefined) =>
    `${version}/receiver/${module}/SE/BBB/${text(id)}`;
  const posted = (version: OcpiVersion) => ({
    ...WIRE[version].cdr,
    ...FOREIGN,
    id: `C-${version}`,
  });
  const paths = versions.flatMap((version) => [
    of("cdrs", version, posted(version).id),
    of("sessions", version, WIRE[version].session["id"]),
  ]);
  const post = (party: Party, version: OcpiVersion, body: JsonObject) =>
    ask(party, "POST", `${version}/receiver/cdrs`, { body });
  const answers = async () =>
    Promise.all(paths.map(async (path) => [path, (await ask(OWN, "GET", path)).http]));

  beforeAll(async () => {
    for (const version of versions) {
      expect((await post(FOREIGN, version, posted(version))).http).toBe(201);
    }
    const { db } = tenant.ctx;
    const isForeign = sql`${partners.roles} -> 0 ->> 'partyId' = ${FOREIGN.party_id}`;
    await db.update(partners).set({ state: "left" }).where(isForeign);
    const roles = [FOREIGN, OWN].map(cpoRole);
    await db.update(partners).set({ roles }).where(eq(partners.state, "registered"));
  });

  it("is not read through the new one, in any version", async () => {
    expect(await answers()).toEqual(paths.map((path) => [path, 404]));
  });

  it("is read where operations agreed that it speaks for parties of others", async () => {
    for (const maySpeakForOthers of [true, false]) {
      await tenant.ctx.db.update(partners).set({ settings: { maySpeakForOthers } });
      const http = maySpeakForOthers ? 200 : 404;
      expect(await answers()).toEqual(paths.map((path) => [path, http]));
    }
  });

  it("stays closed to whoever states a CDR of that name with other content", async () => {
    for (const version of versions) {
      const other = { ...posted(version), remark: "another" };
      expect((await post(OWN, version, other)).ocpi).toBe(2001);
      expect((await ask(OWN, "GET", of("cdrs", version, other.id))).http).toBe(404);
    }
  });

  it("is read by whoever states it again, a CDR word for word", async () => {
    for (const version of versions) {
      const { session } = WIRE[version];
      expect((await post(OWN, version, posted(version))).ocpi).toBe(1000);
      const body = { ...session, ...FOREIGN, last_updated: LATER };
      const path = of("sessions", version, session["id"]);
      expect((await ask(OWN, "PUT", path, { body })).ocpi).toBe(1000);
    }
    expect(await answers()).toEqual(paths.map((path) => [path, 200]));
  });
});
