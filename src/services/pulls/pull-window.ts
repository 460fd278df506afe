import { isInventory, type PullModule } from "./pull-module";

/** Read again before the end of the last window: clocks differ, and some partners date objects late. */
const OVERLAP_S = 600;
const MOST_OVERLAP_S = 7 * 24 * 3_600;
/** What counts as all sessions and CDRs: a billing period and some days. */
const WHOLE_DAYS = 35;

/** Which part of a list is read: by `last_updated`, `from` inclusive, `to` exclusive. */
export interface PullWindow {
  readonly from: Temporal.Instant | null;
  readonly to: Temporal.Instant | null;
  /** All of it, so far as it is read at all. */
  readonly isCrawl: boolean;
}

/**
 * The part of a list to read now. The first time, and each night, it is all of it: locations, tariffs and a hub's
 * parties without a filter, which alone tells what is gone; CDRs and records of invoices without one the first time,
 * then of 35 days; sessions, whose `date_from` OCPI requires, of 35 days. In between it begins before the end of the
 * last window.
 */
export function windowOf(
  cursor: {
    readonly module: PullModule;
    readonly readUntil: Temporal.Instant | null;
    readonly crawledAt: Temporal.Instant | null;
  },
  at: {
    readonly now: Temporal.Instant;
    readonly lastNight: Temporal.Instant;
    readonly overlapS?: number;
  },
): PullWindow {
  const { module, readUntil, crawledAt } = cursor;
  const now = wholeSecond(at.now);
  const isCrawl =
    readUntil === null ||
    crawledAt === null ||
    Temporal.Instant.compare(crawledAt, at.lastNight) < 0;
  if (!isCrawl) {
    const overlap = Math.min(Math.max(at.overlapS ?? OVERLAP_S, 0), MOST_OVERLAP_S);
    return { from: wholeSecond(readUntil.subtract({ seconds: overlap })), to: now, isCrawl };
  }
  if (isInventory(module)) return { from: null, to: null, isCrawl };
  if (module !== "sessions" && readUntil === null) return { from: null, to: null, isCrawl };
  const whole = now.subtract({ hours: 24 * WHOLE_DAYS });
  // What was last read longer ago than that is not passed over.
  const since = readUntil && Temporal.Instant.compare(readUntil, whole) < 0 ? readUntil : whole;
  return { from: wholeSecond(since), to: now, isCrawl };
}

function wholeSecond(instant: Temporal.Instant): Temporal.Instant {
  return instant.round({ smallestUnit: "second", roundingMode: "floor" });
}
