/** A stretch of time in epoch ms, half-open. */
export interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What of `whole` lies in none of `known`: in order, without overlaps. `known` may be in any order and overlap. */
export function findGaps(whole: Stretch, known: readonly Stretch[]): readonly Stretch[] {
  const gaps: Stretch[] = [];
  let atMs = whole.fromMs;
  for (const { fromMs, untilMs } of known.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const nextMs = Math.min(fromMs, whole.untilMs);
    if (nextMs > atMs) gaps.push({ fromMs: atMs, untilMs: nextMs });
    atMs = Math.max(atMs, untilMs);
  }
  if (atMs < whole.untilMs) gaps.push({ fromMs: atMs, untilMs: whole.untilMs });
  return gaps;
}
