import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { CdrDimensionType } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";

import { element, tariff } from "./build.fixture";
import { priceCdr } from "./price-cdr";
import { DEFAULT_POLICY } from "./rating-policy";
import { segmentCharge, type Segmentation } from "./segment-charge";
import type { EnergySample, LevelSample } from "./segment-curve";
import type { SegmentInput } from "./segment-run";

const at = (time: string) => Temporal.Instant.from(time);
const readings = (...texts: readonly string[]): EnergySample[] =>
  texts.map((text) => {
    const [when = "", energy = ""] = text.split(" ");
    return { at: at(when), energy: micro(energy) };
  });
const levels = (...texts: readonly string[]): LevelSample[] =>
  readings(...texts).map(({ at: when, energy }) => ({ at: when, level: energy }));

type Charge = Partial<SegmentInput> & { readonly energy: readonly EnergySample[] };

function split(by: Tariff, { energy, curve, ...rest }: Charge): Segmentation {
  const outcome = segmentCharge({
    curve: { energy, ...curve },
    startDateTime: energy[0]?.at ?? at("2026-01-01T00:00Z"),
    endDateTime: energy.at(-1)?.at ?? at("2026-01-01T00:00Z"),
    tariffs: [by],
    timeZone: "UTC",
    ...rest,
  });
  if (!outcome.ok) throw new Error(outcome.reason.code);
  return outcome.value;
}

/** "10:00 ENERGY 2 TIME 0.5": the wall clock of UTC, and the volumes without those of power. */
function written({ chargingPeriods }: Segmentation): string[] {
  const shown: readonly CdrDimensionType[] = ["ENERGY", "TIME", "PARKING_TIME"];
  return chargingPeriods.map(({ startDateTime, dimensions }) => {
    const volumes = dimensions
      .filter(({ type }) => shown.includes(type))
      .map(({ type, volume }) => `${type} ${Number(volume) / 1e6}`);
    return [startDateTime.toString().slice(11, 16), ...volumes].join(" ");
  });
}

const everything = ["ENERGY 0.30", "TIME 2.00", "PARKING_TIME 6.00"];

