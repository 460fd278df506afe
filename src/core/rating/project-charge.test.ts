import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";

import { element, period, tariff } from "./build.fixture";
import { type LiveCharge, type LiveChargeInput, projectCharge } from "./project-charge";
import type { PlanTerms } from "./quote-terms";

const at = (time: string) => Temporal.Instant.from(`2026-03-03T${time}Z`);

// 3.00 by day, 4.50 from 18:00; standing costs 2.00 a minute from an hour after the start.
const terms: PlanTerms = {
  basis: "gross",
  currency: "SEK",
  vatRate: 250_000,
  markup: null,
  tariff: tariff(
    [
      element(["PARKING_TIME 120.00 @25"], { minDuration: 3600 }),
      element(["ENERGY 4.50 @25"], { startTime: "18:00" }),
      element(["ENERGY 3.00 @25"]),
    ],
    { currency: "SEK", taxIncluded: "YES" },
  ),
};

type Change = Partial<Omit<LiveChargeInput, "session">> & {
  readonly periods?: readonly ChargingPeriod[];
  readonly kwh?: string;
  readonly read?: string;
};

/** 17:00 to 17:30, 11 kW: 5.5 kWh. */
function live({ periods, kwh = "5.5", read = "17:30", ...change }: Change = {}): LiveCharge {
  const session = {
    startDateTime: at("17:00"),
    lastUpdated: at(read),
    kwh: micro(kwh),
    chargingPeriods: periods ?? [period("2026-03-03T17:00:00Z", "ENERGY 5.5", "TIME 0.5")],
  };
  const rest = { timeZone: "UTC", now: at(read), leaveAt: null, wanted: null };
  const outcome = projectCharge({ session, terms, ...rest, ...change });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

describe("a running charge", () => {
  it("costs what its readings come to, split where the price changed though the CPO did not", () => {
    expect(live().soFar).toMatchObject({ at: at("17:30"), total: { amountMinor: 1_650n } });
    const late = live({
      read: "18:30",
      kwh: "16.5",
      periods: [period("2026-03-03T17:00:00Z", "ENERGY 16.5", "TIME 1.5")],
    });
    // 11 kWh × 3.00 and 5.5 kWh × 4.50.
    expect(late.soFar.lines.map(({ amountMinor }) => amountMinor)).toEqual([3_300n, 2_475n]);
  });

  it("is read from the total alone where no periods are sent", () => {
    expect(live({ periods: [] }).soFar.total.amountMinor).toBe(1_650n);
  });

  it("says its power: as reported, else from the last two readings, labelled so", () => {
    expect(live().power).toEqual({ kw: micro("11"), source: "estimated" });
    const told = [period("2026-03-03T17:00:00Z", "ENERGY 5.5", "TIME 0.5", "MAX_POWER 22")];
    expect(live({ periods: told }).power).toEqual({ kw: micro("22"), source: "reported" });
    const two = [
      period("2026-03-03T17:00:00Z", "ENERGY 5", "TIME 0.25"),
      period("2026-03-03T17:15:00Z", "ENERGY 0.5", "TIME 0.25"),
    ];
    expect(live({ periods: two }).power).toEqual({ kw: micro("2"), source: "estimated" });
    const short = [period("2026-03-03T17:00:00Z", "ENERGY 0.02", "TIME 0.0028")];
    expect(live({ periods: short, kwh: "0.02", read: "17:00:10" }).power).toBeNull();
  });

  it("names the next price and when it begins", () => {
    expect(live().current).toMatchObject({ perKwh: micro("3") });
    expect(live().nextChange).toMatchObject({
      from: at("18:00"),
      perKwh: micro("4.5"),
      isEstimated: false,
    });
  });

  it("names the fee for standing that would begin, or that runs", () => {
    expect(live().idle).toMatchObject({ from: at("18:00"), perIdleMinute: micro("2") });
    const standing = live({
      read: "18:40",
      periods: [
        period("2026-03-03T17:00:00Z", "ENERGY 5.5", "TIME 0.5"),
        period("2026-03-03T17:30:00Z", "PARKING_TIME 1.1667"),
      ],
    });
    expect(standing.isCharging).toBe(false);
    expect(standing.nextChange).toBeNull();
    expect(standing.idle).toMatchObject({ from: at("18:00"), perIdleMinute: micro("2") });
    // 16.50 and 40 minutes at 2.00.
    expect(standing.soFar.total.amountMinor).toBe(9_650n);
  });

  it("projects what leaving at some time costs: the power going on", () => {
    const { projection } = live({ leaveAt: at("18:30") });
    expect(projection).toMatchObject({
      at: at("18:30"),
      chargedAt: at("18:30"),
      stops: null,
      energy: micro("16.5"),
      total: { amountMinor: 5_775n },
    });
  });

  it("projects that the car stops at the energy that was asked for, and then stands", () => {
    const wanted = { energy: micro("5.5"), since: at("17:30") };
    const { projection } = live({ leaveAt: at("18:30"), wanted });
    // Charged at 18:00 with 11 kWh: 33.00; then half an hour at 2.00 a minute.
    expect(projection).toMatchObject({
      chargedAt: at("18:00"),
      stops: "wanted",
      energy: micro("11"),
      total: { amountMinor: 9_300n },
    });
  });

  it("takes no part of a millisecond for standing", () => {
    const leaveAt = at("18:30").add({ microseconds: 400 });
    expect(live({ leaveAt }).projection).toMatchObject({
      stops: null,
      total: { amountMinor: 5_775n },
    });
  });

  it("projects no more than a car holds", () => {
    const told = [period("2026-03-03T17:00:00Z", "ENERGY 5.5", "TIME 0.5", "MAX_POWER 200")];
    const { projection } = live({ periods: told, leaveAt: at("20:30") });
    expect(projection).toMatchObject({ energy: micro("100"), stops: "full" });
    expect(projection?.lines.map(({ kind }) => kind)).toContain("idle");
  });

  it("projects standing where the car has stopped", () => {
    const periods = [
      period("2026-03-03T17:00:00Z", "ENERGY 5.5", "TIME 0.5"),
      period("2026-03-03T17:30:00Z", "PARKING_TIME 0.1667"),
    ];
    const { projection } = live({ periods, read: "17:40", leaveAt: at("18:10") });
    expect(projection).toMatchObject({ energy: micro("5.5"), total: { amountMinor: 3_650n } });
  });

  it("projects nothing into the past, or without a power", () => {
    expect(live({ leaveAt: at("17:20") }).projection).toBeNull();
    const short = [period("2026-03-03T17:00:00Z", "ENERGY 0.02", "TIME 0.0028")];
    const begun = { periods: short, kwh: "0.02", read: "17:00:10" };
    expect(live({ ...begun, leaveAt: at("18:00") }).projection).toBeNull();
  });

  it("has no cost while nothing was read, rather than none to pay", () => {
    const nothing = { periods: [], kwh: "0" };
    expect(() => live(nothing)).toThrow("no-readings");
    expect(() => live({ ...nothing, read: "17:00" })).toThrow("no-readings");
  });
});
