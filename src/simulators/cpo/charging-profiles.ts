import { callOcpi, describe, findTarget, joinUrl } from "./client";
import type { Cpo } from "./cpo";
import { formatMillis } from "./instants";
import { ceilingsOf, limitCurve } from "./limit-power";
import { findLive } from "./live-session";
import type { ActiveChargingProfile, ChargingProfile } from "./ocpi-objects";
import type { OpenStay } from "./state";

/** A charge point takes no new profile sooner than this after the last one. */
export const SET_AGAIN_AFTER_MS = 5_000;

/** True when the profile's periods begin at 0, go forward, and never ask for less than it lets the car have. */
export function isFeasible(profile: ChargingProfile): boolean {
  const periods = profile.charging_profile_period ?? [];
  const least = profile.min_charging_rate ?? 0;
  return (
    periods[0]?.start_period === 0 &&
    periods.every(
      ({ start_period: from, limit }, index) =>
        limit >= least && from > (periods[index - 1]?.start_period ?? -1),
    )
  );
}

function startOf(profile: ChargingProfile, setAtMs: number): number {
  const { start_date_time: at } = profile;
  if (at === undefined) return setAtMs;
  return Date.parse(at.endsWith("Z") ? at : `${at}Z`);
}

/** Puts a profile over a running session: from now on it draws no more than that. False when the session is over. */
export function applyProfile(cpo: Cpo, id: string, profile: ChargingProfile): boolean {
  const found = findLive(cpo, id);
  if (found === null) return false;
  const { stored, open } = found;
  const { stay } = open;
  const setAtMs = cpo.clock.nowMs();
  const { startS: chargeS, curve } = stay.charge;
  // Energy that was told already stays as it was: the past of the curve in force, the future of the unlimited one.
  const notBeforeS = Math.max(open.toldUntilS, Math.ceil(setAtMs / 1000)) - chargeS;
  const startS = startOf(profile, setAtMs) / 1000 - chargeS;
  const unlimited = splice(curve, open.limit?.unlimited ?? curve, notBeforeS);
  const ceilings = ceilingsOf(profile, stay.place.connector, { startS, notBeforeS });
  const charge = { ...stay.charge, curve: limitCurve(unlimited, ceilings) };
  const limit = { profile, setAtMs, unlimited };
  cpo.state.sessions.save(stored.object.id, {
    ...stored,
    open: { ...open, stay: { ...stay, charge }, limit },
  });
  return true;
}

/** Takes a profile away; false when there was none. */
export function clearProfile(cpo: Cpo, id: string): boolean {
  const found = findLive(cpo, id);
  if (found === null) return false;
  const { stored, open } = found;
  const { limit, stay, ...rest } = open;
  if (limit === undefined) return false;
  const nowS = Math.ceil(cpo.clock.nowMs() / 1000);
  const fromS = Math.max(open.toldUntilS, nowS) - stay.charge.startS;
  const curve = splice(stay.charge.curve, limit.unlimited, fromS);
  const charge = { ...stay.charge, curve };
  cpo.state.sessions.save(stored.object.id, {
    ...stored,
    open: { ...rest, stay: { ...stay, charge } },
  });
  return true;
}

/** One curve until an offset, another from there on. */
function splice(
  past: OpenStay["stay"]["charge"]["curve"],
  future: OpenStay["stay"]["charge"]["curve"],
  atS: number,
): OpenStay["stay"]["charge"]["curve"] {
  const begun = limitCurve(past, [{ fromS: atS, toS: atS, powerW: 0 }]);
  const rest = limitCurve(future, [{ fromS: atS, toS: atS, powerW: 0 }]);
  return [
    ...begun.filter(({ untilS }) => untilS <= atS),
    ...rest.filter(({ untilS }) => untilS > atS),
  ];
}

/** What holds for a session now; without a profile, the most that its connector gives. */
export function activeProfile(cpo: Cpo, id: string): ActiveChargingProfile | null {
  const found = findLive(cpo, id);
  if (found === null) return null;
  const { limit, stay } = found.open;
  const most = { start_period: 0, limit: stay.place.connector.max_electric_power };
  return limit === undefined
    ? {
        start_date_time: formatMillis(cpo.clock.nowMs()),
        charging_profile: { charging_rate_unit: "W", charging_profile_period: [most] },
      }
    : {
        start_date_time: formatMillis(startOf(limit.profile, limit.setAtMs)),
        charging_profile: limit.profile,
      };
}

/** PUTs the ActiveChargingProfile, as a CPO shall after a profile was set and whenever it changes (mod_charging_profiles). */
export async function pushActiveProfile(cpo: Cpo, id: string): Promise<void> {
  const target = findTarget(cpo, "chargingprofiles", "SENDER");
  const body = activeProfile(cpo, id);
  if (target === null || body === null) return;
  const answer = await callOcpi(cpo, {
    method: "PUT",
    url: joinUrl(target.url, id),
    token: target.token,
    to: target.to,
    body,
    pushed: "ActiveChargingProfile",
  });
  if (answer.outcome !== "accepted") cpo.log(`ActiveChargingProfile: ${describe(answer)}`);
}
