import { beforeAll, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import type { Ctx } from "@/services/context";
import { aDriver } from "@/testing/builders/driver";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver } from "@/testing/roaming-driver";
import { saveVehicle } from "@/services/vehicles/save-vehicle";
import { getPlace } from "./get-place";
import { listOperators } from "./list-operators";
import { listPlaces } from "./list-places";
import { loosenSearch } from "./loosen-search";

const database = testDatabase();
let driver: Ctx;
let stranger: Ctx;

function evse(uid: string, status: string, minutesAgo = 14) {
  return {
    uid,
    evse_id: `SE*NSL*${uid}`,
    physical_reference: `P${uid}`,
    status,
    capabilities: ["REMOTE_START_STOP_CAPABLE"],
    connectors: [
      {
        id: "1",
        standard: "IEC_62196_T2",
        format: "SOCKET",
        power_type: "AC_3_PHASE",
        max_voltage: 230,
        max_amperage: 32,
        tariff_ids: ["T1"],
        last_updated: "2026-09-01T00:00:00Z",
      },
    ],
    last_updated: Temporal.Instant.from("2026-11-02T11:00:00Z")
      .subtract({ minutes: minutesAgo })
      .toString(),
  };
}

function place(id: string, change: Record<string, unknown>) {
  return {
    country_code: "SE",
    party_id: "NSL",
    id,
    publish: true,
    name: id,
    address: "Vägen 1",
    city: "Stockholm",
    country: "SWE",
    coordinates: { latitude: "59.3300", longitude: "18.0600" },
    time_zone: "Europe/Stockholm",
    opening_times: { twentyfourseven: true },
    evses: [evse("E1", "AVAILABLE")],
    last_updated: "2026-09-01T00:00:00Z",
    ...change,
  };
}

beforeAll(async () => {
  const tenant = await aTenant(database.pool);
  const world = await aRoamingDriver(database.pool, tenant);
  const as = (driverId: Id<"driver">) =>
    tenant.as({
      kind: "user",
      userId: newId<"user">(),
      email: "driver@kvitt.example",
      roles: ["driver"],
      driverId,
    });
  driver = as(world.driver.id);
  stranger = as((await aDriver(tenant.ctx)).id);
  const places = [
    place("Busy", { evses: [evse("E1", "CHARGING", 3)] }),
    place("Free", {
      address: "Götgatan 11",
      evses: [evse("E1", "AVAILABLE"), evse("E2", "CHARGING", 50)],
    }),
    place("Shut", {
      opening_times: {
        twentyfourseven: false,
        regular_hours: [{ weekday: 7, period_begin: "08:00", period_end: "20:00" }],
      },
    }),
    place("Göteborg C", {
      city: "Göteborg",
      coordinates: { latitude: "57.7089", longitude: "11.9746" },
    }),
    place("Fast", {
      evses: [
        evse("E1", "AVAILABLE"),
        {
          ...evse("E2", "CHARGING"),
          connectors: [
            {
              ...evse("E2", "CHARGING").connectors[0],
              standard: "IEC_62196_T2_COMBO",
              format: "CABLE",
              power_type: "DC",
              max_voltage: 920,
              max_amperage: 300,
              max_electric_power: 150_000,
            },
          ],
        },
      ],
    }),
    place("Hidden", { publish: false }),
    place("Planned", { evses: [evse("E1", "PLANNED")] }),
    place("Nowhere", { coordinates: { latitude: "#NA", longitude: "#NA" } }),
    place("Odd", {
      evses: [
        {
          ...evse("E1", "AVAILABLE"),
          connectors: [{ ...evse("E1", "AVAILABLE").connectors[0], tariff_ids: ["T9"] }],
        },
      ],
    }),
  ];
  for (const one of places) {
    const { http } = await world.send("PUT", `locations/SE/NSL/${encodeURIComponent(one.id)}`, one);
    expect(http).toBe(201);
  }
});

const names = async (search: Parameters<typeof listPlaces>[1]) =>
  (await listPlaces(driver, search)).places.map(({ name }) => name);

