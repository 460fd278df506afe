import { describe, expect, it } from "vitest";

import { formatRational, micro } from "@/core/money/quantity";
import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Tariff } from "@/core/roaming/tariff";

import { cdr, element, period, tariff } from "./build.fixture";
import { priceCdr } from "./price-cdr";
import { segmentRange } from "./segment-range";

function rangeOf(by: Tariff, end: string, periods: readonly ChargingPeriod[], timeZone = "UTC") {
  const input = { cdr: cdr(end, periods), tariffs: [by], timeZone };
  const priced = priceCdr(input);
  if (!priced.ok) throw new Error(priced.reason.code);
  const range = segmentRange(input, priced.value);
  const net = range?.net;
  return net && [formatRational(net.low, 6), formatRational(net.high, 6)].join(" to ");
}

describe("the range of an unsplit charge", () => {
  it("goes from all energy in the cheaper window to all of it in the dearer one", () => {
    const by = tariff([
      element(["ENERGY 0.20"], { endTime: "17:00" }),
      element(["ENERGY 0.40"], { startTime: "17:00" }),
    ]);
    const sent = [period("2026-03-03T16:50:00Z", "ENERGY 10", "TIME 0.6667")];
    expect(rangeOf(by, "2026-03-03T17:30:00Z", sent)).toBe("2 to 4");
  });

  it("knows how time was divided: one hour of four lay beyond three", () => {
    const by = tariff([element(["TIME 2.00"], { minDuration: 10_800 }), element(["ENERGY 0.25"])]);
    const sent = [period("2026-03-03T10:00:00Z", "ENERGY 22", "TIME 4")];
    // As sent 5.50, split 7.50; never 13.50.
    expect(rangeOf(by, "2026-03-03T14:00:00Z", sent)).toBe("5.5 to 7.5");
  });

  it("knows how energy was divided by a bound of kWh", () => {
    const by = tariff([
      element(["ENERGY 0.20"], { maxKwh: micro("10") }),
      element(["ENERGY 0.50"]),
    ]);
    const sent = [
      period("2026-03-03T10:00:00Z", "ENERGY 6", "TIME 0.5"),
      period("2026-03-03T10:30:00Z", "ENERGY 6", "TIME 0.5"),
    ];
    // 10 × 0.20 + 2 × 0.50 = 3.00; as sent 12 × 0.20.
    expect(rangeOf(by, "2026-03-03T11:00:00Z", sent)).toBe("2.4 to 3");
  });

  it("lets parking come before charging or after it, where one period states both", () => {
    const by = tariff([
      element(["PARKING_TIME 6.00"], { startTime: "18:00" }),
      element(["ENERGY 0.10"]),
    ]);
    const sent = [period("2026-03-03T17:00:00Z", "ENERGY 5", "TIME 1", "PARKING_TIME 1")];
    // Parked from 18:00 to 19:00 it costs 6.00, from 17:00 to 18:00 nothing.
    expect(rangeOf(by, "2026-03-03T19:00:00Z", sent)).toBe("0.5 to 6.5");
  });

  it("holds the limits of the tariff, because each end of it is priced by the engine", () => {
    const by = tariff([element(["ENERGY 0.20"], { endTime: "17:00" }), element(["ENERGY 0.40"])], {
      maxPrice: { beforeTaxes: micro("3") },
    });
    const sent = [period("2026-03-03T16:50:00Z", "ENERGY 10", "TIME 0.6667")];
    expect(rangeOf(by, "2026-03-03T17:30:00Z", sent)).toBe("2 to 3");
  });

  it("splits reserved time, too", () => {
    const by = tariff([
      element(["TIME 2.00"], { reservation: "RESERVATION", endTime: "17:00" }),
      element(["TIME 4.00"], { reservation: "RESERVATION" }),
    ]);
    const sent = [period("2026-03-03T16:30:00Z", "RESERVATION_TIME 1")];
    expect(rangeOf(by, "2026-03-03T17:30:00Z", sent)).toBe("2 to 3");
  });

  it("is none where nothing about the price can change", () => {
    const by = tariff([element(["ENERGY 0.20", "TIME 2"])]);
    const sent = [period("2026-03-03T16:50:00Z", "ENERGY 10", "TIME 0.6667")];
    expect(rangeOf(by, "2026-03-03T17:30:00Z", sent)).toBeUndefined();
  });
});
