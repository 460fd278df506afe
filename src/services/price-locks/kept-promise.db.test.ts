import { and, eq, isNull } from "drizzle-orm";
import type postgres from "postgres";
import { describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { encodePlan } from "@/core/plans/plan";
import { sumLines } from "@/core/rating/explain";
import { decodeExplanation } from "@/core/rating/stored-price";
import { cdrs } from "@/db/schema/cdrs";
import { newId } from "@/db/new-id";
import { charges, driverPlans } from "@/db/schema/plans";
import { priceLocks } from "@/db/schema/price-locks";
import { sessions } from "@/db/schema/sessions";
import { decideCdr } from "@/services/cdrs/decide-cdr";
import { previewDecision } from "@/services/cdrs/preview-decision";
import type { Actor } from "@/services/context";
import { authorizeToken } from "@/services/tokens/authorize-token";
import { aDriver } from "@/testing/builders/driver";
import { aPlan, onPlan } from "@/testing/builders/plan";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks, findViolations } from "@/testing/expect-sound-books";
import { aLockedPlace, sessionOf } from "@/testing/locked-place";
import { plant } from "@/testing/plant";
import { cdrOf, rateAll } from "@/testing/roaming-driver";
import { getDriverLock } from "./get-driver-lock";
import { exportMarginLost, listMarginLost } from "./list-margin-lost";

const database = testDatabase();

const finance: Actor = {
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "finans@kvitt.test",
  roles: ["finance"],
  driverId: null,
};

/** 10 kWh: by T1 40.00 before VAT; the driver's plan makes it 40 × 1.25 × 1.1 + 1 = 56.00. */
async function start() {
  const place = await aLockedPlace(database.pool);
  const { tenant, send, tariff } = place;
  const { ctx } = tenant;
  const tap = () => send("PUT", "sessions/SE/NSL/S-A", sessionOf("A", 1));
  /** The CDR of the tapped session by a tariff of `price` a kWh, claiming `claim` before VAT. */
  const bill = async (price: number, claim = price * 10, change: Record<string, unknown> = {}) => {
    const cdr = { ...cdrOf("A", 1, 10, claim), tariffs: [tariff("T1", price)], ...change };
    await send("POST", "cdrs", cdr);
    await rateAll(ctx);
    const [row] = await ctx.db
      .select({ id: cdrs.id, state: cdrs.state })
      .from(cdrs)
      .where(eq(cdrs.tenantId, ctx.tenantId));
    if (!row) throw new Error("no CDR was taken");
    if (row.state === "held") {
      const preview = await previewDecision(tenant.as(finance), { cdrId: row.id });
      await decideCdr(tenant.as(finance), { cdrId: row.id, decision: "accept_claim", note: "Ok." });
      const { grossMinor } = await charge();
      const { driver } = preview?.claim ?? {};
      // What finance was shown is what was booked, a charge that was booked at once included.
      expect(driver && "gross" in driver ? driver.gross?.amountMinor : null).toBe(grossMinor);
    }
    return charge();
  };
  const charge = async () => {
    const [row] = await ctx.db.select().from(charges).where(eq(charges.tenantId, ctx.tenantId));
    if (!row) throw new Error("there is no charge");
    const { grossMinor, billGrossMinor, marginLostReason, priceLockId } = row;
    const lines = decodeExplanation(row.explanation);
    const promise = lines.find(({ item }) => item.kind === "promise")?.item;
    return {
      grossMinor,
      billGrossMinor,
      marginLostReason,
      hasLock: priceLockId !== null,
      promise,
      exact: sumLines(lines),
    };
  };
  const sound = () => expectSoundBooks(database.pool.db, tenant.tenantId);
  return { ...place, ctx, tap, bill, sound };
}

const cents = (exact: { n: bigint; d: bigint }) => Number(exact.n * 100n) / Number(exact.d);

