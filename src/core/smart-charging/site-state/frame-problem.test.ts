import { describe, expect, it } from "vitest";
import {
  aSiteState,
  aStateSession,
  confirmedAmps,
  SITE_START,
  toldAmps,
} from "@/testing/site-states";
import { controlOf, frameProblem } from "./frame-problem";
import { siteFacts } from "./site-facts";
import type { SiteState, StateCar, StateGoal, StateSession } from "./site-state";

const amps = (count: number) => count * 690;
const after = (minutes: number) => SITE_START.add({ minutes });
const GOAL: StateGoal = { style: "CHEAP", departureAt: null, energyWh: null, boostedAt: null };
const CAR: StateCar = {
  phases: 1,
  maxAcW: 7_360,
  maxDcW: null,
  minCurrentA: 8,
  batteryWh: 50_000,
};

function framed(session: Partial<StateSession>, site: Partial<SiteState> = {}) {
  const state = aSiteState({
    ...site,
    sessions: [aStateSession("s", { steering: confirmedAmps(16), ...session })],
  });
  return frameProblem(state).sessions[0]!;
}

describe("a session in the planner's problem", () => {
  it("wants what its driver named less what it got, by the slot that ends at his departure", () => {
    const goal = { ...GOAL, departureAt: after(100), energyWh: 30_000 };
    expect(framed({ goal, deliveredWh: 12_000 })).toMatchObject({
      arrivalSlot: 0,
      // 100 minutes hold six whole slots.
      departureSlot: 6,
      isDepartureKnown: true,
      needWh: 18_000,
      style: "CHEAP",
      priority: 1,
    });
    expect(framed({ goal, deliveredWh: 31_000 }).needWh).toBe(0);
  });

  it("stays on for an hour where its departure has passed, and its stay where nobody said", () => {
    const goal = { ...GOAL, departureAt: after(-5) };
    expect(framed({ goal })).toMatchObject({ departureSlot: 4, isDepartureKnown: false });
    expect(framed({ startedAt: after(-60) }).departureSlot).toBe(12);
    expect(framed({ startedAt: after(-600) }).departureSlot).toBe(4);
  });

  it("wants what is assumed, and a rest where it still draws after that", () => {
    const draws = { from: after(-10), to: after(-1), powerW: 3_000 };
    expect(framed({}).needWh).toBe(20_000);
    expect(framed({ deliveredWh: 25_000, samples: [draws] }).needWh).toBe(2_000);
    const full = { ...draws, powerW: 0 };
    expect(framed({ deliveredWh: 25_000, samples: [full] }).needWh).toBe(500);
  });

  it("gets back what it drew in the slot that has begun, which the plan gives it whole", () => {
    const samples = [{ from: after(0), to: after(6), powerW: 10_000 }];
    const session = { goal: { ...GOAL, energyWh: 10_000 }, deliveredWh: 1_000, samples };
    expect(framed(session, { at: after(6) }).needWh).toBe(10_000);
  });

  it("takes what both its car and its connector take, unless its meter shows another car", () => {
    expect(framed({ car: CAR })).toMatchObject({
      maxW: 7_360,
      minW: 1_840,
      phases: 1,
      firstPhase: null,
    });
    const samples = [{ from: after(-20), to: after(-10), powerW: 11_000 }];
    expect(framed({ car: CAR, samples })).toMatchObject({ maxW: 22_080, minW: 4_140, phases: 3 });
  });

  it("is boosted before all others for two hours, and no longer", () => {
    const boosted = (minutes: number) => ({ goal: { ...GOAL, boostedAt: after(-minutes) } });
    expect(framed(boosted(119))).toMatchObject({ style: "FAST", priority: 2 });
    expect(framed(boosted(120))).toMatchObject({ style: "CHEAP", priority: 1 });
  });

  it("is left less than it could take once it shows its own limit, and more once it uses that", () => {
    const shows = (powerW: number, allowed = 16) => ({
      steering: confirmedAmps(allowed, after(-30)),
      samples: [{ from: after(-20), to: after(-1), powerW }],
    });
    // A kilowatt of room above it, as the station writes it: 11.5 A.
    const car: StateCar = { ...CAR, phases: 3, maxAcW: 22_080, minCurrentA: 6 };
    expect(framed({ ...shows(7_000), car }).maxW).toBe(7_935);
    expect(framed({ ...shows(10_900), car }).maxW).toBe(22_080);
    expect(framed({ ...shows(0), car }).maxW).toBe(4_140);
    expect(framed({ ...shows(0, 0), car }).maxW).toBe(22_080);
  });

  it("may go on on one phase where nobody knows its car: its limit never sinks with its draw", () => {
    const shows = (powerW: number) => ({
      steering: confirmedAmps(32, after(-30)),
      samples: [{ from: after(-20), to: after(-1), powerW }],
    });
    // 16 A on one phase, which each of the three has to be allowed.
    expect(framed(shows(3_680)).maxW).toBeGreaterThanOrEqual(amps(16));
    expect(framed(shows(500)).maxW).toBe(amps(6.5));
  });
});

