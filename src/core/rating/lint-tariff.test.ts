import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { Tariff } from "@/core/roaming/tariff";

import { element, tariff } from "./build.fixture";
import { lintTariff } from "./lint-tariff";

const lint = (one: Tariff, options?: Parameters<typeof lintTariff>[1]) =>
  lintTariff(one, options).map(({ code, elementIndex }) =>
    elementIndex === undefined ? code : `${code} ${elementIndex}`,
  );
const kwh = "ENERGY 0.25 @20";

describe("a tariff without faults", () => {
  it.each<[string, Tariff]>([
    ["one price", tariff([element([kwh])])],
    ["a window and a fallback", tariff([element([kwh], { startTime: "08:00" }), element([kwh])])],
    [
      "two windows that make a day, over midnight",
      tariff([
        element([kwh], { startTime: "22:00", endTime: "06:00" }),
        element([kwh], { startTime: "06:00", endTime: "22:00" }),
      ]),
    ],
    [
      "two bands of energy",
      tariff([element([kwh], { maxKwh: micro("20") }), element([kwh], { minKwh: micro("20") })]),
    ],
    [
      "weekdays and the weekend",
      tariff([
        element([kwh], { dayOfWeek: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] }),
        element([kwh], { dayOfWeek: ["SATURDAY", "SUNDAY"] }),
      ]),
    ],
    ["a fee at the start", tariff([element(["FLAT 1 @20", kwh])])],
  ])("says nothing of %s", (_name, one) => expect(lint(one)).toEqual([]));
});

describe("a tariff that is legal and hardly meant", () => {
  it.each<[string, Tariff, readonly string[]]>([
    ["a gap by day", tariff([element([kwh], { dayOfWeek: ["MONDAY"] })]), ["free-by-gap"]],
    [
      "a gap of one minute",
      tariff([
        element([kwh], { startTime: "06:00", endTime: "22:00" }),
        element([kwh], { startTime: "22:01", endTime: "06:00" }),
      ]),
      ["free-by-gap"],
    ],
    [
      "a gap between bands of energy",
      tariff([
        element([kwh], { maxKwh: micro("20") }),
        element([kwh], { minKwh: micro("20.001") }),
      ]),
      ["free-by-gap"],
    ],
    ["a gap by power", tariff([element([kwh], { minPower: micro("50") })]), ["free-by-gap"]],
    [
      "an element that an earlier one always beats",
      tariff([element([kwh]), element(["ENERGY 0.5 @20"], { startTime: "17:00" })]),
      ["dead-component 1"],
    ],
    [
      "an element that two earlier ones beat together",
      tariff([
        element([kwh], { endTime: "12:00" }),
        element([kwh], { startTime: "12:00" }),
        element(["ENERGY 0.5 @20"]),
      ]),
      ["dead-component 2"],
    ],
    [
      "contradicting bounds",
      tariff([element([kwh], { minKwh: micro("9"), maxKwh: micro("9") }), element([kwh])]),
      ["never-holds 0"],
    ],
    [
      "a weekday that its date is not",
      // 2026-07-01 is a Wednesday.
      tariff([
        element([kwh], { startDate: "2026-07-01", endDate: "2026-07-02", dayOfWeek: ["MONDAY"] }),
        element([kwh]),
      ]),
      ["never-holds 0"],
    ],
    [
      "start and end alike",
      tariff([element([kwh], { startTime: "08:00", endTime: "08:00" }), element([kwh])]),
      ["window-of-no-length 0", "dead-component 1"],
    ],
    [
      "weekdays over midnight",
      tariff([
        element([kwh], { startTime: "20:00", endTime: "06:00", dayOfWeek: ["FRIDAY"] }),
        element([kwh]),
      ]),
      ["weekday-with-wrapping-window 0"],
    ],
    ["one kind twice", tariff([element([kwh, "ENERGY 0.5 @20"])]), ["component-twice 0"]],
    ["large steps", tariff([element(["ENERGY 0.25 @20 /1000"])]), ["step-large 0"]],
    [
      "steps on both kinds of time",
      tariff([element(["TIME 2 @20 /60", "PARKING_TIME 2 @20 /60"])]),
      ["step-on-both-times"],
    ],
    [
      "other steps later",
      tariff([
        element(["ENERGY 0.2 @20 /1"], { startTime: "08:00" }),
        element(["ENERGY 0.3 @20 /100"]),
      ]),
      ["steps-differ 1"],
    ],
    [
      "several fees",
      tariff([element(["FLAT 30 @20"], { minDuration: 3600 }), element(["FLAT 0.5 @20", kwh])]),
      ["flat-ambiguous"],
    ],
    [
      "no rate of VAT",
      tariff([element(["ENERGY 0.25"])], { taxIncluded: "NO" }),
      ["vat-unknown 0"],
    ],
    ["VAT on some", tariff([element([kwh, "FLAT 1"])]), ["vat-missing 0"]],
    ["VAT as a fraction", tariff([element(["ENERGY 0.25 @0.25"])]), ["vat-implausible 0"]],
    [
      "a parking fee after a while",
      tariff([
        element(["PARKING_TIME 6 @20"], { minDuration: 3600 }),
        element(["PARKING_TIME 0 @20", kwh]),
      ]),
      ["duration-from-start 0"],
    ],
    [
      "a price range that is upside down",
      tariff([element([kwh])], {
        minPrice: { beforeTaxes: micro("9"), afterTaxes: micro("10.8") },
        maxPrice: { beforeTaxes: micro("8"), afterTaxes: micro("9.6") },
      }),
      ["min-above-max"],
    ],
    [
      "a limit on one side",
      tariff([element([kwh])], { maxPrice: { beforeTaxes: micro("9") } }),
      ["limit-one-sided"],
    ],
    ["no currency", tariff([element([kwh])], { currency: "GBX" }), ["currency-unknown"]],
    [
      "a fee finer than a coin",
      tariff([element(["FLAT 0.5 @10"])], { currency: "JPY" }),
      ["fee-finer-than-currency 0"],
    ],
    ["no elements", tariff([]), ["no-elements"]],
    ["a time that is none", tariff([element([kwh], { startTime: "25:00" })]), ["malformed"]],
  ])("has %s found", (_name, one, codes) => expect(lint(one)).toEqual(codes));

  it("has its end found at the moment that is asked for", () => {
    const one = tariff([element([kwh])], {
      startDateTime: Temporal.Instant.from("2026-01-01T00:00:00Z"),
      endDateTime: Temporal.Instant.from("2026-06-01T00:00:00Z"),
    });
    const at = (text: string) => lint(one, { at: Temporal.Instant.from(text) });
    expect(at("2025-12-31T23:59:59Z")).toEqual(["validity-not-begun"]);
    expect(at("2026-01-01T00:00:00Z")).toEqual([]);
    expect(at("2026-06-01T00:00:00Z")).toEqual(["validity-ended"]);
    const upside = { ...one, endDateTime: Temporal.Instant.from("2025-06-01T00:00:00Z") };
    expect(lint(upside)).toEqual(["validity-empty"]);
  });

  it("has found what its version cannot say or show", () => {
    const one = tariff([
      element([kwh], { minPower: micro("20") }),
      element([kwh], { minCurrent: micro("16") }),
      element([kwh]),
    ]);
    expect(lint(one, { version: "2.1.1" })).toEqual([
      "not-in-version 1",
      "unverifiable-restriction 0",
    ]);
    expect(lint(one, { version: "2.2.1" })).toEqual([]);
  });
});