describe("the search for places to charge", () => {
  it("shows what is published and can be charged at: free ones first, closed ones last", async () => {
    expect(await names({})).toEqual([
      "Fast",
      "Free",
      "Göteborg C",
      "Nowhere",
      "Odd",
      "Busy",
      "Shut",
    ]);
  });

  it("finds every word, in any case, in name, address, city or operator", async () => {
    expect(await names({ text: "göteborg" })).toEqual(["Göteborg C"]);
    expect(await names({ text: "götgatan stockholm nordström" })).toEqual(["Free"]);
    expect(await names({ text: "götgatan göteborg" })).toEqual([]);
    expect(await names({ text: "100%" })).toEqual([]);
  });

  it("puts the nearest first within what is free, with the distance where it is known", async () => {
    const near = { latitude: 57.7, longitude: 11.97 };
    const { places } = await listPlaces(driver, { near });
    expect(places.map(({ name }) => name)).toEqual([
      "Göteborg C",
      "Fast",
      "Free",
      "Odd",
      "Nowhere",
      "Busy",
      "Shut",
    ]);
    const metres = Object.fromEntries(places.map((one) => [one.name, one.distanceM]));
    expect(metres["Göteborg C"]).toBeGreaterThan(950);
    expect(metres["Göteborg C"]).toBeLessThan(1_100);
    expect(Math.round((metres["Free"] ?? 0) / 1000)).toBe(397);
    expect(metres["Nowhere"]).toBeNull();
  });

  it("says how many are free, when that was told, and what the example costs the driver", async () => {
    const [free] = (await listPlaces(driver, { text: "Free" })).places;
    // 30 kWh at 4.00 before VAT: 150.00 with it, + 10 % + 1.00.
    expect(free).toMatchObject({
      available: 1,
      evses: 2,
      isOpen: true,
      plugs: [{ standard: "IEC_62196_T2", powerW: 22_080, count: 2 }],
      price: {
        total: { amountMinor: 16_600n, currency: "SEK" },
        perKwh: 5_533_333n,
        isStretched: true,
      },
      statusAt: Temporal.Instant.from("2026-11-02T10:46:00Z"),
    });
  });

  it("knows no price where the tariff was never sent, or the driver has no plan", async () => {
    const [odd] = (await listPlaces(driver, { text: "Odd" })).places;
    expect(odd).toMatchObject({ price: null, problem: "no-tariff" });
    const page = await getPlace(driver, odd?.id ?? "");
    expect(page.evses[0]?.connectors[0]?.offer.quote).toEqual({ ok: false, reason: "no-tariff" });
    const [free] = (await listPlaces(stranger, { text: "Free" })).places;
    expect(free).toMatchObject({ price: null, problem: "no-plan" });
    const theirs = await getPlace(stranger, free?.id ?? "");
    expect(theirs.evses[0]?.connectors[0]?.offer.quote).toEqual({ ok: false, reason: "no-plan" });
  });
});

describe("what a search may ask for", () => {
  it("wants the power, the plug and the freedom at one and the same connector", async () => {
    // The fast charger at "Fast" is taken; its normal point is free.
    expect(await names({ minPowerW: 100_000 })).toEqual(["Fast"]);
    expect(await names({ minPowerW: 100_000, onlyFree: true })).toEqual([]);
    expect(await names({ standards: ["IEC_62196_T2_COMBO"], minPowerW: 22_000 })).toEqual(["Fast"]);
    expect(await names({ standards: ["IEC_62196_T2"], minPowerW: 50_000 })).toEqual([]);
    expect(await names({ standards: ["CHADEMO", "IEC_62196_T2_COMBO"] })).toEqual(["Fast"]);
    expect(await names({ onlyFree: true, operator: "Nordström Laddning" })).not.toContain("Busy");
    expect(await names({ operator: "Somebody else" })).toEqual([]);
  });

  it("takes a part of the map, also over the date line", async () => {
    const box = { west: 11, south: 57, east: 13, north: 58 };
    expect(await names({ box })).toEqual(["Göteborg C"]);
    expect(await names({ box: { ...box, west: 179, east: -179 } })).toEqual([]);
  });

  it("keeps to the most that it may cost, in its own currency only", async () => {
    const maxPrice = { amountMinor: 16_600n, currency: "SEK" };
    expect(await names({ maxPrice, text: "Free" })).toEqual(["Free"]);
    const less = { ...maxPrice, amountMinor: 16_599n };
    expect(await names({ maxPrice: less, text: "Free" })).toEqual([]);
    expect(await names({ maxPrice: { ...maxPrice, currency: "EUR" } })).toEqual([]);
  });

  it("says which condition to leave out when nothing is found", async () => {
    expect(await loosenSearch(driver, { minPowerW: 100_000, onlyFree: true })).toEqual([
      { without: "minPowerW", found: 6 },
      { without: "onlyFree", found: 1 },
    ]);
    expect(await loosenSearch(driver, {})).toEqual([]);
  });

  it("lists the operators with how many places each has", async () => {
    expect(await listOperators(driver)).toEqual([{ name: "Nordström Laddning", places: 7 }]);
  });

  it("asks the database no more for many places than for one", async () => {
    const statements = async (search: Parameters<typeof listPlaces>[1]) => {
      let count = 0;
      const db = new Proxy(driver.db, {
        get(target, name, self) {
          if (name === "select" || name === "selectDistinctOn" || name === "execute") count += 1;
          return Reflect.get(target, name, self) as unknown;
        },
      });
      const { places } = await listPlaces({ ...driver, db }, search);
      return { count, places: places.length };
    };
    const one = await statements({ text: "Free" });
    const all = await statements({});
    expect(one.places).toBe(1);
    expect(all.places).toBe(7);
    expect(all.count).toBe(one.count);
  });
});

