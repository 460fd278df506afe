import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { Cdr } from "@/core/roaming/cdr";
import type { Connector } from "@/core/roaming/location";

import { period } from "./build.fixture";
import { findImpossible, type KnownPlace, powerOf } from "./find-impossible";

const instant = Temporal.Instant.from("2026-07-01T10:00:00Z");
const connector: Connector = {
  id: "1",
  standard: "IEC_62196_T2",
  format: "SOCKET",
  powerType: "AC_3_PHASE",
  maxVoltage: 230,
  maxAmperage: 16,
  tariffIds: [],
  capabilities: [],
  lastUpdated: instant,
};
const location: KnownPlace = {
  evses: [{ uid: "E", evseId: "SE*NSL*E1", connectors: [connector] }],
};
const charge = (rest: Partial<Cdr> = {}): Cdr => ({
  countryCode: "SE",
  partyId: "NSL",
  id: "C1",
  startDateTime: instant,
  endDateTime: instant.add({ hours: 1 }),
  cdrToken: { countryCode: "SE", partyId: "KVT", uid: "U", type: "RFID", contractId: "C" },
  authMethod: "WHITELIST",
  cdrLocation: {
    id: "L",
    address: "Odengatan 1",
    city: "Stockholm",
    country: "SWE",
    coordinates: { latitude: "59.3", longitude: "18.0" },
    evseUid: "e",
    evseId: "#NA",
    connectorId: "1",
    connectorStandard: "IEC_62196_T2",
    connectorFormat: "SOCKET",
    connectorPowerType: "AC_3_PHASE",
  },
  currency: "EUR",
  tariffs: [],
  chargingPeriods: [period("2026-07-01T10:00:00Z", "ENERGY 10", "TIME 1")],
  totalCost: { beforeTaxes: micro("5") },
  totalEnergy: micro("10"),
  totalTime: micro("1"),
  lastUpdated: instant,
  ...rest,
});
const codes = (cdr: Cdr, at: KnownPlace | null = location) =>
  findImpossible(cdr, at).map(({ code }) => code);

describe("a CDR is impossible", () => {
  it("not at all where it fits its connector", () => expect(codes(charge())).toEqual([]));

  it("above a tenth more than three phases of 16 A give", () => {
    // 11.04 kW, and a tenth on top: 12.144 kWh in an hour.
    expect(powerOf(connector)).toBe(micro("11.04"));
    expect(codes(charge({ totalEnergy: micro("12.144") }))).toEqual([]);
    expect(findImpossible(charge({ totalEnergy: micro("12.145") }), location)).toEqual([
      { code: "impossible-power", impliedPower: micro("12.145"), maxPower: micro("11.04") },
    ]);
  });

  it.each<[Partial<Connector>, string | null]>([
    [{ powerType: "AC_1_PHASE" }, "3.68"],
    [{ powerType: "DC", maxVoltage: 1000, maxAmperage: 500 }, "500"],
    [{ maxElectricPower: 7400 }, "7.4"],
    [{ maxVoltage: 0 }, null],
  ])("by what a connector states: %j gives %s kW", (rest, power) => {
    expect(powerOf({ ...connector, ...rest })).toBe(power === null ? null : micro(power));
  });

  it("where it states more time than it lasted, a minute let pass", () => {
    expect(codes(charge({ totalTime: micro("1.0166") }))).toEqual([]);
    expect(codes(charge({ totalTime: micro("1.02") }))).toEqual(["impossible-time"]);
    const chargingPeriods = [period("2026-07-01T10:00:00Z", "TIME 0.9", "PARKING_TIME 0.3")];
    expect(codes(charge({ chargingPeriods }))).toEqual(["impossible-time"]);
    expect(codes(charge({ endDateTime: instant.subtract({ hours: 1 }) }))).toContain(
      "impossible-time",
    );
  });

  it("at a place that is not known, and then not for its power", () => {
    expect(findImpossible(charge({ totalEnergy: micro("900") }), null)).toEqual([
      { code: "unknown-place", missing: "location" },
    ]);
    const elsewhere = { ...charge().cdrLocation, evseUid: "X" };
    expect(findImpossible(charge({ cdrLocation: elsewhere }), location)).toEqual([
      { code: "unknown-place", missing: "evse" },
    ]);
    const other = { ...charge().cdrLocation, connectorId: "2" };
    expect(findImpossible(charge({ cdrLocation: other }), location)).toEqual([
      { code: "unknown-place", missing: "connector" },
    ]);
  });
});
