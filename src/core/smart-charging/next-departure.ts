import { no, ok, type Outcome } from "@/core/outcome";

/**
 * The next time that a clock in `timeZone` (an IANA name) shows `clock` ("06:30"), after `now`. A time that a change
 * of the clocks leaves out is the one right after it.
 */
export function nextDeparture(
  now: Temporal.Instant,
  clock: string,
  timeZone: string,
): Outcome<Temporal.Instant, "not-a-time"> {
  try {
    const here = now.toZonedDateTimeISO(timeZone);
    const time = Temporal.PlainTime.from(clock);
    const today = here.withPlainTime(time);
    const isToday = Temporal.ZonedDateTime.compare(today, here) > 0;
    const day = here.toPlainDate().add({ days: isToday ? 0 : 1 });
    return ok(day.toZonedDateTime({ timeZone, plainTime: time }).toInstant());
  } catch (error) {
    if (error instanceof RangeError) return no("not-a-time");
    throw error;
  }
}
