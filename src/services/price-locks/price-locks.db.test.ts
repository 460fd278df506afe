import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { describe, expect, it } from "vitest";

import type { Id } from "@/core/ids";
import { lockText } from "@/core/rating/price-lock";
import { preparedClient } from "@/db/prepared-client";
import { planVersions } from "@/db/schema/plans";
import { priceLocks } from "@/db/schema/price-locks";
import { authorizations, sessions } from "@/db/schema/sessions";
import { startCharge } from "@/services/commands/start-charge";
import { authorizeToken } from "@/services/tokens/authorize-token";
import { aCommandingDriver } from "@/testing/commanding-driver";
import { testDatabase } from "@/testing/database";
import { aLockedPlace, sessionOf } from "@/testing/locked-place";
import { lockColumns, readLock, type LockRecord } from "./find-locks-for-cdrs";

const database = testDatabase();

async function start() {
  const place = await aLockedPlace(database.pool);
  const { ctx } = place.tenant;
  const listLocks = () =>
    ctx.db
      .select()
      .from(priceLocks)
      .where(eq(priceLocks.tenantId, ctx.tenantId))
      .orderBy(priceLocks.id);
  const sessionId = async (ocpiId: string) => {
    const [row] = await ctx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.ocpiId, ocpiId)));
    return row?.id;
  };
  const authorize = (evseUids?: readonly string[]) =>
    authorizeToken(
      place.tenant.as({ kind: "partner", partnerId: place.partner.id, requestId: "r" }),
      {
        uid: "04A2B91C5E6180",
        type: "RFID",
        ...(evseUids && { location: { locationId: "LOC-1", evseUids } }),
      },
    );
  return { ...place, ctx, listLocks, sessionId, authorize };
}

