import { and, asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { cdrHolds, cdrRatings, cdrs } from "@/db/schema/cdrs";
import { partners, type PartnerSettings } from "@/db/schema/partners";
import { driverPlans } from "@/db/schema/plans";
import { storeToken } from "@/services/tokens/store-token";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { releaseWaitingCdrs } from "./release-waiting";

const database = testDatabase();

async function start(settings: PartnerSettings = {}) {
  const tenant = await aTenant(database.pool);
  const world = await aRoamingDriver(database.pool, tenant);
  await tenant.ctx.db
    .update(partners)
    .set({ settings })
    .where(eq(partners.tenantId, tenant.tenantId));
  return { tenant, ...world };
}

async function statesOf({ ctx, tenantId }: TestTenant) {
  const rows = await ctx.db
    .select()
    .from(cdrs)
    .where(eq(cdrs.tenantId, tenantId))
    .orderBy(asc(cdrs.ocpiId));
  return rows.map((row) => [
    row.ocpiId,
    row.state,
    row.heldReasons.map((one) => one.split(":")[0]),
  ]);
}

async function holdsOf({ ctx, tenantId }: TestTenant) {
  return ctx.db
    .select()
    .from(cdrHolds)
    .where(eq(cdrHolds.tenantId, tenantId))
    .orderBy(asc(cdrHolds.heldAt), asc(cdrHolds.code));
}

async function ratingsOf({ ctx, tenantId }: TestTenant) {
  return ctx.db
    .select({ name: cdrs.ocpiId, rating: cdrRatings })
    .from(cdrRatings)
    .innerJoin(cdrs, and(eq(cdrs.tenantId, cdrRatings.tenantId), eq(cdrs.id, cdrRatings.cdrId)))
    .where(eq(cdrRatings.tenantId, tenantId))
    .orderBy(asc(cdrs.ocpiId), asc(cdrRatings.ratedAt));
}

/** The same charge by a tariff that costs 5.00 instead of 4.00, brought along under the same name. */
function dearer(id: string, day: number, kwh: number) {
  const cdr = cdrOf(id, day, kwh, kwh * 5);
  const tariffs = cdr.tariffs.map((tariff) => ({
    ...tariff,
    elements: [{ price_components: [{ type: "ENERGY", price: 5, vat: 25, step_size: 1 }] }],
  }));
  return { ...cdr, tariffs };
}

describe("the contract", () => {
  it("is checked beside arithmetic: a dearer tariff than the one we held is held, with both prices", async () => {
    const { tenant, send } = await start();
    await send("POST", "cdrs", cdrOf("A", 1, 10));
    await send("POST", "cdrs", dearer("B", 2, 10));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([
      ["A", "accepted", []],
      ["B", "held", ["contract-differs"]],
    ]);
    const [a, b] = await ratingsOf(tenant);
    expect(a!.rating).toMatchObject({ contractVerdict: "same", contractExclMicro: 40_000_000n });
    expect(b!.rating).toMatchObject({
      verdict: "match",
      ownExclMicro: 50_000_000n,
      contractVerdict: "differs",
      contractExclMicro: 40_000_000n,
      contractInclMicro: 50_000_000n,
    });
    expect(await holdsOf(tenant)).toMatchObject([
      { code: "contract-differs", detail: { differenceMicro: "10000000" }, releasedAt: null },
    ]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("is only noted where the partner's setting lets arithmetic decide", async () => {
    const { tenant, send } = await start({ contractCheck: "note" });
    await send("POST", "cdrs", dearer("B", 2, 10));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([["B", "accepted", []]]);
    const [b] = await ratingsOf(tenant);
    expect(b!.rating.contractVerdict).toBe("differs");
  });
});

describe("a dearer tariff that is told after the charge, as if it had been in force", () => {
  it.each([
    ["brings it", (cdr: ReturnType<typeof dearer>) => cdr],
    ["brings none", (cdr: ReturnType<typeof dearer>) => ({ ...cdr, tariffs: [] })],
  ])("is no contract, where the CDR %s", async (_, bodyOf) => {
    const tenant = await aTenant(database.pool, { now: "2026-09-10T00:00:00Z" });
    const { send } = await aRoamingDriver(database.pool, tenant);
    const cdr = dearer("B", 1, 10);
    tenant.clock.set("2026-10-01T11:30:00Z");
    const [tariff] = cdr.tariffs;
    await send("PUT", "tariffs/SE/NSL/T1", { ...tariff, last_updated: "2026-09-20T00:00:00Z" });
    await send("POST", "cdrs", bodyOf(cdr));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([["B", "held", ["contract-differs"]]]);
    const [b] = await ratingsOf(tenant);
    expect(b!.rating).toMatchObject({ verdict: "match", contractExclMicro: 40_000_000n });
  });
});

describe("a rating", () => {
  it("keeps the partner's policy whole, with engine, tariff and zones, and follows it", async () => {
    const { tenant, send } = await start({ ratingPolicy: { appliesStepSize: false } });
    await send("POST", "cdrs", cdrOf("A", 1, 10));
    await rateAll(tenant.ctx);
    const [a] = await ratingsOf(tenant);
    expect(a!.rating).toMatchObject({
      policy: { appliesStepSize: false, timeStep: "parking", flat: "once" },
      engineVersion: expect.stringMatching(/^kvitt-rating\/\d+$/),
      tzdataVersion: tenant.ctx.tzdataVersion,
    });
    expect(a!.rating.tariffContentSha256).toHaveLength(32);
  });

  it("is not made by another policy than agreed where the setting cannot be read", async () => {
    const { tenant, send } = await start({ ratingPolicy: { apliesStepSize: false } });
    await send("POST", "cdrs", cdrOf("A", 1, 10));
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await rateAll(tenant.ctx);
      tenant.clock.advance({ hours: 1 });
    }
    expect(await statesOf(tenant)).toEqual([["A", "held", ["error"]]]);
  });
});

describe("small differences", () => {
  it("are held once they add up above the bound of one invoice, within a batch and after it", async () => {
    const { tenant, send } = await start({ cumulativeToleranceMicro: "250000" });
    const near = (id: string, day: number, invoice: string) => ({
      ...cdrOf(id, day, 10, 40.1),
      invoice_reference_id: invoice,
    });
    for (const [day, id] of ["A", "B", "C"].entries())
      await send("POST", "cdrs", near(id, day + 1, "F1"));
    await rateAll(tenant.ctx);
    await send("POST", "cdrs", near("D", 4, "F1"));
    await send("POST", "cdrs", near("E", 5, "F2"));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([
      ["A", "accepted", []],
      ["B", "accepted", []],
      ["C", "held", ["cumulative-tolerance"]],
      ["D", "held", ["cumulative-tolerance"]],
      ["E", "accepted", []],
    ]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });
});

describe("findings about the facts", () => {
  it("hold two charges at one plug, name the other one, and let go when that is taken back", async () => {
    const { tenant, send } = await start();
    const first = cdrOf("A", 1, 10);
    await send("POST", "cdrs", first);
    await send("POST", "cdrs", cdrOf("B", 1, 5));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([
      ["A", "accepted", []],
      ["B", "held", ["overlap-evse"]],
    ]);
    const [hold] = await holdsOf(tenant);
    expect(hold).toMatchObject({ code: "overlap-evse", detail: { overlapSeconds: 3_600 } });
    const credit = { ...first, id: "K", credit: true, credit_reference_id: "A" };
    await send("POST", "cdrs", credit);
    await rateAll(tenant.ctx);
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(1);
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toContainEqual(["B", "accepted", []]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("hold two charges at one plug where neither names a session", async () => {
    const { tenant, send } = await start();
    for (const id of ["A", "B"]) {
      await send("POST", "cdrs", { ...cdrOf(id, 1, 10), session_id: undefined });
    }
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([
      ["A", "accepted", []],
      ["B", "held", ["overlap-evse"]],
    ]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("hold a second CDR of a session whose id is written in other letters", async () => {
    const { tenant, send } = await start();
    await send("POST", "cdrs", { ...cdrOf("A", 1, 10), session_id: "S-1" });
    await send("POST", "cdrs", { ...cdrOf("B", 1, 10), session_id: "s-1" });
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toContainEqual(["B", "held", ["overlap-evse"]]);
  });

  it("hold what overlaps for long, beside another that overlaps for seconds", async () => {
    const { tenant, send } = await start();
    const before = cdrOf("A", 1, 10);
    const end = Temporal.Instant.from(before.start_date_time).add({ seconds: 30 }).toString();
    const start_date_time = Temporal.Instant.from(end).subtract({ hours: 1 }).toString();
    const [period] = before.charging_periods;
    const early = { start_date_time, end_date_time: end };
    await send("POST", "cdrs", {
      ...before,
      ...early,
      charging_periods: [{ ...period, start_date_time }],
    });
    await send("POST", "cdrs", cdrOf("B", 1, 10));
    await send("POST", "cdrs", cdrOf("C", 1, 10));
    await rateAll(tenant.ctx);
    const [hold] = await holdsOf(tenant);
    expect(hold).toMatchObject({ code: "overlap-evse", detail: { overlapSeconds: 3_600 } });
    expect((await statesOf(tenant)).map(([id, state]) => [id, state])).toEqual([
      ["A", "accepted"],
      ["B", "accepted"],
      ["C", "held"],
    ]);
  });

  it("are held or noted as the partner's setting says", async () => {
    const { tenant, send } = await start({
      findings: { "overlap-evse": "note", "overlap-token": "hold" },
    });
    await send("POST", "cdrs", cdrOf("A", 1, 10));
    await send("POST", "cdrs", cdrOf("B", 1, 5));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toContainEqual(["B", "held", ["overlap-token"]]);
  });

  it("hold energy of periods that does not add up to the total, roundings apart", async () => {
    const { tenant, send } = await start();
    await send("POST", "cdrs", { ...cdrOf("A", 1, 10), total_energy: 9.95 });
    await send("POST", "cdrs", { ...cdrOf("B", 2, 10), total_energy: 7 });
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([
      ["A", "accepted", []],
      ["B", "held", ["energy-differs"]],
    ]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("hold more time than there was", async () => {
    const { tenant, send } = await start();
    await send("POST", "cdrs", { ...cdrOf("A", 1, 10), total_time: 3 });
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([["A", "held", ["impossible-time"]]]);
  });

  it("hold more energy than the connector gives", async () => {
    const { tenant, send } = await start();
    await send("PUT", "locations/SE/NSL/LOC-1/E1", {
      uid: "E1",
      evse_id: "SE*NSL*E1",
      status: "AVAILABLE",
      connectors: [
        {
          id: "1",
          standard: "IEC_62196_T2",
          format: "SOCKET",
          power_type: "AC_3_PHASE",
          max_voltage: 230,
          max_amperage: 16,
          max_electric_power: 11_000,
          last_updated: "2026-09-01T00:00:00Z",
        },
      ],
      last_updated: "2026-09-01T00:00:00Z",
    });
    await send("POST", "cdrs", cdrOf("A", 1, 11));
    await send("POST", "cdrs", cdrOf("B", 2, 15));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([
      ["A", "accepted", []],
      ["B", "held", ["impossible-power"]],
    ]);
  });
});

describe("what a held CDR waits for releases it by itself", () => {
  it("a token and a plan, once, and the history of its holds stays", async () => {
    const { tenant, driver, send } = await start();
    const plans = await tenant.ctx.db
      .delete(driverPlans)
      .where(eq(driverPlans.driverId, driver.id))
      .returning();
    const cdr = cdrOf("A", 1, 10);
    const other = { uid: "04FFEE11", contract_id: "SE-KVT-C00000099-1" };
    await send("POST", "cdrs", { ...cdr, cdr_token: { ...cdr.cdr_token, ...other } });
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([["A", "held", ["unknown-token"]]]);
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(0);
    tenant.clock.advance({ hours: 1 });
    await storeToken(tenant.ctx, {
      driverId: driver.id,
      uid: other.uid,
      type: "RFID",
      contractId: other.contract_id,
    });
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(1);
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([["A", "held", ["no-plan"]]]);
    tenant.clock.advance({ hours: 1 });
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(0);
    await tenant.ctx.db.insert(driverPlans).values(plans);
    expect(await Promise.all([1, 2].map(() => releaseWaitingCdrs(tenant.ctx)))).toContain(1);
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([["A", "accepted", []]]);
    expect(await holdsOf(tenant)).toMatchObject([
      { code: "unknown-token", releasedHow: "rerated" },
      { code: "no-plan", releasedHow: "rerated" },
    ]);
    tenant.clock.advance({ hours: 1 });
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(0);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });

  it("but no push of its place that brings nothing that rating did not have", async () => {
    const { tenant, send } = await start();
    tenant.clock.advance({ hours: 2 });
    await send("POST", "cdrs", cdrOf("A", 1, 5, 33));
    await rateAll(tenant.ctx);
    tenant.clock.advance({ hours: 2 });
    const push = (change: object) => {
      tenant.clock.advance({ minutes: 1 });
      const last_updated = tenant.clock.now().toString();
      return send("PATCH", "locations/SE/NSL/LOC-1", { ...change, last_updated });
    };
    expect((await push({ name: "Slussen" })).ocpi).toBe(1000);
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(0);
    expect((await push({ time_zone: "Europe/Oslo" })).ocpi).toBe(1000);
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(1);
  });

  it("a tariff that the periods name", async () => {
    const { tenant, send } = await start();
    const cdr = cdrOf("A", 1, 10);
    const named = cdr.charging_periods.map((period) => ({ ...period, tariff_id: "T9" }));
    await send("POST", "cdrs", { ...cdr, tariffs: [], charging_periods: named });
    tenant.clock.advance({ minutes: 1 });
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toMatchObject([["A", "held", ["unpriceable"]]]);
    tenant.clock.advance({ hours: 1 });
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(0);
    const [tariff] = cdr.tariffs;
    await send("PUT", "tariffs/SE/NSL/T9", { ...tariff, id: "T9" });
    expect(await releaseWaitingCdrs(tenant.ctx)).toBe(1);
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([["A", "accepted", []]]);
    await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
  });
});