describe("the driver pays the lower of the bill and his locked price", () => {
  it("where nothing changed, the bill, to the öre, and the trail names the promise", async () => {
    const { tap, bill, sound } = await start();
    await tap();
    expect(await bill(4)).toMatchObject({
      grossMinor: 56_00n,
      billGrossMinor: null,
      marginLostReason: null,
      hasLock: true,
      promise: { kind: "promise", lockedMinor: 56_00n, billMinor: 56_00n, reason: null },
    });
    await sound();
  });

  it("where the tariff rose between the start and the CDR, what was promised", async () => {
    const { tap, bill, send, tariff, sound } = await start();
    await tap();
    await send("PUT", "tariffs/SE/NSL/T1", tariff("T1", 8, "2026-10-01T10:30:00Z"));
    const charge = await bill(8);
    expect(charge).toMatchObject({
      grossMinor: 56_00n,
      billGrossMinor: 111_00n,
      marginLostReason: "tariff-changed",
      promise: { lockedMinor: 56_00n, billMinor: 111_00n, reason: "tariff-changed" },
    });
    expect(cents(charge.exact)).toBe(56_00);
    await sound();
  });

  it("where the operator asks for more than its tariff gives, what was promised", async () => {
    const { tap, bill, sound } = await start();
    await tap();
    expect(await bill(4, 60)).toMatchObject({
      grossMinor: 56_00n,
      billGrossMinor: 83_50n,
      marginLostReason: "claim-above-tariff",
    });
    await sound();
  });

  it("where the operator rounds up, what was promised", async () => {
    const { tap, bill, sound } = await start();
    await tap();
    expect(await bill(4, 40.01)).toMatchObject({
      grossMinor: 56_00n,
      billGrossMinor: 56_01n,
      marginLostReason: "step-or-rounding",
    });
    await sound();
  });

  it("where the tariff fell, the bill", async () => {
    const { tap, bill, sound } = await start();
    await tap();
    expect(await bill(2)).toMatchObject({
      grossMinor: 28_50n,
      billGrossMinor: null,
      marginLostReason: null,
      hasLock: true,
      promise: { lockedMinor: 56_00n, billMinor: 28_50n },
    });
    await sound();
  });

  it("where the operator bills by a tariff that was not there, the promised one", async () => {
    const { tap, bill, tariff, sound } = await start();
    await tap();
    const other = {
      tariffs: [tariff("T-NEW", 6)],
      charging_periods: [
        {
          start_date_time: "2026-10-01T10:00:00Z",
          tariff_id: "T-NEW",
          dimensions: [{ type: "ENERGY", volume: 10 }],
        },
      ],
    };
    expect(await bill(6, 60, other)).toMatchObject({
      grossMinor: 56_00n,
      billGrossMinor: 83_50n,
      marginLostReason: "tariff-changed",
    });
    await sound();
  });

  it("where his plan changed after the authorization, the plan that was locked", async () => {
    const { tenant, partner, driver, ctx, send, bill, sound } = await start();
    tenant.clock.set("2026-10-01T09:55:00Z");
    const answer = await authorizeToken(
      tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" }),
      {
        uid: "04A2B91C5E6180",
        type: "RFID",
        location: { locationId: "LOC-1", evseUids: ["E1"] },
      },
    );
    const dearer = encodePlan({
      mode: "cost_plus",
      basis: "gross",
      prices: [
        { currency: "SEK", markup: { percentage: 500_000, perKwh: 0n, perSession: micro("0") } },
      ],
    });
    const changedAt = Temporal.Instant.from("2026-10-01T09:58:00Z");
    await ctx.db
      .update(driverPlans)
      .set({ validTo: changedAt })
      .where(and(eq(driverPlans.driverId, driver.id), isNull(driverPlans.validTo)));
    const plan = await aPlan(ctx, { definition: dearer });
    await onPlan(ctx, driver.id, plan.id, "2026-10-01T09:58:00Z");
    const { authorizationReference } = answer as { authorizationReference: string };
    const named = { authorization_reference: authorizationReference };
    await send("PUT", "sessions/SE/NSL/S-A", { ...sessionOf("A", 1), ...named });
    expect(await bill(4, 40, named)).toMatchObject({
      grossMinor: 56_00n,
      billGrossMinor: 75_00n,
      marginLostReason: "plan-changed",
    });
    await sound();
  });

  it("without a session, by the reference that the CDR brings", async () => {
    const { tenant, partner, bill, sound } = await start();
    tenant.clock.set("2026-10-01T09:55:00Z");
    const answer = await authorizeToken(
      tenant.as({ kind: "partner", partnerId: partner.id, requestId: "r" }),
      {
        uid: "04A2B91C5E6180",
        type: "RFID",
        location: { locationId: "LOC-1", evseUids: [] },
      },
    );
    const { authorizationReference } = answer as { authorizationReference: string };
    expect(await bill(8, 80, { authorization_reference: authorizationReference })).toMatchObject({
      grossMinor: 56_00n,
      billGrossMinor: 111_00n,
      hasLock: true,
    });
    await sound();
  });

  it("without session or reference, by driver, place and start, as a CDR of 2.1.1 comes", async () => {
    const { tap, bill, sound } = await start();
    await tap();
    expect(await bill(8, 80, { session_id: undefined })).toMatchObject({
      grossMinor: 56_00n,
      billGrossMinor: 111_00n,
      hasLock: true,
    });
    await sound();
  });

  it("where no tariff was known to be promised, the bill, and finance sees why", async () => {
    const { send, bill, sound } = await start();
    const elsewhere = { ...sessionOf("A", 1), location_id: "LOC-9" };
    await send("PUT", "sessions/SE/NSL/S-A", elsewhere);
    expect(await bill(8)).toMatchObject({
      grossMinor: 111_00n,
      billGrossMinor: null,
      marginLostReason: "tariff-unknown-at-lock",
      hasLock: true,
    });
    await sound();
  });

  it("with an own tariff, the same: the operator's tariff plays no part", async () => {
    const { driver, ctx, tap, bill, sound } = await start();
    const definition = encodePlan({
      mode: "own_tariff",
      basis: "net",
      tariff: {
        countryCode: "SE",
        partyId: "KVT",
        id: "OWN",
        currency: "SEK",
        taxIncluded: "NO",
        tariffAltText: [],
        elements: [
          { priceComponents: [{ type: "ENERGY", price: micro("5"), vat: 250_000, stepSize: 1 }] },
        ],
        lastUpdated: Temporal.Instant.from("2026-01-01T00:00:00Z"),
      },
    });
    const plan = await aPlan(ctx, { definition, priceMode: "own_tariff", basis: "net" });
    await ctx.db
      .update(driverPlans)
      .set({ planVersionId: plan.id })
      .where(eq(driverPlans.driverId, driver.id));
    await tap();
    expect(await bill(8)).toMatchObject({
      grossMinor: 62_50n,
      billGrossMinor: null,
      marginLostReason: null,
      hasLock: true,
    });
    await sound();
  });
});

