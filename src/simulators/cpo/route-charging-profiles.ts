import { activeProfile, pushActiveProfile } from "./active-profile";
import { applyProfile, clearProfile, isFeasible } from "./charging-profiles";
import { isLoopback, isScsp } from "./client";
import { postResult, TIMEOUT_S } from "./command-replies";
import { type Cpo, complain, runBeside } from "./cpo";
import {
  accept,
  type Exchange,
  METHOD_NOT_ALLOWED,
  NOT_FOUND,
  reject,
  type Reply,
} from "./exchange";
import { type FoundLive, findLive } from "./find-live";
import type { ChargingProfile } from "./ocpi-objects";
import { findViolations } from "./validate-object";

interface SetChargingProfile {
  charging_profile: ChargingProfile;
  response_url: string;
}

function respond(result: string): Reply {
  return accept({ result, timeout: TIMEOUT_S });
}

function refuse(cpo: Cpo, problem: string): Reply {
  complain(cpo, `chargingprofiles: ${problem}`);
  return reject(2001, problem);
}

/** The session whose charge point is to be asked, or why the request is answered at once. */
type Steered = { found: FoundLive } | { hindered: Reply };

function findSteered(cpo: Cpo, id: string): Steered {
  const found = findLive(cpo, id);
  // Other eMSPs' sessions are there for an SCSP alone.
  const isHidden = found?.stored.isForeign === true && !isScsp(cpo);
  if (found === null || isHidden) return { hindered: respond("UNKNOWN_SESSION") };
  const { capabilities } = found.open.stay.place.evse;
  return capabilities.includes("CHARGING_PROFILE_CAPABLE")
    ? { found }
    : { hindered: respond("NOT_SUPPORTED") };
}

function evseOf({ open }: FoundLive): string {
  return open.stay.place.evse.uid;
}

/** Waits for the charge point; false when the request is lost on the way to it. */
async function askStation(cpo: Cpo, found: FoundLive): Promise<boolean> {
  const uid = evseOf(found);
  await cpo.clock.pause(cpo.stations.habitsOf(uid).resultAfterS * 1000);
  return !cpo.stations.take(uid, "loses_request") && !cpo.signal.aborted;
}

async function set(cpo: Cpo, found: FoundLive, wish: SetChargingProfile): Promise<void> {
  const { id } = found.stored.object;
  if (!(await askStation(cpo, found))) return;
  const isTaken = isFeasible(wish.charging_profile) && !cpo.stations.take(evseOf(found), "refuses");
  const isSet = isTaken && applyProfile(cpo, id, wish.charging_profile);
  if (cpo.stations.take(evseOf(found), "loses_result")) return;
  await postResult(cpo, wish.response_url, { result: isSet ? "ACCEPTED" : "REJECTED" });
  if (isSet) await pushActiveProfile(cpo, id);
}

/** A GET of what holds for so many seconds. */
async function show(
  cpo: Cpo,
  found: FoundLive,
  { responseUrl, durationS }: { responseUrl: string; durationS: number },
): Promise<void> {
  if (!(await askStation(cpo, found))) return;
  const profile = activeProfile(cpo, found.stored.object.id, durationS);
  const result = profile === null ? { result: "REJECTED" } : { result: "ACCEPTED", profile };
  await postResult(cpo, responseUrl, result);
}

async function clear(cpo: Cpo, found: FoundLive, responseUrl: string): Promise<void> {
  const { id } = found.stored.object;
  if (!(await askStation(cpo, found))) return;
  const isCleared = clearProfile(cpo, id);
  if (cpo.stations.take(evseOf(found), "loses_result")) return;
  await postResult(cpo, responseUrl, { result: isCleared ? "ACCEPTED" : "UNKNOWN" });
  if (isCleared) await pushActiveProfile(cpo, id);
}

function isSetProfile(body: unknown, version: Exchange["version"]): body is SetChargingProfile {
  return findViolations("SetChargingProfile", body, { version }).length === 0;
}

function isTooSoon(cpo: Cpo, found: FoundLive): boolean {
  const { limit } = found.open;
  const { setAgainAfterS } = cpo.stations.habitsOf(evseOf(found));
  const isFresh = limit !== undefined && cpo.clock.nowMs() - limit.setAtMs < setAgainAfterS * 1000;
  return isFresh || cpo.stations.take(evseOf(found), "too_often");
}

function setProfile({ cpo, body, version }: Exchange, id: string): Reply {
  if (!isSetProfile(body, version)) {
    return refuse(cpo, findViolations("SetChargingProfile", body, { version }).join("; "));
  }
  if (!isLoopback(body.response_url)) return refuse(cpo, "response_url is not on this machine");
  const steered = findSteered(cpo, id);
  if ("hindered" in steered) return steered.hindered;
  if (isTooSoon(cpo, steered.found)) return respond("TOO_OFTEN");
  runBeside(cpo, set(cpo, steered.found, body));
  return respond("ACCEPTED");
}

/** chargingprofiles, Receiver (2.2.1 and 2.3.0): PUT, GET and DELETE of `{session_id}`; what the charge point says comes later. */
export function chargingProfilesRoute(exchange: Exchange): Reply {
  const { cpo, method, path, query } = exchange;
  const [id] = path;
  if (id === undefined || path.length > 1) return NOT_FOUND;
  if (method === "PUT") return setProfile(exchange, id);
  if (method !== "GET" && method !== "DELETE") return METHOD_NOT_ALLOWED;
  const responseUrl = query.get("response_url") ?? "";
  if (!isLoopback(responseUrl))
    return refuse(cpo, "response_url is missing or not on this machine");
  if (method === "GET" && !/^\d{1,9}$/u.test(query.get("duration") ?? "")) {
    return refuse(cpo, "duration is missing or not a number");
  }
  const steered = findSteered(cpo, id);
  if ("hindered" in steered) return steered.hindered;
  const { found } = steered;
  const durationS = Number(query.get("duration"));
  const work =
    method === "GET"
      ? show(cpo, found, { responseUrl, durationS })
      : clear(cpo, found, responseUrl);
  runBeside(cpo, work);
  return respond("ACCEPTED");
}
