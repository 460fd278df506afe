import type { ProblemSession } from "@/core/smart-charging/site-plan/site-problem";
import type { Moment } from "./control-rule";
import { feederOf, type SiteYear } from "./site-year";
import type { Visit } from "./visits";

const EXPECTED = "expected-";

const HOURS = 24;
// As many days back as are looked at: about a month of weekdays, two of weekends.
const DAYS_BACK = { weekday: 20, weekend: 16 } as const;

/**
 * Cars that are likely to come within the plan, as sessions of the lowest priority: one for each hour and feeder with
 * the mean number of cars, energy and stay of the same hour on the days before. They take nothing that is promised to
 * a car that is here; they keep a plan from putting off what later will have no room. Knows only the past.
 */
export function expectedCars({ year, slot }: Moment, slots: number): ProblemSession[] {
  const slotsADay = (HOURS * 60) / year.slotMinutes;
  const slotsAnHour = slotsADay / HOURS;
  const today = Math.floor(slot / slotsADay);
  const days = daysBefore(today);
  if (days.length === 0) return [];
  const past = pastVisits(year, slotsADay);
  const sessions: ProblemSession[] = [];
  for (let hour = Math.floor((slot % slotsADay) / slotsAnHour); hour < HOURS; hour += 1) {
    const from = today * slotsADay + hour * slotsAnHour;
    const arrivalSlot = Math.max(from + Math.floor(slotsAnHour / 2), slot + 1) - slot;
    if (arrivalSlot >= slots) break;
    // Of the hour under way only the rest is still to come.
    const rest = Math.min(1, (from + slotsAnHour - slot - 1) / slotsAnHour);
    for (const feeder of [0, 1] as const) {
      const cars = days.flatMap((day) => past.get(day * HOURS + hour) ?? []);
      const own = cars.filter((visit) => feederOf(visit) === feeder);
      const perDay = (sum: (visit: Visit) => number) =>
        (own.reduce((total, visit) => total + sum(visit), 0) / days.length) * rest;
      const needWh = perDay((visit) => visit.needWh);
      if (needWh < 1) continue;
      const stay =
        own.reduce((total, visit) => total + visit.departureSlot - visit.arrivalSlot, 0) /
        own.length;
      sessions.push({
        id: `${EXPECTED}${hour}-${feeder}`,
        nodeId: `feeder-${feeder}`,
        arrivalSlot,
        departureSlot: Math.min(slots, arrivalSlot + Math.max(1, Math.round(stay))),
        isDepartureKnown: false,
        needWh,
        maxW: perDay((visit) => visit.maxW),
        minW: 0,
        priority: -1,
        style: "REGULAR",
        phases: 3,
        firstPhase: null,
        control: "steered",
        countsW: 0,
        lastW: null,
      });
    }
  }
  return sessions;
}

/** The days before one that were of its kind (weekdays or weekend). */
function daysBefore(today: number): number[] {
  const isWeekend = (day: number) => (3 + day) % 7 >= 5;
  const days: number[] = [];
  const most = isWeekend(today) ? DAYS_BACK.weekend : DAYS_BACK.weekday;
  for (let day = today - 1; day >= Math.max(0, today - 28 * 2) && days.length < most; day -= 1)
    if (isWeekend(day) === isWeekend(today)) days.push(day);
  return days;
}

const pastByYear = new WeakMap<SiteYear, ReadonlyMap<number, readonly Visit[]>>();

/** The year's visits by hour of arrival, counted from the first midnight; looked up for days that are over only. */
function pastVisits(year: SiteYear, slotsADay: number): ReadonlyMap<number, readonly Visit[]> {
  const known = pastByYear.get(year);
  if (known !== undefined) return known;
  const slotsAnHour = slotsADay / HOURS;
  const byHour = Map.groupBy(year.visits, ({ arrivalSlot }) =>
    Math.floor(arrivalSlot / slotsAnHour),
  );
  pastByYear.set(year, byHour);
  return byHour;
}