describe("a lint", () => {
  it("shows a situation in which nothing has a price", () => {
    const one = tariff([element([kwh], { maxKwh: micro("20") })]);
    const nothing = { date: 0, weekday: 0, secondsOfDay: 0, elapsedMs: 0 };
    expect(lintTariff(one)).toEqual([
      { code: "free-by-gap", dimension: "ENERGY", gap: { ...nothing, energy: 20_000_000 } },
    ]);
    const monday = tariff([element([kwh], { dayOfWeek: ["MONDAY"], startTime: "08:00" })]);
    expect(lintTariff(monday)).toMatchObject([{ gap: { weekday: 1, secondsOfDay: 0 } }]);
    const dated = tariff([element([kwh], { startDate: "2026-07-01" })]);
    expect(lintTariff(dated)).toMatchObject([{ gap: { date: 20_260_624 } }]);
  });

  it("names the element that always comes first", () => {
    const one = tariff([element([kwh]), element([kwh])]);
    expect(lintTariff(one)).toMatchObject([{ elementIndex: 1, values: { other: "1" } }]);
  });

  it("takes a day of half-hourly prices, and says where there is too much to try", () => {
    const clock = (half: number) =>
      `${String(Math.floor(half / 2) % 24).padStart(2, "0")}:${half % 2 === 0 ? "00" : "30"}`;
    const day = Array.from({ length: 48 }, (_, half) =>
      element([kwh], { startTime: clock(half), endTime: clock(half + 1) }),
    );
    expect(lint(tariff(day))).toEqual([]);
    const much = day.map(({ priceComponents, restrictions }, index) => ({
      priceComponents,
      restrictions: {
        ...restrictions,
        dayOfWeek: [],
        minKwh: micro(String(index)),
        minDuration: index,
        minPower: micro(String(index)),
      },
    }));
    expect(lint(tariff(much))).toContain("too-many-situations");
  });

  it("puts errors first", () => {
    const one = tariff([element(["ENERGY 0.25 @0.2 /1000"])], { currency: "GBX" });
    expect(lint(one)).toEqual(["currency-unknown", "vat-implausible 0", "step-large 0"]);
  });
});
