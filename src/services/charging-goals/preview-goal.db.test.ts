import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { newId } from "@/db/new-id";
import { marketImports, marketPoints } from "@/db/schema/energy-market";
import { testDatabase } from "@/testing/database";
import { aSteeredCharge } from "@/testing/steered-charge";
import { aDriver } from "@/testing/builders/driver";
import { saveVehicle } from "@/services/vehicles/save-vehicle";
import { getSessionGoal } from "./get-session-goal";
import { previewGoal } from "./preview-goal";
import { previewPlace } from "./preview-place";
import { boostSession, type SaidGoal, setGoal } from "./set-goal";

const database = testDatabase();
const NIGHT: SaidGoal = {
  style: "CHEAP",
  leaveAt: "07:00",
  need: { kind: "energy", energy: micro("22.08") },
  vehicleId: null,
  dischargeAllowed: false,
};
const tariff = (elements: readonly object[]) => ({
  country_code: "NL",
  party_id: "FKE",
  id: "T1",
  currency: "EUR",
  elements,
  last_updated: "2026-11-01T10:00:00Z",
});
const energy = (price: number) => ({ type: "ENERGY", price, vat: 21, step_size: 1 });
const NIGHT_TARIFF = tariff([
  {
    price_components: [energy(0.2)],
    restrictions: { start_time: "22:00", end_time: "06:00" },
  },
  { price_components: [energy(0.5)] },
]);

let world: Awaited<ReturnType<typeof aSteeredCharge>>;

beforeEach(async () => {
  world = await aSteeredCharge(database.pool, "2.2.1");
});
afterEach(async () => world.stop());

const preview = (change: Partial<SaidGoal> = {}) =>
  previewGoal(world.asDriver, world.sessionId, { ...NIGHT, ...change });
const figures = async (change: Partial<SaidGoal> = {}) => {
  const { plan } = await preview(change);
  if (!plan) throw new Error("there is no plan");
  const { preview: seen } = plan;
  return {
    ...seen,
    cost: seen.figures.cost?.amountMinor,
    atOnceCost: seen.atOnce.figures.cost?.amountMinor,
    carbonG: seen.figures.carbonG,
    atOnceCarbonG: seen.atOnce.figures.carbonG,
  };
};

/** g CO₂e per kWh of the Netherlands: dirty until midnight at the place, clean from then on. */
async function withCarbon() {
  const { db } = world.ctx;
  const { tenantId } = world.tenant;
  const importId = newId<"other">();
  const importedAt = world.tenant.clock.now();
  await db.insert(marketImports).values({
    tenantId,
    id: importId,
    source: "upload",
    fileName: "a.csv",
    contentSha256: new Uint8Array(32),
    content: new Uint8Array(1),
    importedBy: "test",
    importedAt,
    points: 80,
    problems: [],
  });
  const start = Temporal.Instant.from("2026-11-02T11:00:00Z");
  await db.insert(marketPoints).values(
    Array.from({ length: 80 }, (_, index) => ({
      tenantId,
      zone: "NL",
      quantity: "carbon" as const,
      startsAt: start.add({ minutes: 15 * index }),
      minutes: 15 as const,
      valueMicro: micro(index < 48 ? "300" : "100"),
      isKnown: true,
      importId,
    })),
  );
}

