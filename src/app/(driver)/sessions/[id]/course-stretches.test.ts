import { describe, expect, it } from "vitest";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import { courseStretches } from "./course-stretches";

const start = Temporal.Instant.from("2026-11-22T18:00:00Z");

function period(minute: number, dimensions: Record<string, bigint>, tariffId?: string) {
  return {
    startDateTime: start.add({ minutes: minute }),
    dimensions: Object.entries(dimensions).map(([type, volume]) => ({ type, volume })),
    ...(tariffId !== undefined && { tariffId }),
  } as ChargingPeriod;
}

describe("a session's course", () => {
  it("joins neighbours in which nothing changed, and loses no energy", () => {
    const periods = [
      period(2, { ENERGY: 300_000n, POWER: 11_040_000n }),
      period(0, { ENERGY: 100_000n, POWER: 11_000_000n }),
      period(1, { ENERGY: 200_000n, POWER: 11_020_000n }),
      period(5, { ENERGY: 50_000n, POWER: 3_700_000n }),
      period(8, { PARKING_TIME: 50_000n }),
      period(9, { PARKING_TIME: 10_000n }),
    ];
    const shown = courseStretches(periods, null).map(({ kind, startedAt, endedAt, energy }) => [
      kind,
      startedAt.since(start).total("minutes"),
      endedAt?.since(start).total("minutes"),
      energy,
    ]);
    expect(shown).toEqual([
      ["charged", 0, 5, 600_000n],
      ["charged", 5, 8, 50_000n],
      ["parked", 8, undefined, null],
    ]);
  });

  it("keeps apart what another tariff prices, and what gaps of another kind lie between", () => {
    const periods = [
      period(0, { ENERGY: 1n }, "DAY"),
      period(1, { ENERGY: 1n }, "NIGHT"),
      period(2, { RESERVATION_TIME: 1n }, "NIGHT"),
      period(3, { ENERGY: 1n }, "NIGHT"),
    ];
    expect(courseStretches(periods, start.add({ minutes: 4 })).map(({ kind }) => kind)).toEqual([
      "charged",
      "charged",
      "reserved",
      "charged",
    ]);
    expect(courseStretches([], null)).toEqual([]);
  });
});