describe("a price is locked", () => {
  it("at a session's first push, where nobody asked before (an RFID tap)", async () => {
    const { send, listLocks, sessionId, ctx } = await start();
    await send("PUT", "sessions/SE/NSL/S-A", sessionOf("A", 1));
    const [lock, ...others] = await listLocks();
    expect(others).toEqual([]);
    expect(lock).toMatchObject({
      source: "session",
      sessionId: await sessionId("S-A"),
      currency: "SEK",
      timeZone: "Europe/Stockholm",
      evseUid: "E1",
      connectorId: "1",
    });
    expect(lock?.lockedAt.toString()).toBe("2026-10-01T10:00:00Z");
    expect(lock?.tariffs).toHaveLength(1);
    const [record] = await ctx.db.execute<LockRecord>(sql`
      select ${lockColumns} from ${priceLocks} l
      join ${planVersions} pv on pv.tenant_id = l.tenant_id and pv.id = l.plan_version_id
      where l.tenant_id = ${ctx.tenantId}`);
    const text = lockText(readLock(record!));
    expect(createHash("sha256").update(text).digest()).toEqual(Buffer.from(lock!.contentSha256));
  });

  it("once for a session, however often and how many at once it is pushed", async () => {
    const { send, listLocks } = await start();
    const push = () => send("PUT", "sessions/SE/NSL/S-A", sessionOf("A", 1));
    const answers = await Promise.all([push(), push(), push(), push()]);
    await send("PUT", "sessions/SE/NSL/S-A", {
      ...sessionOf("A", 1),
      kwh: 4,
      last_updated: "2026-10-01T10:30:00Z",
    });
    expect(answers.map(({ ocpi }) => ocpi)).toEqual([1000, 1000, 1000, 1000]);
    expect(await listLocks()).toHaveLength(1);
  });

  it("at a real-time authorization that names the place, and is the session's by our reference", async () => {
    const { send, listLocks, sessionId, authorize } = await start();
    const answer = await authorize(["E1"]);
    expect(answer).toMatchObject({ allowed: "ALLOWED" });
    const reference = (answer as { authorizationReference: string }).authorizationReference;
    expect(await listLocks()).toMatchObject([
      { source: "authorize", authorizationReference: reference, sessionId: null, evseUid: "E1" },
    ]);
    await send("PUT", "sessions/SE/NSL/S-A", {
      ...sessionOf("A", 1),
      authorization_reference: reference,
    });
    expect(await listLocks()).toMatchObject([
      { source: "authorize", sessionId: await sessionId("S-A") },
    ]);
  });

  it("for all EVSEs of a place where none is named, each with its own tariffs", async () => {
    const { listLocks, authorize } = await start();
    await authorize([]);
    const [lock] = await listLocks();
    expect(lock).toMatchObject({ source: "authorize", evseUid: null, connectorId: null });
    expect(lock?.quote).toMatchObject({
      connectors: [
        { evseUid: "E1", connectorId: "1", tariffIds: ["T1"] },
        { evseUid: "E2", connectorId: "1", tariffIds: ["T2"] },
      ],
    });
    expect(lock?.tariffs).toHaveLength(2);
  });

  it("at the session where an authorization named no place", async () => {
    const { send, listLocks, authorize } = await start();
    await authorize();
    expect(await listLocks()).toEqual([]);
    await send("PUT", "sessions/SE/NSL/S-A", sessionOf("A", 1));
    expect(await listLocks()).toMatchObject([{ source: "session" }]);
  });

  it("for one of two sessions that name the same reference; the other has a lock of its own", async () => {
    const { send, listLocks, authorize } = await start();
    const { authorizationReference } = (await authorize(["E1"])) as {
      authorizationReference: string;
    };
    const named = { authorization_reference: authorizationReference };
    await send("PUT", "sessions/SE/NSL/S-A", { ...sessionOf("A", 1), ...named });
    await send("PUT", "sessions/SE/NSL/S-B", { ...sessionOf("B", 2), ...named });
    const locks = await listLocks();
    expect(locks.map(({ source }) => source)).toEqual(["authorize", "session"]);
    expect(new Set(locks.map(({ sessionId }) => sessionId)).size).toBe(2);
  });

  it("without tariffs where the operator's are not known, so that finance sees why nothing was promised", async () => {
    const { send, listLocks } = await start();
    const elsewhere = { ...sessionOf("A", 1), location_id: "LOC-9" };
    await send("PUT", "sessions/SE/NSL/S-A", elsewhere);
    expect(await listLocks()).toMatchObject([{ source: "session", tariffs: [], currency: "SEK" }]);
  });

  it("as the tariff was when it began, not as it is when its push comes late", async () => {
    const { send, tariff, listLocks, tenant } = await start();
    tenant.clock.set("2026-11-03T10:00:00Z");
    await send("PUT", "tariffs/SE/NSL/T1", tariff("T1", 9, "2026-11-03T09:00:00Z"));
    const late = { ...sessionOf("A", 1), start_date_time: "2026-11-03T08:00:00Z" };
    await send("PUT", "sessions/SE/NSL/S-A", late);
    const [lock] = await listLocks();
    expect(JSON.stringify(lock?.tariffs)).toContain('"4000000"');
    expect(JSON.stringify(lock?.tariffs)).not.toContain('"9000000"');
  });
});

describe("an authorization", () => {
  it("takes one statement more for its lock, and only where a place is named", async () => {
    const { tenant, partner } = await start();
    const client = postgres(database.appUrl, { max: 1 });
    const asked: string[] = [];
    const db = drizzle(preparedClient(client), {
      logger: { logQuery: (text) => asked.push(text) },
    });
    const ctx = tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" });
    const request = { uid: "04A2B91C5E6180", type: "RFID" };
    try {
      await authorizeToken({ ...ctx, db }, request);
      // Whose token it is, and the answer.
      expect(asked.splice(0)).toHaveLength(2);
      await authorizeToken(
        { ...ctx, db },
        { ...request, location: { locationId: "LOC-1", evseUids: ["E1"] } },
      );
      // Besides: what is locked, and which EVSEs are known. The lock goes with the answer.
      expect(asked).toHaveLength(4);
      expect(asked.filter((text) => /insert into/.test(text))).toHaveLength(1);
    } finally {
      await client.end();
    }
  });
});

