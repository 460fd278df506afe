import { describe, expect, it } from "vitest";
import { aCar, aNode, aSite, flat } from "@/testing/builders/site-problem";
import { checkProblem } from "./check-problem";
import type { SiteProblem } from "./site-problem";

const good = aSite({ slots: 2, sessions: [aCar({ id: "a" })] });

function faultsOf(problem: SiteProblem): string[] {
  const checked = checkProblem(problem);
  return checked.ok ? [] : checked.reason.map(({ code, at, field }) => `${code} ${at} ${field}`);
}

describe("checkProblem", () => {
  it("lets through what can be planned, an empty site too", () => {
    expect(checkProblem(good)).toEqual({ ok: true, value: good });
    expect(faultsOf(aSite({ slots: 0, nodes: [] }))).toEqual([]);
  });

  it("does not mind a session that can't charge", () => {
    const sessions = [
      aCar({ id: "a", needWh: 0, minW: 9, maxW: 1, arrivalSlot: 5, departureSlot: 2 }),
    ];
    expect(faultsOf({ ...good, sessions })).toEqual([]);
  });

  it.each([
    [
      "a cycle",
      {
        nodes: [aNode(2, { id: "a", parentId: "b" }), aNode(2, { id: "b", parentId: "a" })],
        sessions: [],
      },
      ["no-root site nodes", "parent-after-child a parentId"],
    ],
    [
      "a parent that is not there",
      { nodes: [aNode(2, { id: "grid", parentId: "x" })] },
      ["no-root site nodes", "unknown-parent grid parentId"],
    ],
    ["a node twice", { nodes: [aNode(2), aNode(2)] }, ["same-id grid id"]],
    [
      "limits for too few slots",
      { nodes: [aNode(2, { limitW: [1] })] },
      ["wrong-length grid limitW"],
    ],
    ["a negative limit", { nodes: [aNode(2, { limitA: [1, -1] })] }, ["bad-number grid limitA"]],
    [
      "a base load that is no number",
      { nodes: [aNode(2, { baseW: [1, Number.NaN] })] },
      ["bad-number grid baseW"],
    ],
    ["prices for too many slots", { price: flat(3, 1) }, ["wrong-length site price"]],
    ["an endless price", { price: [1, Infinity] }, ["bad-number site price"]],
    [
      "a session at no node",
      { sessions: [aCar({ id: "a", nodeId: "x" })] },
      ["unknown-node a nodeId"],
    ],
    ["a session twice", { sessions: [aCar({ id: "a" }), aCar({ id: "a" })] }, ["same-id a id"]],
    ["a negative need", { sessions: [aCar({ id: "a", needWh: -1 })] }, ["bad-number a needWh"]],
    [
      "half a slot",
      { sessions: [aCar({ id: "a", departureSlot: 1.5 })] },
      ["bad-number a departureSlot"],
    ],
    ["slots of no length", { slotMinutes: 0 }, ["bad-number site slotMinutes"]],
    ["no voltage", { voltage: 0 }, ["bad-number site voltage"]],
  ] satisfies [string, Partial<SiteProblem>, string[]][])("names %s", (_, over, faults) => {
    expect(faultsOf({ ...good, ...over })).toEqual(faults);
  });

  it("takes negative prices", () => {
    expect(faultsOf({ ...good, price: [-3, 1] })).toEqual([]);
  });
});
