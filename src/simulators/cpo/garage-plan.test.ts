import { describe, expect, it } from "vitest";
import { mostW } from "./car";
import { DEMO_TOKENS } from "./configuration";
import { drawOccupancy, drawPauseS, planArrival, planEarlier } from "./garage-plan";
import { buildGarage, GARAGE_ROWS } from "./garage-site";
import { GRID_SECONDS } from "./instants";
import { PROFILES } from "./profiles";
import { findViolations } from "./validate-object";

const NOW_S = Date.parse("2026-11-17T13:20:00Z") / 1000;
const freeEvseUids = GARAGE_ROWS.flatMap(({ evseUids }) => evseUids);
const numbers = Array.from({ length: 400 }, (_, index) => index + 1);
const arrivals = numbers.map((number) =>
  planArrival("kvitt", number, NOW_S, { freeEvseUids, ownTokens: [...DEMO_TOKENS] }),
);

describe("the garage", () => {
  it("has forty EVSEs in four rows of ten, each of 22 kW on three phases", () => {
    const garage = buildGarage(PROFILES.nordstrom, "2026-01-01T00:00:00Z");
    expect(findViolations("Location", garage, { isClosed: true })).toEqual([]);
    expect(garage.evses.map(({ uid }) => uid)).toEqual(freeEvseUids);
    expect(freeEvseUids.at(0)).toBe("NSL-STO-40-E01");
    expect(freeEvseUids.at(-1)).toBe("NSL-STO-40-E40");
    expect(GARAGE_ROWS.map(({ evseUids }) => evseUids.length)).toEqual([10, 10, 10, 10]);
    expect(new Set(garage.evses.map(({ evse_id: id }) => id)).size).toBe(40);
    for (const { connectors, capabilities } of garage.evses) {
      expect(connectors).toMatchObject([
        { standard: "IEC_62196_T2", power_type: "AC_3_PHASE", max_electric_power: 22_000 },
      ]);
      expect(capabilities).toContain("CHARGING_PROFILE_CAPABLE");
    }
  });

  it("has the same cars for the same seed and others for another", () => {
    const choice = { freeEvseUids, ownTokens: [] };
    const of = (seed: string) => numbers.map((number) => planArrival(seed, number, NOW_S, choice));
    expect(of("one")).toEqual(of("one"));
    expect(of("one")).not.toEqual(of("two"));
  });

  it("has cars of one to three phases and 3.7 to 22 kW that need 5 to 45 kWh and have room for it", () => {
    const powers = new Set(arrivals.map(({ car }) => mostW(car, 32)));
    expect([Math.min(...powers), Math.max(...powers)]).toEqual([3_680, 22_080]);
    expect(new Set(arrivals.map(({ car }) => car.phases)).size).toBe(3);
    for (const { car } of arrivals) {
      expect(car.needWh).toBeGreaterThanOrEqual(5_000);
      expect(car.needWh).toBeLessThanOrEqual(45_000);
      expect(car.arrivalWh + car.needWh).toBeLessThanOrEqual(car.batteryWh + 100);
    }
  });

  it("keeps them for minutes to hours, on the grid, and fills more than half of its places", () => {
    const stays = arrivals.map(({ startS, endS }) => endS - startS);
    expect(Math.min(...stays)).toBeLessThan(900);
    expect(Math.max(...stays)).toBeGreaterThan(4 * 3_600);
    expect(arrivals.every(({ startS, endS }) => (startS + endS) % GRID_SECONDS === 0)).toBe(true);
    const pauses = numbers.map((number) => drawPauseS("kvitt", number, 14));
    expect([Math.min(...pauses), Math.max(...pauses)]).toEqual([65, 175]);
    const mean = (values: number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const standing = mean(stays) / mean(pauses);
    expect(standing).toBeGreaterThan(20);
    expect(standing).toBeLessThan(34);
  });

  it("is for drivers of many eMSPs, and for own ones only where one has time", () => {
    const parties = new Set(arrivals.map(({ token }) => token.country_code + token.party_id));
    expect(parties.size).toBeGreaterThan(6);
    const own = arrivals.filter(({ token }) => token.party_id === "KVT");
    expect(own.length).toBeGreaterThan(20);
    expect(own.length).toBeLessThan(80);
    expect(own.every(({ startS, endS }) => endS - startS <= 24 * 60 + 18)).toBe(true);
    const without = numbers.map((number) =>
      planArrival("kvitt", number, NOW_S, { freeEvseUids, ownTokens: [] }),
    );
    expect(without.some(({ token }) => token.party_id === "KVT")).toBe(false);
    expect(without.every(({ token }) => token.contract_id.startsWith(token.country_code))).toBe(
      true,
    );
  });

  it("is full near the entrance first", () => {
    const inFirstRow = arrivals.filter(({ evseUid }) => freeEvseUids.indexOf(evseUid) < 10);
    expect(inFirstRow.length).toBeGreaterThan(arrivals.length / 3);
  });

  it("begins with cars that came before and stay for a while", () => {
    for (const seed of ["one", "two", "three"]) {
      const count = drawOccupancy(seed, 0);
      expect(count).toBeGreaterThanOrEqual(12);
      expect(count).toBeLessThanOrEqual(18);
    }
    for (const number of numbers) {
      const { startS, endS } = planEarlier("kvitt", number, NOW_S, { freeEvseUids, ownTokens: [] });
      expect(startS).toBeLessThan(NOW_S);
      expect(endS).toBeGreaterThan(NOW_S + 600);
    }
  });
});
