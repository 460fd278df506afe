import { beforeAll, describe, expect, it } from "vitest";
import type { SolveProgram } from "@/core/smart-charging/site-plan/linear-program";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import type { ProblemSession, SiteProblem } from "@/core/smart-charging/site-plan/site-problem";
import { aCar, aNode, aSite, flat } from "@/testing/builders/site-problem";
import { loadHighsSolve } from "./highs-solve";

let solve: SolveProgram;
beforeAll(async () => {
  solve = await loadHighsSolve();
});

function powersOf(site: SiteProblem): (readonly number[])[] {
  return planSite(site, solve).sessions.map(({ powerW }) => powerW);
}

/** Hourly slots: a session's W summed over the slots are its Wh. */
function energiesOf(site: SiteProblem): number[] {
  return powersOf(site).map((powerW) => powerW.reduce((sum, watts) => sum + watts, 0));
}

function limited(limitW: number, sessions: readonly ProblemSession[], slots = 4): SiteProblem {
  return aSite({ slots, nodes: [aNode(slots, { limitW: flat(slots, limitW) })], sessions });
}

describe("served shares, by hand", () => {
  it("are equal where one limit is scarce: 22 kWh for needs of 11 and 22 kWh are 7.333 and 14.667", () => {
    const site = limited(
      5500,
      [aCar({ id: "a", needWh: 11_000, minW: 0 }), aCar({ id: "b", needWh: 22_000, minW: 0 })],
      4,
    );
    const [a, b] = energiesOf(site);
    expect(a! + b!).toBe(22_000);
    expect(Math.abs(a! - 7333.3)).toBeLessThan(1.5);
    expect(Math.abs(b! - 14_666.7)).toBeLessThan(1.5);
  });

  it("don't fall to that of a car that could not get more: it leaves after one hour, the other uses the rest", () => {
    // a is alone able to get 10 of 40 kWh (25 %); b, in the three hours after it, 30 of 40.
    const a = aCar({ id: "a", needWh: 40_000, departureSlot: 1, minW: 0 });
    const b = aCar({ id: "b", needWh: 40_000, arrivalSlot: 1, minW: 0 });
    expect(energiesOf(limited(10_000, [a, b]))).toEqual([10_000, 30_000]);
  });

  it("count what was given before: who has had 10 of 20 kWh gets half of what the other gets", () => {
    // 12 kWh for both: (10 + x) / 20 = (12 − x) / 20 gives x = 1.
    const had = aCar({ id: "had", needWh: 10_000, givenWh: 10_000, minW: 0 });
    const waited = aCar({ id: "waited", needWh: 20_000, minW: 0 });
    expect(energiesOf(limited(3000, [had, waited]))).toEqual([1000, 11_000]);
  });

  it("are served by priority first: the lower gets what the higher leaves", () => {
    const low = aCar({ id: "low", needWh: 20_000, minW: 0 });
    const high = aCar({ id: "high", needWh: 15_000, priority: 1, minW: 0 });
    expect(energiesOf(limited(5000, [low, high]))).toEqual([5000, 15_000]);
  });
});

describe("limits in A, by hand", () => {
  const feeder = (limitA: number, sessions: readonly ProblemSession[]) =>
    aSite({ slots: 1, nodes: [aNode(1, { limitA: [limitA] })], sessions });
  const one = (over: Partial<ProblemSession> & { readonly id: string }) =>
    aCar({ departureSlot: 1, needWh: 50_000, maxW: 7360, minW: 0, ...over });

  it("hold 16 A on a phase: one car on it has 16 × 230 = 3680 W", () => {
    expect(powersOf(feeder(16, [one({ id: "a", phases: 1, firstPhase: 2 })]))).toEqual([[3680]]);
  });

  it("let cars on different phases charge side by side, and cars on the same share it", () => {
    const site = feeder(16, [
      one({ id: "a", phases: 1, firstPhase: 1 }),
      one({ id: "b", phases: 1, firstPhase: 2 }),
      one({ id: "c", phases: 1, firstPhase: 2 }),
    ]);
    expect(powersOf(site)).toEqual([[3680], [1840], [1840]]);
  });

  it("hold every phase free for a car whose phase is not known", () => {
    const site = feeder(16, [
      one({ id: "a", phases: 1, firstPhase: null }),
      one({ id: "b", phases: 1, firstPhase: 3 }),
    ]);
    expect(powersOf(site)).toEqual([[1840], [1840]]);
  });

  it("wrap two phases round: from the third to the first", () => {
    // 2-phase on 3 and 1: 16 A on both are 7360 W; the car on phase 1 then has nothing beside it.
    const site = feeder(16, [
      one({ id: "a", phases: 2, firstPhase: 3, priority: 1 }),
      one({ id: "b", phases: 1, firstPhase: 1 }),
      one({ id: "c", phases: 1, firstPhase: 2 }),
    ]);
    expect(powersOf(site)).toEqual([[7360], [0], [3680]]);
  });

  it("spread base load over the three phases: 6900 W are 10 A on each, which leaves 6 of 16", () => {
    const site = aSite({
      slots: 1,
      nodes: [aNode(1, { limitA: [16], baseW: [6900] })],
      sessions: [one({ id: "a", phases: 1, firstPhase: 1 })],
    });
    expect(powersOf(site)).toEqual([[1380]]);
  });
});

