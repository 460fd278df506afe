import {
  METER_FRESH_MINUTES,
  type NodeReading,
  type SiteSession,
  sessionLoadsAt,
} from "./live-load";
import type { MeasuredBase, SiteNode } from "./site-description";

/**
 * What each metered node feeds besides the sessions below it: its meter less what they drew when it was read, on the
 * average of the readings in the quarter of an hour up to the newest.
 */
export function measuredBase(
  nodes: readonly SiteNode[],
  sessions: readonly SiteSession[],
  readings: ReadonlyMap<string, readonly NodeReading[]>,
): readonly MeasuredBase[] {
  return [...readings].flatMap(([nodeId, known]) => {
    const newest = known.at(-1);
    if (!newest) return [];
    const since = newest.at.subtract({ minutes: METER_FRESH_MINUTES });
    const recent = known.filter(({ at }) => Temporal.Instant.compare(at, since) > 0);
    const rests = recent.map(({ at, powerW }) => {
      const drawn = sessionLoadsAt(nodes, sessions, at).get(nodeId)?.sessionsW ?? 0;
      return powerW - drawn;
    });
    const mean = rests.reduce((sum, one) => sum + one, 0) / rests.length;
    return [{ nodeId, powerW: Math.max(0, Math.round(mean)), at: newest.at }];
  });
}
