import { PHASE_V } from "./car";
import type { ChargingProfile } from "./ocpi-objects";

/** A most from one offset to another, in seconds from the start of the charge. */
export interface Ceiling {
  fromS: number;
  toS: number;
  /** On each phase that is used. */
  limitA: number;
}

/** The instant from which a profile counts its periods: its own, or that at which it was set. */
export function startMsOf(profile: ChargingProfile, setAtMs: number): number {
  const { start_date_time: at } = profile;
  if (at === undefined) return setAtMs;
  return Date.parse(at.endsWith("Z") ? at : `${at}Z`);
}

/** When a profile ends, in ms; never without a duration. */
export function endMsOf(profile: ChargingProfile, setAtMs: number): number {
  return profile.duration === undefined
    ? Number.POSITIVE_INFINITY
    : startMsOf(profile, setAtMs) + profile.duration * 1000;
}

/** Amperes on each of so many phases. A limit in watts is for all of them together. */
export function amperesOf(limit: number, profile: ChargingProfile, phases: number): number {
  return profile.charging_rate_unit === "A" ? limit : limit / (PHASE_V * phases);
}

/** The ceilings that a profile sets, from an offset on at which it begins to hold. */
export function ceilingsOf(
  profile: ChargingProfile,
  { startS, notBeforeS, phases }: { startS: number; notBeforeS: number; phases: number },
): Ceiling[] {
  const periods = profile.charging_profile_period ?? [];
  const endS =
    profile.duration === undefined ? Number.POSITIVE_INFINITY : startS + profile.duration;
  return periods.flatMap(({ start_period: from, limit }, index) => {
    const next = periods[index + 1]?.start_period;
    const fromS = Math.max(notBeforeS, startS + from);
    const toS = Math.min(endS, next === undefined ? Number.POSITIVE_INFINITY : startS + next);
    return toS > fromS ? [{ fromS, toS, limitA: amperesOf(limit, profile, phases) }] : [];
  });
}
