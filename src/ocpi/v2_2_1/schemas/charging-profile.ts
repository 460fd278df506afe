import type { z } from "zod";
import { isJsonObject } from "@/ocpi/json-value";
import { choice } from "@/ocpi/wire/choice";
import { dateTime } from "@/ocpi/wire/date-time";
import { reshaped } from "@/ocpi/wire/look";
import { decimal, integer } from "@/ocpi/wire/number";
import { list, optional, wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_charging_profiles, ChargingProfilePeriod. */
export const chargingProfilePeriodSchema = wireObject({
  start_period: integer(),
  limit: decimal(),
});

/** OCPI 2.2.1 mod_charging_profiles, ChargingProfile. */
export const chargingProfileSchema = wireObject({
  start_date_time: optional(dateTime()),
  duration: optional(integer()),
  charging_rate_unit: choice(["W", "A"]),
  min_charging_rate: optional(decimal()),
  charging_profile_period: list(chargingProfilePeriodSchema),
});

export type ChargingProfileWire = z.output<typeof chargingProfileSchema>;

/** Libraries misspell the field as OCPI's drafts did. */
const MISSPELT = "min_charge_rate";

/** A ChargingProfile, its least rate under either name. */
const chargingProfile = reshaped<ChargingProfileWire>(chargingProfileSchema, (value) => {
  if (!isJsonObject(value) || !(MISSPELT in value) || "min_charging_rate" in value) return "fine";
  const { [MISSPELT]: rate = null, ...rest } = value;
  return { note: `${MISSPELT}-for-min_charging_rate`, read: { ...rest, min_charging_rate: rate } };
});

/** OCPI 2.2.1 mod_charging_profiles, ActiveChargingProfile. */
export const activeChargingProfileSchema = wireObject({
  start_date_time: dateTime({ orReceipt: true }),
  charging_profile: chargingProfile,
});

export type ActiveChargingProfileWire = z.output<typeof activeChargingProfileSchema>;
