import type {
  ActiveChargingProfile,
  ChargingProfile,
} from "@/core/smart-charging/charging-profile";
import { given, instantOf, integerOf, listOf, microOf } from "@/ocpi/wire/wire-values";
import type { ActiveChargingProfileWire, ChargingProfileWire } from "./schemas/charging-profile";

function profileToCore(wire: ChargingProfileWire): ChargingProfile {
  const startDateTime = given(wire.start_date_time, instantOf);
  const durationS = given(wire.duration, integerOf);
  const minRate = given(wire.min_charging_rate, microOf);
  return {
    ...(startDateTime !== undefined && { startDateTime }),
    ...(durationS !== undefined && { durationS }),
    rateUnit: wire.charging_rate_unit,
    ...(minRate !== undefined && { minRate }),
    periods: listOf(wire.charging_profile_period, ({ start_period, limit }) => ({
      startS: integerOf(start_period),
      limit: microOf(limit),
    })),
  };
}

/** What a station does, from OCPI 2.2.1 ActiveChargingProfile. */
export function activeProfileToCore(wire: ActiveChargingProfileWire): ActiveChargingProfile {
  return {
    startDateTime: instantOf(wire.start_date_time),
    profile: profileToCore(wire.charging_profile),
  };
}
