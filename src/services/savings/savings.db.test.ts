import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { money } from "@/core/money/money";
import { newId } from "@/db/new-id";
import { cdrs } from "@/db/schema/cdrs";
import { marketImports, marketPoints } from "@/db/schema/energy-market";
import { sessionSavings } from "@/db/schema/sessions";
import { chargingGoals } from "@/db/schema/vehicles";
import { getDriverSession } from "@/services/sessions/get-driver-session";
import { saveVehicle } from "@/services/vehicles/save-vehicle";
import { testDatabase } from "@/testing/database";
import { rateAll } from "@/testing/roaming-driver";
import { aSteeredCharge } from "@/testing/steered-charge";
import { workOutDueSavings } from "./work-out-savings";

const database = testDatabase();
const at = (time: string) => Temporal.Instant.from(`2026-11-02T${time}Z`);

/** 0.50 a kWh, from 22:00 by the clock at the place (21:00Z) 0.20; before 21 % VAT. */
const NIGHT_TARIFF = {
  country_code: "NL",
  party_id: "FKE",
  id: "T1",
  currency: "EUR",
  elements: [
    {
      price_components: [{ type: "ENERGY", price: 0.2, vat: 21, step_size: 1 }],
      restrictions: { start_time: "22:00", end_time: "06:00" },
    },
    { price_components: [{ type: "ENERGY", price: 0.5, vat: 21, step_size: 1 }] },
  ],
  last_updated: "2026-11-01T10:00:00Z",
};
const FLAT_TARIFF = {
  ...NIGHT_TARIFF,
  elements: [{ price_components: [{ type: "ENERGY", price: 0.2, vat: 21, step_size: 1 }] }],
};
/** 11,040 W on three phases. */
const CAR = {
  name: "The blue one",
  batteryMicroKwh: micro("60"),
  consumptionMicroKwh: micro("17.5"),
  connector: "IEC_62196_T2",
  phases: 3,
  maxAcW: 11_040,
  maxDcW: null,
  minCurrentA: 6,
  canDischarge: false,
} as const;

let world: Awaited<ReturnType<typeof aSteeredCharge>>;
beforeEach(async () => {
  world = await aSteeredCharge(database.pool, "2.2.1");
});
afterEach(async () => world.stop());

/** NL: 0.30 EUR and 400 g a kWh, from 21:00Z on 0.10 and 250 g. */
async function knowMarket(isKnown = true) {
  const { ctx } = world;
  const { tenantId } = ctx;
  const importId = newId<"other">();
  await ctx.db.insert(marketImports).values({
    tenantId,
    id: importId,
    source: "upload",
    fileName: "nl.xml",
    contentSha256: Uint8Array.of(1),
    content: Uint8Array.of(1),
    importedBy: "test",
    importedAt: ctx.clock.now(),
    points: 0,
    problems: [],
  });
  const quarters = Array.from({ length: 24 * 4 }, (_, index) => index);
  await ctx.db.insert(marketPoints).values(
    quarters.flatMap((index) => {
      const startsAt = at("00:00:00").add({ minutes: index * 15 });
      const isLate = index >= 21 * 4;
      const common = { tenantId, zone: "NL", startsAt, minutes: 15 as const, isKnown, importId };
      return [
        {
          ...common,
          quantity: "price" as const,
          valueMicro: micro(isLate ? "0.1" : "0.3"),
          currency: "EUR",
        },
        { ...common, quantity: "carbon" as const, valueMicro: micro(isLate ? "250" : "400") },
      ];
    }),
  );
}

