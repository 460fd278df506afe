import { eq, like } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { asId } from "@/core/ids";
import { encodePlan } from "@/core/plans/plan";
import { micro } from "@/core/money/quantity";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { charges, driverPlans } from "@/db/schema/plans";
import type { Actor } from "@/services/context";
import { aPlan } from "@/testing/builders/plan";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { decideCdr } from "./decide-cdr";
import { rateDueCdrs } from "./rate-due-cdrs";
import { rerateCdr } from "./rerate-cdr";

const database = testDatabase();

const finance: Actor = {
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "finans@kvitt.test",
  roles: ["finance"],
  driverId: null,
};

async function start() {
  const tenant = await aTenant(database.pool);
  return { tenant, ...(await aRoamingDriver(database.pool, tenant)) };
}

async function stateOf(tenant: TestTenant) {
  const rows = await tenant.ctx.db
    .select({ cdr: cdrs, charge: charges })
    .from(cdrs)
    .leftJoin(charges, eq(charges.cdrId, cdrs.id))
    .where(eq(cdrs.tenantId, tenant.tenantId))
    .orderBy(cdrs.ocpiId);
  return rows.map(({ cdr, charge }) => ({
    id: cdr.id,
    state: cdr.state,
    held: cdr.heldReasons.map((reason) => reason.split(":")[0]),
    cost: cdr.acceptedCostMinor,
    charge: charge && { state: charge.state, gross: charge.grossMinor },
  }));
}

describe("rating", () => {
  it("takes each CDR once when several workers rate together", async () => {
    const { tenant, send } = await start();
    for (let day = 1; day <= 12; day += 1) await send("POST", "cdrs", cdrOf(`C${day}`, day, day));
    const taken = await Promise.all([1, 2, 3, 4].map(() => rateDueCdrs(tenant.ctx, 3)));
    await rateAll(tenant.ctx);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(12);
    const ratings = await tenant.ctx.db
      .select()
      .from(cdrRatings)
      .where(eq(cdrRatings.tenantId, tenant.tenantId));
    expect(ratings).toHaveLength(12);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("holds what finance must see and books nothing for it", async () => {
    const { tenant, send } = await start();
    const stranger = {
      uid: "00FFEEDD",
      type: "RFID",
      contract_id: "NL-XXX-1",
      country_code: "NL",
      party_id: "XXX",
    };
    await send("POST", "cdrs", { ...cdrOf("A", 1, 5), cdr_token: stranger });
    await send("POST", "cdrs", { ...cdrOf("B", 2, 5), credit: true, credit_reference_id: "X" });
    await send("POST", "cdrs", { ...cdrOf("C", 3, 5, 0) });
    await send("POST", "cdrs", cdrOf("D", 4, 5));
    await send("POST", "cdrs", { ...cdrOf("E", 4, 5), session_id: "S-D" });
    await rateAll(tenant.ctx);
    expect((await stateOf(tenant)).map(({ state, held, charge }) => [state, held, charge])).toEqual(
      [
        ["held", ["unknown-token"], null],
        ["held", ["credit-orphan"], null],
        ["held", ["claim-is-zero"], { state: "waiting", gross: null }],
        ["accepted", [], { state: "open", gross: 28_50n }],
        ["held", ["second-cdr"], null],
      ],
    );
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("bills an own tariff at once, whatever becomes of the operator's claim", async () => {
    const { tenant, driver, send } = await start();
    const definition = encodePlan({
      mode: "own_tariff",
      basis: "gross",
      tariff: {
        countryCode: "SE",
        partyId: "KVT",
        id: "OWN",
        currency: "SEK",
        taxIncluded: "YES",
        tariffAltText: [],
        elements: [
          { priceComponents: [{ type: "ENERGY", price: micro("5"), vat: 250_000, stepSize: 1 }] },
        ],
        lastUpdated: Temporal.Instant.from("2026-01-01T00:00:00Z"),
      },
    });
    const plan = await aPlan(tenant.ctx, { definition, priceMode: "own_tariff" });
    await tenant.ctx.db
      .update(driverPlans)
      .set({ planVersionId: plan.id })
      .where(eq(driverPlans.driverId, driver.id));
    await send("POST", "cdrs", cdrOf("A", 1, 10, 99));
    await rateAll(tenant.ctx);
    const [held] = await stateOf(tenant);
    expect(held).toMatchObject({ state: "held", charge: { state: "open", gross: 50_00n } });
    await expectSoundBooks(database.pool.db, tenant.tenantId);
    const decision = { cdrId: held!.id, decision: "reject", note: "Claim is wrong." } as const;
    await decideCdr(tenant.as(finance), decision);
    expect((await stateOf(tenant))[0]).toMatchObject({
      state: "rejected",
      charge: { state: "void" },
    });
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("rates again after what was missing has come", async () => {
    const { tenant, driver, send } = await start();
    const plans = await tenant.ctx.db
      .delete(driverPlans)
      .where(eq(driverPlans.driverId, driver.id))
      .returning();
    await send("POST", "cdrs", cdrOf("A", 1, 5));
    await rateAll(tenant.ctx);
    const [held] = await stateOf(tenant);
    expect(held).toMatchObject({ state: "held", held: ["no-plan"], charge: null });
    await tenant.ctx.db.insert(driverPlans).values(plans);
    await rerateCdr(tenant.as(finance), { cdrId: held!.id });
    await rateAll(tenant.ctx);
    expect((await stateOf(tenant))[0]).toMatchObject({
      state: "accepted",
      cost: 20_00n,
      charge: { state: "open", gross: 28_50n },
    });
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("does not let one CDR that cannot be rated stop the others", async () => {
    const { tenant, send } = await start();
    for (const [day, id] of ["A", "B", "C"].entries())
      await send("POST", "cdrs", cdrOf(id, day + 3, 5));
    await tenant.ctx.db.update(cdrs).set({ core: {} }).where(eq(cdrs.ocpiId, "B"));
    for (let run = 0; run < 6; run += 1) {
      await rateDueCdrs(tenant.ctx);
      tenant.clock.advance({ hours: 1 });
    }
    expect((await stateOf(tenant)).map(({ state, held }) => [state, held])).toEqual([
      ["accepted", []],
      ["held", ["error"]],
      ["accepted", []],
    ]);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("counts a failure for the CDR that failed, whatever other workers take meanwhile", async () => {
    const { tenant, send } = await start();
    for (let day = 1; day <= 16; day += 1) {
      await send("POST", "cdrs", cdrOf(day > 6 ? `GOOD${day}` : `BAD${day}`, day, 5));
    }
    await tenant.ctx.db.update(cdrs).set({ core: {} }).where(like(cdrs.ocpiId, "BAD%"));
    await Promise.all([1, 2, 3, 4].map(() => rateDueCdrs(tenant.ctx, 8)));
    const rows = await tenant.ctx.db
      .select({ name: cdrs.ocpiId, attempts: cdrs.attempts, lastError: cdrs.lastError })
      .from(cdrs)
      .where(eq(cdrs.tenantId, tenant.tenantId));
    const blamed = rows.filter(({ attempts, lastError }) => attempts > 0 || lastError !== null);
    expect(blamed.length).toBeGreaterThan(0);
    expect(blamed.filter(({ name }) => name.startsWith("GOOD"))).toEqual([]);
  });
});
