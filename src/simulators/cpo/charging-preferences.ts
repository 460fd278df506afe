import { energyWh } from "./charge";
import { type Cpo, complain } from "./cpo";
import { accept, type Exchange, reject, type Reply } from "./exchange";
import { findLive } from "./find-live";
import type { ChargingPreferences } from "./ocpi-objects";
import type { OpenStay } from "./state";
import { findViolations } from "./validate-object";

/** mod_sessions, ChargingPreferencesResponse. */
type Answer =
  | "ACCEPTED"
  | "DEPARTURE_REQUIRED"
  | "ENERGY_NEED_REQUIRED"
  | "NOT_POSSIBLE"
  | "PROFILE_TYPE_NOT_SUPPORTED";

function isPreferences(value: unknown, version: Exchange["version"]): value is ChargingPreferences {
  return findViolations("ChargingPreferences", value, { version }).length === 0;
}

/** Wh that the connector could give from now until the departure, besides what the car has. */
function withinReachWh(cpo: Cpo, { stay }: OpenStay, departure: string): number {
  const nowMs = cpo.clock.nowMs();
  const text = departure.endsWith("Z") ? departure : `${departure}Z`;
  const hours = (Date.parse(text) - nowMs) / 3_600_000;
  const hasWh = energyWh(stay.charge, Math.max(0, nowMs / 1000 - stay.charge.startS));
  return hasWh + Math.max(0, hours) * stay.place.connector.max_electric_power;
}

/**
 * FAST and REGULAR need nothing further; CHEAP shifts the charging, for which it must know until when and how much; there
 * is no green energy to prefer.
 */
function answerOf(cpo: Cpo, open: OpenStay, wishes: ChargingPreferences): Answer {
  const { profile_type: type, departure_time: departure, energy_need: need } = wishes;
  if (type === "GREEN") return "PROFILE_TYPE_NOT_SUPPORTED";
  if (type === "CHEAP" && departure === undefined) return "DEPARTURE_REQUIRED";
  if (type === "CHEAP" && need === undefined) return "ENERGY_NEED_REQUIRED";
  const isAsked = departure !== undefined && need !== undefined;
  const isOut = isAsked && need * 1000 > withinReachWh(cpo, open, departure);
  return isOut || wishes.discharge_allowed === true ? "NOT_POSSIBLE" : "ACCEPTED";
}

function withoutNulls(wishes: ChargingPreferences): ChargingPreferences {
  const entries = Object.entries(wishes).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(entries), profile_type: wishes.profile_type };
}

/** `PUT {session_id}/charging_preferences`: kept with the session when accepted; a promise it is not. */
export function stateWishes(exchange: Exchange, id: string): Reply {
  const { cpo, body, version } = exchange;
  if (!isPreferences(body, version)) {
    const problems = findViolations("ChargingPreferences", body, { version }).join("; ");
    complain(cpo, `charging_preferences: ${problems}`);
    return reject(2001, problems);
  }
  const found = findLive(cpo, id);
  // A wish is the driver's own: that of another eMSP's driver is not an SCSP's to state.
  if (found === null || found.stored.isForeign === true) {
    return reject(2001, "this session is not going on", 404);
  }
  const { stored, open } = found;
  if (!open.stay.place.evse.capabilities.includes("CHARGING_PREFERENCES_CAPABLE")) {
    return reject(2001, "this EVSE takes no charging preferences", 404);
  }
  const preferences = withoutNulls(body);
  const answer = answerOf(cpo, open, preferences);
  if (answer === "ACCEPTED") {
    cpo.state.sessions.save(stored.object.id, { ...stored, open: { ...open, preferences } });
  }
  return accept(answer);
}
