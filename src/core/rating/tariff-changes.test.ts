import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";

import { element, tariff } from "./build.fixture";
import { tariffChanges } from "./tariff-changes";

const before = tariff([
  element(["FLAT 5 @25"]),
  element(["ENERGY 4.50 @25 /100"], { startTime: "17:00", dayOfWeek: [] }),
]);

describe("what changed in a tariff", () => {
  it("is nothing between equal contents, whatever their texts and times of change say", () => {
    const lastUpdated = Temporal.Instant.from("2027-01-01T00:00:00Z");
    expect(tariffChanges(before, { ...before, lastUpdated, tariffAltText: [] })).toEqual([]);
  });

  it("names each price, rate, step, restriction and limit that differs", () => {
    const after = {
      ...tariff([
        element(["FLAT 5 @25", "TIME 2"]),
        element(["ENERGY 4.75 @12 /1"], { startTime: "16:00", dayOfWeek: [] }),
        element(["ENERGY 3"]),
      ]),
      maxPrice: { beforeTaxes: micro("80"), afterTaxes: micro("100") },
    };
    expect(tariffChanges(before, after)).toEqual([
      { field: "maxPrice", before: null, after: "80 / 100" },
      { field: "component", elementIndex: 0, dimension: "TIME", before: null, after: "2" },
      { field: "price", elementIndex: 1, dimension: "ENERGY", before: "4.5", after: "4.75" },
      { field: "vat", elementIndex: 1, dimension: "ENERGY", before: "25", after: "12" },
      { field: "step", elementIndex: 1, dimension: "ENERGY", before: "100", after: "1" },
      { field: "restriction", elementIndex: 1, name: "startTime", before: "17:00", after: "16:00" },
      { field: "element", elementIndex: 2, before: null, after: "ENERGY 3" },
    ]);
  });
});
