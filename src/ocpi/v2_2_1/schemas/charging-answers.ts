import { choice } from "@/ocpi/wire/choice";
import { integer } from "@/ocpi/wire/number";
import { optional, wireObject } from "@/ocpi/wire/wire-object";
import { activeChargingProfileSchema } from "./charging-profile";

/** OCPI 2.2.1 mod_sessions, ChargingPreferencesResponse: a word and no object. */
export const chargingPreferencesResponseSchema = choice([
  "ACCEPTED",
  "DEPARTURE_REQUIRED",
  "ENERGY_NEED_REQUIRED",
  "NOT_POSSIBLE",
  "PROFILE_TYPE_NOT_SUPPORTED",
]);

/** OCPI 2.2.1 mod_charging_profiles, ChargingProfileResponse. Many leave `timeout` out: 0 says nothing. */
export const chargingProfileResponseSchema = wireObject({
  result: choice(["ACCEPTED", "NOT_SUPPORTED", "REJECTED", "TOO_OFTEN", "UNKNOWN_SESSION"]),
  timeout: integer({ missing: "0" }),
});

const result = choice(["ACCEPTED", "REJECTED", "UNKNOWN"]);

/** OCPI 2.2.1 mod_charging_profiles, ChargingProfileResult and ClearProfileResult, which look the same. */
export const chargingProfileResultSchema = wireObject({ result });

/** OCPI 2.2.1 mod_charging_profiles, ActiveChargingProfileResult. */
export const activeChargingProfileResultSchema = wireObject({
  result,
  profile: optional(activeChargingProfileSchema),
});
