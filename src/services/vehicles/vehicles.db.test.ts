import { beforeEach, describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { listVehicles } from "./list-vehicles";
import { makeDefaultVehicle, removeVehicle, restoreVehicle } from "./remove-vehicle";
import { saveVehicle, type VehicleFacts } from "./save-vehicle";

const database = testDatabase();
const CAR: VehicleFacts = {
  name: "The blue one",
  batteryMicroKwh: micro("77.4"),
  consumptionMicroKwh: micro("17.5"),
  connector: "IEC_62196_T2",
  phases: 3,
  maxAcW: 11_000,
  maxDcW: 170_000,
  minCurrentA: 6,
  canDischarge: false,
};

let tenant: TestTenant;
let astrid: Ctx;

async function asDriver(): Promise<Ctx> {
  const { id: driverId } = await aDriver(tenant.ctx);
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "a@kvitt.example", roles: ["driver"], driverId });
}

beforeEach(async () => {
  tenant = await aTenant(database.pool);
  astrid = await asDriver();
});

const add = async (name: string) => {
  tenant.clock.advance({ seconds: 1 });
  return saveVehicle(astrid, { ...CAR, name });
};
const names = async (ctx = astrid) =>
  (await listVehicles(ctx)).map(({ name, isDefault }) => (isDefault ? `${name}*` : name));

describe("a driver's cars", () => {
  it("have one default: the first, then the one that he makes it", async () => {
    await add("A");
    const b = await add("B");
    expect(await names()).toEqual(["A*", "B"]);
    await makeDefaultVehicle(astrid, b);
    expect(await names()).toEqual(["B*", "A"]);
  });

  it("stay when removed, hand the default on, and come back as they were", async () => {
    const a = await add("A");
    await add("B");
    await add("C");
    await removeVehicle(astrid, a);
    expect(await names()).toEqual(["B*", "C"]);
    await restoreVehicle(astrid, a);
    expect(await names()).toEqual(["A*", "B", "C"]);
    await expect(restoreVehicle(astrid, a)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("without any left have no default, and the next one is it", async () => {
    const a = await add("A");
    await removeVehicle(astrid, a);
    await add("B");
    expect(await names()).toEqual(["B*"]);
  });

  it("are changed whole, and only by their driver", async () => {
    const a = await add("A");
    await saveVehicle(astrid, { ...CAR, name: "A2", maxDcW: null }, a);
    expect(await listVehicles(astrid)).toMatchObject([
      { id: a, name: "A2", batteryMicroKwh: micro("77.4"), maxDcW: null, isDefault: true },
    ]);
    const jonas = await asDriver();
    expect(await names(jonas)).toEqual([]);
    const missing = { code: "NOT_FOUND" };
    await expect(saveVehicle(jonas, CAR, a)).rejects.toMatchObject(missing);
    await expect(removeVehicle(jonas, a)).rejects.toMatchObject(missing);
    await expect(makeDefaultVehicle(jonas, a)).rejects.toMatchObject(missing);
  });

  it("are nobody's business at our end", async () => {
    await add("A");
    const staff = tenant.as({
      kind: "user",
      userId: newId<"user">(),
      email: "drift@kvitt.example",
      roles: ["operations", "finance"],
      driverId: null,
    });
    await expect(listVehicles(staff)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    ["name", { name: " " }],
    ["batteryMicroKwh", { batteryMicroKwh: 0n }],
    ["batteryMicroKwh", { batteryMicroKwh: micro("1001") }],
    ["consumptionMicroKwh", { consumptionMicroKwh: micro("201") }],
    ["maxAcW", { maxAcW: 0 }],
    ["maxDcW", { maxDcW: 2_000_000 }],
    ["minCurrentA", { minCurrentA: 5 }],
  ])("have figures that a car can have: %s", async (field, change) => {
    await expect(saveVehicle(astrid, { ...CAR, ...change })).rejects.toMatchObject({
      code: "INVALID",
      detail: { field },
    });
  });
});
