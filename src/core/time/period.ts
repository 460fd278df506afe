import { invariant } from "@/core/invariant";

/** A stretch of time, half-open: `start` belongs to it, `end` does not. */
export type Period = { readonly start: Temporal.Instant; readonly end: Temporal.Instant };

/** The period from `start` to `end`. Throws if it ends before it starts. */
export function period(start: Temporal.Instant, end: Temporal.Instant): Period {
  invariant(Temporal.Instant.compare(start, end) <= 0, "a period ends before it starts");
  return { start, end };
}

/** Whether `instant` lies in the period. */
export function contains(within: Period, instant: Temporal.Instant): boolean {
  return (
    Temporal.Instant.compare(within.start, instant) <= 0 &&
    Temporal.Instant.compare(instant, within.end) < 0
  );
}

/** Whether the two share any time; touching ends do not. */
export function overlaps(a: Period, b: Period): boolean {
  return (
    Temporal.Instant.compare(a.start, b.end) < 0 && Temporal.Instant.compare(b.start, a.end) < 0
  );
}

/** What the two share, or `undefined`. */
export function intersect(a: Period, b: Period): Period | undefined {
  if (!overlaps(a, b)) return undefined;
  return {
    start: Temporal.Instant.compare(a.start, b.start) >= 0 ? a.start : b.start,
    end: Temporal.Instant.compare(a.end, b.end) <= 0 ? a.end : b.end,
  };
}

/** Elapsed milliseconds. */
export function durationMs(of: Period): number {
  return of.end.epochMilliseconds - of.start.epochMilliseconds;
}
