import type { SolveProgram } from "@/core/smart-charging/site-plan/linear-program";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import type { ProblemSession, SiteProblem } from "@/core/smart-charging/site-plan/site-problem";
import { expectedCars } from "./expected-cars";
import type { ControlRule, Moment, PresentCar } from "./control-rule";
import { feederOf, nodesOver, type SiteYear } from "./site-year";
import type { Visit } from "./visits";

export interface PlannedRuleOptions {
  readonly solve: SolveProgram;
  readonly name?: string;
  /** Drivers tell their departure; else it is guessed, and put off while the car stays. */
  readonly isDepartureTold: boolean;
  /** Cars that are likely to come are planned for, too: src/testing/site-year/expected-cars.ts. */
  readonly expectsCars?: boolean;
}

// A car that is still here at its guessed departure is given this long, again and again.
const PUT_OFF_MINUTES = 60;

/**
 * The planner as the product uses it: a plan of the cars that are here, made anew when one comes or goes, or outstays
 * the departure that was guessed. It knows nothing of cars that are yet to come.
 */
export function plannedRule(options: PlannedRuleOptions): ControlRule {
  let plan = new Map<Visit, readonly number[]>();
  let planFrom = 0;
  return {
    name: options.name ?? "planned",
    decide(moment) {
      const { slot, cars, year } = moment;
      const leaves = leavingSlots(moment, options.isDepartureTold);
      const hungry = cars.filter(({ leftWh }) => leftWh > 0);
      const isOutstayed =
        !options.isDepartureTold && hungry.some(({ visit }) => visit.guessSlot <= slot);
      if (moment.isChanged || isOutstayed) {
        const own = problemOf({
          year,
          slot,
          cars: hungry,
          leaves,
          isTold: options.isDepartureTold,
        });
        const expected = options.expectsCars === true ? expectedCars(moment, own.slots) : [];
        const problem = { ...own, sessions: [...own.sessions, ...expected] };
        const { sessions } = planSite(problem, options.solve);
        const byId = new Map(hungry.map(({ visit }) => [visit.id, visit]));
        plan = new Map(
          sessions.flatMap(({ id, powerW }) => {
            const visit = byId.get(id);
            return visit === undefined ? [] : [[visit, powerW] as const];
          }),
        );
        planFrom = slot;
      }
      return new Map(
        [...plan].map(([visit, powerW]) => [visit, [...powerW.slice(slot - planFrom), 0]]),
      );
    },
  };
}

function leavingSlots({ slot, cars, year }: Moment, isTold: boolean): ReadonlyMap<Visit, number> {
  const putOff = Math.max(1, Math.round(PUT_OFF_MINUTES / year.slotMinutes));
  return new Map(
    cars.map(({ visit }) => [
      visit,
      isTold ? visit.departureSlot : visit.guessSlot > slot ? visit.guessSlot : slot + putOff,
    ]),
  );
}

interface Around {
  readonly year: SiteYear;
  readonly slot: number;
  readonly cars: readonly PresentCar[];
  readonly leaves: ReadonlyMap<Visit, number>;
  readonly isTold: boolean;
}

/** The site as the planner is given it, its first slot being the present one. */
function problemOf({ year, slot, cars, leaves, isTold }: Around): SiteProblem {
  const last = Math.max(slot + 1, ...cars.map(({ visit }) => leaves.get(visit) ?? 0));
  const slots = last - slot;
  return {
    slots,
    slotMinutes: year.slotMinutes,
    voltage: 230,
    nodes: nodesOver(year, slots),
    sessions: cars.map((car) => ({
      ...sessionOf(car, slot, leaves.get(car.visit) ?? last),
      isDepartureKnown: isTold,
    })),
    price: Array.from({ length: slots }, (_, index) => year.price[slot + index] ?? null),
    carbon: Array.from({ length: slots }, () => null),
  };
}

function sessionOf(
  car: PresentCar,
  slot: number,
  leaves: number,
): Omit<ProblemSession, "isDepartureKnown"> {
  const { visit } = car;
  return {
    id: visit.id,
    nodeId: `feeder-${feederOf(visit)}`,
    arrivalSlot: 0,
    departureSlot: leaves - slot,
    needWh: car.leftWh,
    givenWh: visit.needWh - car.leftWh,
    maxW: visit.maxW,
    minW: visit.minW,
    priority: 0,
    style: visit.style,
    phases: 3,
    firstPhase: null,
    control: "steered",
    countsW: 0,
    lastW: car.told[Math.min(slot - car.toldFrom, car.told.length - 1)] ?? null,
  };
}