describe("a charge is split", () => {
  it("where a window of hours ends and another begins, energy taken along the line between readings", () => {
    const by = tariff([
      element(["ENERGY 0.30"], { endTime: "18:00" }),
      element(["ENERGY 0.50"], { startTime: "18:00", endTime: "00:00" }),
    ]);
    const energy = readings("2026-03-03T17:20:00Z 100", "2026-03-03T18:20:00Z 106");
    expect(written(split(by, { energy }))).toEqual([
      "17:20 ENERGY 4 TIME 0.666667",
      "18:00 ENERGY 2 TIME 0.333333",
    ]);
  });

  it("nowhere else: readings that change nothing about the price are one period", () => {
    const by = tariff([element(everything)]);
    const energy = readings(
      "2026-03-03T08:00:00Z 0",
      "2026-03-03T08:10:00Z 1",
      "2026-03-03T08:30:00Z 5",
    );
    expect(written(split(by, { energy }))).toEqual(["08:00 ENERGY 5 TIME 0.5"]);
  });

  it("at both ends of a window that wraps midnight", () => {
    const by = tariff([
      element(["ENERGY 0.10"], { startTime: "23:00", endTime: "05:00" }),
      element(["ENERGY 0.30"]),
    ]);
    const energy = readings("2026-03-03T22:00:00Z 0", "2026-03-04T06:00:00Z 16");
    expect(written(split(by, { energy }))).toEqual([
      "22:00 ENERGY 2 TIME 1",
      "23:00 ENERGY 12 TIME 6",
      "05:00 ENERGY 2 TIME 1",
    ]);
  });

  it("at midnight by the clock at the place, for dates and weekdays", () => {
    const energy = readings("2026-03-06T20:00:00Z 0", "2026-03-07T02:00:00Z 6");
    const bySaturday = tariff([
      element(["ENERGY 0.10"], { dayOfWeek: ["SATURDAY"] }),
      element(["ENERGY 0.30"]),
    ]);
    const byDate = tariff([
      element(["ENERGY 0.10"], { startDate: "2026-03-07", endDate: "2026-03-08" }),
      element(["ENERGY 0.30"]),
    ]);
    for (const by of [bySaturday, byDate])
      expect(written(split(by, { energy, timeZone: "Europe/Helsinki" }))).toEqual([
        "20:00 ENERGY 2 TIME 2",
        "22:00 ENERGY 4 TIME 4",
      ]);
  });

  it("where a duration since the start is over, and where the meter passes a bound of kWh exactly", () => {
    const by = tariff([
      element(["TIME 0"], { maxDuration: 1800 }),
      element(["TIME 3"]),
      element(["ENERGY 0.20"], { maxKwh: micro("7") }),
      element(["ENERGY 0.40"]),
    ]);
    // 0.3 kWh a minute: 7 kWh are reached after 23 minutes and 20 seconds.
    const energy = readings("2026-03-03T10:00:00Z 40", "2026-03-03T11:00:00Z 58");
    const result = split(by, { energy });
    expect(written(result)).toEqual([
      "10:00 ENERGY 7 TIME 0.388889",
      "10:23 ENERGY 2 TIME 0.111111",
      "10:30 ENERGY 9 TIME 0.5",
    ]);
    expect(result.segments.map(({ causes }) => causes)).toEqual([[], ["energy"], ["duration"]]);
  });

  it("meets a bound of kWh to the millionth, also between two milliseconds", () => {
    const by = tariff([element(["ENERGY 0.20"], { maxKwh: micro("1") }), element(["ENERGY 0.40"])]);
    const energy = readings("2026-03-03T10:00:00Z 0", "2026-03-03T10:07:00Z 3");
    const [before, after] = split(by, { energy }).segments;
    expect([before?.energy, after?.energy]).toEqual([micro("1"), micro("2")]);
  });

  it("where charging turns to parking, and back", () => {
    const by = tariff([element(everything)]);
    const energy = readings(
      "2026-03-03T09:00:00Z 0",
      "2026-03-03T09:30:00Z 4",
      "2026-03-03T09:45:00Z 4",
      "2026-03-03T10:00:00Z 5",
    );
    expect(written(split(by, { energy }))).toEqual([
      "09:00 ENERGY 4 TIME 0.5",
      "09:30 PARKING_TIME 0.25",
      "09:45 ENERGY 1 TIME 0.25",
    ]);
  });

  it("and a falling reading is no increase: counting goes on from the lower one", () => {
    const by = tariff([element(everything)]);
    const energy = readings(
      "2026-03-03T09:00:00Z 50",
      "2026-03-03T09:12:00Z 52",
      "2026-03-03T09:24:00Z 51",
      "2026-03-03T09:36:00Z 53.5",
    );
    expect(written(split(by, { energy }))).toEqual([
      "09:00 ENERGY 2 TIME 0.2",
      "09:12 PARKING_TIME 0.2",
      "09:24 ENERGY 2.5 TIME 0.2",
    ]);
  });

  it("where power or current passes a limit; a sample holds until the next", () => {
    const energy = readings("2026-03-03T09:00:00Z 0", "2026-03-03T10:00:00Z 20");
    const byPower = tariff([
      element(["ENERGY 0.20"], { maxPower: micro("11") }),
      element(["ENERGY 0.40"]),
    ]);
    const power = levels("2026-03-03T09:00:00Z 8", "2026-03-03T09:15:00Z 24");
    const byCurrent = tariff([
      element(["ENERGY 0.20"], { maxCurrent: micro("32") }),
      element(["ENERGY 0.40"]),
    ]);
    const current = levels("2026-03-03T09:00:00Z 16", "2026-03-03T09:15:00Z 32");
    const expected = ["09:00 ENERGY 5 TIME 0.25", "09:15 ENERGY 15 TIME 0.75"];
    expect(written(split(byPower, { energy, curve: { energy, power } }))).toEqual(expected);
    expect(written(split(byCurrent, { energy, curve: { energy, current } }))).toEqual(expected);
  });

  it("by power that is estimated, only where that is asked for or the policy says so", () => {
    const by = tariff([
      element(["ENERGY 0.20"], { maxPower: micro("11") }),
      element(["ENERGY 0.40"]),
    ]);
    const energy = readings(
      "2026-03-03T09:00:00Z 0",
      "2026-03-03T09:30:00Z 4",
      "2026-03-03T10:00:00Z 15",
    );
    const estimate = { ...DEFAULT_POLICY, unstatedPower: "estimate" } as const;
    const expected = ["09:00 ENERGY 4 TIME 0.5", "09:30 ENERGY 11 TIME 0.5"];
    expect(written(split(by, { energy, policy: estimate }))).toEqual(expected);
    expect(written(split(by, { energy, curve: { energy, power: "estimated" } }))).toEqual(expected);
    const silent = split(by, { energy });
    expect(written(silent)).toEqual(["09:00 ENERGY 15 TIME 1"]);
    expect(silent.segments[0]?.active.ENERGY?.elementIndex).toBe(1);
  });

  it("where another flat fee begins to apply, so that the fee is not lost", () => {
    const by = tariff([element(["FLAT 9.00"], { minDuration: 3600 }), element(["ENERGY 0.20"])]);
    const energy = readings("2026-03-03T09:00:00Z 0", "2026-03-03T11:00:00Z 4");
    expect(split(by, { energy }).chargingPeriods).toHaveLength(2);
  });

  it("where the next tariff becomes valid, if the contract says that it takes over", () => {
    const old = tariff([element(["ENERGY 0.20"])], {
      id: "OLD",
      endDateTime: at("2026-03-03T09:30:00Z"),
    });
    const next = tariff([element(["ENERGY 0.40"])], {
      id: "NEW",
      startDateTime: at("2026-03-03T09:30:00Z"),
    });
    const energy = readings("2026-03-03T09:00:00Z 0", "2026-03-03T10:00:00Z 4");
    const ask = { energy, tariffs: [old, next] };
    expect(written(split(old, ask))).toEqual(["09:00 ENERGY 4 TIME 1"]);
    const { chargingPeriods } = split(old, { ...ask, validity: "each-moment" });
    expect(chargingPeriods.map(({ tariffId }) => tariffId)).toEqual(["OLD", "NEW"]);
  });
});

