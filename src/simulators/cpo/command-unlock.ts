import { respond, sendResult } from "./command-replies";
import { type Cpo, locationsOf, runBeside } from "./cpo";
import type { Reply } from "./exchange";
import { stopLive } from "./live-session";
import { findPlace, type Place } from "./places";

export interface UnlockConnector {
  response_url: string;
  location_id: string;
  evse_uid: string;
  connector_id: string;
}

/** A latch opens only on a cable without current: a session there is ended first. */
async function open(cpo: Cpo, command: UnlockConnector, { evse }: Place): Promise<void> {
  const running = [...cpo.live].find(([, { evseUid }]) => evseUid === evse.uid);
  if (running !== undefined) stopLive(cpo, running[0]);
  await sendResult(cpo, command.response_url, "ACCEPTED");
}

/** UNLOCK_CONNECTOR: for a help desk. A fixed cable has no latch to open. */
export function unlockConnector(cpo: Cpo, command: UnlockConnector): Reply {
  const place = findPlace(locationsOf(cpo), {
    locationId: command.location_id,
    evseUid: command.evse_uid,
    connectorId: command.connector_id,
  });
  if (place === null) return respond(cpo, "REJECTED", "There is no such connector.");
  if (!place.evse.capabilities.includes("UNLOCK_CAPABLE")) return respond(cpo, "NOT_SUPPORTED");
  runBeside(cpo, open(cpo, command, place));
  return respond(cpo, "ACCEPTED");
}
