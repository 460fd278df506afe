import { callOcpi, describe, findTarget, joinUrl } from "./client";
import type { Cpo } from "./cpo";
import { formatMillis } from "./instants";
import { endMsOf, startMsOf } from "./limit-power";
import { findLive, type FoundLive } from "./find-live";
import type { ActiveChargingProfile, ChargingProfile, Connector } from "./ocpi-objects";
import { clearProfile } from "./charging-profiles";
import type { PowerLimit } from "./state";

type Period = { start_period: number; limit: number };
type Unit = ChargingProfile["charging_rate_unit"];

/** The most that the connector gives, for each phase or in all. */
function mostOf(connector: Connector, unit: Unit): number {
  return unit === "A" ? connector.max_amperage : connector.max_electric_power;
}

/** The limits from an instant on, never above what the connector gives, which holds where no profile does. */
function compositePeriods(limit: PowerLimit, fromMs: number, mostLimit: number): Period[] {
  const startS = Math.floor((startMsOf(limit.profile, limit.setAtMs) - fromMs) / 1000);
  const endS = Math.floor((endMsOf(limit.profile, limit.setAtMs) - fromMs) / 1000);
  const told = (limit.profile.charging_profile_period ?? []).map((period) => ({
    start_period: startS + period.start_period,
    limit: Math.min(period.limit, mostLimit),
  }));
  const free: Period[] = [{ start_period: Math.min(0, startS - 1), limit: mostLimit }];
  const within = [...free, ...told.filter(({ start_period: at }) => at < endS)];
  if (Number.isFinite(endS)) within.push({ start_period: endS, limit: mostLimit });
  const now = within.findLast(({ start_period: at }) => at <= 0) ?? { limit: mostLimit };
  const later = within.filter(({ start_period: at }) => at > 0);
  const all = [{ start_period: 0, limit: now.limit }, ...later];
  return all.filter(({ limit: here }, index) => here !== all[index - 1]?.limit);
}

function compose({ open }: FoundLive, nowMs: number, durationS: number | null) {
  const { limit, stay } = open;
  const unit = limit?.profile.charging_rate_unit ?? "W";
  const most = mostOf(stay.place.connector, unit);
  const periods =
    limit === undefined ? [{ start_period: 0, limit: most }] : compositePeriods(limit, nowMs, most);
  const isAsked = (period: Period) => durationS === null || period.start_period < durationS;
  const least = limit?.profile.min_charging_rate;
  return {
    ...(durationS === null ? {} : { duration: durationS }),
    charging_rate_unit: unit,
    ...(least === undefined ? {} : { min_charging_rate: least }),
    charging_profile_period: periods.filter(isAsked),
  } satisfies ChargingProfile;
}

/**
 * What holds for a session from now on, for so many seconds or as far as it is known: the profile's limits under those of
 * the connector, and the connector's where there is no profile.
 */
export function activeProfile(
  cpo: Cpo,
  id: string,
  durationS: number | null,
): ActiveChargingProfile | null {
  const found = findLive(cpo, id);
  if (found === null) return null;
  const nowMs = Math.floor(cpo.clock.nowMs() / 1000) * 1000;
  return {
    start_date_time: formatMillis(nowMs),
    charging_profile: compose(found, nowMs, durationS),
  };
}

/** PUTs the ActiveChargingProfile, as a CPO shall after a profile was set and whenever it changes (mod_charging_profiles). */
export async function pushActiveProfile(cpo: Cpo, id: string): Promise<void> {
  const isForeign = findLive(cpo, id)?.stored.isForeign === true;
  const target = findTarget(cpo, "chargingprofiles", "SENDER", isForeign ? "SCSP" : "EMSP");
  const body = activeProfile(cpo, id, null);
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

/** When the profile of a session comes to its end, in ms; never without one that does. */
export function profileEndsMs(cpo: Cpo, id: string): number {
  const limit = cpo.state.sessions.get(id)?.open?.limit;
  return limit === undefined ? Number.POSITIVE_INFINITY : endMsOf(limit.profile, limit.setAtMs);
}

/** Lets go of a profile whose time is over, and says so. */
export async function endProfile(cpo: Cpo, id: string): Promise<void> {
  if (profileEndsMs(cpo, id) > cpo.clock.nowMs()) return;
  if (clearProfile(cpo, id)) await pushActiveProfile(cpo, id);
}
