import { turnOf, type DisputeState } from "./dispute-steps";

/** Working days that each step may take. */
export interface ClockDays {
  /** Until finance looked at it, asked the CPO or decided. */
  readonly finance: number;
  /** Until the CPO answered. */
  readonly partner: number;
  /** Until what was agreed is credited. */
  readonly credit: number;
  /** Until a bank has put a refund on the account. */
  readonly refund: number;
}

/** What holds where a tenant says nothing. */
export const USUAL_DAYS: ClockDays = { finance: 3, partner: 10, credit: 5, refund: 10 };

/** A tenant's own days; what is absent or no sensible number is as usual. */
export function clockDays(
  own: { readonly finance?: number; readonly partner?: number } | undefined,
): ClockDays {
  const sane = (days: number | undefined, usual: number) =>
    days !== undefined && Number.isInteger(days) && days >= 1 && days <= 90 ? days : usual;
  return {
    ...USUAL_DAYS,
    finance: sane(own?.finance, USUAL_DAYS.finance),
    partner: sane(own?.partner, USUAL_DAYS.partner),
  };
}

/** How many working days the step of a state may take; null where nobody's clock runs. */
export function daysOf(
  state: DisputeState,
  isRefundComing: boolean,
  days: ClockDays,
): number | null {
  const turn = turnOf(state, isRefundComing);
  if (turn === null) return null;
  if (turn === "bank") return days.refund;
  if (turn === "partner") return days.partner;
  return state === "agreed" ? days.credit : days.finance;
}

/**
 * Until when a step that begins at `from` should be done: the last second of its last working day (Monday to Friday) on
 * the wall clock of `timeZone`. The day it begins on does not count.
 */
export function answerBy(
  from: Temporal.Instant,
  workingDays: number,
  timeZone: string,
): Temporal.Instant {
  let day = from.toZonedDateTimeISO(timeZone).toPlainDate();
  let left = workingDays;
  while (left > 0) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek <= 5) left -= 1;
  }
  return day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant().subtract({ seconds: 1 });
}

/** Whether a step should have been done by now. */
export function isOverdue(by: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return by !== null && Temporal.Instant.compare(now, by) > 0;
}

/** Calendar days from now until a step should be done, on a wall clock: 0 today, negative once it is late. */
export function daysLeft(by: Temporal.Instant, now: Temporal.Instant, timeZone: string): number {
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(timeZone).toPlainDate();
  return day(now).until(day(by), { largestUnit: "days" }).days;
}
