import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver } from "@/testing/roaming-driver";
import { listAlternatives } from "./list-alternatives";
import { listPlaces } from "./list-places";

const database = testDatabase();
let driver: Ctx;

const NEAR = { latitude: 59.33, longitude: 18.06 };

/** One charging point; what is charging stands behind what is free where nothing else is asked for. */
function place(name: string, status: string, of: { tariff?: string; km?: number; watts?: number }) {
  const { tariff = "T1", km = 0, watts } = of;
  const connector = {
    id: "1",
    standard: "IEC_62196_T2",
    format: "SOCKET",
    power_type: "AC_3_PHASE",
    max_voltage: 230,
    max_amperage: 32,
    ...(watts && { max_electric_power: watts }),
    tariff_ids: [tariff],
    last_updated: "2026-09-01T00:00:00Z",
  };
  return {
    country_code: "SE",
    party_id: "NSL",
    id: name,
    publish: true,
    name,
    address: "Vägen 1",
    city: "Stockholm",
    country: "SWE",
    coordinates: {
      latitude: (NEAR.latitude + km / 111.195).toFixed(6),
      longitude: NEAR.longitude.toFixed(6),
    },
    time_zone: "Europe/Stockholm",
    evses: [
      {
        uid: "E1",
        status,
        connectors: [connector, connector],
        last_updated: "2026-09-01T00:00:00Z",
      },
    ],
    last_updated: "2026-09-01T00:00:00Z",
  };
}

const tariff = (id: string, price: number) => ({
  country_code: "SE",
  party_id: "NSL",
  id,
  currency: "SEK",
  elements: [{ price_components: [{ type: "ENERGY", price, vat: 25, step_size: 1 }] }],
  last_updated: "2026-09-01T00:00:00Z",
});

beforeAll(async () => {
  const tenant = await aTenant(database.pool);
  const world = await aRoamingDriver(database.pool, tenant);
  driver = tenant.as({
    kind: "user",
    userId: newId<"user">(),
    email: "driver@kvitt.example",
    roles: ["driver"],
    driverId: world.driver.id,
  });
  for (const one of [tariff("CHEAP", 1), tariff("DEAR", 9)])
    await world.send("PUT", `tariffs/SE/NSL/${one.id}`, one);
  const places = [
    place("A near", "AVAILABLE", {}),
    place("B near", "AVAILABLE", { km: 1 }),
    place("C near", "AVAILABLE", { km: 2, tariff: "DEAR" }),
    place("X strong", "CHARGING", { km: 12, watts: 43_000 }),
    place("Y cheap", "CHARGING", { km: 14, tariff: "CHEAP" }),
    place("Z cheap and far", "CHARGING", { km: 40, tariff: "CHEAP" }),
  ];
  for (const one of places)
    await world.send("PUT", `locations/SE/NSL/${encodeURIComponent(one.id)}`, one);
});

const find = async (
  search: Parameters<typeof listPlaces>[1],
  limits: Parameters<typeof listPlaces>[2],
) => {
  const { places, ...rest } = await listPlaces(driver, search, limits);
  return { names: places.map(({ name }) => name), ...rest };
};

describe("a search that reaches over more places than it lists", () => {
  it("lists the cheapest of all that fit, not of those that would have come first", async () => {
    expect(await find({}, { listed: 2 })).toMatchObject({
      names: ["A near", "B near"],
      hasMore: true,
    });
    expect(await find({ order: "price" }, { listed: 2 })).toEqual({
      names: ["Y cheap", "Z cheap and far"],
      hasMore: true,
      isPartial: false,
    });
    expect(await find({ order: "power", near: NEAR }, { listed: 1 })).toMatchObject({
      names: ["X strong"],
    });
  });

  it("keeps to the highest price over all that fit", async () => {
    // 30 kWh at 1.00 before VAT: 37.50 with it, + 10 % + 1.00.
    const maxPrice = { amountMinor: 4_225n, currency: "SEK" };
    expect(await find({ maxPrice }, { listed: 2 })).toMatchObject({
      names: ["Y cheap", "Z cheap and far"],
      hasMore: false,
    });
    const less = { ...maxPrice, amountMinor: 4_224n };
    expect((await find({ maxPrice: less }, { listed: 2 })).names).toEqual([]);
  });

  it("is in one order by distance however many there are", async () => {
    expect(await find({ order: "distance", near: NEAR }, { listed: 3 })).toMatchObject({
      names: ["A near", "B near", "C near"],
    });
  });

  it("says so where there are more than are compared", async () => {
    expect(await find({ order: "price", near: NEAR }, { listed: 9, compared: 2 })).toEqual({
      names: ["A near", "B near"],
      hasMore: true,
      isPartial: true,
    });
  });

  it("finds the cheapest within 15 km of a place, beyond the forty nearest", async () => {
    const [here] = (await listPlaces(driver, { text: "A near" })).places;
    const others = await listAlternatives(driver, {
      id: here?.id ?? "",
      near: NEAR,
      currency: "SEK",
    });
    expect(others.map(({ name }) => name)).toEqual(["Y cheap", "B near", "X strong"]);
  });
});
