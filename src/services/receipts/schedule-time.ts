import { billingPeriodAt } from "@/core/plans/billing-period";

/** Charges of the last day need a while to come; on the third most are there. */
const DAY = 3;
const HOUR = 6;

/** What is being booked while an archive is made is the next one's: no charge falls between two, and none is in both. */
const MARGIN = { hours: 1 } as const;

/** When the receipts of the month that runs at `at` are made: early on the third of the next one, on that clock. */
export function nextDueAt(at: Temporal.Instant, timeZone: string): Temporal.Instant {
  return madeAt(billingPeriodAt(at, timeZone).end, timeZone);
}

/**
 * The month that a schedule is due for, and the span in which charges have to get their prices to be in it: those of the
 * month until the end of that span, and within it what comes late for earlier months.
 */
export function scheduledMonth(
  dueAt: Temporal.Instant,
  timeZone: string,
): {
  readonly firstDay: Temporal.PlainDate;
  readonly lastDay: Temporal.PlainDate;
  readonly lateSince: Temporal.Instant;
  readonly pricedBefore: Temporal.Instant;
  readonly nextDueAt: Temporal.Instant;
} {
  const thisMonth = billingPeriodAt(dueAt, timeZone);
  const month = billingPeriodAt(thisMonth.start.subtract({ hours: 1 }), timeZone);
  return {
    firstDay: month.start.toZonedDateTimeISO(timeZone).toPlainDate(),
    lastDay: thisMonth.start.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 }),
    lateSince: madeAt(month.start, timeZone).subtract(MARGIN),
    pricedBefore: madeAt(thisMonth.start, timeZone).subtract(MARGIN),
    nextDueAt: madeAt(thisMonth.end, timeZone),
  };
}

function madeAt(monthStart: Temporal.Instant, timeZone: string): Temporal.Instant {
  const day = monthStart.toZonedDateTimeISO(timeZone).toPlainDate().with({ day: DAY });
  return day.toZonedDateTime({ timeZone, plainTime: { hour: HOUR } }).toInstant();
}
