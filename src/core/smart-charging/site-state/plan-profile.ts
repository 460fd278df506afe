import type {
  ChargingProfile,
  ChargingProfilePeriod,
} from "@/core/smart-charging/charging-profile";
import { slotStart } from "@/core/smart-charging/slot-span";
import { rateBaseOf, rateOfW, rateUnitOf } from "./profile-rate";
import { powerOf } from "./session-power";
import type { SiteState, StateSession } from "./site-state";

/**
 * How long a profile holds its plan before its last period, at the site's safe limit, begins: long enough to outlast a
 * broken connection or a restart, short enough that nobody follows a plan whose base load and neighbours have changed.
 */
const VALIDITY_MINUTES = 120;
/** A profile as old as this is sent anew where the plan goes on differently from its safe period. */
export const REFRESH_MINUTES = 60;

/** How many slots of a plan a profile made now holds. */
export function validSlots({ span }: Pick<SiteState, "span">): number {
  return Math.min(span.slots, Math.max(1, Math.ceil(VALIDITY_MINUTES / span.slotMinutes)));
}

/**
 * What a session's profile says: the powers of the plan from now on, equal ones merged, then the site's safe limit
 * without an end, so that a station that hears nothing more can harm nobody. In the site's unit, one decimal, rounded
 * down. OCPI 2.2.1 mod_charging_profiles, ChargingProfile.
 */
export function profileOf(
  state: SiteState,
  session: StateSession,
  powerW: readonly number[],
): ChargingProfile {
  const { span, at, safeW } = state;
  const rateUnit = rateUnitOf(state, session);
  const base = rateBaseOf(state, session);
  const start = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(at.epochMilliseconds / 1_000) * 1_000,
  );
  const valid = validSlots(state);
  const steps = Array.from({ length: valid + 1 }, (_, slot): ChargingProfilePeriod => ({
    startS: secondsAfter(start, slotStart(span, slot)),
    limit: rateOfW(slot < valid ? (powerW[slot] ?? 0) : safeW, rateUnit, base),
  }));
  const periods = steps.filter(({ limit }, index) => limit !== steps[index - 1]?.limit);
  const { minW } = powerOf(state, session);
  const least = rateOfW(minW, rateUnit, base);
  return {
    startDateTime: start,
    rateUnit,
    ...(least > 0n && { minRate: least }),
    periods,
  };
}

function secondsAfter(start: Temporal.Instant, at: Temporal.Instant): number {
  return Math.max(0, Math.round((at.epochMilliseconds - start.epochMilliseconds) / 1_000));
}