describe("what promises cost", () => {
  it("is counted by operator and reason within a period, and listed charge by charge", async () => {
    const { tenant, tap, bill } = await start();
    await tap();
    await bill(8);
    const ctx = tenant.as(finance);
    const october = { from: "2026-10-01", to: "2026-10-01" };
    // 55.00 with VAT is 44.00 before it.
    expect(await listMarginLost(ctx, october)).toMatchObject([
      {
        party: "SE*NSL",
        currency: "SEK",
        reason: "tariff-changed",
        charges: 1,
        lostGrossMinor: 55_00n,
        lostNetMinor: 44_00n,
      },
    ]);
    expect(await exportMarginLost(ctx, october)).toMatchObject([
      {
        cdrOcpiId: "A",
        chargedGrossMinor: 56_00n,
        billGrossMinor: 111_00n,
        lostGrossMinor: 55_00n,
        lostNetMinor: 44_00n,
      },
    ]);
    expect(await listMarginLost(ctx, { from: "2026-10-02" })).toEqual([]);
    expect(await listMarginLost(ctx, { to: "2026-09-30" })).toEqual([]);
    const driverOnly = tenant.as({ ...finance, roles: ["driver"] });
    await expect(listMarginLost(driverOnly, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("counts bills that stood for want of a promise apart, at nothing lost", async () => {
    const { tenant, send, bill } = await start();
    const elsewhere = { ...sessionOf("A", 1), location_id: "LOC-9" };
    await send("PUT", "sessions/SE/NSL/S-A", elsewhere);
    await bill(8);
    expect(await listMarginLost(tenant.as(finance), {})).toMatchObject([
      { reason: "tariff-unknown-at-lock", charges: 1, lostGrossMinor: 0n, lostNetMinor: 0n },
    ]);
  });
});

describe("a driver", () => {
  it("sees the prices that were locked for his session, and nobody else does", async () => {
    const { tenant, driver, tap, ctx } = await start();
    await tap();
    const [session] = await ctx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(eq(sessions.tenantId, ctx.tenantId));
    const of = { sessionId: session?.id ?? "" };
    const as = (driverId: typeof driver.id) =>
      tenant.as({ ...finance, roles: ["driver"], driverId });
    const lock = await getDriverLock(as(driver.id), of);
    expect(lock).toMatchObject({
      source: "session",
      isPromise: true,
      timeZone: "Europe/Stockholm",
      // 4.00 with 25 % VAT and 10 % on top.
      prices: { currency: "SEK", basis: "gross", perKwh: micro("5.5"), perSession: micro("1") },
    });
    expect(lock?.lockedAt.toString()).toBe("2026-10-01T10:00:00Z");
    const stranger = await aDriver(ctx);
    expect(await getDriverLock(as(stranger.id), of)).toBeNull();
    expect(await getDriverLock(as(driver.id), { sessionId: "no id" })).toBeNull();
  });
});

describe("I12", () => {
  it("finds a charge above its promise, one that hides why it was lowered, and two locks of a session", async () => {
    const { tenant, ctx, tap, bill } = await start();
    await tap();
    await bill(8);
    const found = async () => (await findViolations(ctx.db, tenant.tenantId))["I12"];
    expect(await found()).toBeUndefined();
    const where = (sql: postgres.TransactionSql) => sql`where tenant_id = ${tenant.tenantId}`;
    await plant(
      database.owner,
      (sql) => sql`update charges set gross_minor = 5601, margin_lost_reason = null ${where(sql)}`,
    );
    await plant(
      database.owner,
      (sql) => sql`
      insert into price_locks select (jsonb_populate_record(l, jsonb_build_object('id', ${newId()}::text))).*
      from price_locks l ${where(sql)}`,
    );
    const [charge] = await ctx.db.select().from(charges).where(eq(charges.tenantId, ctx.tenantId));
    const [lock] = await ctx.db
      .select()
      .from(priceLocks)
      .where(eq(priceLocks.tenantId, ctx.tenantId));
    expect(await found()).toEqual([
      `charge ${charge?.id}: costs 5601 SEK, promised 5600`,
      `charge ${charge?.id}: was lowered by its promise and does not say why`,
      `session ${lock?.sessionId}: has 2 locks`,
    ]);
  });
});
