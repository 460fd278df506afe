import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";

/** A wall clock's reading. `date` is yyyymmdd as an integer, `weekday` 1 (Monday) to 7 (Sunday). */
export type LocalTime = {
  readonly date: number;
  readonly secondsOfDay: number;
  readonly weekday: number;
};

/** An IANA zone with its changes of offset, 2015 to 2045, laid out for fast look-up. */
export type Zone = {
  readonly name: string;
  /** Instants (epoch ms, ascending) from which `offsetsMs[i + 1]` holds. */
  readonly changesMs: readonly number[];
  /** Offsets from UTC; one more than there are changes. */
  readonly offsetsMs: readonly number[];
};

const TABLE_START_MS = 1_420_070_400_000; // 2015-01-01T00:00Z
const TABLE_END_MS = 2_366_841_600_000; // 2045-01-01T00:00Z
const DAY_MS = 86_400_000;
const zones = new Map<string, Zone>();

/**
 * The zone called `name` (an IANA name such as "Europe/Stockholm", any case). Its table is built
 * once, from the runtime's own tz database, and kept.
 */
export function zoneOf(name: string): Outcome<Zone, "unknown-zone"> {
  const known = zones.get(name);
  if (known !== undefined) return ok(known);
  // Offsets such as "+01:00" are valid for Temporal, but no place keeps such time all the year.
  if (!/^[A-Za-z]/.test(name)) return no("unknown-zone");
  try {
    const zone = buildZone(name);
    zones.set(name, zone);
    return ok(zone);
  } catch {
    return no("unknown-zone");
  }
}

function buildZone(name: string): Zone {
  const changesMs: number[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(TABLE_START_MS).toZonedDateTimeISO(name);
  const offsetsMs = [at.offsetNanoseconds / 1e6];
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds >= TABLE_END_MS) break;
    changesMs.push(next.epochMilliseconds);
    offsetsMs.push(next.offsetNanoseconds / 1e6);
    at = next;
  }
  return { name, changesMs, offsetsMs };
}

/** The wall clock in `zone` at an instant. Times outside 2015–2045 are right, but slower. */
export function localAt(zone: Zone, epochMs: number): LocalTime {
  const localMs = epochMs + offsetAt(zone, epochMs);
  const day = Math.floor(localMs / DAY_MS);
  return {
    date: dateOfDay(day),
    secondsOfDay: Math.floor((localMs - day * DAY_MS) / 1000),
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
  };
}

/**
 * The instants (epoch ms, ascending) at which the wall clock in `zone` reads `date` (yyyymmdd) and
 * `secondsOfDay`: one as a rule, two in a repeated hour, none in a skipped one. 86 400 seconds is
 * the next day's midnight.
 */
export function instantsAt(zone: Zone, date: number, secondsOfDay: number): number[] {
  const wallMs = dayOfDate(date) * DAY_MS + secondsOfDay * 1000;
  const candidates = new Set<number>();
  // No zone is further than 26 hours from UTC, so every possible offset is seen within two days.
  for (const probe of [wallMs - 2 * DAY_MS, wallMs, wallMs + 2 * DAY_MS])
    candidates.add(wallMs - offsetAt(zone, probe));
  for (const change of zone.changesMs)
    if (Math.abs(change - wallMs) <= 2 * DAY_MS) {
      candidates.add(wallMs - offsetAt(zone, change));
      candidates.add(wallMs - offsetAt(zone, change - 1));
    }
  return [...candidates]
    .filter((instant) => instant + offsetAt(zone, instant) === wallMs)
    .toSorted((a, b) => a - b);
}

/** The calendar day after `date` (both yyyymmdd). */
export function nextDate(date: number): number {
  return dateOfDay(dayOfDate(date) + 1);
}

function offsetAt(zone: Zone, epochMs: number): number {
  if (epochMs < TABLE_START_MS || epochMs >= TABLE_END_MS)
    return (
      Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone.name)
        .offsetNanoseconds / 1e6
    );
  const { changesMs } = zone;
  let low = 0;
  let high = changesMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changesMs[middle] ?? Infinity) <= epochMs) low = middle + 1;
    else high = middle;
  }
  return zone.offsetsMs[low] ?? 0;
}

// The periods of a session mostly fall on one day.
let lastDay = 0;
let lastDate = 19_700_101;

function dateOfDay(day: number): number {
  if (day !== lastDay) {
    lastDate = civilDate(day);
    lastDay = day;
  }
  return lastDate;
}

// Days since 1970-01-01 to a civil date and back, on eras of 400 years that begin in March.
function civilDate(day: number): number {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return year * 10_000 + month * 100 + dayOfMonth;
}

/** Days from 1970-01-01 to `date` (yyyymmdd). */
export function dayOfDate(date: number): number {
  const month = Math.floor(date / 100) % 100;
  const year = Math.floor(date / 10_000) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + (date % 100) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
