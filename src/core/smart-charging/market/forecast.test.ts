import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zoneOf } from "@/core/time/local-time";
import { forecastFrom } from "./forecast";
import { QUARTER_MS } from "./market-point";

const found = zoneOf("Europe/Stockholm");
if (!found.ok) throw new Error("no such zone");
const stockholm = found.value;
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const local = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime("Europe/Stockholm").epochMilliseconds;

describe("a forecast", () => {
  it("is the median of the same quarter hour of the last seven working days", () => {
    // Monday 9 to Tuesday 17 November are seven working days; the 6th is an eighth.
    const values = [6, 9, 10, 11, 12, 13, 16, 17].map((day, index) => [day, index * 10] as const);
    const known = new Map(
      values.map(([day, value]) => [
        local(`2026-11-${String(day).padStart(2, "0")}T18:15`),
        BigInt(value),
      ]),
    );
    known.set(local("2026-11-14T18:15"), 9_999n);
    expect(forecastFrom(known, stockholm).at(local("2026-11-18T18:15"))).toBe(40n);
    expect(forecastFrom(known, stockholm).at(local("2026-11-18T18:30"))).toBeNull();
  });

  it("of a weekend looks at weekends", () => {
    const known = new Map([
      [local("2026-11-14T12:00"), 1n],
      [local("2026-11-15T12:00"), 3n],
      [local("2026-11-20T12:00"), 100n],
    ]);
    const forecast = forecastFrom(known, stockholm);
    expect(forecast.at(local("2026-11-21T12:00"))).toBe(1n);
    expect(forecast.at(local("2026-11-23T12:00"))).toBe(100n);
  });

  it("without a like day is the last known day's value", () => {
    const known = new Map([
      [local("2026-11-19T12:00"), 5n],
      [local("2026-11-20T12:00"), 7n],
    ]);
    expect(forecastFrom(known, stockholm).at(local("2026-11-21T12:00"))).toBe(7n);
  });

  it("looks at nothing of the foretold day or later", () => {
    const noon = local("2026-11-20T12:00");
    const known = new Map([
      [noon, 5n],
      [local("2026-11-23T12:00"), 9n],
    ]);
    expect(forecastFrom(known, stockholm).at(noon)).toBeNull();
  });

  it("goes by the wall clock over a change of time, and counts a repeated hour once", () => {
    const known = new Map([
      [at("2026-10-25T00:30Z"), 1n], // 02:30, the first time
      [at("2026-10-25T01:30Z"), 2n], // 02:30, the second time
      [at("2026-10-24T00:30Z"), 3n], // 02:30
      [at("2026-10-18T00:30Z"), 4n],
    ]);
    // 02:30 in winter. Three weekend days: 2, 3, 4.
    expect(forecastFrom(known, stockholm).at(at("2026-10-31T01:30Z"))).toBe(3n);
  });

  it("is always a value that really was", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3_000), fc.bigInt(-1_000n, 1_000n)), { minLength: 1 }),
        fc.nat(3_500),
        (values, place) => {
          const start = at("2026-10-01T00:00Z");
          const known = new Map(values.map(([n, value]) => [start + n * QUARTER_MS, value]));
          const said = forecastFrom(known, stockholm).at(start + place * QUARTER_MS);
          return said === null || [...known.values()].includes(said);
        },
      ),
    );
  });
});
