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
}: {
  readonly periods?: readonly ChargingPeriod[];
  readonly now?: string;
  readonly wantedKwh?: string;
  readonly by?: keyof typeof tariffs;
} = {}) {
  const found = idleAhead({
    session: {
      startDateTime: at("17:00"),
      lastUpdated: at("17:30"),
      kwh: micro("5.5"),
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
  return found && { from: found.step.from, fee: found.step.perIdleMinute, stopsAt: found.stopsAt };
}

const PARKED = [
  period("2026-03-03T17:00:00Z", "ENERGY 5.5", "TIME 0.25"),
  period("2026-03-03T17:15:00Z", "PARKING_TIME 0.25"),
];

describe("the idle fee ahead", () => {
  it("begins when the time of grace is over, where the car has stopped", () => {
    const expected = { from: at("18:00"), fee: micro("2"), stopsAt: null };
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

  it("is foreseen while it charges only where it is said how much", () => {
    expect(ahead()).toBeNull();
    // 16.5 kWh at 11 kW are there at 18:30: past the hour, so at once.
    expect(ahead({ wantedKwh: "16.5" })).toEqual({
      from: at("18:30"),
      fee: micro("2"),
      stopsAt: at("18:30"),
    });
    // 8.25 kWh at 17:45: the hour has a quarter left.
    expect(ahead({ wantedKwh: "8.25" })).toMatchObject({ from: at("18:00"), stopsAt: at("17:45") });
  });

  it("is none where the tariff has none", () => {
    expect(ahead({ periods: PARKED, by: "none" })).toBeNull();
  });
});
