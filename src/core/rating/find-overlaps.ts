/** What of a CDR or a session says who charged where and when. Ids in any letter case. */
export type Occupation = {
  readonly id: string;
  /** Two CDRs of one session are no overlap: that is found elsewhere. */
  readonly sessionId: string | null;
  readonly startDateTime: Temporal.Instant;
  readonly endDateTime: Temporal.Instant;
  /** The token, as issuer and uid; `null` where it may be several people's. */
  readonly tokenKey: string | null;
  /** The EVSE, as party and uid; `null` where it is not known ("#NA"). */
  readonly evseKey: string | null;
};

/** Two charges that cannot both be: one token or one EVSE at once. */
export type Overlap = {
  readonly code: "overlap-token" | "overlap-evse";
  readonly otherId: string;
  readonly overlapMs: number;
};

/** Clocks of chargers differ by seconds, and the next driver plugs in at once. */
const TOLERANCE_MS = 60_000;

/**
 * Which of `others` used the token or the EVSE of `one` for more than a minute of its time. In the order
 * of `others`; a pair that shares both gives both.
 */
export function findOverlaps(one: Occupation, others: readonly Occupation[]): Overlap[] {
  return others.flatMap((other) => {
    if (other.id === one.id || isSame(one.sessionId, other.sessionId)) return [];
    const overlapMs = sharedMs(one, other);
    if (overlapMs <= TOLERANCE_MS) return [];
    const otherId = other.id;
    const overlaps: Overlap[] = [];
    if (isSame(one.tokenKey, other.tokenKey))
      overlaps.push({ code: "overlap-token", otherId, overlapMs });
    if (isSame(one.evseKey, other.evseKey))
      overlaps.push({ code: "overlap-evse", otherId, overlapMs });
    return overlaps;
  });
}

function isSame(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
}

function sharedMs(a: Occupation, b: Occupation): number {
  const start = Math.max(a.startDateTime.epochMilliseconds, b.startDateTime.epochMilliseconds);
  const end = Math.min(a.endDateTime.epochMilliseconds, b.endDateTime.epochMilliseconds);
  return end - start;
}
