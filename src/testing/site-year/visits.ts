import type { ProfileType } from "@/core/smart-charging/charging-preferences";
import { RandomSource } from "@/testing/rating-reference/random-source";

/** One car at the site. Slots count from the year's first midnight. */
export interface Visit {
  readonly id: string;
  readonly evse: number;
  readonly arrivalSlot: number;
  /** The first slot in which it is gone. */
  readonly departureSlot: number;
  /** The departure that a site would guess which is told none: what cars that come at that time stay as a rule. */
  readonly guessSlot: number;
  /** Never more than it could take in its stay. */
  readonly needWh: number;
  readonly maxW: number;
  readonly minW: number;
  readonly style: ProfileType;
}

/** The site of ACN-Data's published statistics has as many charging points. */
export const EVSES = 54;

export interface VisitRules {
  readonly seed: number;
  readonly days: number;
  readonly slotMinutes: number;
  readonly style: ProfileType;
}

// 16 A on three phases, 32 A on one, 16 A on one (a plug-in hybrid); charging begins at 6 A. Energy in Wh.
const CARS = [
  { percent: 55, maxW: 11_040, minW: 4140, meanWh: 17_000, mostWh: 40_000 },
  { percent: 30, maxW: 7360, minW: 1380, meanWh: 15_000, mostWh: 40_000 },
  { percent: 15, maxW: 3680, minW: 1380, meanWh: 7500, mostWh: 11_000 },
];
const LEAST_WH = 5000;
const FIRST_WEEKDAY = 4; // 2026 begins on a Thursday.

/**
 * Cars that come to a workplace, made after what ACN-Data's authors report of such a site: weekdays with a peak from 7
 * to 10, stays of 4 to 9 hours, 5 to 40 kWh; some short stays around noon and in the evening; few cars at weekends and
 * in the summer holidays. The same rules give the same cars on every machine. In order of arrival.
 */
export function yearVisits({ seed, days, slotMinutes, style }: VisitRules): Visit[] {
  const visits: Visit[] = [];
  const freeFrom = Array.from({ length: EVSES }, () => 0);
  for (let day = 0; day < days; day += 1) {
    const random = RandomSource.ofPair(seed, day);
    const stays = Array.from({ length: carsOn(random, day) }, () => stayOn(random, day));
    for (const stay of stays.toSorted((a, b) => a.from - b.from)) {
      const arrivalSlot = Math.floor(stay.from / slotMinutes);
      const free = freeFrom.flatMap((slot, evse) => (slot <= arrivalSlot ? [evse] : []));
      // A full site sends cars away; so it does under every rule.
      if (free.length === 0) continue;
      const evse = random.pick(free);
      const departureSlot = Math.max(Math.floor(stay.to / slotMinutes), arrivalSlot + 1);
      const guessSlot = Math.max(Math.floor(stay.guess / slotMinutes), arrivalSlot + 1);
      freeFrom[evse] = departureSlot;
      const hours = ((departureSlot - arrivalSlot) * slotMinutes) / 60;
      const id = `v${visits.length + 1}`;
      const car = carOf(random, hours);
      visits.push({ id, evse, arrivalSlot, departureSlot, guessSlot, ...car, style });
    }
  }
  return visits;
}

function carsOn(random: RandomSource, day: number): number {
  const weekday = (FIRST_WEEKDAY - 1 + day) % 7;
  if (weekday >= 5) return Math.max(0, Math.round(normal(random, 7, 2)));
  const isHoliday = (day % 365 >= 181 && day % 365 < 216) || day % 365 >= 356;
  return Math.max(0, Math.round(normal(random, isHoliday ? 24 : 52, 6)));
}

interface Stay {
  /** Minutes from the first midnight. */
  readonly from: number;
  readonly to: number;
  readonly guess: number;
}

function stayOn(random: RandomSource, day: number): Stay {
  const midnight = day * 24 * 60;
  if (random.chance(78)) {
    const from = midnight + within(normal(random, 8.4, 0.85), 6, 11.5) * 60;
    const hours = within(normal(random, 7.2, 1.5), 4, 9.5);
    return { from, to: from + hours * 60, guess: from + 7.2 * 60 };
  }
  const from = midnight + within(normal(random, 13, 2.5), 7, 19) * 60;
  const hours = within(normal(random, 2, 0.8), 0.75, 4);
  return { from, to: from + hours * 60, guess: from + (from - midnight < 660 ? 7.2 : 2) * 60 };
}

function carOf(random: RandomSource, hours: number): Pick<Visit, "needWh" | "maxW" | "minW"> {
  const roll = random.integer(1, 100);
  let sum = 0;
  const car = CARS.find(({ percent }) => (sum += percent) >= roll) ?? CARS[0];
  if (car === undefined) throw new RangeError("there are no cars");
  const { maxW, minW, meanWh, mostWh } = car;
  const wanted = within(normal(random, meanWh, meanWh * 0.45), LEAST_WH, mostWh);
  return { needWh: Math.floor(Math.min(wanted, maxW * hours)), maxW, minW };
}

/** Near enough to a normal distribution: a sum of even ones. */
function normal(random: RandomSource, mean: number, deviation: number): number {
  let sum = 0;
  for (let i = 0; i < 12; i += 1) sum += random.integer(0, 1_000_000) / 1_000_000;
  return mean + (sum - 6) * deviation;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
