import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import { writePlan } from "@/core/smart-charging/site-plan/written-plan";
import { readWrittenSite } from "@/core/smart-charging/site-plan/written-site";
import { loadHighsSolve } from "./highs-solve";

const page = readFileSync(
  path.join(import.meta.dirname, "..", "..", "docs", "smart-charging.md"),
  "utf8",
);
const [input, output] = [...page.matchAll(/```json\n([^`]*)```/g)].map(
  ([, json = ""]) => JSON.parse(json) as unknown,
);

async function planOf(json: unknown) {
  const read = readWrittenSite(json);
  if (!read.ok)
    throw new Error(read.reason.map(({ path: at, text }) => `${at} ${text}`).join("\n"));
  expect(read.value.notes).toEqual([]);
  return writePlan(read.value.problem, planSite(read.value.problem, await loadHighsSolve()));
}

describe("the example of docs/smart-charging.md", () => {
  it("comes out as the page shows it", async () => {
    expect(await planOf(input)).toEqual(output);
  });

  it("is what the page works out by hand", async () => {
    const { sessions, shortfall_wh } = await planOf(input);
    const energyOf = (id: string) => sessions.find((session) => session.id === id)?.energy_wh;
    // Row 1 gives 11 kW × 2 h to two that want 27.5 kWh together: 80 % each.
    expect(energyOf("anna")).toBe(8800);
    expect(energyOf("bo")).toBe(13_200);
    expect(shortfall_wh).toBe(27_500 - 22_000);
    // The least that Cy's car takes in the third hour, the rest in the last.
    expect(sessions.find(({ id }) => id === "cy")).toMatchObject({
      power_w: [0, 0, 4140, 15_000 - 4140],
      cost: 8.742,
    });
  });
});

describe("a written site", () => {
  const session = {
    id: "a",
    evse: "E1",
    arrival_slot: 0,
    departure_slot: 2,
    energy_need_wh: 4000,
    max_w: 4000,
  };
  const site = { slots: 2, slot_minutes: 60, sessions: [session] };

  it("whose base load alone is above a limit is told so, and by how much", async () => {
    const limits = { id: "grid", max_w: 5000, base_w: [6000, 0], evses: ["E1"] };
    const plan = await planOf({ ...site, limits });
    expect(plan.outcome).toBe("excess");
    expect(plan.limits[0]?.excess_w).toEqual([1000, 0]);
    expect(plan.sessions[0]).toMatchObject({ power_w: [0, 4000], shortfall_wh: 0 });
    expect(plan.sessions[0]?.reasons[0]).toMatchObject({ code: "excess", limit: "grid", to: 1 });
  });

  it("without prices is charged as early as it can be", async () => {
    const plan = await planOf({ ...site, limits: { id: "grid", max_w: null, evses: ["E1"] } });
    expect(plan.sessions[0]?.power_w).toEqual([4000, 0]);
    expect(plan.cost).toBeNull();
  });

  it("is held to A on the phase that a car uses", async () => {
    const limits = { id: "grid", max_a: 10, evses: ["E1", "E2"] };
    const one = { ...session, phases: 1, first_phase: 1, max_w: 7360 };
    const other = { ...one, id: "b", evse: "E2", first_phase: 2 };
    const plan = await planOf({ ...site, limits, sessions: [one, other] });
    // 10 A × 230 V, on a phase each; together on one they would have half of it.
    expect(plan.sessions.map(({ power_w }) => Math.max(...power_w))).toEqual([2300, 2300]);
    expect(plan.limits[0]).toMatchObject({ max_w: [null, null], max_a: [10, 10] });
  });

  it("takes prices below zero, and charges in them", async () => {
    const limits = { id: "grid", max_w: 22_000, evses: ["E1"] };
    const cheap = { ...session, style: "cheap" };
    const plan = await planOf({ ...site, limits, sessions: [cheap], prices: [0.1, -0.2] });
    expect(plan.sessions[0]).toMatchObject({ power_w: [0, 4000], cost: -0.8 });
  });

  it("without sessions is a plan without sessions", async () => {
    const limits = { id: "grid", max_w: 22_000 };
    expect(await planOf({ ...site, limits, sessions: [] })).toMatchObject({
      outcome: "feasible",
      sessions: [],
      limits: [{ planned_w: [0, 0] }],
    });
  });
});
