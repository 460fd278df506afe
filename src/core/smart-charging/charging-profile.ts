import type { Micro } from "@/core/money/quantity";
import { no, ok, type Outcome } from "@/core/outcome";
import { decodeStored, encodeStored, type Json } from "@/core/roaming/json";

/** W: power in all; A: current per phase. OCPI mod_charging_profiles, ChargingRateUnit. */
export type ChargingRateUnit = "A" | "W";

/** From `startS` seconds after the profile's start until the next period, at most `limit`. */
export interface ChargingProfilePeriod {
  readonly startS: number;
  /** 10⁻⁶ of the profile's unit. */
  readonly limit: Micro;
}

/** The most that a session may draw over time, never a target. OCPI mod_charging_profiles, ChargingProfile. */
export interface ChargingProfile {
  /** Absent: from the start of charging. */
  readonly startDateTime?: Temporal.Instant;
  /** Seconds. Absent: the last period holds to the end. */
  readonly durationS?: number;
  readonly rateUnit: ChargingRateUnit;
  /** 10⁻⁶ of the unit: below it the car charges badly. */
  readonly minRate?: Micro;
  readonly periods: readonly ChargingProfilePeriod[];
}

/** What a station does or will do, as it worked it out at `startDateTime`. OCPI, ActiveChargingProfile. */
export interface ActiveChargingProfile {
  readonly startDateTime: Temporal.Instant;
  readonly profile: ChargingProfile;
}

/** Why a profile cannot be meant. */
export type ProfileFault =
  | "no-period"
  | "first-not-at-zero"
  | "not-in-order"
  | "beyond-duration"
  | "negative"
  | "too-fine";

/** OCPI's limits have at most one decimal. */
const FINEST: Micro = 100_000n;

/**
 * Lets a profile through that a station can follow: periods from 0 on, each later than the last and within the
 * duration, limits of at least 0 with one decimal at most. OCPI mod_charging_profiles, ChargingProfilePeriod.
 */
export function checkProfile(profile: ChargingProfile): Outcome<ChargingProfile, ProfileFault> {
  const { periods, durationS, minRate = 0n } = profile;
  const rates = [minRate, ...periods.map(({ limit }) => limit)];
  const starts = periods.map(({ startS }) => startS);
  const [first] = starts;
  if (first === undefined) return no("no-period");
  if (first !== 0) return no("first-not-at-zero");
  if (starts.some((startS, index) => index > 0 && startS <= (starts[index - 1] ?? 0))) {
    return no("not-in-order");
  }
  if (durationS !== undefined && starts.some((startS) => startS >= durationS)) {
    return no("beyond-duration");
  }
  if (rates.some((rate) => rate < 0n)) return no("negative");
  if (rates.some((rate) => rate % FINEST !== 0n)) return no("too-fine");
  return ok(profile);
}

/** A profile for a jsonb column. */
export function encodeProfile(profile: ChargingProfile): Json {
  return encodeStored("charging-profile", profile);
}

/** What `encodeProfile` stored. Throws if the column holds anything else. */
export function decodeProfile(json: unknown): ChargingProfile {
  return decodeStored("charging-profile", json) as ChargingProfile;
}

/** What a station does, for a jsonb column. */
export function encodeActiveProfile(active: ActiveChargingProfile): Json {
  return encodeStored("active-charging-profile", active);
}

/** What `encodeActiveProfile` stored. Throws if the column holds anything else. */
export function decodeActiveProfile(json: unknown): ActiveChargingProfile {
  return decodeStored("active-charging-profile", json) as ActiveChargingProfile;
}
