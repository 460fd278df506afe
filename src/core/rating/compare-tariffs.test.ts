import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";
import type { Tariff } from "@/core/roaming/tariff";

import { cdr, element, period, tariff } from "./build.fixture";
import { compareTariffs } from "./compare-tariffs";

const of = cdr("2026-07-01T11:00:00Z", [period("2026-07-01T10:00:00Z", "ENERGY 20")]);
const theirs = tariff([element(["ENERGY 0.25 @20"])]);
const check = (held: readonly Tariff[], used: Tariff = theirs) =>
  compareTariffs({ cdr: of, tariffs: [used], timeZone: null }, held);

describe("the tariff of a CDR, against the one that we held,", () => {
  it("is the same whatever its texts, its time of change and the case of its id", () => {
    const held = {
      ...theirs,
      id: "t1",
      tariffAltText: [{ language: "sv", text: "Dyr" }],
      lastUpdated: Temporal.Instant.from("2025-01-01T00:00:00Z"),
    };
    expect(check([held])).toEqual({ verdict: "same" });
  });

  it("is equivalent where another content prices this CDR the same", () => {
    const held = tariff([
      element(["ENERGY 0.25 @20"], { maxKwh: micro("100") }),
      element(["ENERGY 0.5 @20"]),
    ]);
    expect(check([held])).toMatchObject({
      verdict: "equivalent",
      held: { net: expect.anything() },
    });
  });

  it("differs with both prices where it does, after taxes too", () => {
    expect(check([tariff([element(["ENERGY 0.21 @20"])])])).toMatchObject({
      verdict: "differs",
      differenceMicro: micro("0.8"),
    });
    expect(check([tariff([element(["ENERGY 0.25 @10"])])])).toMatchObject({
      verdict: "differs",
      differenceMicro: micro("0.5"),
    });
  });

  it("differs with the reason where ours has no price for it", () => {
    const held = tariff([element(["ENERGY 0.25 @20"], { startTime: "08:00" })]);
    expect(check([held])).toMatchObject({
      verdict: "differs",
      held: null,
      unpriceable: { code: "no-time-zone" },
    });
  });

  it("is unknown where we held none of that name", () => {
    expect(check([])).toEqual({ verdict: "unknown" });
    expect(check([{ ...theirs, id: "T2" }])).toEqual({ verdict: "unknown" });
  });

  it("looks only at tariffs that price a period", () => {
    const second = tariff([element(["ENERGY 9"])], { id: "T2" });
    const input = { cdr: of, tariffs: [theirs, second], timeZone: null };
    expect(compareTariffs(input, [theirs, { ...second, elements: [] }])).toEqual({
      verdict: "same",
    });
  });
});
