import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Zone } from "./local-time";
import { instantsAt, localAt, nextDate, zoneOf } from "./local-time";

function zone(name: string): Zone {
  const found = zoneOf(name);
  if (!found.ok) throw new Error(name);
  return found.value;
}
const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const at = (name: string, text: string) => localAt(zone(name), ms(text));
const instants = (name: string, date: number, hour: number) =>
  instantsAt(zone(name), date, hour * 3600).map((value) =>
    Temporal.Instant.fromEpochMilliseconds(value).toString(),
  );

describe("localAt", () => {
  it("reads the wall clock across both changes of a year in Stockholm", () => {
    expect(at("Europe/Stockholm", "2026-10-25T00:59:59Z")).toEqual({
      date: 20261025,
      secondsOfDay: 2 * 3600 + 59 * 60 + 59,
      weekday: 7,
    });
    expect(at("Europe/Stockholm", "2026-10-25T01:00:00Z").secondsOfDay).toBe(2 * 3600);
    expect(at("Europe/Stockholm", "2026-03-29T00:59:59Z").secondsOfDay).toBe(7199);
    expect(at("Europe/Stockholm", "2026-03-29T01:00:00Z").secondsOfDay).toBe(3 * 3600);
  });

  it("agrees with Temporal in every kind of zone, also outside its table", () => {
    const names = [
      "UTC",
      "Europe/Stockholm",
      "Europe/Dublin",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
      "Pacific/Apia",
      "Asia/Kathmandu",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.integer({ min: ms("1990-01-01T00:00:00Z"), max: ms("2060-01-01T00:00:00Z") }),
        (name, epochMs) => {
          const truth = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(name);
          expect(localAt(zone(name), epochMs)).toEqual({
            date: truth.year * 10_000 + truth.month * 100 + truth.day,
            secondsOfDay: truth.hour * 3600 + truth.minute * 60 + truth.second,
            weekday: truth.dayOfWeek,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("refuses a zone that does not exist, and bare offsets", () => {
    expect(zoneOf("Europe/Stokholm")).toEqual({ ok: false, reason: "unknown-zone" });
    expect(zoneOf("+01:00")).toEqual({ ok: false, reason: "unknown-zone" });
    expect(zoneOf("")).toEqual({ ok: false, reason: "unknown-zone" });
  });
});

describe("instantsAt", () => {
  it("finds one instant, both of a repeated hour, none of a skipped one", () => {
    expect(instants("Europe/Stockholm", 20260701, 12)).toEqual(["2026-07-01T10:00:00Z"]);
    expect(instants("Europe/Stockholm", 20261025, 2)).toEqual([
      "2026-10-25T00:00:00Z",
      "2026-10-25T01:00:00Z",
    ]);
    expect(instants("Europe/Stockholm", 20260329, 2)).toEqual([]);
    expect(instants("Europe/Stockholm", 20260329, 24)).toEqual(["2026-03-29T22:00:00Z"]);
  });

  it("is the inverse of localAt", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Europe/Stockholm", "Australia/Lord_Howe", "America/New_York", "UTC"),
        fc.integer({
          min: ms("2016-01-01T00:00:00Z") / 1000,
          max: ms("2044-01-01T00:00:00Z") / 1000,
        }),
        (name, epochS) => {
          const local = localAt(zone(name), epochS * 1000);
          expect(instantsAt(zone(name), local.date, local.secondsOfDay)).toContain(epochS * 1000);
        },
      ),
    );
  });

  it("knows the day after a month's and a leap year's end", () => {
    expect([20261231, 20280228, 20280229, 20270228].map(nextDate)).toEqual([
      20270101, 20280229, 20280301, 20270301,
    ]);
  });
});