describe("a charge with the driver's own car", () => {
  it("takes as long as the car needs, is never more than its battery holds, and knows its plugs", async () => {
    const vehicleId = await saveVehicle(driver, {
      name: "Stadsbilen",
      connector: "IEC_62196_T2",
      batteryMicroKwh: 40_000_000n,
      consumptionMicroKwh: 15_000_000n,
      phases: 1,
      maxAcW: 7_400,
      maxDcW: null,
      minCurrentA: 6,
      canDischarge: false,
    });
    const [fast] = (await listPlaces(driver, { text: "Fast" })).places;
    const wish = { energy: 60_000_000n, minutes: 40, vehicleId };
    const page = await getPlace(driver, fast?.id ?? "", wish);
    expect(page.need).toMatchObject({
      car: { name: "Stadsbilen" },
      asked: { energy: 60_000_000n },
      charge: { energy: 40_000_000n },
    });
    const [normal, dc] = page.evses.map(({ connectors }) => connectors[0]?.offer);
    // One phase of 32 A.
    expect(normal).toMatchObject({ fit: "yes", drawW: 7_360 });
    expect(normal?.quote).toMatchObject({ ok: true, value: { charge: { isStretched: true } } });
    expect(dc?.fit).toBe("no");
  });

  it("is any car where the one named is another's", async () => {
    const { places } = await listPlaces(driver, {
      text: "Free",
      wish: { energy: 30_000_000n, minutes: 40, vehicleId: newId() },
    });
    expect(places[0]?.price?.total.amountMinor).toBe(16_600n);
  });
});

describe("a place's page", () => {
  it("names cheaper and other places nearby for the same charge", async () => {
    const [free] = (await listPlaces(driver, { text: "Free" })).places;
    const page = await getPlace(driver, free?.id ?? "");
    expect(page.price?.total.amountMinor).toBe(16_600n);
    expect(page.alternatives.map(({ name }) => name).toSorted()).toEqual(["Busy", "Fast", "Shut"]);
    for (const { distanceM } of page.alternatives) expect(distanceM).toBeLessThan(15_000);
  });

  it("has each charging point with its price, and no start where the operator takes no commands", async () => {
    const [free] = (await listPlaces(driver, { text: "Free" })).places;
    const page = await getPlace(driver, free?.id ?? "");
    expect(page).toMatchObject({ name: "Free", takesCommands: false, latitude: "59.3300" });
    expect(page.evses.map(({ label, status, canStart }) => [label, status, canStart])).toEqual([
      ["PE1", "AVAILABLE", false],
      ["PE2", "CHARGING", false],
    ]);
    expect(page.evses[0]?.connectors[0]?.offer.quote).toMatchObject({
      ok: true,
      value: { perKwh: 5_500_000n, perSession: 1_000_000n, perMinute: null },
    });
  });

  it("prices the charge that the driver has in mind, which takes as long as the connector needs", async () => {
    const [free] = (await listPlaces(driver, { text: "Free" })).places;
    const wish = { energy: 22_080_000n, minutes: 20 };
    const page = await getPlace(driver, free?.id ?? "", wish);
    // 22.08 kWh at 5.50 and the fee of 1.00; at 22.08 kW it takes an hour.
    expect(page.evses[0]?.connectors[0]?.offer.quote).toMatchObject({
      ok: true,
      value: {
        example: { amountMinor: 12_244n, currency: "SEK" },
        charge: { isStretched: true, chargedAt: driver.clock.now().add({ hours: 1 }) },
      },
    });
  });

  it("does not exist for what is not published, and for strangers to the portal", async () => {
    await expect(getPlace(driver, newId())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getPlace(driver, "x")).rejects.toMatchObject({ code: "NOT_FOUND" });
    const finance = { ...driver, actor: { ...driver.actor, driverId: null } } as Ctx;
    await expect(listPlaces(finance, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
