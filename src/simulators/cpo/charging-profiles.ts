import type { Cpo } from "./cpo";
import { findLive } from "./find-live";
import type { ChargingProfile } from "./ocpi-objects";
import { redraw } from "./redraw";

/** How long a charge point is away when it starts anew. */
const REBOOT_S = 27;

/** True when the profile's periods begin at 0, go forward, and ask for nothing or no less than the car can have. */
export function isFeasible(profile: ChargingProfile): boolean {
  const periods = profile.charging_profile_period ?? [];
  const least = profile.min_charging_rate ?? 0;
  return (
    periods[0]?.start_period === 0 &&
    periods.every(
      ({ start_period: from, limit }, index) =>
        (limit === 0 || limit >= least) && from > (periods[index - 1]?.start_period ?? -1),
    )
  );
}

/** Puts a profile over a running session: from now on it draws no more than that. False when the session is over. */
export function applyProfile(cpo: Cpo, id: string, profile: ChargingProfile): boolean {
  const found = findLive(cpo, id);
  if (found === null) return false;
  const { limit, stay } = found.open;
  const unlimited = stay.car === undefined ? (limit?.unlimited ?? stay.charge.curve) : [];
  redraw(cpo, found, { limit: { profile, setAtMs: cpo.clock.nowMs(), unlimited } });
  return true;
}

/** Takes a profile away; false when there was none. */
export function clearProfile(cpo: Cpo, id: string): boolean {
  const found = findLive(cpo, id);
  if (found?.open.limit === undefined) return false;
  redraw(cpo, found, { limit: undefined });
  return true;
}

/** The charge point starts anew: the car stands still for a moment, and the profile is forgotten. True if there was one. */
export function reboot(cpo: Cpo, id: string): boolean {
  const found = findLive(cpo, id);
  if (found === null) return false;
  const hadProfile = found.open.limit !== undefined;
  redraw(cpo, found, { limit: undefined, outS: REBOOT_S });
  return hadProfile;
}
