import type { Micro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { DayOfWeek, TariffRestrictions } from "@/core/roaming/tariff";

/** What restrictions are tested against: the state at one moment of a session. Reused, so mutable. */
export type PeriodFacts = {
  /** Local date, yyyymmdd. */
  date: number;
  /** Local seconds since midnight by the wall clock. */
  secondsOfDay: number;
  /** Local weekday, 1 Monday to 7 Sunday. */
  weekday: number;
  /** 10⁻⁶ kWh since the session's start, a safe integer. */
  energy: number;
  /** Elapsed since the start of the phase. */
  elapsedMs: number;
  /** 10⁻⁶ kW and 10⁻⁶ A over the period; `undefined` where the CDR states none. */
  minPower: number | undefined;
  maxPower: number | undefined;
  minCurrent: number | undefined;
  maxCurrent: number | undefined;
};

/**
 * Whether restrictions hold. `unverifiable`: all but a limit of power or current hold, and the CDR
 * does not state that. `straddling`: the period lies on both sides of such a limit.
 */
export type Match = "yes" | "no" | "unverifiable" | "straddling";

/** Restrictions as comparisons of integers, absent bounds as ±∞. Volumes in 10⁻⁶, as numbers. */
export type CompiledRestrictions = {
  readonly startS: number;
  readonly endS: number;
  readonly isWrapping: boolean;
  readonly startDate: number;
  readonly endDate: number;
  /** Bit n set: weekday n may match. */
  readonly weekdays: number;
  readonly minEnergy: number;
  readonly maxEnergy: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly power: Bounds | undefined;
  readonly current: Bounds | undefined;
  /** Whether the Location's time zone is needed to test them. */
  readonly isLocal: boolean;
};

type Bounds = { readonly min: number; readonly max: number };

const DAY_S = 86_400;
const EVERY_DAY = 0b1111_1110;
const WEEKDAYS: Record<DayOfWeek, number> = {
  MONDAY: 1,
  TUESDAY: 2,
  WEDNESDAY: 3,
  THURSDAY: 4,
  FRIDAY: 5,
  SATURDAY: 6,
  SUNDAY: 7,
};

/**
 * Reads the texts of `restrictions` once. `undefined`: they restrict nothing. Refuses times and dates
 * that are none, because dropping one would switch a restriction off.
 */
export function compileRestrictions(
  restrictions: TariffRestrictions,
): Outcome<CompiledRestrictions | undefined, string> {
  const window = readWindow(restrictions.startTime, restrictions.endTime);
  if (!window.ok) return window;
  const startDate = readDate(restrictions.startDate, -Infinity);
  const endDate = readDate(restrictions.endDate, Infinity);
  if (startDate === undefined || endDate === undefined)
    return no(`start_date or end_date is no date`);
  const weekdays = readWeekdays(restrictions.dayOfWeek);
  if (weekdays === undefined) return no("day_of_week holds an unknown day");
  const { startS, endS } = window.value;
  const isLocal =
    startS !== 0 ||
    endS !== DAY_S ||
    startDate !== -Infinity ||
    endDate !== Infinity ||
    weekdays !== EVERY_DAY;
  const compiled: CompiledRestrictions = {
    startS,
    endS,
    isWrapping: endS < startS,
    startDate,
    endDate,
    weekdays,
    minEnergy: lowerBound(restrictions.minKwh),
    maxEnergy: upperBound(restrictions.maxKwh),
    minMs: restrictions.minDuration === undefined ? -Infinity : restrictions.minDuration * 1000,
    maxMs: restrictions.maxDuration === undefined ? Infinity : restrictions.maxDuration * 1000,
    power: boundsOf(restrictions.minPower, restrictions.maxPower),
    current: boundsOf(restrictions.minCurrent, restrictions.maxCurrent),
    isLocal,
  };
  return ok(isLocal || isRestrictingVolume(compiled) ? compiled : undefined);
}

/** Whether `restrictions` hold at the moment that `facts` describes. OCPI mod_tariffs, TariffRestrictions. */
export function matchRestrictions(restrictions: CompiledRestrictions, facts: PeriodFacts): Match {
  if (restrictions.isLocal && !matchesLocalTime(restrictions, facts)) return "no";
  if (facts.elapsedMs < restrictions.minMs || facts.elapsedMs >= restrictions.maxMs) return "no";
  if (facts.energy < restrictions.minEnergy || facts.energy >= restrictions.maxEnergy) return "no";
  const { power, current } = restrictions;
  if (power === undefined && current === undefined) return "yes";
  const byPower = power === undefined ? "yes" : matchBounds(power, facts.minPower, facts.maxPower);
  if (byPower === "no" || current === undefined) return byPower;
  const byCurrent = matchBounds(current, facts.minCurrent, facts.maxCurrent);
  return byCurrent === "yes" ? byPower : byCurrent;
}

function matchesLocalTime(restrictions: CompiledRestrictions, facts: PeriodFacts): boolean {
  const { startS, endS, isWrapping } = restrictions;
  const time = facts.secondsOfDay;
  const isInWindow = isWrapping ? time >= startS || time < endS : time >= startS && time < endS;
  return (
    isInWindow &&
    facts.date >= restrictions.startDate &&
    facts.date < restrictions.endDate &&
    (restrictions.weekdays & (1 << facts.weekday)) !== 0
  );
}

// The element must hold for the whole period: the lower bound is tested on the least value that the
// CDR states, the upper bound on the greatest.
function matchBounds(bounds: Bounds, least?: number, greatest?: number): Match {
  const low = least ?? greatest;
  const high = greatest ?? least;
  if (low === undefined || high === undefined) return "unverifiable";
  if (low < bounds.min) return high >= bounds.min ? "straddling" : "no";
  if (high >= bounds.max) return low < bounds.max ? "straddling" : "no";
  return "yes";
}

function isRestrictingVolume(compiled: CompiledRestrictions): boolean {
  return (
    compiled.minEnergy !== -Infinity ||
    compiled.maxEnergy !== Infinity ||
    compiled.minMs !== -Infinity ||
    compiled.maxMs !== Infinity ||
    compiled.power !== undefined ||
    compiled.current !== undefined
  );
}

function boundsOf(min: Micro | undefined, max: Micro | undefined): Bounds | undefined {
  if (min === undefined && max === undefined) return undefined;
  return { min: lowerBound(min), max: upperBound(max) };
}

// Nothing that is measured reaches the integers that a double can't hold: such a bound never matters
// for more than being that large.
function lowerBound(bound: Micro | undefined): number {
  return bound === undefined ? -Infinity : Number(bound);
}

function upperBound(bound: Micro | undefined): number {
  return bound === undefined ? Infinity : Number(bound);
}

// "00:00" as an end is the end of the day, and equal ends are the whole day.
function readWindow(
  startTime: string | undefined,
  endTime: string | undefined,
): Outcome<{ startS: number; endS: number }, string> {
  const startS = startTime === undefined ? 0 : readTime(startTime);
  const end = endTime === undefined ? DAY_S : readTime(endTime);
  if (startS === undefined || startS === DAY_S) return no(`start_time "${startTime}" is no time`);
  if (end === undefined) return no(`end_time "${endTime}" is no time`);
  const endS = end === 0 ? DAY_S : end;
  return ok(endS === startS ? { startS: 0, endS: DAY_S } : { startS, endS });
}

function readTime(text: string): number | undefined {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * 3600 + Number(match[2]) * 60;
  return seconds <= DAY_S ? seconds : undefined;
}

function readDate(text: string | undefined, absent: number): number | undefined {
  if (text === undefined) return absent;
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  try {
    Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
  } catch {
    return undefined;
  }
  return year * 10_000 + month * 100 + day;
}

function readWeekdays(days: readonly DayOfWeek[]): number | undefined {
  if (days.length === 0) return EVERY_DAY;
  let mask = 0;
  for (const day of days) {
    const weekday: number | undefined = WEEKDAYS[day];
    if (weekday === undefined) return undefined;
    mask |= 1 << weekday;
  }
  return mask;
}