describe("in the nights when clocks change", () => {
  const window = tariff([
    element(["ENERGY 0.10"], { startTime: "02:00", endTime: "03:00" }),
    element(["ENERGY 0.40"]),
  ]);
  const costOf = (from: string, to: string, kwh: string, by = window) => {
    const energy = readings(`${from} 0`, `${to} ${kwh}`);
    const timeZone = "Europe/Copenhagen";
    const { chargingPeriods } = split(by, { energy, timeZone });
    const cdr = {
      startDateTime: at(from),
      endDateTime: at(to),
      currency: "EUR",
      chargingPeriods,
    };
    const priced = priceCdr({ cdr, tariffs: [by], timeZone });
    if (!priced.ok || priced.value.net === null) throw new Error("unpriceable");
    return {
      periods: chargingPeriods.length,
      net: Number(priced.value.net.n) / Number(priced.value.net.d),
    };
  };

  it("a window in the repeated hour holds for two real hours", () => {
    // 01:00 to 04:00 by the clock: 1 h before, 2 h inside, 1 h after.
    expect(costOf("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", "4")).toEqual({
      periods: 3,
      net: 1,
    });
  });

  it("half an hour of the repeated hour is met twice", () => {
    const half = tariff([
      element(["ENERGY 0.10"], { startTime: "02:30", endTime: "03:00" }),
      element(["ENERGY 0.40"]),
    ]);
    // 2 half hours inside, 3 hours outside.
    expect(costOf("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", "4", half)).toEqual({
      periods: 5,
      net: 1.3,
    });
  });

  it("a window in the skipped hour never holds, and one that begins in it begins with the clock's change", () => {
    expect(costOf("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z", "3").net).toBeCloseTo(1.2, 9);
    const from = tariff([
      element(["ENERGY 0.10"], { startTime: "02:30", endTime: "04:00" }),
      element(["ENERGY 0.40"]),
    ]);
    // The clock jumps from 02:00 to 03:00 at 01:00 UTC: one hour inside.
    expect(costOf("2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z", "3", from)).toEqual({
      periods: 3,
      net: 0.9,
    });
  });

  it("durations are elapsed time, whatever the clock does", () => {
    const by = tariff([element(["TIME 0"], { maxDuration: 7200 }), element(["TIME 6"])]);
    expect(costOf("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", "4", by).net).toBe(12);
  });
});

describe("what can't be split", () => {
  it("is refused by name: no tariff, no zone where one is needed, an unknown zone", () => {
    const local = tariff([element(["ENERGY 1"], { startTime: "18:00" })]);
    const ask = (change: Partial<SegmentInput>) => {
      const energy = readings("2026-03-03T09:00:00Z 0", "2026-03-03T10:00:00Z 4");
      const common = { startDateTime: at("2026-03-03T09:00:00Z"), tariffs: [local] };
      const end = { endDateTime: at("2026-03-03T10:00:00Z"), timeZone: "UTC" };
      const outcome = segmentCharge({ curve: { energy }, ...common, ...end, ...change });
      return outcome.ok ? "split" : outcome.reason.code;
    };
    expect(ask({ tariffs: [] })).toBe("no-tariff");
    expect(ask({ timeZone: null })).toBe("no-time-zone");
    expect(ask({ timeZone: "Mars/Olympus" })).toBe("unknown-time-zone");
    expect(ask({ timeZone: null, tariffs: [tariff([element(["ENERGY 1"])])] })).toBe("split");
  });
});
