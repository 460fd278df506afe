import type { PowerSample, StateSession } from "./site-state";

/** What a session's meter showed. */
export interface MeterReading {
  readonly at: Temporal.Instant;
  /** 10⁻⁶ kWh since the session's start. */
  readonly energyMicroKwh: bigint;
  /** W as the CPO stated them; null: it stated none. */
  readonly powerW: number | null;
}

/** Readings closer than this say more of the meter's steps than of power. */
const CLOSEST_MS = 10_000;
const HOUR_MS = 3_600_000;

/**
 * The mean power between readings (oldest first): what the CPO stated at the later one, else the slope of the energy.
 * Readings that lie too close together are taken as one; energy that goes back shows no power.
 */
export function powerSamples(readings: readonly MeterReading[]): readonly PowerSample[] {
  const samples: PowerSample[] = [];
  let from = readings[0];
  for (const to of readings.slice(1)) {
    if (!from) break;
    const ms = to.at.epochMilliseconds - from.at.epochMilliseconds;
    if (ms < CLOSEST_MS) continue;
    const milliWh = Number(to.energyMicroKwh - from.energyMicroKwh);
    const slope = Math.max(0, Math.round((milliWh / 1_000) * (HOUR_MS / ms)));
    samples.push({ from: from.at, to: to.at, powerW: to.powerW ?? slope });
    from = to;
  }
  return samples;
}

/** A reading says what happens now for so long. */
const FRESH = { minutes: 20 } as const;

/** W that a session draws now by its newest reading; null where that is old, or there is none. */
export function drawsNow(session: StateSession, at: Temporal.Instant): number | null {
  const last = session.samples.at(-1);
  if (!last || Temporal.Instant.compare(last.to, at.subtract(FRESH)) < 0) return null;
  return last.powerW;
}

const REMEMBERED = { minutes: 30 } as const;

/** The most that a session drew in the last half hour, W; null where nothing was read. */
export function drewLately(session: StateSession, at: Temporal.Instant): number | null {
  const since = at.subtract(REMEMBERED);
  const lately = session.samples.filter(({ to }) => Temporal.Instant.compare(to, since) >= 0);
  return lately.length === 0 ? null : Math.max(...lately.map(({ powerW }) => powerW));
}
