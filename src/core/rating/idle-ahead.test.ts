import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import { element, period, tariff } from "./build.fixture";
import { idleAhead } from "./idle-ahead";

const at = (time: string) => Temporal.Instant.from(`2026-03-03T${time}Z`);

// Standing costs 2.00 a minute from an hour after the start, by day only.
const tariffs = {
  grace: tariff(
    [
      element(["PARKING_TIME 120.00 @25"], {
        minDuration: 3600,
        startTime: "08:00",
        endTime: "20:00",
      }),
      element(["ENERGY 3.00 @25"]),
    ],
    { currency: "SEK", taxIncluded: "YES" },
  ),
  none: tariff([element(["ENERGY 3.00 @25"])], { currency: "SEK", taxIncluded: "YES" }),
};

/** From 17:00, 11 kW. */
function ahead({
  periods = [period("2026-03-03T17:00:00Z", "ENERGY 5.5", "TIME 0.5")],
  now = "17:30",
  wantedKwh,
  by = "grace",
  kwh = "5.5",
}: {
  readonly periods?: readonly ChargingPeriod[];
  readonly now?: string;
  readonly wantedKwh?: string;
  readonly by?: keyof typeof tariffs;
  readonly kwh?: string;
} = {}) {
  const found = idleAhead({
    session: {
      startDateTime: at("17:00"),
      lastUpdated: at("17:30"),
      kwh: micro(kwh),
      chargingPeriods: periods,
    },
    terms: {
      basis: "gross",
      currency: "SEK",
      vatRate: 250_000,
      markup: null,
      tariff: tariffs[by],
    },
    timeZone: "UTC",
    now: at(now),
    leaveAt: null,
    wanted: wantedKwh === undefined ? null : { energy: micro(wantedKwh), since: at("17:00") },
  });
  if (!found) return null;
  const { step, stopsAt, by: foreseenBy } = found;
  return { from: step.from, fee: step.perIdleMinute, stopsAt, by: foreseenBy };
}

const PARKED = [
  period("2026-03-03T17:00:00Z", "ENERGY 5.5", "TIME 0.25"),
  period("2026-03-03T17:15:00Z", "PARKING_TIME 0.25"),
];

describe("the idle fee ahead", () => {
  it("begins when the time of grace is over, where the car has stopped", () => {
    const expected = { from: at("18:00"), fee: micro("2"), stopsAt: null, by: null };
    expect(ahead({ periods: PARKED })).toEqual(expected);
    expect(ahead({ periods: PARKED, now: "17:50" })).toEqual(expected);
  });

  it("has begun when it began, however much later one looks", () => {
    expect(ahead({ periods: PARKED, now: "18:40" })).toMatchObject({ from: at("18:00") });
  });

  it("does not begin in hours when standing is free", () => {
    expect(ahead({ periods: PARKED, now: "20:30" })?.from).toEqual(
      Temporal.Instant.from("2026-03-04T08:00:00Z"),
    );
  });

  it("is foreseen while it charges evenly only where it is said how much", () => {
    expect(ahead()).toBeNull();
    // 16.5 kWh at 11 kW are there at 18:30: past the hour, so at once.
    expect(ahead({ wantedKwh: "16.5" })).toEqual({
      from: at("18:30"),
      fee: micro("2"),
      stopsAt: at("18:30"),
      by: "wanted",
    });
    // 8.25 kWh at 17:45: the hour has a quarter left.
    expect(ahead({ wantedKwh: "8.25" })).toMatchObject({ from: at("18:00"), stopsAt: at("17:45") });
  });

  it("is foreseen by a power that falls, as an estimate that says so, and not by one that is even", () => {
    // 22 kW, 16, 10 over ten minutes each: 0.6 kW less a minute. From 10 kW at 17:25 to a tenth of 22: 13 minutes.
    const falling = [
      period("2026-03-03T17:00:00Z", "ENERGY 3.666", "TIME 0.1667"),
      period("2026-03-03T17:10:00Z", "ENERGY 2.667", "TIME 0.1667"),
      period("2026-03-03T17:20:00Z", "ENERGY 1.667", "TIME 0.1667"),
    ];
    const kwh = "8";
    const found = ahead({ periods: falling, kwh, now: "17:31" });
    expect(found?.stopsAt?.round("minute")).toEqual(at("17:38"));
    expect(found).toMatchObject({ from: at("18:00"), by: "taper" });
    // That moment has passed without a word: it was none.
    expect(ahead({ periods: falling, kwh, now: "17:40" })).toBeNull();
    expect(ahead({ periods: falling, kwh, wantedKwh: "16.5" })).toMatchObject({ by: "wanted" });
    const even = falling.map(({ startDateTime }) =>
      period(startDateTime.toString(), "ENERGY 1.667", "TIME 0.1667"),
    );
    expect(ahead({ periods: even, kwh: "5.001", now: "17:31" })).toBeNull();
  });

  it("is none where the tariff has none", () => {
    expect(ahead({ periods: PARKED, by: "none" })).toBeNull();
  });
});
