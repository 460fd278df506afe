import type { ChargingPreferences } from "@/core/smart-charging/charging-preferences";
import type { ChargingProfile } from "@/core/smart-charging/charging-profile";
import type { JsonObject } from "@/ocpi/json-value";
import { compact } from "@/ocpi/wire/compact";
import { dateTimeText, given, microNumber, wholeNumber } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 mod_sessions, ChargingPreferences. */
export function chargingPreferencesFromCore(preferences: ChargingPreferences): JsonObject {
  return compact({
    profile_type: preferences.profileType,
    departure_time: given(preferences.departureTime, dateTimeText),
    energy_need: given(preferences.energyNeed, microNumber),
    discharge_allowed: preferences.dischargeAllowed,
  });
}

function chargingProfileFromCore(profile: ChargingProfile): JsonObject {
  return compact({
    start_date_time: given(profile.startDateTime, dateTimeText),
    duration: given(profile.durationS, wholeNumber),
    charging_rate_unit: profile.rateUnit,
    min_charging_rate: given(profile.minRate, microNumber),
    charging_profile_period: profile.periods.map(({ startS, limit }) => ({
      start_period: wholeNumber(startS),
      limit: microNumber(limit),
    })),
  });
}

/** OCPI 2.2.1 mod_charging_profiles, SetChargingProfile. `responseUrl` is where the station's result goes. */
export function setChargingProfileFromCore(
  profile: ChargingProfile,
  responseUrl: string,
): JsonObject {
  return { charging_profile: chargingProfileFromCore(profile), response_url: responseUrl };
}