describe("a lock is no condition", () => {
  it("for an authorization: where it can't be kept, the answer is given and kept", async () => {
    const { ctx, listLocks, authorize } = await start();
    await database.owner.raw.unsafe(
      "alter table price_locks add constraint no_lock check (false) not valid",
    );
    try {
      expect(await authorize(["E1"])).toMatchObject({ allowed: "ALLOWED" });
    } finally {
      await database.owner.raw.unsafe("alter table price_locks drop constraint no_lock");
    }
    expect(await listLocks()).toEqual([]);
    const kept = await ctx.db
      .select()
      .from(authorizations)
      .where(eq(authorizations.tenantId, ctx.tenantId));
    expect(kept).toHaveLength(1);
  });

  it("for a session: it is taken, and its message says that no price was locked", async () => {
    const { ctx, send, sessionId } = await start();
    await database.owner.raw.unsafe(
      "alter table price_locks add constraint no_lock check (false) not valid",
    );
    try {
      const answer = await send("PUT", "sessions/SE/NSL/S-A", sessionOf("A", 1));
      expect(answer.ocpi).toBe(1000);
    } finally {
      await database.owner.raw.unsafe("alter table price_locks drop constraint no_lock");
    }
    expect(await sessionId("S-A")).toBeDefined();
    const [noted] = await ctx.db.execute(sql`
      select 1 from ocpi_messages where tenant_id = ${ctx.tenantId} and notes::text like '%no-price-lock%'`);
    expect(noted).toBeDefined();
  });
});

describe("a start from the app", () => {
  it("locks the price with the quote, under the reference that the session brings back", async () => {
    const rig = await aCommandingDriver(database.pool);
    try {
      const { ctx } = rig;
      await rig.push("PUT", "tariffs/NL/FKE/T1", {
        country_code: "NL",
        party_id: "FKE",
        id: "T1",
        currency: "EUR",
        elements: [{ price_components: [{ type: "ENERGY", price: 0.4, vat: 21, step_size: 1 }] }],
        last_updated: "2026-09-01T00:00:00Z",
      });
      const wish = { energy: 12_000_000n, minutes: 90, vehicleId: null };
      await startCharge(rig.as(rig.driver.id), { ...rig.pick, wish });
      await rig.sendDue();
      const reference = String(rig.bodyOf("START_SESSION")["authorization_reference"]);
      const find = () =>
        ctx.db.select().from(priceLocks).where(eq(priceLocks.tenantId, ctx.tenantId));
      expect(await find()).toMatchObject([
        {
          source: "command",
          authorizationReference: reference,
          sessionId: null,
          evseUid: "E1",
          connectorId: "1",
          currency: "EUR",
        },
      ]);
      const [{ quote } = { quote: null }] = await find();
      // What he was shown: his own charge, not the 30 kWh by which connectors are compared.
      expect(quote).toMatchObject({
        shown: { kind: "quote", data: { charge: { energy: { $n: "12000000" } } } },
        need: { energyMicroKwh: "12000000", minutes: 90, vehicleId: null },
      });
      const session = await rig.beginSession();
      expect(await find()).toMatchObject([{ source: "command", sessionId: session }]);
    } finally {
      await rig.stop();
    }
  });

  it("keeps the lock for a session whose operator dropped the reference", async () => {
    const rig = await aCommandingDriver(database.pool);
    try {
      const { ctx } = rig;
      const session: Id<"session"> = await (async () => {
        await rig.push("PUT", "tariffs/NL/FKE/T1", {
          country_code: "NL",
          party_id: "FKE",
          id: "T1",
          currency: "EUR",
          elements: [{ price_components: [{ type: "ENERGY", price: 0.4, vat: 21, step_size: 1 }] }],
          last_updated: "2026-09-01T00:00:00Z",
        });
        await startCharge(rig.as(rig.driver.id), rig.pick);
        await rig.sendDue();
        return rig.beginSession({ authorization_reference: undefined });
      })();
      const locks = await ctx.db
        .select()
        .from(priceLocks)
        .where(eq(priceLocks.tenantId, ctx.tenantId));
      expect(locks).toMatchObject([{ source: "command", sessionId: session }]);
    } finally {
      await rig.stop();
    }
  });
});
