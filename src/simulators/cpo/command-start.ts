import { respond, sendResult } from "./command-replies";
import { type Cpo, locationsOf, runBeside } from "./cpo";
import type { Reply } from "./exchange";
import { findLive } from "./find-live";
import { startInGarage } from "./garage";
import { isBusy, isTaken, playLive, startNow, stopLive } from "./live-session";
import type { Token } from "./ocpi-objects";
import { findPlace, type Place, tariffOf } from "./places";
import { isReservedForOther, consumeReservation } from "./reservations";
import { takeIds } from "./stays";
import { startAtStreet } from "./street-site";
import { onDemandCurve } from "./story-plan";
import { toCdrToken } from "./token-store";

/** How long a session started from afar lasts unless it is stopped. */
const LONGEST_S = 900;
/** How long after its result TIMEOUT a session begins all the same. */
const AFTER_TIMEOUT_MS = 4_000;

export interface StartSession {
  response_url: string;
  token: Token;
  location_id: string;
  evse_uid?: string;
  connector_id?: string;
  authorization_reference?: string;
}

export interface StopSession {
  response_url: string;
  session_id: string;
}

async function begin(cpo: Cpo, command: StartSession, place: Place): Promise<void> {
  const { uid } = place.evse;
  if (isTaken(cpo, uid) || isReservedForOther(cpo, uid, command.token)) {
    await sendResult(cpo, command.response_url, "EVSE_OCCUPIED");
    return;
  }
  const isTimeout = cpo.faults.take("timeout_then_start");
  await sendResult(cpo, command.response_url, isTimeout ? "TIMEOUT" : "ACCEPTED");
  if (isTimeout) await cpo.clock.pause(AFTER_TIMEOUT_MS);
  if (cpo.signal.aborted) return;
  consumeReservation(cpo, uid);
  const startS = startNow(cpo);
  const atStreet = startAtStreet(place, startS);
  const { endS, ...plugged } = startInGarage(cpo, place, startS) ?? {
    charge: atStreet?.charge ?? { startS, curve: onDemandCurve(place), fullAfterS: null },
    place,
    endS: atStreet?.endS ?? startS + LONGEST_S,
  };
  await playLive(cpo, {
    stay: {
      ...takeIds(cpo),
      token: toCdrToken(command.token),
      auth: { method: "COMMAND", reference: command.authorization_reference },
      tariff: tariffOf(cpo.profile, place.connector),
      ...plugged,
    },
    endS,
    surcharge: 0,
    cdrCopies: 1,
  });
}

/** START_SESSION: the charge point answers later, and the Session comes after its answer. */
export function startSession(cpo: Cpo, command: StartSession): Reply {
  const place = findPlace(locationsOf(cpo), {
    locationId: command.location_id,
    evseUid: command.evse_uid,
    connectorId: command.connector_id,
  });
  if (place === null) {
    return respond(cpo, "REJECTED", "There is no such connector, or none is free.");
  }
  if (isBusy(cpo, command)) return respond(cpo, "REJECTED", "This token is charging already.");
  runBeside(cpo, begin(cpo, command, place));
  return respond(cpo, "ACCEPTED");
}

/** STOP_SESSION. */
export function stopSession(cpo: Cpo, command: StopSession): Reply {
  const isForeign = findLive(cpo, command.session_id)?.stored.isForeign === true;
  if (isForeign || !stopLive(cpo, command.session_id)) return respond(cpo, "UNKNOWN_SESSION");
  runBeside(cpo, sendResult(cpo, command.response_url, "ACCEPTED"));
  return respond(cpo, "ACCEPTED");
}
