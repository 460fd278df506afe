import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { decodePreferences } from "@/core/smart-charging/charging-preferences";
import { decodeProfile } from "@/core/smart-charging/charging-profile";
import { chargingRequests } from "@/db/schema/charging";
import { partners } from "@/db/schema/partners";
import { saveRoutine, switchRoutine } from "@/services/charging-routines/save-routine";
import { saveVehicle } from "@/services/vehicles/save-vehicle";
import { aDriver } from "@/testing/builders/driver";
import { testDatabase } from "@/testing/database";
import { setChargingProfile } from "@/services/charging/set-charging-profile";
import { timeOutWishes } from "@/services/charging/time-out-wishes";
import { newId } from "@/db/new-id";
import { A_PROFILE, aSteeredCharge } from "@/testing/steered-charge";
import { findGoal } from "./goal-row";
import { pursueDueGoals } from "./pursue-due-goals";
import { boostSession, type SaidGoal, setGoal } from "./set-goal";

const database = testDatabase();

const NIGHT: SaidGoal = {
  style: "CHEAP",
  leaveAt: "07:00",
  need: { kind: "energy", energy: micro("22") },
  vehicleId: null,
  dischargeAllowed: false,
};
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
const ROUTINE = {
  name: "Every day",
  vehicleId: null,
  weekdays: 127,
  locationId: null,
  departure: "07:00",
  energyMicroKwh: micro("20"),
  rangeKm: null,
  style: "REGULAR",
  dischargeAllowed: false,
} as const;
/** Cheap from 22:00 to 06:00 by the clock at the place. */
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

let world: Awaited<ReturnType<typeof aSteeredCharge>>;

beforeEach(async () => {
  world = await aSteeredCharge(database.pool, "2.2.1");
  await world.push("PUT", "tariffs/NL/FKE/T1", NIGHT_TARIFF);
});
afterEach(async () => world.stop());

const asked = async () =>
  world.ctx.db
    .select()
    .from(chargingRequests)
    .where(eq(chargingRequests.tenantId, world.tenant.tenantId))
    .orderBy(chargingRequests.createdAt, chargingRequests.id);
const goal = () => findGoal(world.ctx, world.sessionId);
const set = (change: Partial<SaidGoal> = {}) =>
  setGoal(world.asDriver, world.sessionId, { ...NIGHT, ...change });
/** What the worker does: sends what waits, then looks at the goals that this made due. */
async function goOn(): Promise<void> {
  await world.sendWishes();
  await pursueDueGoals(world.ctx);
}
const onlyProfiles = () => world.setCapabilities(["CHARGING_PROFILE_CAPABLE"]);

