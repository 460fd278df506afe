import { describe, expect, it } from "vitest";
import type { PlanReason, SitePlan, SiteProblem } from "./site-problem";
import { writePlan } from "./written-plan";
import { describeReason } from "./written-reason";

const problem: SiteProblem = {
  slots: 2,
  slotMinutes: 15,
  voltage: 230,
  nodes: [],
  sessions: [],
  price: [0.1, null],
  carbon: [null, null],
};
const plan: SitePlan = {
  outcome: "feasible",
  sessions: [
    { id: "a", powerW: [11001, 0], shortfallWh: 0.04, reasons: [] },
    {
      id: "b",
      powerW: [0, 4140],
      shortfallWh: 1200.25,
      reasons: [
        { from: 0, to: 1, code: "limit", nodeId: "g", limit: 22000, unit: "W", sharers: 2 },
        { from: 1, to: 2, code: "full-power" },
      ],
    },
  ],
  nodes: [
    {
      id: "g",
      name: "Grid",
      limitW: [22000, null],
      limitA: [null, null],
      baseW: [500, 500],
      plannedW: [11501, 4640],
      excessW: [0, 0],
    },
  ],
  gap: { energy: 0.0012345678, cost: 0, carbon: 0 },
};

describe("a written plan", () => {
  it("has the power of each slot, what is missing, why, and what it costs", () => {
    expect(writePlan(problem, plan)).toEqual({
      outcome: "feasible",
      sessions: [
        {
          id: "a",
          power_w: [11001, 0],
          energy_wh: 2750.3,
          shortfall_wh: 0,
          cost: 0.275025,
          reasons: [],
        },
        {
          id: "b",
          power_w: [0, 4140],
          energy_wh: 1035,
          shortfall_wh: 1200.3,
          cost: null,
          reasons: [
            {
              from: 0,
              to: 1,
              code: "limit",
              limit: "g",
              shared_by: 2,
              text: 'The 22000 W of "g" are shared by 2.',
            },
            { from: 1, to: 2, code: "full-power", text: "As much as car and station take." },
          ],
        },
      ],
      limits: [{ id: "g", max_w: [22000, null], planned_w: [11501, 4640], excess_w: [0, 0] }],
      energy_wh: 3785.3,
      shortfall_wh: 1200.3,
      cost: null,
      gap: { energy: 0.001235, cost: 0, carbon: 0 },
    });
  });

  it("shows a limit in ampere only where one was given", () => {
    const nodes = plan.nodes.map((node) => ({ ...node, limitA: [80, 80] }));
    expect(writePlan(problem, { ...plan, nodes }).limits[0]).toMatchObject({ max_a: [80, 80] });
  });

  it("sums money exactly, also where a price is below zero", () => {
    const price = [-0.000001, 0.3];
    const powerW = [60_000_000, 4140];
    const one = { id: "a", powerW, shortfallWh: 0, reasons: [] };
    const written = writePlan({ ...problem, price }, { ...plan, sessions: [one] });
    // 15,000 kWh at −0.000001 and 1.035 kWh at 0.3.
    expect(written.cost).toBe(0.2955);
  });
});

describe("a reason in words", () => {
  const limit: PlanReason = {
    from: 0,
    to: 1,
    code: "limit",
    nodeId: "feeder",
    limit: 80,
    unit: "A",
  };

  it.each<[PlanReason, string]>([
    [limit, 'The 80 A of "feeder" allow no more.'],
    [
      { ...limit, sharers: 6, leaves: 6 },
      'The 80 A of "feeder" are shared by 6; this one leaves last.',
    ],
    [
      { ...limit, sharers: 6, leaves: 1 },
      'The 80 A of "feeder" are shared by 6; this one leaves first.',
    ],
    [
      { ...limit, sharers: 6, leaves: 3 },
      'The 80 A of "feeder" are shared by 6; this one leaves as number 3.',
    ],
    [
      { from: 0, to: 1, code: "excess", nodeId: "grid", excessW: 1499.2 },
      `What can't be steered takes "grid" over its limit by 1500 W: all else stands at zero.`,
    ],
  ])("names who shares the limit, and whose turn it is", (reason, text) => {
    expect(describeReason(reason)).toBe(text);
  });
});
