import { pushActiveProfile } from "./active-profile";
import { reboot } from "./charging-profiles";
import type { Outcome } from "./control-session";
import { type Cpo, runBeside } from "./cpo";
import { findLive } from "./find-live";
import { redraw } from "./redraw";

type Body = Record<string, unknown>;

/** The sessions that go on at an EVSE, or at all of them. */
function sessionsAt(cpo: Cpo, evseUid: string | null): string[] {
  return [...cpo.live].flatMap(([id, live]) =>
    evseUid === null || live.evseUid === evseUid ? [id] : [],
  );
}

function isTarget(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}

/** `{"evse_uid": …, "drift_percent": 3, …}`: all EVSEs where none is named. Holds for cars that charge already, too. */
function setStations(cpo: Cpo, body: Body): Outcome {
  const { evse_uid: uid = null, ...changes } = body;
  if (!isTarget(uid)) return { http: 400, body: { error: "evse_uid is no text" } };
  const errors = cpo.stations.set(uid, changes);
  for (const id of sessionsAt(cpo, uid)) {
    const found = findLive(cpo, id);
    const isSteered = found?.open.stay.place.evse.capabilities.includes("CHARGING_PROFILE_CAPABLE");
    if (found !== null && isSteered === true) redraw(cpo, found, { limit: found.open.limit });
  }
  return {
    http: errors.length > 0 ? 400 : 200,
    body: { stations: cpo.stations.describe(), errors },
  };
}

/** `{"evse_uid": …}`: charge points start anew and forget their profiles, which they say. */
function rebootStations(cpo: Cpo, { evse_uid: uid = null }: Body): Outcome {
  if (!isTarget(uid)) return { http: 400, body: { error: "evse_uid is no text" } };
  const lost = sessionsAt(cpo, uid).filter((id) => reboot(cpo, id));
  for (const id of lost) runBeside(cpo, pushActiveProfile(cpo, id));
  return { http: 200, body: { lost_profiles: lost } };
}

/** What can be ordered of the charge points. */
export const STATION_ORDERS: readonly (readonly [string, (cpo: Cpo, body: Body) => Outcome])[] = [
  ["stations", setStations],
  ["stations/reboot", rebootStations],
];
