import { describe, expect, it } from "vitest";
import { type Charge, energyWh } from "./charge";
import {
  hoursBetween,
  meterPeriods,
  toChargingPeriods,
  toSessionPeriods,
} from "./charging-periods";
import { formatSeconds, secondsOfLocal } from "./instants";
import { PROFILES } from "./profiles";

const ZONE = "Europe/Stockholm";
const { normal } = PROFILES.nordstrom;
const startS = secondsOfLocal("2026-10-06T20:30", ZONE);
const charge: Charge = {
  startS,
  curve: [
    { untilS: 3_600, powerW: 11_000 },
    { untilS: 7_200, powerW: 7_000 },
  ],
  fullAfterS: 9_000,
};
const span = { fromS: startS, toS: startS + 12_600, timeZone: ZONE };

describe("meterPeriods", () => {
  it("starts a new period where the price changes and where the car is full", () => {
    const starts = meterPeriods(charge, normal, span).map((period) => formatSeconds(period.startS));
    expect(starts).toEqual([
      "2026-10-06T18:30:00Z",
      "2026-10-06T20:00:00Z",
      "2026-10-06T21:00:00Z",
    ]);
  });

  it("meters the same energy in however many parts it is told", () => {
    const whole = energyWh(charge, 12_600);
    // 1 h at 11 kW and 1.5 h at 7 kW
    expect(whole).toBe(21_500);
    let told = 0;
    for (let fromS = startS; fromS < span.toS; fromS += 7) {
      const toS = Math.min(fromS + 7, span.toS);
      for (const period of meterPeriods(charge, normal, { fromS, toS, timeZone: ZONE }))
        told += period.energyWh;
    }
    expect(told).toBe(whole);
  });

  it("states parking only once the car is full", () => {
    const types = toChargingPeriods(meterPeriods(charge, normal, span), normal).map(
      ({ dimensions }) => dimensions.map(({ type }) => type),
    );
    expect(types).toEqual([["ENERGY", "TIME"], ["ENERGY", "TIME"], ["PARKING_TIME"]]);
  });
});

describe("toSessionPeriods", () => {
  it("states the average power of each period, also where it changes within one", () => {
    const metered = meterPeriods(charge, normal, span);
    const powers = toSessionPeriods(metered, normal, charge).map(
      ({ dimensions }) => dimensions.find(({ type }) => type === "POWER")?.volume,
    );
    // 1 h at 11 kW and 0.5 h at 7 kW; 1 h at 7 kW; nothing
    expect(powers).toEqual([9.667, 7, 0]);
  });
});

describe("hoursBetween", () => {
  it("is exact in four decimals on the grid of nine seconds", () => {
    for (let offsetS = 0; offsetS < 90_000; offsetS += 9) {
      expect(Math.abs(hoursBetween(0, offsetS) * 3600 - offsetS)).toBeLessThan(1e-6);
    }
  });

  it("loses nothing when a stay is told in pieces of three seconds", () => {
    let tenThousandths = 0;
    for (let offsetS = 0; offsetS < 3_600; offsetS += 3) {
      tenThousandths += Math.round(hoursBetween(offsetS, offsetS + 3) * 10_000);
    }
    expect(tenThousandths).toBe(10_000);
  });
});
