import { durationMs, type Period } from "@/core/time/period";
import type { FeeInterval } from "./subscription-terms";

/** What the periods of a subscription are counted from, on the driver's wall clock. */
export interface Anchor {
  readonly at: Temporal.Instant;
  /** IANA name. */
  readonly timeZone: string;
  readonly interval: FeeInterval;
}

const MONTHS = { month: 1, year: 12 } as const;

// No zone is further than 26 hours from another: a driver who moves house keeps his day and pays no extra period.
const LEAST_MS = 2 * 24 * 3_600_000;

/**
 * Where period number `index` begins: so many months or years after the anchor at the same day and clock, always
 * counted from the anchor itself. A day that a month does not have is its last one, a time that a clock change skips
 * is as much later.
 */
function boundaryOf({ at, timeZone, interval }: Anchor, index: number): Temporal.Instant {
  return at
    .toZonedDateTimeISO(timeZone)
    .add({ months: index * MONTHS[interval] })
    .toInstant();
}

/** The number of the period that holds `at`: 0 begins at the anchor. */
function indexAt(anchor: Anchor, at: Temporal.Instant): number {
  const from = anchor.at.toZonedDateTimeISO(anchor.timeZone).toPlainDate();
  const until = at.toZonedDateTimeISO(anchor.timeZone).toPlainDate();
  const months = (until.year - from.year) * 12 + until.month - from.month;
  let index = Math.floor(months / MONTHS[anchor.interval]) + 1;
  while (Temporal.Instant.compare(boundaryOf(anchor, index), at) > 0) index -= 1;
  return index;
}

/** The period that holds `at`; every instant lies in exactly one. Half-open. Throws RangeError for an unknown zone. */
export function subscriptionPeriodAt(anchor: Anchor, at: Temporal.Instant): Period {
  const index = indexAt(anchor, at);
  return { start: boundaryOf(anchor, index), end: boundaryOf(anchor, index + 1) };
}

/**
 * The period from `start`, which is the end of the one before, to the next boundary. Where the anchor's boundaries
 * moved a few hours because the driver's zone changed, the one that `start` was meant for is passed over.
 */
export function subscriptionPeriodFrom(anchor: Anchor, start: Temporal.Instant): Period {
  let index = indexAt(anchor, start) + 1;
  while (durationMs({ start, end: boundaryOf(anchor, index) }) < LEAST_MS) index += 1;
  return { start, end: boundaryOf(anchor, index) };
}