describe("sessions that can't be steered", () => {
  it("count at what they may draw, to the plan's end when their departure is assumed", () => {
    const unseen = aCar({
      id: "unseen",
      control: "unconfirmed",
      countsW: 7000,
      departureSlot: 1,
      isDepartureKnown: false,
    });
    const seen = { ...unseen, id: "seen", isDepartureKnown: true };
    const car = aCar({ id: "car", needWh: 40_000, maxW: 10_000, minW: 0 });
    expect(powersOf(limited(10_000, [unseen, car]))).toEqual([flat(4, 7000), flat(4, 3000)]);
    expect(powersOf(limited(10_000, [seen, car]))[1]).toEqual([3000, 10_000, 10_000, 10_000]);
  });

  it("make an excess where they alone are over: named, and all else below is at zero then", () => {
    const fixed = aCar({ id: "fixed", control: "fixed", countsW: 12_000, departureSlot: 2 });
    const below = aCar({ id: "below", nodeId: "feeder", needWh: 30_000, minW: 0 });
    const beside = aCar({ id: "beside", needWh: 11_040, maxW: 11_040 });
    const site = aSite({
      slots: 4,
      nodes: [aNode(4), aNode(4, { id: "feeder", parentId: "grid", limitW: flat(4, 10_000) })],
      sessions: [{ ...fixed, nodeId: "feeder" }, below, beside],
    });
    const plan = planSite(site, solve);
    expect(plan.outcome).toBe("excess");
    expect(plan.nodes[1]!.excessW).toEqual([2000, 2000, 0, 0]);
    expect(plan.sessions[1]!.powerW).toEqual([0, 0, 10_000, 10_000]);
    expect(plan.sessions[1]!.reasons[0]).toEqual({
      from: 0,
      to: 2,
      code: "excess",
      nodeId: "feeder",
      excessW: 2000,
    });
    expect(plan.sessions[2]!.powerW).toEqual([11_040, 0, 0, 0]);
  });
});

describe("cost, by hand", () => {
  const wants = (style: ProblemSession["style"], over: Partial<ProblemSession> = {}) =>
    aCar({ id: style, style, needWh: 10_000, maxW: 10_000, minW: 0, ...over });
  const prices = { price: [3, 1, 4, 2], carbon: [30, 20, 40, 10] };

  it("puts each style into the slot that it prefers", () => {
    const site = aSite({
      slots: 4,
      ...prices,
      sessions: [wants("CHEAP"), wants("GREEN"), wants("FAST"), wants("REGULAR")],
    });
    expect(powersOf(site)).toEqual([
      [0, 10_000, 0, 0],
      [0, 0, 0, 10_000],
      [10_000, 0, 0, 0],
      [10_000, 0, 0, 0],
    ]);
  });

  it("lets who is in a hurry go before who saves, in the cheapest slot too", () => {
    const price = [1, 3, 3, 3];
    const site = { ...limited(10_000, [wants("CHEAP"), wants("FAST")]), price };
    expect(powersOf(site)).toEqual([
      [0, 10_000, 0, 0],
      [10_000, 0, 0, 0],
    ]);
  });

  it("lets who saves have the cheap slot before who is in no hurry", () => {
    const price = [1, 3, 3, 3];
    const site = { ...limited(10_000, [wants("REGULAR"), wants("CHEAP")]), price };
    expect(powersOf(site)).toEqual([
      [0, 10_000, 0, 0],
      [10_000, 0, 0, 0],
    ]);
  });

  it("never buys a cheaper slot with energy: what leaves at two o'clock is charged before it", () => {
    const site = aSite({
      slots: 4,
      price: [9, 9, 1, 1],
      sessions: [wants("CHEAP", { departureSlot: 2 })],
    });
    expect(powersOf(site)).toEqual([[10_000, 0, 0, 0]]);
  });

  it("charges early where no price is known", () => {
    const sessions = [wants("CHEAP"), wants("GREEN")];
    expect(powersOf(aSite({ slots: 4, sessions }))).toEqual([
      [10_000, 0, 0, 0],
      [10_000, 0, 0, 0],
    ]);
  });
});

