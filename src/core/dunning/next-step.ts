import type { DunningStep } from "./dunning-rules";
import { morningOf } from "./next-attempt";

/** Where a case stands in its schedule. */
export interface ScheduleStanding {
  readonly steps: readonly DunningStep[];
  /** How many of them were taken. */
  readonly taken: number;
  readonly dueOn: Temporal.PlainDate;
  readonly timeZone: string;
  /** When the last one was taken; the case's opening where none was. */
  readonly since: Temporal.Instant;
}

/**
 * When the next step is due: so many days after the due day, in the morning; never sooner after the step before it than
 * the schedule keeps between the two. A worker that was down for a month sends one reminder, and the driver has his days
 * before the next. Null: there is no further step.
 */
export function nextStepAt(standing: ScheduleStanding): Temporal.Instant | null {
  const { steps, taken, dueOn, timeZone, since } = standing;
  const step = steps[taken];
  if (!step) return null;
  const planned = morningOf(dueOn.add({ days: step.afterDays }), timeZone);
  const before = steps[taken - 1];
  const gap = before ? step.afterDays - before.afterDays : 0;
  const earliest =
    gap === 0
      ? since
      : morningOf(since.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: gap }), timeZone);
  return Temporal.Instant.compare(planned, earliest) >= 0 ? planned : earliest;
}