describe("a goal", () => {
  it("goes as preferences where the charging point takes them, by the clock of the place", async () => {
    world.onPreferences("ACCEPTED");
    expect(await set()).toMatchObject({ way: "preferences", by: "operator", asks: null });
    const [wish] = await asked();
    expect(wish && decodePreferences(wish.wish)).toEqual({
      profileType: "CHEAP",
      departureTime: Temporal.Instant.from("2026-11-03T06:00:00Z"),
      energyNeed: micro("22"),
      dischargeAllowed: false,
    });
    await goOn();
    expect(await goal()).toMatchObject({ way: "preferences", source: "driver", dueAt: null });
    // Said again with the same words it is a new goal, told anew.
    world.tenant.clock.advance({ minutes: 1 });
    await set();
    expect(await asked()).toHaveLength(2);
  });

  it("is asked for what the operator must know, and waits for it", async () => {
    world.onPreferences("DEPARTURE_REQUIRED");
    await set({ leaveAt: null });
    await goOn();
    expect(await goal()).toMatchObject({ way: "preferences" });
    expect(world.profilesAsked("PUT")).toEqual([]);
    expect(await asked()).toHaveLength(1);
    world.tenant.clock.advance({ minutes: 1 });
    world.onPreferences("ENERGY_NEED_REQUIRED");
    await set({ need: { kind: "all" } });
    await goOn();
    expect(await goal()).toMatchObject({ way: "preferences" });
    world.tenant.clock.advance({ minutes: 1 });
    world.onPreferences("ACCEPTED");
    await set();
    await goOn();
    expect((await asked()).map(({ state }) => state)).toEqual(["refused", "refused", "accepted"]);
  });

  it.each(["NOT_POSSIBLE", "PROFILE_TYPE_NOT_SUPPORTED"])(
    "goes on as our own profile after %s, by itself and once",
    async (answer) => {
      world.onPreferences(answer);
      world.onProfile("PUT", { result: "ACCEPTED", timeout: 30 });
      await set();
      await goOn();
      expect(await goal()).toMatchObject({ way: "profile" });
      await goOn();
      await goOn();
      const rows = await asked();
      expect(rows.map(({ kind, state }) => [kind, state])).toEqual([
        ["PREFERENCES", "refused"],
        ["SET_PROFILE", "accepted"],
      ]);
    },
  );

  it("ends with none where the profile is refused, too", async () => {
    world.onPreferences(undefined, 404);
    world.onProfile("PUT", { result: "REJECTED", timeout: 30 });
    await set();
    await goOn();
    await goOn();
    expect(await goal()).toMatchObject({ way: "none", dueAt: null });
    expect(await asked()).toHaveLength(2);
  });

  it("ends with none where the station does not answer, and counts its late yes all the same", async () => {
    await onlyProfiles();
    world.onProfile("PUT", { result: "ACCEPTED", timeout: 30 });
    await set();
    await world.sendWishes();
    world.tenant.clock.advance({ minutes: 2 });
    await timeOutWishes(world.ctx);
    await pursueDueGoals(world.ctx);
    expect(await goal()).toMatchObject({ way: "none" });
    const [wish] = await asked();
    if (!wish) throw new Error("nothing was asked");
    await world.sendStationResult("SET_PROFILE", wish.id, { result: "ACCEPTED" });
    await pursueDueGoals(world.ctx);
    expect(await goal()).toMatchObject({ way: "profile" });
    expect(await asked()).toMatchObject([{ id: wish.id, state: "confirmed" }]);
  });

  it("leaves a limit alone that staff has set by hand meanwhile", async () => {
    await onlyProfiles();
    await set();
    world.tenant.clock.advance({ minutes: 1 });
    const staff = world.open({
      kind: "user",
      userId: newId<"user">(),
      email: "drift@kvitt.example",
      roles: ["operations"],
      driverId: null,
    });
    const byHand = await setChargingProfile(staff, world.sessionId, A_PROFILE);
    world.tenant.clock.advance({ minutes: 30 });
    await pursueDueGoals(world.ctx);
    const rows = await asked();
    expect(rows.at(-1)).toMatchObject({ id: byHand, state: "created" });
    expect(rows).toHaveLength(2);
  });

  it("as our own profile charges in the cheap hours and frees the car when it leaves", async () => {
    await onlyProfiles();
    expect(await set({ need: { kind: "energy", energy: micro("44.16") } })).toMatchObject({
      way: "profile",
      by: "session",
    });
    const [wish] = await asked();
    // 22 kW for two hours of the night, which begins at 22:00 at the place (21:00Z).
    const profile = wish && decodeProfile(wish.wish);
    expect(profile).toMatchObject({ rateUnit: "W", minRate: micro("4140") });
    const start = profile?.startDateTime?.epochMilliseconds ?? 0;
    const steps = profile?.periods.map(({ startS, limit }) => [
      Temporal.Instant.fromEpochMilliseconds(start + startS * 1_000).toString(),
      limit,
    ]);
    expect(steps).toEqual([
      // From the session's own start: the station's clock runs fast.
      ["2026-11-02T11:00:20Z", 0n],
      ["2026-11-02T21:00:00Z", micro("22080")],
      ["2026-11-02T23:00:00Z", 0n],
      ["2026-11-03T06:00:00Z", micro("22080")],
    ]);
  });

  it("is planned again when the car took less, and not for a trifle", async () => {
    await onlyProfiles();
    world.onProfile("PUT", { result: "ACCEPTED", timeout: 30 });
    await set();
    await goOn();
    const [first] = await asked();
    await world.sendStationResult("SET_PROFILE", first?.id ?? (world.sessionId as never), {
      result: "ACCEPTED",
    });
    world.tenant.clock.set("2026-11-02T21:05:00Z");
    await goOn();
    expect(await asked()).toHaveLength(1);
    // The hour is over and nothing has flowed: its energy is planned anew.
    world.tenant.clock.set("2026-11-02T22:30:00Z");
    await goOn();
    const rows = await asked();
    expect(rows.map(({ kind }) => kind)).toEqual(["SET_PROFILE", "SET_PROFILE"]);
    expect(await goal()).toMatchObject({ way: "profile" });
  });

  it("has nothing to say as our own profile where it is to go fast", async () => {
    await onlyProfiles();
    expect(await set({ style: "FAST" })).toMatchObject({ way: "profile", dueAt: null });
    expect(await asked()).toEqual([]);
  });

  it("is boosted at once, and goes back to what was said", async () => {
    await onlyProfiles();
    await set();
    world.tenant.clock.advance({ minutes: 1 });
    await boostSession(world.asDriver, world.sessionId, true);
    expect(await goal()).toMatchObject({ style: "CHEAP", way: "profile" });
    expect((await asked()).map(({ kind, state }) => [kind, state])).toEqual([
      ["SET_PROFILE", "superseded"],
      ["CLEAR_PROFILE", "created"],
    ]);
    world.tenant.clock.advance({ minutes: 1 });
    await boostSession(world.asDriver, world.sessionId, false);
    expect((await asked()).at(-1)).toMatchObject({ kind: "SET_PROFILE", state: "created" });
    expect(await goal()).toMatchObject({ boostedAt: null, energyMicroKwh: micro("22") });
  });

  it("takes back what the operator planned by, before it goes another way", async () => {
    world.onPreferences("ACCEPTED");
    await world.push("PUT", "tariffs/NL/FKE/T1", { ...NIGHT_TARIFF, type: "PROFILE_CHEAP" });
    await set();
    await goOn();
    world.tenant.clock.advance({ minutes: 1 });
    // The operator has no price for the fastest: full power is ours to give, and its own plan must end.
    expect(await boostSession(world.asDriver, world.sessionId, true)).toMatchObject({
      by: "session",
    });
    await goOn();
    await goOn();
    const rows = await asked();
    expect(rows.map(({ kind, wish }) => [kind, decodePreferences(wish).profileType])).toEqual([
      ["PREFERENCES", "CHEAP"],
      ["PREFERENCES", "REGULAR"],
    ]);
    expect(await goal()).toMatchObject({ way: "profile" });
  });

  it("that is boosted goes back by itself after two hours", async () => {
    await onlyProfiles();
    await set();
    await boostSession(world.asDriver, world.sessionId, true);
    const until = world.tenant.clock.now().add({ hours: 2 });
    expect((await goal())?.dueAt).toEqual(until);
    world.tenant.clock.set(until.subtract({ seconds: 1 }));
    await pursueDueGoals(world.ctx);
    expect((await asked()).at(-1)).toMatchObject({ kind: "CLEAR_PROFILE" });
    world.tenant.clock.set(until);
    await pursueDueGoals(world.ctx);
    expect((await asked()).at(-1)).toMatchObject({ kind: "SET_PROFILE" });
  });

  it("is told as it was where the operator plans, once its boost is over", async () => {
    world.onPreferences("ACCEPTED");
    await boostSession(world.asDriver, world.sessionId, true);
    await goOn();
    world.tenant.clock.advance({ hours: 2 });
    await goOn();
    await goOn();
    const styles = (await asked()).map(({ wish }) => decodePreferences(wish).profileType);
    expect(styles).toEqual(["FAST", "REGULAR"]);
  });

  it("is boosted as preferences, too, also where nothing was said before", async () => {
    await boostSession(world.asDriver, world.sessionId, true);
    const [wish] = await asked();
    expect(wish && decodePreferences(wish.wish).profileType).toBe("FAST");
    expect(await goal()).toMatchObject({ style: "REGULAR", energyMicroKwh: null });
  });

  it("is the driver's for his own running session alone", async () => {
    const other = world.as((await aDriver(world.ctx)).id);
    await expect(setGoal(other, world.sessionId, NIGHT)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(set({ leaveAt: "25:00" })).rejects.toMatchObject({ detail: { field: "leaveAt" } });
    await expect(set({ need: { kind: "range", km: 100 } })).rejects.toMatchObject({
      detail: { field: "need" },
    });
    await world.beginSession({ status: "COMPLETED", last_updated: "2026-11-02T12:00:00Z" });
    await expect(set()).rejects.toMatchObject({ detail: { reason: "not-running" } });
  });

  it("says none where the operator's version knows neither way", async () => {
    await world.ctx.db
      .update(partners)
      .set({ version: "2.1.1" })
      .where(eq(partners.id, world.partnerId));
    expect(await set()).toMatchObject({ way: "none", by: null });
    expect(await asked()).toEqual([]);
  });

  it("takes a range by the car's consumption, and a part of its battery", async () => {
    await saveVehicle(world.asDriver, CAR);
    await set({ need: { kind: "range", km: 200 } });
    expect(await goal()).toMatchObject({
      energyMicroKwh: micro("35"),
      said: { kind: "range", km: 200 },
    });
    await set({ need: { kind: "battery", fromPercent: 30, toPercent: 80 } });
    expect(await goal()).toMatchObject({ energyMicroKwh: micro("30") });
  });
});

describe("a routine", () => {
  const begin = (id: string, change: Record<string, unknown> = {}) =>
    world.beginSession({ id, ...change });

  it("gives a charge its goal when it begins, and the worker finds the way", async () => {
    await saveVehicle(world.asDriver, CAR);
    const routine = await saveRoutine(world.asDriver, {
      ...ROUTINE,
      energyMicroKwh: null,
      rangeKm: 100,
    });
    const id = await begin("S-2");
    expect(await findGoal(world.ctx, id)).toMatchObject({
      source: "routine",
      routineId: routine,
      energyMicroKwh: micro("17.5"),
      departureAt: Temporal.Instant.from("2026-11-03T06:00:00Z"),
      said: { kind: "range", km: 100 },
    });
    await pursueDueGoals(world.ctx);
    expect(await findGoal(world.ctx, id)).toMatchObject({ way: "preferences", dueAt: null });
    expect(await asked()).toMatchObject([{ kind: "PREFERENCES", sessionId: id }]);
  });

  it("counts once, when the session becomes active, and never over what was said by hand", async () => {
    await saveRoutine(world.asDriver, ROUTINE);
    // It ran before there was a routine.
    await world.beginSession({ kwh: 1, last_updated: "2026-11-02T11:10:00Z" });
    expect(await goal()).toBeNull();
    const id = await begin("S-3", { status: "PENDING" });
    expect(await findGoal(world.ctx, id)).toBeNull();
    await begin("S-3", { last_updated: "2026-11-02T11:11:00Z" });
    expect(await findGoal(world.ctx, id)).toMatchObject({ source: "routine" });
    await setGoal(world.asDriver, id, { ...NIGHT, style: "FAST" });
    await begin("S-3", { status: "PENDING", last_updated: "2026-11-02T11:12:00Z" });
    await begin("S-3", { last_updated: "2026-11-02T11:13:00Z" });
    expect(await findGoal(world.ctx, id)).toMatchObject({ source: "driver", style: "FAST" });
  });

  it("that changes or rests leaves the charge that runs as it is", async () => {
    const routine = await saveRoutine(world.asDriver, ROUTINE);
    const id = await begin("S-4");
    await saveRoutine(world.asDriver, { ...ROUTINE, departure: "09:00" }, routine);
    await begin("S-4", { kwh: 1, last_updated: "2026-11-02T11:20:00Z" });
    expect((await findGoal(world.ctx, id))?.departureAt?.toString()).toBe("2026-11-03T06:00:00Z");
    await switchRoutine(world.asDriver, routine, false);
    expect(await findGoal(world.ctx, await begin("S-5"))).toBeNull();
  });
});
