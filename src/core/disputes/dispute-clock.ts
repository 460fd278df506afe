import { isWorkingDay } from "@/core/time/public-holidays";
import { turnOf, type DisputeState } from "./dispute-steps";

/** working: Monday to Friday without public holidays. calendar: every day. */
export const dayCounts = ["working", "calendar"] as const;
export type DayCount = (typeof dayCounts)[number];

/** Days that each step may take. */
export interface ClockDays {
  /** Until finance looked at it, asked the CPO or decided. */
  readonly finance: number;
  /** Until the CPO answered. */
  readonly partner: number;
  /** Until what was agreed is credited. */
  readonly credit: number;
  /** Until a bank has put a refund on the account. */
  readonly refund: number;
  /** Which days count. */
  readonly counts: DayCount;
}

/** The steps that have a clock. */
export const clockSteps = ["finance", "partner", "credit", "refund"] as const;
export type ClockStep = (typeof clockSteps)[number];

/** The least and the most days that a step may have. */
export const CLOCK_DAYS = { least: 1, most: 90 } as const;

/** What holds where a tenant says nothing. */
export const USUAL_DAYS: ClockDays = {
  finance: 3,
  partner: 10,
  credit: 5,
  refund: 10,
  counts: "working",
};

/** A tenant's own days; what is absent or no sensible number is as usual. */
export function clockDays(own: Partial<ClockDays> | undefined): ClockDays {
  const sane = (step: ClockStep) => {
    const days = own?.[step];
    return days !== undefined && isClockDays(days) ? days : USUAL_DAYS[step];
  };
  return {
    finance: sane("finance"),
    partner: sane("partner"),
    credit: sane("credit"),
    refund: sane("refund"),
    counts: own?.counts === "calendar" ? "calendar" : "working",
  };
}

/** Whether a step may have so many days. */
export function isClockDays(days: number): boolean {
  return Number.isInteger(days) && days >= CLOCK_DAYS.least && days <= CLOCK_DAYS.most;
}

/** Which clock runs in a state; null where nobody's does. */
export function clockStepOf(state: DisputeState, isRefundComing: boolean): ClockStep | null {
  const turn = turnOf(state, isRefundComing);
  if (turn === null) return null;
  if (turn === "bank") return "refund";
  if (turn === "partner") return "partner";
  return state === "agreed" ? "credit" : "finance";
}

/** How a clock goes: whose wall clock, which country's holidays, and which days count. */
export interface ClockRule {
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly counts: DayCount;
}

/**
 * Until when a step that begins at `from` should be done: the last second of the last day that counts, on the rule's wall
 * clock. The day it begins on does not count.
 */
export function answerBy(
  from: Temporal.Instant,
  days: number,
  { timeZone, country, counts }: ClockRule,
): Temporal.Instant {
  let day = from.toZonedDateTimeISO(timeZone).toPlainDate();
  let left = days;
  while (left > 0) {
    day = day.add({ days: 1 });
    if (counts === "calendar" || isWorkingDay(day, country)) left -= 1;
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
