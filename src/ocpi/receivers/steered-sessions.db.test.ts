import { and, asc, eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commands } from "@/db/schema/commands";
import { activeChargingProfiles } from "@/db/schema/charging";
import { ocpiMessages } from "@/db/schema/partners";
import { priceLocks } from "@/db/schema/price-locks";
import { sessions } from "@/db/schema/sessions";
import { walletHolds } from "@/db/schema/wallets";
import { aDriver, aToken } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPushingPartner, type PushingPartner } from "@/testing/pushing-partner";
import { laterVersions, version211 } from "@/testing/version-examples";

const database = testDatabase();
const NEWER = "2030-11-02T10:00:00Z";
/** All that tells who drives. */
const NAMES = ["04DEADBEEF1234", "NL-TNM-C77777777-7", "TNM-REF-31", "DF000-2001-8999"];
const FOREIGN = {
  cdr_token: {
    country_code: "NL",
    party_id: "TNM",
    uid: "04DEADBEEF1234",
    type: "RFID",
    contract_id: "NL-TNM-C77777777-7",
    visual_number: "DF000-2001-8999",
  },
  authorization_reference: "TNM-REF-31",
  x_note: "card 04DEADBEEF1234",
};
/** Takes the names out of a body that is to be ours. */
const OURS = { authorization_reference: undefined, x_note: undefined };
let tenant: TestTenant;
let serial = 0;
const path = () => `sessions/NL/STK/F-${serial}`;

beforeAll(async () => {
  tenant = await aTenant(database.pool);
});
beforeEach(() => {
  serial++;
});

async function stored(id = `F-${serial}`) {
  const [row] = await database.pool.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.tenantId, tenant.tenantId), eq(sessions.ocpiId, id)));
  return row;
}

/** All that the log keeps, as text. */
async function logged(): Promise<string> {
  const rows = await database.pool.db
    .select()
    .from(ocpiMessages)
    .where(eq(ocpiMessages.tenantId, tenant.tenantId))
    .orderBy(asc(ocpiMessages.id));
  const text = (bytes: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString("utf8") : "");
  return rows
    .map((row) => [JSON.stringify(row), text(row.body), text(row.responseBody)].join("\n"))
    .join("\n");
}

const everything = async () => `${JSON.stringify(await stored(), texts)}\n${await logged()}`;
const texts = (_key: string, value: unknown) => (typeof value === "bigint" ? `${value}` : value);

const namesIn = (text: string) => NAMES.filter((name) => text.includes(name));

