import { describe, expect, it } from "vitest";

import { micro } from "@/core/money/quantity";

import { addDifference, toleranceFor, type ToleranceSettings } from "./tolerance";

describe("a partner's tolerance", () => {
  it.each<[string, ToleranceSettings, string, [string, string]]>([
    ["has defaults that are wider below", {}, "10", ["0.05", "0.5"]],
    ["has absolute defaults for small amounts", {}, "0.5", ["0.02", "0.2"]],
    ["is the larger of absolute and relative", { toleranceMicro: "100000" }, "10", ["0.1", "0.5"]],
    ["may be nothing at all", { toleranceMicro: "0", tolerancePpm: 0 }, "10", ["0", "0.5"]],
    [
      "is never tighter below than above",
      { toleranceMicro: "2000000", toleranceBelowMicro: "0", tolerancePpmBelow: 0 },
      "10",
      ["2", "2"],
    ],
    [
      "takes the default for a setting that is none",
      { toleranceMicro: "a lot" },
      "1",
      ["0.02", "0.2"],
    ],
    ["takes the size of a credit", {}, "-10", ["0.05", "0.5"]],
  ])("%s", (_name, settings, own, [above, below]) => {
    expect(toleranceFor(settings, micro(own))).toEqual({
      tolerance: micro(above),
      toleranceBelow: micro(below),
    });
  });

  it("adds up over an invoice: many cents are held in the end, a credit makes room", () => {
    const settings = { cumulativeToleranceMicro: "50000" };
    const differences = ["0.02", "0.02", "0.02", "-0.03", "0.02", "0.03"];
    let accepted = 0n;
    const decisions = differences.map((difference) => {
      const answer = addDifference(settings, accepted, micro(difference));
      accepted = answer.acceptedMicro;
      return answer.decision;
    });
    expect(decisions).toEqual(["accept", "accept", "hold", "accept", "accept", "hold"]);
    expect(accepted).toBe(micro("0.03"));
  });

  it("has no bound on an invoice unless one is set", () => {
    expect(addDifference({}, micro("900"), micro("900")).decision).toBe("accept");
  });
});
