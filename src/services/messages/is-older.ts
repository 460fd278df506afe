/** Whether `instant` lies before what a `timestamptz` column holds, which keeps microseconds. */
export function isOlder(instant: Temporal.Instant, held: Temporal.Instant): boolean {
  const kept = instant.round({ smallestUnit: "microsecond", roundingMode: "halfExpand" });
  return Temporal.Instant.compare(kept, held) < 0;
}

/** A clock that is further ahead than this is wrong. */
const MOST_AHEAD = { hours: 24 } as const;

/**
 * Whether what a partner states is older than what is held of it. A date held that was far ahead of our clock is not
 * believed once the partner writes others: all of them would be older, until that date.
 */
export function isOutdated(
  instant: Temporal.Instant,
  held: Temporal.Instant,
  now: Temporal.Instant,
): boolean {
  const latest = now.add(MOST_AHEAD);
  const wasWrong = Temporal.Instant.compare(held, latest) > 0;
  const isRight = Temporal.Instant.compare(instant, latest) <= 0;
  return !(wasWrong && isRight) && isOlder(instant, held);
}
