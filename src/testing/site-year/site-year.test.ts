import { beforeAll, describe, expect, it } from "vitest";
import type { SolveProgram } from "@/core/smart-charging/site-plan/linear-program";
import { loadHighsSolve } from "@/solver/highs-solve";
import { perfectForesight } from "./perfect-foresight";
import { plannedRule } from "./planned-rule";
import { runYear, type YearFigures } from "./run-year";
import {
  earliestDeadlineFirst,
  equalShare,
  firstComeFirstServed,
  uncontrolled,
} from "./simple-rules";
import { aSiteYear } from "./site-year";
import { EVSES } from "./visits";

// The first five days of the year that bench/site-year.ts runs whole, in coarser slots and with a tighter limit.
const rules = { days: 5, slotMinutes: 30, gridW: 80_000 } as const;
const year = aSiteYear({ ...rules, style: "REGULAR" });
const cheapYear = aSiteYear({ ...rules, style: "CHEAP" });
const runs = new Map<string, YearFigures>();
let solve: SolveProgram;

beforeAll(async () => {
  solve = await loadHighsSolve();
});

describe("the cars of the year", () => {
  const whole = aSiteYear({ days: 365, slotMinutes: 15, style: "REGULAR" });

  it("come as at a workplace: mostly from 7 to 10 on weekdays, for 4 to 9 hours, for 5 to 40 kWh", () => {
    const isWeekday = (slot: number) => (3 + Math.floor(slot / 96)) % 7 < 5;
    const share = (isSuch: (visit: (typeof whole.visits)[number]) => boolean) =>
      whole.visits.filter(isSuch).length / whole.visits.length;
    expect(share(({ arrivalSlot }) => isWeekday(arrivalSlot))).toBeGreaterThan(0.9);
    expect(
      share(({ arrivalSlot }) => arrivalSlot % 96 >= 28 && arrivalSlot % 96 < 40),
    ).toBeGreaterThan(0.6);
    const hours = (visit: (typeof whole.visits)[number]) =>
      (visit.departureSlot - visit.arrivalSlot) / 4;
    expect(share((visit) => hours(visit) >= 4 && hours(visit) <= 9)).toBeGreaterThan(0.65);
    expect(share(({ needWh }) => needWh >= 5000 && needWh <= 40_000)).toBeGreaterThan(0.95);
  });

  it("never share a charging point, and can always be full in time if nothing limits them", () => {
    const until = Array.from({ length: EVSES }, () => 0);
    for (const visit of whole.visits) {
      expect(visit.arrivalSlot).toBeGreaterThanOrEqual(until[visit.evse] ?? Infinity);
      until[visit.evse] = visit.departureSlot;
    }
    expect(runYear(whole, uncontrolled)).toMatchObject({ promisesKept: 1, leastShare: 1 });
  });

  it("are the same each time", () => {
    expect(aSiteYear({ days: 365, slotMinutes: 15, style: "REGULAR" })).toEqual(whole);
  });
});

describe("a site that plans ahead", () => {
  it("has limits that cars without control exceed for hours", () => {
    expect(runYear(year, uncontrolled).overLimitHours).toBeGreaterThan(5);
  });

  it.each([
    ["departures are told", () => planned()],
    ["departures are guessed", () => planned({ isDepartureTold: false })],
    ["energy is to be cheap", () => planned({ style: "CHEAP" })],
    ["cars are expected", () => planned({ style: "CHEAP", expectsCars: true })],
  ])("never exceeds a limit when %s", (_when, run) => {
    const figures = run();
    expect(figures.overLimitHours).toBe(0);
    expect(figures.peakW).toBeLessThanOrEqual(year.gridW);
  });

  it("delivers within 1 % of perfect foresight when departures are told", () => {
    const best = perfectForesight(year, solve);
    const { energyWh } = planned();
    expect(energyWh / best.energyWh).toBeGreaterThan(0.99);
    expect(energyWh / best.energyWh).toBeLessThanOrEqual(1 + 1e-6);
  });

  it.each([equalShare, firstComeFirstServed])(
    "delivers more and keeps more promises than $name",
    (rule) => {
      const other = runYear(year, rule);
      expect(planned().energyWh).toBeGreaterThan(other.energyWh);
      expect(planned().promisesKept).toBeGreaterThan(other.promisesKept);
      expect(planned().leastShare).toBeGreaterThan(other.leastShare);
    },
  );

  it("keeps no fewer promises than the earliest deadline first where all could be kept", () => {
    const site = aSiteYear({ days: 5, slotMinutes: 30, style: "REGULAR" });
    const own = runYear(site, plannedRule({ solve, isDepartureTold: true }));
    const other = runYear(
      site,
      earliestDeadlineFirst((visit) => visit.departureSlot),
    );
    expect(own.promisesKept).toBeGreaterThanOrEqual(other.promisesKept);
  });

  it("leaves whoever gets least with no less than the earliest deadline first does", () => {
    const other = runYear(
      year,
      earliestDeadlineFirst((visit) => visit.departureSlot),
    );
    expect(planned().leastShare).toBeGreaterThanOrEqual(other.leastShare);
  });

  it("delivers more, and more to whoever gets least, than the earliest guessed deadline first", () => {
    const other = runYear(
      year,
      earliestDeadlineFirst((visit) => visit.guessSlot),
    );
    const own = planned({ isDepartureTold: false });
    expect(own.energyWh).toBeGreaterThan(other.energyWh);
    expect(own.leastShare).toBeGreaterThan(other.leastShare);
  });

  it("delivers more of what is put off to cheap hours when it expects cars as on the days before", () => {
    const blind = planned({ style: "CHEAP" });
    const expecting = planned({ style: "CHEAP", expectsCars: true });
    expect(expecting.energyWh).toBeGreaterThan(blind.energyWh);
    expect(expecting.promisesKept).toBeGreaterThan(blind.promisesKept);
  });

  it("pays less for a kWh when drivers ask for cheap energy", () => {
    const regular = planned();
    const cheap = planned({ style: "CHEAP" });
    expect(cheap.cost / cheap.energyWh).toBeLessThan(regular.cost / regular.energyWh);
  });
});

interface Planned {
  readonly style?: "REGULAR" | "CHEAP";
  readonly isDepartureTold?: boolean;
  readonly expectsCars?: boolean;
}

/** A run of the planner; the same one is made once. */
function planned(which: Planned = {}): YearFigures {
  const { style = "REGULAR", isDepartureTold = true, expectsCars = false } = which;
  const key = [style, isDepartureTold, expectsCars].join();
  const known = runs.get(key);
  if (known !== undefined) return known;
  const rule = plannedRule({ solve, isDepartureTold, expectsCars });
  const figures = runYear(style === "CHEAP" ? cheapYear : year, rule);
  runs.set(key, figures);
  return figures;
}

describe("perfect foresight", () => {
  it("is a bound that no rule within the limit passes", () => {
    const best = perfectForesight(year, solve);
    const latest = earliestDeadlineFirst((visit) => visit.departureSlot);
    for (const rule of [equalShare, firstComeFirstServed, latest]) {
      const figures = runYear(year, rule);
      expect(figures.overLimitHours).toBe(0);
      expect(figures.energyWh).toBeLessThanOrEqual(best.energyWh + 1);
    }
  });
});
