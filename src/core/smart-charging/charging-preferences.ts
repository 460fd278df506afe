import type { Micro } from "@/core/money/quantity";
import { decodeStored, encodeStored, type Json } from "@/core/roaming/json";

/** OCPI mod_sessions, ProfileType: what a driver cares for most. */
export const profileTypes = ["CHEAP", "FAST", "GREEN", "REGULAR"] as const;
export type ProfileType = (typeof profileTypes)[number];

/** What a driver wishes of a running session. OCPI mod_sessions, ChargingPreferences. */
export interface ChargingPreferences {
  readonly profileType: ProfileType;
  /** When the car leaves. */
  readonly departureTime?: Temporal.Instant;
  /** 10⁻⁶ kWh that the car is to have got by then. */
  readonly energyNeed?: Micro;
  /** The car may give energy back meanwhile. Absent means no. */
  readonly dischargeAllowed?: boolean;
}

/** Preferences for a jsonb column. */
export function encodePreferences(preferences: ChargingPreferences): Json {
  return encodeStored("charging-preferences", preferences);
}

/** What `encodePreferences` stored. Throws if the column holds anything else. */
export function decodePreferences(json: unknown): ChargingPreferences {
  return decodeStored("charging-preferences", json) as ChargingPreferences;
}
