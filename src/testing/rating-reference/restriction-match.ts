import type { CdrDimensionType, ChargingPeriod } from "@/core/roaming/cdr";
import type { DayOfWeek, TariffRestrictions } from "@/core/roaming/tariff";
import { Rational } from "./rational";

/** What is true at the start of a charging period. Restrictions are judged by this alone (§5). */
export type Moment = {
  readonly period: ChargingPeriod;
  /** Null when the Location's zone is not known, or nothing asks for it. */
  readonly local: WallClock | null;
  /** kWh before this period, all that was measured, whether or not it cost something (§4). */
  readonly energyBefore: Rational;
  /** Seconds since the session's start; in a reservation since the reservation's start (§4). */
  readonly elapsed: Rational;
};

/** The wall clock of the Location: "YYYY-MM-DD", "HH:MM:SS" with fractions, and the day of the week. */
export type WallClock = {
  readonly date: string;
  readonly time: string;
  readonly weekday: DayOfWeek | undefined;
};

const DAYS: readonly DayOfWeek[] = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
];

/** What a clock in `timeZone` (IANA) shows at an instant. */
export function wallClockAt(at: Temporal.Instant, timeZone: string): WallClock {
  const local = at.toZonedDateTimeISO(timeZone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString(),
    weekday: DAYS[local.dayOfWeek - 1],
  };
}

/**
 * Whether every one of an element's restrictions holds (mod_tariffs, TariffRestrictions: logical AND).
 * The reservation restriction is not asked here: it decides which phase the element prices.
 */
export function restrictionsMatch(
  restrictions: TariffRestrictions | undefined,
  moment: Moment,
): boolean {
  if (restrictions === undefined) return true;
  return (
    timeOfDayMatches(restrictions, moment) &&
    dateMatches(restrictions, moment) &&
    dayMatches(restrictions, moment) &&
    energyMatches(restrictions, moment) &&
    durationMatches(restrictions, moment) &&
    measuredMatches(moment.period, restrictions.minCurrent, restrictions.maxCurrent, "CURRENT") &&
    measuredMatches(moment.period, restrictions.minPower, restrictions.maxPower, "POWER")
  );
}

/** Whether an element cannot be judged without the Location's wall clock (§10). */
export function needsLocalTime(restrictions: TariffRestrictions | undefined): boolean {
  if (restrictions === undefined) return false;
  // What holds by any clock asks for none: a window of the whole day, and all the days of the week.
  const { startTime = "00:00", endTime = "00:00" } = restrictions;
  return (
    startTime !== endTime ||
    restrictions.startDate !== undefined ||
    restrictions.endDate !== undefined ||
    restrictsDays(restrictions.dayOfWeek)
  );
}

/**
 * §4: start inclusive, end exclusive, `end < start` wraps, "00:00" ends the day, one of both alone has
 * midnight as the other, equal ones are the whole day.
 */
function timeOfDayMatches(restrictions: TariffRestrictions, moment: Moment): boolean {
  const { startTime = "00:00", endTime = "00:00" } = restrictions;
  if (startTime === endTime) return true;
  // As texts, an hour sorts as it does on the clock: "16:59:59.9" < "17:00" < "17:00:00".
  const { time } = wallClock(moment);
  const isFromStart = time >= startTime;
  const isBeforeEnd = endTime === "00:00" || time < endTime;
  const wraps = endTime !== "00:00" && endTime < startTime;
  return wraps ? isFromStart || isBeforeEnd : isFromStart && isBeforeEnd;
}

/** §4: local date, start inclusive, end exclusive. */
function dateMatches({ startDate, endDate }: TariffRestrictions, moment: Moment): boolean {
  if (startDate === undefined && endDate === undefined) return true;
  const { date } = wallClock(moment);
  return (
    (startDate === undefined || date >= startDate) && (endDate === undefined || date < endDate)
  );
}

/** §4: the local weekday of the instant, also in a window that began the evening before. */
function dayMatches({ dayOfWeek }: TariffRestrictions, moment: Moment): boolean {
  if (!restrictsDays(dayOfWeek)) return true;
  const { weekday } = wallClock(moment);
  return dayOfWeek.some((day) => day === weekday);
}

function restrictsDays(days: readonly DayOfWeek[]): boolean {
  return days.length > 0 && new Set(days).size < DAYS.length;
}

/** §4: energy before this period, `min` inclusive, `max` exclusive. */
function energyMatches({ minKwh, maxKwh }: TariffRestrictions, moment: Moment): boolean {
  return isWithin(
    moment.energyBefore,
    minKwh === undefined ? undefined : Rational.ofMicro(minKwh),
    maxKwh === undefined ? undefined : Rational.ofMicro(maxKwh),
  );
}

/** §4: seconds since the start, `min` inclusive, `max` exclusive. */
function durationMatches({ minDuration, maxDuration }: TariffRestrictions, moment: Moment) {
  return isWithin(
    moment.elapsed,
    minDuration === undefined ? undefined : Rational.of(BigInt(minDuration)),
    maxDuration === undefined ? undefined : Rational.of(BigInt(maxDuration)),
  );
}

/**
 * §4: the lower bound is tested on the period's MIN_ (else its MAX_), the upper on its MAX_ (else its
 * MIN_); what was not measured does not match.
 */
function measuredMatches(
  period: ChargingPeriod,
  min: bigint | undefined,
  max: bigint | undefined,
  what: "CURRENT" | "POWER",
): boolean {
  const lowest = volumeOf(period, `MIN_${what}`);
  const highest = volumeOf(period, `MAX_${what}`);
  if (min !== undefined) {
    const tested = lowest ?? highest;
    if (tested === null || tested.compare(Rational.ofMicro(min)) < 0) return false;
  }
  if (max !== undefined) {
    const tested = highest ?? lowest;
    if (tested === null || tested.compare(Rational.ofMicro(max)) >= 0) return false;
  }
  return true;
}

/** The sum of a period's dimensions of one type, or null where there is none. */
export function volumeOf(period: ChargingPeriod, type: CdrDimensionType): Rational | null {
  const volumes = period.dimensions.filter((dimension) => dimension.type === type);
  if (volumes.length === 0) return null;
  return volumes.reduce((sum, { volume }) => sum.plus(Rational.ofMicro(volume)), Rational.ZERO);
}

function isWithin(value: Rational, min: Rational | undefined, max: Rational | undefined): boolean {
  if (min !== undefined && value.compare(min) < 0) return false;
  return max === undefined || value.compare(max) < 0;
}

function wallClock(moment: Moment): WallClock {
  if (moment.local === null) throw new Error("a local time was asked for without a zone");
  return moment.local;
}
