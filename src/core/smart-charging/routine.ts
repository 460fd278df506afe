import { nextDeparture } from "./next-departure";

/** When and where a routine counts. */
export interface RoutineRule {
  readonly id: string;
  /** Days on which the car leaves, as bits: 1 is Monday, 64 is Sunday. */
  readonly weekdays: number;
  /** The place it is for; null: any. */
  readonly locationId: string | null;
  /** When the car leaves, on the wall clock of the place; null: not known, and its days are those of the arrival. */
  readonly departure: string | null;
  readonly isOn: boolean;
  readonly createdAt: Temporal.Instant;
}

/** A charge that begins. */
export interface Arrival {
  readonly at: Temporal.Instant;
  /** Our location; null where we do not know it. */
  readonly locationId: string | null;
  /** IANA name of the place's clock. */
  readonly timeZone: string;
}

/** A routine with the departure that it means for this charge. */
export interface ChosenRoutine<R extends RoutineRule> {
  readonly routine: R;
  readonly departureAt: Temporal.Instant | null;
}

/** Every day of the week. */
export const ALL_WEEKDAYS = 127;

/** Whether the bits of a routine hold a weekday, 1 (Monday) to 7 (Sunday). */
export function hasWeekday(weekdays: number, weekday: number): boolean {
  return (weekdays & (1 << (weekday - 1))) !== 0;
}

/**
 * The most exact routine for a charge that begins: one for the place goes before one for any place, then one for fewer
 * weekdays, then the sooner departure, then the newer one. The weekday is that of the departure. Null: none counts.
 */
export function chooseRoutine<R extends RoutineRule>(
  routines: readonly R[],
  arrival: Arrival,
): ChosenRoutine<R> | null {
  const fitting = routines.flatMap((routine) => fit(routine, arrival) ?? []);
  const [best] = fitting.toSorted((a, b) => compareExactness(a, b));
  return best ?? null;
}

function fit<R extends RoutineRule>(routine: R, arrival: Arrival): ChosenRoutine<R> | null {
  const { isOn, locationId, departure, weekdays } = routine;
  if (!isOn || (locationId !== null && locationId !== arrival.locationId)) return null;
  const next = departure === null ? null : nextDeparture(arrival.at, departure, arrival.timeZone);
  if (next && !next.ok) return null;
  const day = weekdayAt(next?.value ?? arrival.at, arrival.timeZone);
  if (day === null || !hasWeekday(weekdays, day)) return null;
  return { routine, departureAt: next?.value ?? null };
}

function weekdayAt(at: Temporal.Instant, timeZone: string): number | null {
  try {
    return at.toZonedDateTimeISO(timeZone).dayOfWeek;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function compareExactness<R extends RoutineRule>(a: ChosenRoutine<R>, b: ChosenRoutine<R>): number {
  return (
    Number(b.routine.locationId !== null) - Number(a.routine.locationId !== null) ||
    countDays(a.routine.weekdays) - countDays(b.routine.weekdays) ||
    (a.departureAt?.epochMilliseconds ?? Infinity) -
      (b.departureAt?.epochMilliseconds ?? Infinity) ||
    Temporal.Instant.compare(b.routine.createdAt, a.routine.createdAt)
  );
}

function countDays(weekdays: number): number {
  return [1, 2, 3, 4, 5, 6, 7].filter((day) => hasWeekday(weekdays, day)).length;
}
