import { callOcpi, describe, findTarget, isLoopback } from "./client";
import { type Cpo, complain, locationsOf, runBeside } from "./cpo";
import {
  accept,
  type Exchange,
  METHOD_NOT_ALLOWED,
  NOT_FOUND,
  reject,
  type Reply,
} from "./exchange";
import { isBusy, isTaken, playLive, startNow, stopLive } from "./live-session";
import type { Token } from "./ocpi-objects";
import { findPlace, type Place, tariffOf } from "./places";
import { takeIds } from "./stays";
import { onDemandCurve } from "./story-plan";
import { toCdrToken } from "./token-store";
import { findViolations } from "./validate-object";

/** How long the eMSP may wait for the result, and how long a session started from afar lasts unless it is stopped. */
const TIMEOUT_S = 30;
const LONGEST_S = 900;
const RESULT_AFTER_MS = 800;

interface StartSession {
  response_url: string;
  token: Token;
  location_id: string;
  evse_uid?: string;
  connector_id?: string;
  authorization_reference?: string;
}

interface StopSession {
  response_url: string;
  session_id: string;
}

const NOT_SUPPORTED = ["CANCEL_RESERVATION", "RESERVE_NOW", "UNLOCK_CONNECTOR"];

function respond(result: string, text?: string): Reply {
  const message = text === undefined ? {} : { message: [{ language: "en", text }] };
  return accept({ result, timeout: TIMEOUT_S, ...message });
}

function isBody<T extends { response_url: string }>(name: string, body: unknown): body is T {
  return findViolations(name, body).length === 0;
}

/** The charge point's answer, some time after the CommandResponse (mod_commands, CommandResult). */
async function sendResult(cpo: Cpo, responseUrl: string, result: string): Promise<void> {
  await cpo.clock.pause(RESULT_AFTER_MS);
  // Any endpoint of the partner tells who is at the other end and which token opens its doors.
  const target = findTarget(cpo, "tokens", "SENDER");
  if (target === null) return;
  const { token, to } = target;
  const answer = await callOcpi(cpo, {
    method: "POST",
    url: responseUrl,
    token,
    to,
    body: { result },
  });
  if (answer.outcome !== "accepted") cpo.log(`CommandResult: ${describe(answer)}`);
}

async function begin(cpo: Cpo, command: StartSession, place: Place): Promise<void> {
  if (isTaken(cpo, place.evse.uid)) {
    await sendResult(cpo, command.response_url, "EVSE_OCCUPIED");
    return;
  }
  await sendResult(cpo, command.response_url, "ACCEPTED");
  const startS = startNow(cpo);
  const curve = onDemandCurve(place);
  await playLive(cpo, {
    stay: {
      ...takeIds(cpo),
      token: toCdrToken(command.token),
      auth: { method: "COMMAND", reference: command.authorization_reference },
      place,
      tariff: tariffOf(cpo.profile, place.connector),
      charge: { startS, curve, fullAfterS: null },
    },
    endS: startS + LONGEST_S,
    surcharge: 0,
    cdrCopies: 1,
  });
}

function startSession(cpo: Cpo, command: StartSession): Reply {
  const place = findPlace(locationsOf(cpo), {
    locationId: command.location_id,
    evseUid: command.evse_uid,
    connectorId: command.connector_id,
  });
  if (place === null) return respond("REJECTED", "There is no such connector, or none is free.");
  if (isBusy(cpo, command)) return respond("REJECTED", "This token is charging already.");
  runBeside(cpo, begin(cpo, command, place));
  return respond("ACCEPTED");
}

function stopSession(cpo: Cpo, command: StopSession): Reply {
  if (!stopLive(cpo, command.session_id)) return respond("UNKNOWN_SESSION");
  runBeside(cpo, sendResult(cpo, command.response_url, "ACCEPTED"));
  return respond("ACCEPTED");
}

function refuse(cpo: Cpo, name: string, body: unknown): Reply {
  const problems = findViolations(name, body).join("; ") || "response_url is not on this machine";
  complain(cpo, `commands: ${problems}`);
  return reject(2001, problems);
}

/** commands, Receiver: START_SESSION and STOP_SESSION; what needs a reservation or a latch is NOT_SUPPORTED. */
export function commandsRoute({ cpo, method, path, body }: Exchange): Reply {
  const [command] = path;
  if (method !== "POST") return METHOD_NOT_ALLOWED;
  if (command === undefined || path.length > 1) return NOT_FOUND;
  if (NOT_SUPPORTED.includes(command)) return respond("NOT_SUPPORTED");
  if (command === "START_SESSION") {
    const isFine = isBody<StartSession>("StartSession", body) && isLoopback(body.response_url);
    return isFine ? startSession(cpo, body) : refuse(cpo, "StartSession", body);
  }
  if (command === "STOP_SESSION") {
    const isFine = isBody<StopSession>("StopSession", body) && isLoopback(body.response_url);
    return isFine ? stopSession(cpo, body) : refuse(cpo, "StopSession", body);
  }
  return NOT_FOUND;
}
