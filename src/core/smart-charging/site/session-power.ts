import type { PowerSample } from "@/core/smart-charging/site-state/site-state";

/** A reading of a session's meter says what happens for so long after it. */
const READING_HOLDS_MINUTES = 20;

/** What is known of a session's power. */
export interface SessionPowerFacts {
  readonly startedAt: Temporal.Instant;
  /** null: it still charges. */
  readonly endedAt: Temporal.Instant | null;
  /** Mean power between readings of its meter, oldest first. */
  readonly samples: readonly PowerSample[];
  /** W that its connector gives at most. */
  readonly maxW: number;
  /** W that the profile which its station follows allows at a time; Infinity: nothing holds it. */
  readonly allowedW: (at: Temporal.Instant) => number;
}

/** A session's power at a time. */
export interface SessionPowerNow {
  /** W over all phases. */
  readonly powerW: number;
  /** When the meter showed it; null: it did not. */
  readonly since: Temporal.Instant | null;
  /** meter: it was read. profile, maximum: assumed, the most that the profile or the connector allows. */
  readonly source: "meter" | "profile" | "maximum";
}

/**
 * What a session draws at a time: what its meter shows between the readings around it or showed shortly before, else
 * the most that it may draw. null: it did not charge then.
 */
export function powerNow(facts: SessionPowerFacts, at: Temporal.Instant): SessionPowerNow | null {
  const { startedAt, endedAt, samples, maxW, allowedW } = facts;
  if (Temporal.Instant.compare(at, startedAt) < 0) return null;
  if (endedAt !== null && Temporal.Instant.compare(at, endedAt) >= 0) return null;
  const sample = sampleAt(samples, at);
  if (sample) return { powerW: sample.powerW, since: sample.to, source: "meter" };
  const allowed = allowedW(at);
  return allowed < maxW
    ? { powerW: allowed, since: null, source: "profile" }
    : { powerW: maxW, since: null, source: "maximum" };
}

function sampleAt(samples: readonly PowerSample[], at: Temporal.Instant): PowerSample | null {
  const atMs = at.epochMilliseconds;
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const sample = samples[middle];
    if (sample && sample.to.epochMilliseconds < atMs) low = middle + 1;
    else high = middle;
  }
  const next = samples[low];
  if (next) return next.from.epochMilliseconds <= atMs ? next : null;
  const last = samples.at(-1);
  const isFresh = last && atMs - last.to.epochMilliseconds <= READING_HOLDS_MINUTES * 60_000;
  return isFresh ? last : null;
}
