import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { Cdr } from "@/core/roaming/cdr";
import { distanceKm } from "./distance";
import { findDoubts, type LookedAtCharge } from "./find-doubts";

const start = Temporal.Instant.from("2026-11-20T07:10:00Z");
const MALMO = { latitude: "55.605", longitude: "13.000" };
const GOTHENBURG = { latitude: "57.707", longitude: "11.967" };
const DAY = 24 * 60;

interface Told {
  readonly id?: string;
  readonly at?: number;
  readonly minutes?: number;
  readonly kWh?: string;
  readonly where?: { readonly latitude: string; readonly longitude: string };
  readonly evse?: string;
}

function charge(told: Told = {}, rest: Partial<LookedAtCharge> = {}): LookedAtCharge {
  const { id = "a", at = 0, minutes = 45, kWh = "10", where = MALMO, evse = "E1" } = told;
  const startDateTime = start.add({ minutes: at });
  const cdr: Cdr = {
    countryCode: "SE",
    partyId: "NSL",
    id,
    startDateTime,
    endDateTime: startDateTime.add({ minutes }),
    cdrToken: { countryCode: "SE", partyId: "KVT", uid: "U", type: "RFID", contractId: "C" },
    authMethod: "WHITELIST",
    cdrLocation: {
      id: `L${where.latitude}`,
      address: "Gatan 1",
      city: "Staden",
      country: "SWE",
      coordinates: where,
      evseUid: evse,
      evseId: "#NA",
      connectorId: "1",
      connectorStandard: "IEC_62196_T2",
      connectorFormat: "SOCKET",
      connectorPowerType: "AC_3_PHASE",
    },
    currency: "SEK",
    tariffs: [],
    chargingPeriods: [],
    totalCost: { beforeTaxes: micro("40") },
    totalEnergy: micro(kWh),
    totalTime: BigInt(Math.floor((minutes * 1_000_000) / 60)),
    lastUpdated: startDateTime,
  };
  const usual = { tokenId: "card", place: null, sessionEndedAt: null, isPriced: true };
  return { id, cdr, ...usual, ...rest };
}

const codes = (one: LookedAtCharge, others: readonly LookedAtCharge[] = [], battery?: string) =>
  findDoubts(one, others, battery === undefined ? null : micro(battery)).map(({ code }) => code);

describe("what does not fit about a charge", () => {
  it("is nothing for a charge like any other", () => {
    expect(codes(charge(), [charge({ id: "b", at: DAY })], "60")).toEqual([]);
  });

  it("is one card in two towns at once, with the distance and the minutes", () => {
    const there = charge({ id: "b", at: 10, where: GOTHENBURG, evse: "E9" });
    expect(findDoubts(charge(), [there], null)).toEqual([
      { code: "overlap", otherId: "b", distanceKm: 242, minutes: 35 },
    ]);
  });

  it("is not one card at two plugs of one place, nor two cards in two towns", () => {
    expect(codes(charge(), [charge({ id: "b", at: 10, evse: "E2" })])).toEqual([]);
    const there = charge({ id: "b", at: 10, where: GOTHENBURG });
    expect(codes(charge(), [{ ...there, tokenId: "another" }])).toEqual([]);
    expect(codes(charge({}, { tokenId: null }), [{ ...there, tokenId: null }])).toEqual([]);
  });

  it("is a journey that no car makes in the time between, and none that one makes", () => {
    const after = (minutes: number) =>
      charge({ id: "b", at: 45 + minutes, where: GOTHENBURG, evse: "E9" });
    expect(codes(charge(), [after(30)])).toEqual(["tooFar"]);
    expect(codes(charge(), [after(180)])).toEqual([]);
  });

  it("is the same charge told once more, whichever is looked at", () => {
    const twin = charge({ id: "b", at: 1 });
    expect(codes(charge(), [twin])).toEqual(["duplicate"]);
    expect(codes(twin, [charge()])).toEqual(["duplicate"]);
    expect(codes(charge(), [charge({ id: "b", at: 1, kWh: "11" })])).toEqual([]);
  });

  it("is more energy than the plug gives or the largest car takes, losses let pass", () => {
    const place = {
      evses: [
        {
          uid: "E1",
          connectors: [
            {
              id: "1",
              standard: "IEC_62196_T2",
              format: "SOCKET" as const,
              powerType: "AC_3_PHASE" as const,
              maxVoltage: 230,
              maxAmperage: 16,
              tariffIds: [],
              capabilities: [],
              lastUpdated: start,
            },
          ],
        },
      ],
    };
    expect(codes(charge({ kWh: "20" }, { place }))).toEqual(["power"]);
    expect(codes(charge({ kWh: "8" }, { place }))).toEqual([]);
    expect(codes(charge({ kWh: "76" }), [], "60")).toEqual(["battery"]);
    expect(codes(charge({ kWh: "75" }), [], "60")).toEqual([]);
  });

  it("is a bill that runs on after the operator's own session was over", () => {
    const ended = (minutes: number) => ({ sessionEndedAt: start.add({ minutes }) });
    expect(findDoubts(charge({}, ended(5)), [], null)).toMatchObject([
      { code: "afterEnd", minutes: 40 },
    ]);
    expect(codes(charge({}, ended(30)))).toEqual([]);
  });

  it("is a price without energy, unless a place was reserved", () => {
    const empty = charge({ kWh: "0" });
    expect(codes(empty)).toEqual(["noEnergy"]);
    expect(codes({ ...empty, isPriced: false })).toEqual([]);
    const reserved = { ...empty.cdr, totalReservationCost: { beforeTaxes: micro("20") } };
    expect(codes({ ...empty, cdr: reserved })).toEqual([]);
  });

  it("is more time than it lasted", () => {
    const one = charge();
    const cdr = { ...one.cdr, totalTime: micro("3") };
    expect(findDoubts({ ...one, cdr }, [], null)).toEqual([
      { code: "time", statedMinutes: 180, lastedMinutes: 45 },
    ]);
  });

  it("is told of both charges of a pair, or of neither", () => {
    const told = fc.record({
      at: fc.integer({ min: 0, max: 600 }),
      minutes: fc.integer({ min: 5, max: 200 }),
      where: fc.constantFrom(MALMO, GOTHENBURG, { latitude: "", longitude: "" }),
      evse: fc.constantFrom("E1", "E2"),
      kWh: fc.constantFrom("5", "10"),
    });
    fc.assert(
      fc.property(told, told, (a, b) => {
        const [one, two] = [charge({ ...a, id: "a" }), charge({ ...b, id: "b" })];
        const pairs = (of: readonly string[]) =>
          of.filter((code) => ["duplicate", "overlap", "tooFar"].includes(code));
        expect(pairs(codes(one, [two]))).toEqual(pairs(codes(two, [one])));
      }),
    );
  });
});

describe("the distance between two places", () => {
  it("is that of the map, and unknown where a place is not in numbers", () => {
    expect(Math.round(distanceKm(MALMO, GOTHENBURG) ?? 0)).toBe(242);
    expect(distanceKm(MALMO, MALMO)).toBe(0);
    expect(distanceKm(MALMO, { latitude: "0", longitude: "0" })).toBeNull();
    expect(distanceKm(MALMO, { latitude: "north", longitude: "1" })).toBeNull();
    expect(distanceKm(MALMO, { latitude: "", longitude: "" })).toBeNull();
  });
});
