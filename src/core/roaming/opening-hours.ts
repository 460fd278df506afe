import { localAt, type LocalTime, zoneOf } from "@/core/time/local-time";

import type { Hours } from "./location";

/**
 * Whether a Location is open at an instant, by its exceptions before its regular hours; null where that is not
 * known: no hours, or no usable time zone for them. OCPI mod_locations, Hours.
 */
export function isOpenAt(
  hours: Hours | undefined,
  timeZone: string | null,
  at: Temporal.Instant,
): boolean | null {
  if (hours === undefined) return null;
  const isWithin = (one: { periodBegin: Temporal.Instant; periodEnd: Temporal.Instant }) =>
    Temporal.Instant.compare(one.periodBegin, at) <= 0 &&
    Temporal.Instant.compare(at, one.periodEnd) < 0;
  if (hours.exceptionalClosings.some(isWithin)) return false;
  if (hours.twentyfourseven || hours.exceptionalOpenings.some(isWithin)) return true;
  const zone = timeZone === null ? null : zoneOf(timeZone);
  if (!zone?.ok || hours.regularHours.length === 0) return null;
  const local = localAt(zone.value, at.epochMilliseconds);
  return hours.regularHours.some((one) => isWithinDay(one, local));
}

/** An end at or before its beginning is on the next day. */
function isWithinDay(
  hours: { readonly weekday: number; readonly periodBegin: string; readonly periodEnd: string },
  { weekday, secondsOfDay }: LocalTime,
): boolean {
  const begin = secondsOf(hours.periodBegin);
  const end = secondsOf(hours.periodEnd);
  const isToday = weekday === hours.weekday;
  if (begin < end) return isToday && begin <= secondsOfDay && secondsOfDay < end;
  const isNextDay = weekday === (hours.weekday % 7) + 1;
  return (isToday && begin <= secondsOfDay) || (isNextDay && secondsOfDay < end);
}

function secondsOf(clock: string): number {
  const [hour = "0", minute = "0"] = clock.split(":");
  return Number(hour) * 3600 + Number(minute) * 60;
}
