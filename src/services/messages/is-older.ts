/** Whether `instant` lies before what a `timestamptz` column holds, which keeps microseconds. */
export function isOlder(instant: Temporal.Instant, held: Temporal.Instant): boolean {
  const kept = instant.round({ smallestUnit: "microsecond", roundingMode: "halfExpand" });
  return Temporal.Instant.compare(kept, held) < 0;
}
