import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { encodeProfile } from "@/core/smart-charging/charging-profile";
import { cdrs } from "@/db/schema/cdrs";
import { activeChargingProfiles, chargingRequests } from "@/db/schema/charging";
import { ocpiMessages } from "@/db/schema/partners";
import { charges } from "@/db/schema/plans";
import { sessionReadings, sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/db/new-id";
import { insertWish } from "@/services/charging/charging-row";
import { receiveActiveProfile } from "@/services/charging/receive-active-profile";
import { listExpectedCdrs } from "@/services/expected-cdrs/list-expected-cdrs";
import { readExpectedSummary } from "@/services/expected-cdrs/read-expected-summary";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { forgetSteeredSessions } from "./forget-steered-sessions";

const database = testDatabase();
const FOREIGN = {
  country_code: "NL",
  party_id: "TNM",
  uid: "04DEADBEEF1234",
  type: "RFID",
  contract_id: "NL-TNM-C77777777-7",
};

async function start() {
  const tenant = await aTenant(database.pool, { now: "2026-10-05T10:00:00Z" });
  const { ctx } = tenant;
  const world = await aRoamingDriver(database.pool, tenant);
  const sessionOf = (more: Record<string, unknown> = {}) => ({
    country_code: "SE",
    party_id: "NSL",
    id: "S-F",
    start_date_time: "2026-10-05T10:00:00Z",
    kwh: 0,
    cdr_token: FOREIGN,
    auth_method: "WHITELIST",
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    currency: "SEK",
    status: "ACTIVE",
    last_updated: "2026-10-05T10:00:00Z",
    ...more,
  });
  const put = (more: Record<string, unknown> = {}) => {
    const session = sessionOf(more);
    return world.send("PUT", `sessions/SE/NSL/${session.id}`, session);
  };
  const ended = (more: Record<string, unknown> = {}) =>
    put({
      status: "COMPLETED",
      kwh: 10,
      end_date_time: "2026-10-05T11:00:00Z",
      last_updated: "2026-10-05T11:00:00Z",
      ...more,
    });
  const asFinance = tenant.as({
    kind: "user",
    userId: newId<"user">(),
    email: "f@kvitt.example",
    roles: ["finance"],
    driverId: null,
  });
  const held = () => ctx.db.select().from(sessions).where(eq(sessions.tenantId, tenant.tenantId));
  return { ...world, tenant, ctx, put, ended, asFinance, held };
}

describe("a session that we only steer", () => {
  it("is expected of no CDR, whether it ended or was not heard of for days", async () => {
    const { tenant, put, ended, asFinance } = await start();
    await ended();
    await put({ id: "S-G", evse_uid: "E2" });
    tenant.clock.set("2026-10-09T11:00:00Z");
    for (const kind of ["missing", "stale"] as const) {
      expect((await listExpectedCdrs(asFinance, { kind, page: 1 })).items).toEqual([]);
    }
    const summary = await readExpectedSummary(asFinance);
    expect(summary.gaps).toEqual([]);
    expect(summary.partners).toMatchObject([{ missing: 0, stale: 0 }]);
    // The same of a driver of ours is.
    await ended({ id: "S-H", cdr_token: cdrOf("H", 5, 10).cdr_token });
    const { items } = await listExpectedCdrs(asFinance, { kind: "missing", page: 1 });
    expect(items.map(({ ocpiId }) => ocpiId)).toEqual(["S-H"]);
  });

  it("is never billed: a CDR of it is held as of nobody, and nothing is booked", async () => {
    const { ctx, tenant, send, ended } = await start();
    await ended();
    tenant.clock.set("2026-10-05T12:00:00Z");
    await send("POST", "cdrs", { ...cdrOf("F", 5, 10), cdr_token: FOREIGN });
    await rateAll(ctx);
    const [cdr] = await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, tenant.tenantId));
    expect(cdr).toMatchObject({ state: "held", driverId: null, acceptedCostMinor: null });
    expect(cdr?.heldReasons.join()).toContain("unknown-token");
    expect(await ctx.db.$count(charges, eq(charges.tenantId, tenant.tenantId))).toBe(0);
    await expectSoundBooks(ctx.db, tenant.tenantId);
  });
});

describe("30 days after its end", () => {
  async function steered() {
    const world = await start();
    const { ctx, put, ended, held, partner, tenant } = world;
    await put();
    await put({ id: "S-OURS", evse_uid: "E2", cdr_token: cdrOf("O", 5, 1).cdr_token });
    const session = (await held()).find(({ ocpiId }) => ocpiId === "S-F");
    if (!session) throw new Error("the session was not kept");
    const profile = { rateUnit: "A", periods: [{ startS: 0, limit: 0n }] } as const;
    const wish = { kind: "SET_PROFILE", session, wish: encodeProfile(profile) } as const;
    await inTransaction(ctx, (tx) => insertWish(tx, wish));
    await receiveActiveProfile(ctx, {
      partnerId: partner.id,
      sessionOcpiId: "S-F",
      from: null,
      active: { startDateTime: tenant.clock.now(), profile },
      message: {
        partnerId: partner.id,
        module: "chargingprofiles",
        method: "PUT",
        url: "/",
        body: null,
      },
    });
    await ended();
    const messages = (key: string) =>
      ctx.db.$count(
        ocpiMessages,
        and(eq(ocpiMessages.tenantId, tenant.tenantId), eq(ocpiMessages.objectKey, key)),
      );
    const beside = async (id: Id<"session">) =>
      Promise.all(
        [chargingRequests, activeChargingProfiles, sessionReadings].map((table) =>
          ctx.db.$count(table, eq(table.sessionId, id)),
        ),
      );
    return { ...world, session, messages, beside };
  }

  it("is gone with its messages, profiles and readings; a driver's of ours stays", async () => {
    const { tenant, ctx, held, session, messages, beside } = await steered();
    tenant.clock.set("2026-11-04T10:59:00Z");
    expect(await forgetSteeredSessions(ctx)).toBe(0);
    expect(await messages("SE/NSL/S-F")).toBeGreaterThan(2);
    tenant.clock.set("2026-11-04T11:00:01Z");
    expect(await forgetSteeredSessions(ctx)).toBe(1);
    expect((await held()).map(({ ocpiId }) => ocpiId)).toEqual(["S-OURS"]);
    expect(await messages("SE/NSL/S-F")).toBe(0);
    expect(await beside(session.id)).toEqual([0, 0, 0]);
    expect(await messages("SE/NSL/S-OURS")).toBe(1);
    expect(await forgetSteeredSessions(ctx)).toBe(0);
  });

  it("does not come back when its CPO lists it again", async () => {
    const { tenant, ctx, held, ended, messages } = await steered();
    tenant.clock.set("2026-11-05T00:00:00Z");
    await forgetSteeredSessions(ctx);
    expect(await ended()).toMatchObject({ http: 200, ocpi: 1000 });
    expect((await held()).map(({ ocpiId }) => ocpiId)).toEqual(["S-OURS"]);
    expect(await messages("SE/NSL/S-F")).toBe(0);
  });
});