describe("minimum rates, by hand", () => {
  it("raise a rest below the minimum and take it off another slot: 12 kWh at 4.14 to 11.04 kW", () => {
    expect(powersOf(aSite({ slots: 4, sessions: [aCar({ id: "a", needWh: 12_000 })] }))).toEqual([
      [7860, 4140, 0, 0],
    ]);
  });

  it("let cars take turns when their shares are below it: 2 × 4.14 kW for three cars", () => {
    const cars = ["a", "b", "c"].map((id) =>
      aCar({ id, needWh: 30_000, departureSlot: 6, isDepartureKnown: false }),
    );
    const site = limited(8300, cars, 6);
    const powers = powersOf(site);
    for (let slot = 0; slot < 6; slot++) {
      expect(powers.filter((own) => own[slot]! > 0).length).toBeLessThanOrEqual(2);
    }
    // 6 slots × 2 places for three cars: four slots each.
    const energies = energiesOf(site);
    expect(Math.max(...energies) - Math.min(...energies)).toBeLessThanOrEqual(4140);
    expect(energies.reduce((a, b) => a + b, 0)).toBeGreaterThan(0.95 * 6 * 8300);
    expect(planSite(site, solve).gap.energy).toBeLessThan(0.05);
  });

  it("end a need below one slot at the minimum with that one slot", () => {
    const site = aSite({ slots: 4, sessions: [aCar({ id: "a", needWh: 500 })] });
    expect(powersOf(site)).toEqual([[4140, 0, 0, 0]]);
    expect(planSite(site, solve).sessions[0]!.shortfallWh).toBe(0);
  });
});

describe("who shares", () => {
  it("are those whose departure is assumed, at once; those who said it charge one after another", () => {
    const cars = (isDepartureKnown: boolean) =>
      ["a", "b"].map((id) => aCar({ id, needWh: 11_040, departureSlot: 4, isDepartureKnown }));
    expect(powersOf(limited(11_040, cars(true)))).toEqual([
      [11_040, 0, 0, 0],
      [0, 11_040, 0, 0],
    ]);
    expect(powersOf(limited(11_040, cars(false)))).toEqual([
      [5520, 5520, 0, 0],
      [5520, 5520, 0, 0],
    ]);
  });

  it("go on as planned: the plan an hour later is the rest of the plan", () => {
    const cars = [
      aCar({ id: "a", needWh: 20_000, departureSlot: 6 }),
      aCar({ id: "b", needWh: 15_000, departureSlot: 5 }),
      aCar({ id: "c", needWh: 25_000, departureSlot: 6 }),
    ];
    const first = powersOf(limited(14_000, cars, 6));
    const rest = cars.map((car, k) => ({
      ...car,
      needWh: Math.max(0, car.needWh - first[k]![0]!),
      givenWh: Math.min(car.needWh, first[k]![0]!),
      departureSlot: car.departureSlot - 1,
      lastW: first[k]![0]!,
    }));
    expect(powersOf(limited(14_000, rest, 5))).toEqual(first.map((own) => own.slice(1)));
  });
});