describe("what a session counts as", () => {
  const control = (session: Partial<StateSession>, site: Partial<SiteState> = {}) =>
    controlOf(aSiteState(site), aStateSession("s", session));

  it("is its possible maximum until its station confirms, and then ours to plan", () => {
    expect(control({})).toEqual({ control: "unconfirmed", countsW: 22_080 });
    expect(control({ steering: confirmedAmps(10) }).control).toBe("steered");
  });

  it("is the larger of both once a newer profile is refused or not answered in time", () => {
    const told = { ...confirmedAmps(10), unanswered: [toldAmps(16)] };
    const stands = (newest: StateSession["steering"]["newest"]) =>
      control({ steering: { ...told, newest } });
    expect(
      stands({ stands: "under-way", since: SITE_START.subtract({ seconds: 20 }) }).control,
    ).toBe("steered");
    expect(stands({ stands: "under-way", since: after(-1) })).toEqual({
      control: "unconfirmed",
      countsW: amps(16),
    });
    expect(stands({ stands: "not-done", since: after(-1), inARow: 1 })).toEqual({
      control: "unconfirmed",
      countsW: amps(16),
    });
  });

  it("is what it drew lately where it can't be told anything, its maximum while that is not known", () => {
    const samples = [
      { from: after(-25), to: after(-15), powerW: 9_000 },
      { from: after(-15), to: after(-5), powerW: 7_000 },
    ];
    const hindrance = "not-capable";
    expect(control({ hindrance, samples })).toEqual({ control: "fixed", countsW: 9_000 });
    expect(control({ hindrance })).toEqual({ control: "fixed", countsW: 22_080 });
    // Energy that was told late, twelve seconds after a reading: no connector gives that.
    const late = { from: after(-5), to: after(-5).add({ seconds: 12 }), powerW: 290_000 };
    expect(control({ hindrance, samples: [...samples, late] }).countsW).toBe(22_080);
  });

  it("is its possible maximum where the station says that it follows, and its meter shows more", () => {
    const steering = confirmedAmps(10, after(-30));
    const sample = (from: number, powerW: number) => ({
      from: after(from),
      to: after(from + 5),
      powerW,
    });
    const samples = [sample(-20, 11_000), sample(-15, 11_000)];
    expect(control({ steering, samples })).toEqual({ control: "unconfirmed", countsW: 22_080 });
    expect(control({ steering, samples: [sample(-20, 11_000), sample(-15, 6_900)] }).control).toBe(
      "steered",
    );
  });

  it("is planned as if it were steered at a site that is only watched", () => {
    expect(control({}, { isSteered: false }).control).toBe("steered");
    expect(control({ hindrance: "no-profiles" }, { isSteered: false }).control).toBe("fixed");
  });
});

describe("the facts that a plan rests on", () => {
  const facts = (session: Partial<StateSession>, site: Partial<SiteState> = {}) =>
    siteFacts(aSiteState({ ...site, sessions: [aStateSession("s", session)] }));

  it("are the same while energy flows, and change with a wish, a limit or a confirmation", () => {
    const before = facts({ deliveredWh: 1_000 });
    const samples = [{ from: after(-5), to: after(0), powerW: 5_000 }];
    expect(facts({ deliveredWh: 2_000, samples })).toBe(before);
    expect(facts({ goal: GOAL })).not.toBe(before);
    expect(facts({ steering: confirmedAmps(6) })).not.toBe(before);
    expect(facts({ hindrance: "not-reachable" })).not.toBe(before);
    expect(facts({}, { safeW: 5_000 })).not.toBe(before);
    const [grid] = aSiteState().nodes;
    const lower = { ...grid!, limitA: grid!.limitA.map(() => 40) };
    expect(facts({}, { nodes: [lower] })).not.toBe(before);
  });
});
