import {
  activeProfile,
  applyProfile,
  clearProfile,
  isFeasible,
  pushActiveProfile,
  SET_AGAIN_AFTER_MS,
} from "./charging-profiles";
import { isLoopback } from "./client";
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
import { findLive } from "./live-session";
import type { ChargingProfile } from "./ocpi-objects";
import { findViolations } from "./validate-object";

const RESULT_AFTER_MS = 800;

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

/** Why a request about this session is answered at once, or null when its charge point is to be asked. */
function hindrance(cpo: Cpo, id: string): Reply | null {
  const found = findLive(cpo, id);
  if (found === null) return respond("UNKNOWN_SESSION");
  const { capabilities } = found.open.stay.place.evse;
  return capabilities.includes("CHARGING_PROFILE_CAPABLE") ? null : respond("NOT_SUPPORTED");
}

async function set(cpo: Cpo, id: string, wish: SetChargingProfile): Promise<void> {
  await cpo.clock.pause(RESULT_AFTER_MS);
  const isSet = isFeasible(wish.charging_profile) && applyProfile(cpo, id, wish.charging_profile);
  await postResult(cpo, wish.response_url, { result: isSet ? "ACCEPTED" : "REJECTED" });
  if (isSet) await pushActiveProfile(cpo, id);
}

async function show(cpo: Cpo, id: string, responseUrl: string): Promise<void> {
  await cpo.clock.pause(RESULT_AFTER_MS);
  const profile = activeProfile(cpo, id);
  const result = profile === null ? { result: "REJECTED" } : { result: "ACCEPTED", profile };
  await postResult(cpo, responseUrl, result);
}

async function clear(cpo: Cpo, id: string, responseUrl: string): Promise<void> {
  await cpo.clock.pause(RESULT_AFTER_MS);
  const isCleared = clearProfile(cpo, id);
  await postResult(cpo, responseUrl, { result: isCleared ? "ACCEPTED" : "UNKNOWN" });
  if (isCleared) await pushActiveProfile(cpo, id);
}

function isSetProfile(body: unknown, version: Exchange["version"]): body is SetChargingProfile {
  return findViolations("SetChargingProfile", body, { version }).length === 0;
}

function setProfile({ cpo, body, version }: Exchange, id: string): Reply {
  if (!isSetProfile(body, version)) {
    return refuse(cpo, findViolations("SetChargingProfile", body, { version }).join("; "));
  }
  if (!isLoopback(body.response_url)) return refuse(cpo, "response_url is not on this machine");
  const hindered = hindrance(cpo, id);
  if (hindered !== null) return hindered;
  const limit = findLive(cpo, id)?.open.limit;
  const isTooSoon = limit !== undefined && cpo.clock.nowMs() - limit.setAtMs < SET_AGAIN_AFTER_MS;
  if (isTooSoon) return respond("TOO_OFTEN");
  runBeside(cpo, set(cpo, id, body));
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
  const hindered = hindrance(cpo, id);
  if (hindered !== null) return hindered;
  runBeside(cpo, method === "GET" ? show(cpo, id, responseUrl) : clear(cpo, id, responseUrl));
  return respond("ACCEPTED");
}
