import { invariant } from "@/core/invariant";
import { type SlotSpan } from "@/core/smart-charging/slot-span";
import { localAt, zoneOf } from "@/core/time/local-time";

/** What a wall clock reads: 1 (Monday) to 7 (Sunday), and minutes since midnight. */
export interface ClockMinute {
  readonly weekday: number;
  readonly minute: number;
}

/**
 * What the clocks of a place read in each minute of each slot. Clocks that are put forward skip minutes, and read
 * them twice when they are put back; nothing else needs to know of that.
 */
export function clockOver(timeZone: string, span: SlotSpan): readonly (readonly ClockMinute[])[] {
  const zone = zoneOf(timeZone);
  invariant(zone.ok, "a site has a time zone that we know");
  const startMs = span.startsAt.epochMilliseconds;
  return Array.from({ length: span.slots }, (_, slot) =>
    Array.from({ length: span.slotMinutes }, (__, minute) => {
      const local = localAt(zone.value, startMs + (slot * span.slotMinutes + minute) * 60_000);
      return { weekday: local.weekday, minute: Math.floor(local.secondsOfDay / 60) };
    }),
  );
}

/** Minutes since midnight of "06:30", and 1440 of "24:00"; null: no such time. */
export function minuteOfClock(clock: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(clock);
  if (!match) return null;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return minute <= 1440 ? minute : null;
}
