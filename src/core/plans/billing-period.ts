import type { Period } from "@/core/time/period";

/** A calendar month of a driver's time zone, as "2026-10". */
export type BillingMonth = string;

/**
 * The calendar month that holds `at` on the wall clock of `timeZone`, as instants. Half-open, so every
 * instant lies in exactly one; a month with a clock change is an hour longer or shorter.
 * Throws RangeError for an unknown zone.
 */
export function billingPeriodAt(at: Temporal.Instant, timeZone: string): Period {
  const local = at.toZonedDateTimeISO(timeZone);
  const first = local.toPlainDate().with({ day: 1 });
  return {
    start: first.toZonedDateTime(timeZone).toInstant(),
    end: first.add({ months: 1 }).toZonedDateTime(timeZone).toInstant(),
  };
}

/** A month by its name, on the wall clock of `timeZone`. Throws RangeError for what is no month. */
export function billingPeriodOf(month: BillingMonth, timeZone: string): Period {
  const noon = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }).toZonedDateTime({
    timeZone,
    plainTime: "12:00",
  });
  return billingPeriodAt(noon.toInstant(), timeZone);
}

/** The latest month that is over at `at`. */
export function lastEndedBillingPeriod(at: Temporal.Instant, timeZone: string): Period {
  const current = billingPeriodAt(at, timeZone);
  return billingPeriodAt(current.start.subtract({ milliseconds: 1 }), timeZone);
}

/** The name of the month that `at` falls in. */
export function billingMonthOf(at: Temporal.Instant, timeZone: string): BillingMonth {
  return at.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth().toString();
}
