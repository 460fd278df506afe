import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { newId } from "@/db/new-id";
import { saveVehicle } from "@/services/vehicles/save-vehicle";
import { aDriver } from "@/testing/builders/driver";
import { testDatabase } from "@/testing/database";
import { aSteeredCharge } from "@/testing/steered-charge";
import { listRoutines } from "./list-routines";
import {
  removeRoutine,
  restoreRoutine,
  type RoutineFacts,
  saveRoutine,
  switchRoutine,
} from "./save-routine";

const database = testDatabase();
const ROUTINE: RoutineFacts = {
  name: "Workdays",
  vehicleId: null,
  weekdays: 31,
  locationId: null,
  departure: "07:00",
  energyMicroKwh: micro("20"),
  rangeKm: null,
  style: "CHEAP",
  dischargeAllowed: false,
};

let world: Awaited<ReturnType<typeof aSteeredCharge>>;
beforeEach(async () => {
  world = await aSteeredCharge(database.pool, "2.2.1");
});
afterEach(async () => world.stop());

describe("a driver's routines", () => {
  it("are listed with their place, and with the charges that run by them", async () => {
    const { locationId } = world.pick;
    const id = await saveRoutine(world.asDriver, { ...ROUTINE, locationId });
    const before = await listRoutines(world.asDriver);
    expect(before.routines).toMatchObject([
      { id, place: "Museumplein", running: 0, isOn: true, energyMicroKwh: micro("20") },
    ]);
    expect(before.places).toEqual([{ id: locationId, name: "Museumplein" }]);
    await world.beginSession({ id: "S-2" });
    expect((await listRoutines(world.asDriver)).routines).toMatchObject([{ running: 1 }]);
  });

  it("rest, are removed and come back", async () => {
    const id = await saveRoutine(world.asDriver, ROUTINE);
    await switchRoutine(world.asDriver, id, false);
    expect((await listRoutines(world.asDriver)).routines).toMatchObject([{ isOn: false }]);
    await removeRoutine(world.asDriver, id);
    expect((await listRoutines(world.asDriver)).routines).toEqual([]);
    await restoreRoutine(world.asDriver, id);
    expect((await listRoutines(world.asDriver)).routines).toMatchObject([{ id, isOn: false }]);
  });

  it("are their driver's alone, and name his own car", async () => {
    const id = await saveRoutine(world.asDriver, ROUTINE);
    const other = world.as((await aDriver(world.ctx)).id);
    const missing = { code: "NOT_FOUND" };
    await expect(saveRoutine(other, ROUTINE, id)).rejects.toMatchObject(missing);
    await expect(removeRoutine(other, id)).rejects.toMatchObject(missing);
    expect((await listRoutines(other)).routines).toEqual([]);
    const car = await saveVehicle(other, {
      name: "His",
      batteryMicroKwh: micro("40"),
      consumptionMicroKwh: micro("15"),
      connector: "IEC_62196_T2",
      phases: 1,
      maxAcW: 7_360,
      maxDcW: null,
      minCurrentA: 6,
      canDischarge: false,
    });
    await expect(saveRoutine(world.asDriver, { ...ROUTINE, vehicleId: car })).rejects.toMatchObject(
      { ...missing, detail: { field: "vehicleId" } },
    );
    await expect(
      saveRoutine(world.asDriver, { ...ROUTINE, locationId: newId<"location">() }),
    ).rejects.toMatchObject({ ...missing, detail: { field: "locationId" } });
  });

  it.each([
    ["name", { name: "" }],
    ["weekdays", { weekdays: 0 }],
    ["weekdays", { weekdays: 128 }],
    ["departure", { departure: "24:00" }],
    ["energyMicroKwh", { energyMicroKwh: 0n }],
    ["rangeKm", { rangeKm: 100 }],
    ["rangeKm", { energyMicroKwh: null, rangeKm: 100 }],
  ])("say what can be meant: %s", async (field, change) => {
    await expect(saveRoutine(world.asDriver, { ...ROUTINE, ...change })).rejects.toMatchObject({
      code: "INVALID",
      detail: { field },
    });
  });
});
