import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";

import type { Cdr } from "./cdr";
import {
  decodeCdr,
  decodeLocation,
  decodeSession,
  decodeTariff,
  decodeToken,
  encodeCdr,
  encodeLocation,
  encodeSession,
  encodeTariff,
  encodeToken,
  fromJson,
  toJson,
} from "./json";
import type { Location } from "./location";
import type { Session } from "./session";
import type { Tariff } from "./tariff";
import type { Token } from "./token";

const instant = fc
  .bigInt({ min: 0n, max: 4_000_000_000_000_000_000n })
  .map((nanoseconds) => Temporal.Instant.fromEpochNanoseconds(nanoseconds));
const volume = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const text = fc.string();
const price = fc.record(
  { beforeTaxes: volume, afterTaxes: volume },
  { requiredKeys: ["beforeTaxes"] },
);
const party = { countryCode: text, partyId: text };
const cdrToken = fc.record({
  ...party,
  uid: text,
  type: fc.constantFrom("RFID", "APP_USER"),
  contractId: text,
});
const dimension = fc.record({
  type: fc.constantFrom("ENERGY", "TIME", "SESSION_TIME"),
  volume,
});
const chargingPeriod = fc.record(
  { startDateTime: instant, dimensions: fc.array(dimension), tariffId: text },
  { requiredKeys: ["startDateTime", "dimensions"] },
);
const tariff: fc.Arbitrary<Tariff> = fc.record({
  ...party,
  id: text,
  currency: text,
  tariffAltText: fc.array(fc.record({ language: text, text })),
  elements: fc.array(
    fc.record({
      priceComponents: fc.array(
        fc.record({
          type: fc.constantFrom("ENERGY" as const, "FLAT" as const),
          price: volume,
          vat: fc.nat(),
          stepSize: fc.nat(),
        }),
      ),
      restrictions: fc.record({ minKwh: volume, dayOfWeek: fc.constant(["MONDAY" as const]) }),
    }),
  ),
  taxIncluded: fc.constantFrom("YES" as const, "NO" as const, "N/A" as const, null),
  lastUpdated: instant,
});
const session: fc.Arbitrary<Session> = fc.record(
  {
    ...party,
    id: text,
    startDateTime: instant,
    endDateTime: instant,
    kwh: volume,
    cdrToken,
    authMethod: text,
    locationId: text,
    evseUid: text,
    connectorId: text,
    currency: text,
    chargingPeriods: fc.array(chargingPeriod),
    totalCost: price,
    status: fc.constantFrom("ACTIVE" as const, "COMPLETED" as const),
    lastUpdated: instant,
  },
  {
    requiredKeys: [
      "countryCode",
      "partyId",
      "id",
      "startDateTime",
      "kwh",
      "cdrToken",
      "authMethod",
      "locationId",
      "evseUid",
      "connectorId",
      "currency",
      "chargingPeriods",
      "status",
      "lastUpdated",
    ],
  },
);
const cdr: fc.Arbitrary<Cdr> = fc.record({
  ...party,
  id: text,
  startDateTime: instant,
  endDateTime: instant,
  cdrToken,
  authMethod: text,
  cdrLocation: fc.record({
    id: text,
    address: text,
    city: text,
    country: text,
    coordinates: fc.record({ latitude: text, longitude: text }),
    evseUid: text,
    evseId: text,
    connectorId: text,
    connectorStandard: text,
    connectorFormat: fc.constant("CABLE" as const),
    connectorPowerType: fc.constant("DC" as const),
  }),
  currency: text,
  tariffs: fc.array(tariff, { maxLength: 2 }),
  chargingPeriods: fc.array(chargingPeriod),
  totalCost: price,
  totalEnergy: volume,
  totalTime: volume,
  credit: fc.boolean(),
  lastUpdated: instant,
});
const location: Location = {
  countryCode: "SE",
  partyId: "NSL",
  id: "L1",
  publish: true,
  publishAllowedTo: [],
  address: "Odengatan 1",
  city: "Stockholm",
  country: "SWE",
  coordinates: { latitude: "59.345", longitude: "18.06" },
  relatedLocations: [],
  evses: [],
  parkingPlaces: [],
  directions: [],
  facilities: [],
  timeZone: "Europe/Stockholm",
  images: [],
  energyMix: {
    isGreenEnergy: true,
    energySources: [{ source: "WIND", percentage: micro("99.5") }],
    environImpact: [],
  },
  lastUpdated: Temporal.Instant.from("2026-11-01T12:00:00.123456789Z"),
};

/** Equal in every property; instants, which have none of their own, are compared as instants. */
function same(actual: unknown, expected: unknown): void {
  if (expected instanceof Temporal.Instant) {
    expect(actual).toBeInstanceOf(Temporal.Instant);
    expect(actual instanceof Temporal.Instant && actual.equals(expected)).toBe(true);
  } else if (typeof expected === "object" && expected !== null) {
    const other = new Map(Object.entries(actual as object));
    expect([...other.keys()]).toEqual(Object.keys(expected));
    for (const [key, entry] of Object.entries(expected)) same(other.get(key), entry);
  } else {
    expect(actual).toBe(expected);
  }
}

const token: Token = {
  countryCode: "SE",
  partyId: "KVT",
  uid: "04A2B91C5E6180",
  type: "RFID",
  contractId: "SE-KVT-C00000011-7",
  issuer: "Kvitt",
  valid: true,
  whitelist: "ALLOWED",
  lastUpdated: Temporal.Instant.from("2026-11-01T12:00:00Z"),
};

/** Through text, as a jsonb column would take it. */
function stored(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json));
}

describe("stored OCPI objects", () => {
  it("come back from JSON as they were, to the last digit and nanosecond", () => {
    fc.assert(fc.property(cdr, (value) => same(decodeCdr(stored(encodeCdr(value))), value)));
    fc.assert(
      fc.property(tariff, (value) => same(decodeTariff(stored(encodeTariff(value))), value)),
    );
    fc.assert(
      fc.property(session, (value) => same(decodeSession(stored(encodeSession(value))), value)),
    );
    same(decodeLocation(stored(encodeLocation(location))), location);
    same(decodeToken(stored(encodeToken(token))), token);
  });

  it("are not taken for one another", () => {
    expect(() => decodeCdr(encodeLocation(location))).toThrow("not a stored cdr");
    expect(() => decodeLocation(null)).toThrow("no object");
    expect(() => decodeLocation({ kind: "location", version: 2, data: {} })).toThrow("version 1");
  });

  it("refuse what JSON would quietly change", () => {
    expect(() => toJson({ at: new Date() })).toThrow("not a plain object");
    expect(() => toJson(Number.NaN)).toThrow("not finite");
    expect(() => toJson({ $n: "1" })).toThrow("reserved");
    expect(() => fromJson({ $n: "1.5" })).toThrow("damaged");
    expect(toJson({ a: undefined, b: null })).toEqual({ b: null });
  });
});