describe.each(laterVersions)("a session of another eMSP's driver in $version", (examples) => {
  const { version, session, ownedBy, tokenField } = examples;
  let cpo: PushingPartner;
  const body = (more: Record<string, unknown> = {}) => ({
    ...session,
    ...ownedBy("NL", "STK"),
    ...FOREIGN,
    id: `F-${serial}`,
    ...more,
  });

  beforeAll(async () => {
    cpo = await aPushingPartner(database.pool, tenant, ["NL/STK"], { version });
  });

  it("is kept to be steered, and nothing of it says who drives", async () => {
    expect(await cpo.send("PUT", path(), body())).toMatchObject({ http: 201, ocpi: 1000 });
    expect(await stored()).toMatchObject({
      purpose: "steering",
      driverId: null,
      tokenId: null,
      authorizationReference: null,
    });
    const kept = await everything();
    expect(namesIn(kept)).toEqual([]);
    const { data } = await cpo.send("GET", path());
    expect(data).toMatchObject({
      cdr_token: { country_code: "NL", party_id: "TNM", type: "RFID", contract_id: "#NA" },
    });
  });

  it("keeps one name for its token as long as it is the same, and another for each charge", async () => {
    const uidOf = async () => {
      const { data } = await cpo.send("GET", path());
      return (data as { cdr_token: { uid: string } }).cdr_token.uid;
    };
    await cpo.send("PUT", path(), body());
    const first = await uidOf();
    expect(first).toMatch(/^HIDDEN-[0-9A-F]{24}$/);
    await cpo.send("PUT", path(), body({ last_updated: "2030-01-01T00:00:00Z" }));
    await cpo.send("PATCH", path(), { kwh: 3, last_updated: "2030-01-02T00:00:00Z" });
    expect(await uidOf()).toBe(first);
    const changed = { ...FOREIGN.cdr_token, uid: "04FFFFFFFFFFFF" };
    await cpo.send("PATCH", path(), { cdr_token: changed, last_updated: "2030-01-03T00:00:00Z" });
    expect(await uidOf()).not.toBe(first);
    serial++;
    await cpo.send("PUT", path(), body());
    expect(await uidOf()).not.toBe(first);
    expect((await logged()).includes("04FFFFFFFFFFFF")).toBe(false);
  });

  it("stays so when it is changed, and the change is logged without what names the driver", async () => {
    await cpo.send("PUT", path(), body());
    const patch = {
      kwh: 7.5,
      cdr_token: FOREIGN.cdr_token,
      authorization_reference: "TNM-REF-31",
      last_updated: NEWER,
    };
    expect(await cpo.send("PATCH", path(), patch)).toMatchObject({ http: 200, ocpi: 1000 });
    expect(await stored()).toMatchObject({
      purpose: "steering",
      energyMicroKwh: 7_500_000n,
      authorizationReference: null,
    });
    await cpo.send("PATCH", path(), { authorization_reference: "TNM-REF-31", last_updated: NEWER });
    const kept = await everything();
    expect(namesIn(kept)).toEqual([]);
    expect(kept.includes(`"kwh":7.5`)).toBe(true);
  });

  it("is logged without the driver also where it is refused, stale or unknown", async () => {
    const refused = [
      await cpo.send("PUT", path(), body({ status: "DONE" })),
      await cpo.send("PUT", path(), body({ id: "OTHER" })),
      await cpo.send("PATCH", path(), { ...FOREIGN, last_updated: NEWER }),
      await cpo.send("PUT", "sessions/NL/XXX/F", body()),
    ];
    expect(refused.map(({ ocpi }) => ocpi)).toEqual([2001, 2001, 2000, 2000]);
    await cpo.send("PUT", path(), body({ last_updated: NEWER }));
    await cpo.send("PUT", path(), body({ last_updated: "2020-01-01T00:00:00Z" }));
    expect(namesIn(await logged())).toEqual([]);
  });

  it("is logged without the driver also where no module takes it", async () => {
    const answers = [
      await cpo.send("DELETE", path(), body()),
      await cpo.send("PUT", "sessions/NL/STK", body()),
    ];
    for (const { ocpi } of answers) expect(ocpi).toBeGreaterThanOrEqual(2000);
    expect(namesIn(await logged())).toEqual([]);
  });

  it("locks no price, holds no credit and answers no command of ours", async () => {
    const driver = await aDriver(tenant.ctx);
    const before = await Promise.all(
      [priceLocks, walletHolds, commands].map((table) => database.pool.db.$count(table)),
    );
    await cpo.send("PUT", path(), body());
    await cpo.send("PATCH", path(), { status: "COMPLETED", last_updated: NEWER });
    const after = await Promise.all(
      [priceLocks, walletHolds, commands].map((table) => database.pool.db.$count(table)),
    );
    expect(after).toEqual(before);
    expect(await database.pool.db.$count(sessions, eq(sessions.driverId, driver.id))).toBe(0);
  });

  it("is ours where we know the token, whatever party stands beside it", async () => {
    const driver = await aDriver(tenant.ctx);
    const token = await aToken(tenant.ctx, driver.id);
    const named = tokenField(token.uid.toLowerCase(), token.contractId);
    const theirs = { ...(named["cdr_token"] as object), country_code: "NL", party_id: "TNM" };
    await cpo.send("PUT", path(), { ...body(OURS), cdr_token: theirs });
    expect(await stored()).toMatchObject({ purpose: "billing", driverId: driver.id });
  });

  it("becomes ours once its CPO names our token, and is an unknown token of ours with our party", async () => {
    await cpo.send("PUT", path(), body());
    const unknown = tokenField("04-NOT-KNOWN", "SE-KVT-C99999999-9");
    const ofOurs = { cdr_token: { ...(unknown["cdr_token"] as object), country_code: "se" } };
    await cpo.send(
      "PUT",
      path(),
      body({ ...OURS, ...ofOurs, last_updated: "2030-01-01T00:00:00Z" }),
    );
    expect(await stored()).toMatchObject({ purpose: "billing", driverId: null });
    const driver = await aDriver(tenant.ctx);
    const token = await aToken(tenant.ctx, driver.id);
    const named = tokenField(token.uid, token.contractId);
    await cpo.send("PATCH", path(), { ...named, last_updated: NEWER });
    expect(await stored()).toMatchObject({ purpose: "billing", driverId: driver.id });
  });

  it("may have its station's profile told", async () => {
    await cpo.send("PUT", path(), body());
    const profile = {
      start_date_time: "2026-11-02T11:00:30Z",
      charging_profile: {
        charging_rate_unit: "A",
        charging_profile_period: [{ start_period: 0, limit: 0 }],
      },
    };
    const answer = await cpo.ask("PUT", `sender/chargingprofiles/F-${serial}`, profile);
    expect(answer).toMatchObject({ http: 200, ocpi: 1000 });
    const row = await stored();
    if (!row) throw new Error("the session was not kept");
    const told = await database.pool.db
      .select()
      .from(activeChargingProfiles)
      .where(eq(activeChargingProfiles.sessionId, row.id));
    expect(told).toHaveLength(1);
  });
});

describe("a session of 2.1.1, which knows no SCSP", () => {
  it("of an unknown token is an unknown token of ours, as before", async () => {
    const { session, version } = version211;
    const cpo = await aPushingPartner(database.pool, tenant, ["NL/STK"], { version });
    await cpo.send("PUT", path(), { ...session, id: `F-${serial}`, auth_id: "NL-TNM-C777" });
    expect(await stored()).toMatchObject({ purpose: "billing", driverId: null });
    expect((await logged()).includes("NL-TNM-C777")).toBe(true);
  });
});
