import { describe, expect, it } from "vitest";
import { fairnessOf, type HeldStretch, sumUpHolds } from "./fairness";

const stretch = (sessionId: string, change: Partial<HeldStretch>): HeldStretch => ({
  sessionId,
  planId: "p1",
  minutes: 5,
  powerW: 4_140,
  code: "limit",
  nodeId: "feeder",
  ...change,
});

describe("who was held back", () => {
  it("counts minutes of pause and of less power, by the limit that did it, with who shared it then", () => {
    const holds = sumUpHolds([
      stretch("a", {}),
      stretch("b", {}),
      stretch("a", { planId: "p2", powerW: 0, code: "below-minimum", minutes: 10 }),
      stretch("a", { planId: "p3", nodeId: "grid", minutes: 20 }),
      stretch("c", { planId: "p3", nodeId: "grid" }),
      stretch("d", { code: "full-power", nodeId: null }),
    ]);
    expect(holds.get("a")).toEqual({
      pausedMinutes: 10,
      reducedMinutes: 25,
      nodeIds: ["grid", "feeder"],
      sharedWith: ["b", "c"],
    });
    expect(holds.get("b")).toMatchObject({ reducedMinutes: 5, sharedWith: ["a"] });
    expect(holds.has("d")).toBe(false);
  });

  it("says how even the shares were, and nothing where nobody wanted any", () => {
    expect(fairnessOf([1, 0.75, 0.5])).toEqual({ lowest: 0.5, spread: 0.5 });
    expect(fairnessOf([])).toBeNull();
  });
});