describe("a preview", () => {
  it("says what waiting for the cheap hours comes to, in the driver's own price with VAT", async () => {
    await world.push("PUT", "tariffs/NL/FKE/T1", NIGHT_TARIFF);
    const seen = await figures();
    // 22.08 kWh at 0.20 and at 0.50, in whole cents as its CPO claims it, and 21 % on it.
    expect(seen).toMatchObject({ isShifted: true, ownPrice: "differs" });
    expect([seen.cost, seen.atOnceCost]).toEqual([535n, 1336n]);
    expect(seen.course.stretches).toHaveLength(1);
    expect(seen.course.stretches[0]?.startMs).toBe(Date.parse("2026-11-02T21:00:00Z"));
    expect((await preview()).chosen).toMatchObject({ way: "preferences", by: "operator" });
  });

  it("counts what standing plugged in costs, before and after", async () => {
    await world.push(
      "PUT",
      "tariffs/NL/FKE/T1",
      tariff([
        {
          price_components: [
            energy(0.5),
            { type: "PARKING_TIME", price: 6, vat: 21, step_size: 60 },
          ],
        },
      ]),
    );
    const seen = await figures({ style: "FAST" });
    // 19 hours from 12:00:20 to 07:00 the next day, one of them charging.
    expect(Number(seen.atOnceCost)).toBeGreaterThan(1_336 + 17 * 6 * 121);
    const { plan } = await preview({ style: "FAST" });
    // The car that leaves as soon as it is ready pays for its energy, and for no hour of standing.
    expect(Number(plan?.costUntilReady?.amountMinor)).toBeLessThan(1_336 + 6 * 121);
    expect(Number(plan?.costUntilReady?.amountMinor)).toBeGreaterThanOrEqual(1_336);
  });

  it("without a departure leaves out what standing costs, and without a need gives no price", async () => {
    const parking = { type: "PARKING_TIME", price: 6, vat: 21, step_size: 60 };
    const elements = [{ price_components: [energy(0.5), parking] }];
    await world.push("PUT", "tariffs/NL/FKE/T1", tariff(elements));
    const seen = await figures({ style: "REGULAR", leaveAt: null });
    expect([seen.cost, seen.atOnceCost]).toEqual([1336n, 1336n]);
    const open = await figures({ style: "REGULAR", leaveAt: null, need: { kind: "all" } });
    expect(open.cost).toBeUndefined();
  });

  it("never says that waiting saves money where the price is the same at every hour", async () => {
    await world.push("PUT", "tariffs/NL/FKE/T1", tariff([{ price_components: [energy(0.5)] }]));
    await withCarbon();
    const seen = await figures({ style: "GREEN" });
    expect(seen).toMatchObject({ isShifted: true, ownPrice: "same" });
    expect(seen.cost).toBe(seen.atOnceCost);
    expect([seen.carbonG, seen.atOnceCarbonG]).toEqual([2_208, 6_624]);
    expect(seen.course.stretches[0]?.startMs).toBe(Date.parse("2026-11-02T23:00:00Z"));
    // For the cheapest there is nothing to wait for.
    expect(await figures()).toMatchObject({ isShifted: false });
  });

  it("warns plainly what will be missing", async () => {
    // It began twenty seconds after noon.
    const seen = await figures({ leaveAt: "13:00", need: { kind: "energy", energy: micro("60") } });
    expect(seen.course).toMatchObject({ deliveredWh: 21_957, shortfallWh: 38_043, readyMs: null });
  });

  it("goes by what car and connector both take", async () => {
    await saveVehicle(world.asDriver, {
      name: "Small",
      batteryMicroKwh: micro("40"),
      consumptionMicroKwh: micro("15"),
      connector: "IEC_62196_T2",
      phases: 1,
      maxAcW: 7_360,
      maxDcW: null,
      minCurrentA: 6,
      canDischarge: false,
    });
    const { plan } = await preview({ style: "FAST", need: { kind: "range", km: 100 } });
    expect(plan?.draw).toEqual({ maxW: 7_360, minW: 1_380, phases: 1 });
    expect(plan?.needWh).toBe(15_000);
    // What goes in at most is the battery.
    const all = await preview({ style: "FAST", need: { kind: "all" } });
    expect(all.plan).toMatchObject({ needWh: null });
    expect(all.plan?.preview.course.deliveredWh).toBe(40_000);
  });

  it("has the operator's price for the style where it plans by it", async () => {
    await world.push("PUT", "tariffs/NL/FKE/T1", tariff([{ price_components: [energy(0.5)] }]));
    await world.push("PUT", "tariffs/NL/FKE/T2", {
      ...tariff([{ price_components: [energy(0.3)] }]),
      id: "T2",
      type: "PROFILE_CHEAP",
    });
    await world.push("PATCH", "locations/NL/FKE/LOC-1/E1/1", {
      tariff_ids: ["T1", "T2"],
      last_updated: "2026-11-02T10:30:00Z",
    });
    const seen = await figures();
    expect([seen.cost, seen.atOnceCost]).toEqual([801n, 1336n]);
  });

  it("is of the driver's own session, and keeps nothing", async () => {
    const other = world.as((await aDriver(world.ctx)).id);
    await expect(previewGoal(other, world.sessionId, NIGHT)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await preview();
    expect((await getSessionGoal(world.asDriver, world.sessionId)).said).toBeNull();
  });
});

describe("a preview of a charge that has not begun", () => {
  it("says what it would come to at a connector, and who would plan it", async () => {
    await world.push("PUT", "tariffs/NL/FKE/T1", NIGHT_TARIFF);
    const seen = await previewPlace(world.asDriver, world.pick, NIGHT);
    expect(seen.chosen.by).toBe("operator");
    expect(seen.plan?.preview).toMatchObject({
      isShifted: true,
      figures: { cost: { amountMinor: 535n } },
      atOnce: { figures: { cost: { amountMinor: 1336n } } },
    });
    await world.setCapabilities(["RFID_READER"]);
    const blind = await previewPlace(world.asDriver, world.pick, NIGHT);
    expect(blind.chosen.by).toBeNull();
    expect(blind.plan?.preview.isShifted).toBe(false);
  });

  it("is of a connector that is there", async () => {
    const gone = { ...world.pick, connectorId: "9" };
    await expect(previewPlace(world.asDriver, gone, NIGHT)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("a session's goal", () => {
  it("says what a boost makes of the price before it is pressed, and what taking it back does", async () => {
    await world.push("PUT", "tariffs/NL/FKE/T1", NIGHT_TARIFF);
    await setGoal(world.asDriver, world.sessionId, NIGHT);
    const calm = await getSessionGoal(world.asDriver, world.sessionId);
    expect(calm.boost).toMatchObject({
      now: { amountMinor: 535n },
      turned: { amountMinor: 1336n },
    });
    await boostSession(world.asDriver, world.sessionId, true);
    const fast = await getSessionGoal(world.asDriver, world.sessionId);
    expect(fast.boost).toMatchObject({
      now: { amountMinor: 1336n },
      turned: { amountMinor: 535n },
    });
    expect(fast.said).toMatchObject({ goal: { isBoosted: true, style: "CHEAP" } });
  });

  it("says what the operator can do before anything is asked", async () => {
    await world.setCapabilities(["RFID_READER"]);
    expect(await getSessionGoal(world.asDriver, world.sessionId)).toMatchObject({
      said: null,
      asked: null,
      chosen: { way: "none" },
      hindrance: { preferences: "not-capable", profile: "not-capable" },
    });
  });

  it("is never more accepted than was said", async () => {
    await world.setCapabilities(["CHARGING_PROFILE_CAPABLE"]);
    world.onProfile("PUT", { result: "ACCEPTED", timeout: 30 });
    await setGoal(world.asDriver, world.sessionId, { ...NIGHT, style: "GREEN" });
    await world.push("PUT", "tariffs/NL/FKE/T1", NIGHT_TARIFF);
    await setGoal(world.asDriver, world.sessionId, NIGHT);
    const asked = async () => (await getSessionGoal(world.asDriver, world.sessionId)).asked;
    expect(await asked()).toMatchObject({ kind: "SET_PROFILE", state: "created" });
    await world.sendWishes();
    expect(await asked()).toMatchObject({ state: "accepted", asyncResult: null });
  });
});