describe("what was last told", () => {
  const saver = (over: Partial<ProblemSession>) =>
    aCar({ id: "a", style: "CHEAP", needWh: 16_000, maxW: 11_000, minW: 4000, ...over });

  it("stays in the first slot where another at the same price takes the difference", () => {
    const site = aSite({ slots: 4, price: [2, 2, 9, 9], sessions: [saver({})] });
    expect(powersOf(site)).toEqual([[11_000, 5000, 0, 0]]);
    const told = { ...site, sessions: [saver({ lastW: 8000 })] };
    expect(powersOf(told)).toEqual([[8000, 8000, 0, 0]]);
    const reasons = planSite(told, solve).sessions[0]!.reasons.map(({ code }) => code);
    expect(reasons).toEqual(["even", "enough"]);
  });

  it("does not stay where that would cost money, or take energy", () => {
    const dearer = aSite({ slots: 4, price: [1, 2, 9, 9], sessions: [saver({ lastW: 8000 })] });
    expect(powersOf(dearer)).toEqual([[11_000, 5000, 0, 0]]);
    const full = aSite({
      slots: 2,
      price: [2, 2],
      sessions: [saver({ lastW: 8000, needWh: 22_000 })],
    });
    expect(powersOf(full)).toEqual([[11_000, 11_000]]);
  });
});

describe("sites at the edge", () => {
  it("plan nothing where there is nothing", () => {
    expect(planSite(aSite({ slots: 0, nodes: [] }), solve)).toEqual({
      outcome: "feasible",
      sessions: [],
      nodes: [],
      gap: { energy: 0, cost: 0, carbon: 0 },
    });
  });

  it("give nothing to who wants nothing, is not here, or can't charge", () => {
    const site = aSite({
      slots: 2,
      sessions: [
        aCar({ id: "wants nothing", needWh: 0, departureSlot: 2 }),
        aCar({ id: "not here", arrivalSlot: 2, departureSlot: 1 }),
        aCar({ id: "can't", minW: 5000, maxW: 4000, departureSlot: 2 }),
        aCar({ id: "gone", arrivalSlot: -3, departureSlot: -1 }),
      ],
    });
    const { sessions } = planSite(site, solve);
    expect(sessions.map(({ powerW }) => powerW)).toEqual(flat(4, [0, 0]));
    expect(sessions.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      ["enough"],
      ["not-here"],
      ["below-minimum"],
      ["not-here"],
    ]);
  });

  it("names the node that binds, who shares it, and this one's turn to leave", () => {
    const site = limited(11_040, [
      aCar({ id: "stays", needWh: 30_000, departureSlot: 4, isDepartureKnown: false }),
      aCar({ id: "leaves", needWh: 30_000, departureSlot: 3, isDepartureKnown: false }),
    ]);
    const { sessions } = planSite(site, solve);
    const first = { from: 0, code: "limit", nodeId: "grid", limit: 11_040, unit: "W", sharers: 2 };
    expect(sessions[0]!.reasons[0]).toMatchObject({ ...first, leaves: 2 });
    expect(sessions[1]!.reasons[0]).toMatchObject({ ...first, leaves: 1 });
  });
});

describe("a solver that gives up", () => {
  const sessions = [
    aCar({ id: "a", needWh: 30_000, minW: 0, phases: 1, firstPhase: 1, maxW: 7360 }),
    aCar({ id: "b", needWh: 30_000, minW: 0, phases: 1, firstPhase: 2, maxW: 7360 }),
    aCar({ id: "c", needWh: 30_000, minW: 0 }),
  ];

  it("leaves a plan that keeps limits and shares, from the flow", () => {
    const cars = [
      aCar({ id: "a", needWh: 30_000, minW: 0 }),
      aCar({ id: "b", needWh: 30_000, minW: 0 }),
    ];
    const plan = planSite(limited(5000, cars), () => ({ status: "limit" }));
    expect(plan.nodes[0]!.plannedW).toEqual(flat(4, 5000));
    const energies = plan.sessions.map(({ powerW }) => powerW.reduce((a, b) => a + b, 0));
    expect(energies).toEqual([10_000, 10_000]);
  });

  it("leaves a plan that keeps limits where single phases bind, and fills them car by car", () => {
    const site = aSite({ slots: 4, nodes: [aNode(4, { limitA: flat(4, 20) })], sessions });
    const plan = planSite(site, () => ({ status: "limit" }));
    expect(plan.outcome).toBe("feasible");
    expect(Math.max(...plan.nodes[0]!.excessW)).toBe(0);
    expect(plan.nodes[0]!.plannedW[0]).toBeGreaterThan(9000);
  });
});