/** Plugged in at 19:00Z with a goal; 11 kWh an hour from `from` on, 22 kWh in all; its CDR comes at 23:30Z. */
async function charge(from: "19:00:00" | "21:00:00" = "21:00:00", tariff: object = NIGHT_TARIFF) {
  const { ctx, push, tenant, driver } = world;
  await push("PUT", "tariffs/NL/FKE/T1", tariff as typeof NIGHT_TARIFF);
  tenant.clock.set("2026-11-02T19:00:00Z");
  const start = "2026-11-02T19:00:00Z";
  const id = "S-2";
  const sessionId = await world.beginSession({ id, start_date_time: start, last_updated: start });
  const vehicleId = await saveVehicle(world.asDriver, CAR);
  await ctx.db
    .insert(chargingGoals)
    .values({
      tenantId: ctx.tenantId,
      sessionId,
      driverId: driver.id,
      vehicleId,
      style: "CHEAP",
      way: "profile",
      source: "driver",
      setAt: ctx.clock.now(),
    })
    .onConflictDoNothing();
  tenant.clock.set("2026-11-02T23:30:00Z");
  const hour = (time: string, ...dimensions: readonly (readonly [string, number])[]) => ({
    start_date_time: `2026-11-02T${time}Z`,
    tariff_id: "T1",
    dimensions: dimensions.map(([type, volume]) => ({ type, volume })),
  });
  const charged = [
    ["ENERGY", 11],
    ["TIME", 1],
  ] as const;
  const idle = [["PARKING_TIME", 2]] as const;
  const isLate = from === "21:00:00";
  const periods = isLate
    ? [hour("19:00:00", ...idle), hour("21:00:00", ...charged), hour("22:00:00", ...charged)]
    : [hour("19:00:00", ...charged), hour("20:00:00", ...charged), hour("21:00:00", ...idle)];
  const claim = isLate || tariff === FLAT_TARIFF ? 4.4 : 11;
  await push("POST", "cdrs", {
    country_code: "NL",
    party_id: "FKE",
    id: "CDR-2",
    start_date_time: start,
    end_date_time: "2026-11-02T23:00:00Z",
    session_id: id,
    cdr_token: {
      country_code: "SE",
      party_id: "KVT",
      uid: world.appToken,
      type: "APP_USER",
      contract_id: "SE-KVT-C00000011-7",
    },
    auth_method: "COMMAND",
    cdr_location: {
      id: "LOC-1",
      address: "Museumplein 6",
      city: "Amsterdam",
      country: "NLD",
      coordinates: { latitude: "52.357900", longitude: "4.881700" },
      evse_uid: "E1",
      evse_id: "NL*FKE*E1",
      connector_id: "1",
      connector_standard: "IEC_62196_T2",
      connector_format: "SOCKET",
      connector_power_type: "AC_3_PHASE",
    },
    currency: "EUR",
    tariffs: [tariff],
    charging_periods: periods,
    total_cost: { excl_vat: claim, incl_vat: Math.round(claim * 121) / 100 },
    total_energy: 22,
    total_time: 4,
    total_parking_time: 2,
    last_updated: "2026-11-02T23:05:00Z",
  });
  await rateAll(ctx);
  const [cdr] = await ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, ctx.tenantId));
  expect([cdr?.state, cdr?.heldReasons]).toEqual(["accepted", []]);
  return sessionId;
}

const rows = () =>
  world.ctx.db
    .select()
    .from(sessionSavings)
    .where(eq(sessionSavings.tenantId, world.tenant.tenantId));
const shown = async (sessionId: string) =>
  (await getDriverSession(world.asDriver, sessionId)).savings;

describe("what charging later came to", () => {
  it("is worked out once from the accepted CDR: the driver's price, the market and CO₂e", async () => {
    await knowMarket();
    const sessionId = await charge();
    expect(await workOutDueSavings(world.ctx)).toBe(1);
    expect(await rows()).toMatchObject([
      {
        sessionId,
        currency: "EUR",
        // 22 kWh at 0.20; at once, from 20:00 to 22:00 by the clock there, at 0.50.
        paidMicro: micro("4.40"),
        paidAtOnceMicro: micro("11"),
        marketCurrency: "EUR",
        marketMicro: micro("2.2"),
        marketAtOnceMicro: micro("6.6"),
        carbonG: 5_500,
        carbonAtOnceG: 8_800,
      },
    ]);
    expect(await workOutDueSavings(world.ctx)).toBe(0);
    expect(await shown(sessionId)).toEqual({
      // 13.31 instead of 5.32, VAT included.
      saved: money(799n, "EUR"),
      market: { savedMicro: micro("4.4"), currency: "EUR" },
      carbonSavedG: 3_300,
    });
  });

  it("is said to have saved no money where the driver's price is the same at all hours", async () => {
    await knowMarket();
    const sessionId = await charge("21:00:00", FLAT_TARIFF);
    await workOutDueSavings(world.ctx);
    expect(await shown(sessionId)).toMatchObject({ saved: money(0n, "EUR"), carbonSavedG: 3_300 });
  });

  it("says nothing of a charge that was not put off", async () => {
    await knowMarket();
    const sessionId = await charge("19:00:00");
    expect(await workOutDueSavings(world.ctx)).toBe(1);
    expect(await rows()).toHaveLength(1);
    expect(await shown(sessionId)).toBeNull();
  });

  it("leaves out what is only a forecast or not known", async () => {
    await knowMarket(false);
    const sessionId = await charge();
    await workOutDueSavings(world.ctx);
    expect(await shown(sessionId)).toEqual({
      saved: money(799n, "EUR"),
      market: null,
      carbonSavedG: null,
    });
  });

  it("waits for the CDR, and is not asked of a session that nobody planned", async () => {
    await knowMarket();
    await world.push("PUT", "tariffs/NL/FKE/T1", NIGHT_TARIFF);
    expect(await workOutDueSavings(world.ctx)).toBe(0);
    expect(await rows()).toEqual([]);
    const sessionId = await charge();
    await world.ctx.db.delete(chargingGoals).where(eq(chargingGoals.sessionId, sessionId));
    expect(await workOutDueSavings(world.ctx)).toBe(0);
  });
});
