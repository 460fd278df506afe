import { respond, postResult, sendResult } from "./command-replies";
import { type Cpo, locationsOf, runBeside, versionOf } from "./cpo";
import type { Reply } from "./exchange";
import { isTaken } from "./live-session";
import type { Token } from "./ocpi-objects";
import { findPlace, type Place } from "./places";
import {
  findReservation,
  isReservedByOther,
  keepReservation,
  releaseReservation,
} from "./reservations";
import { toCdrToken } from "./token-store";

export interface ReserveNow {
  response_url: string;
  token: Token;
  expiry_date: string;
  /** A whole number in 2.1.1. */
  reservation_id: number | string;
  location_id: string;
  evse_uid?: string;
}

export interface CancelReservation {
  response_url: string;
  reservation_id: string;
}

function expiryOf({ expiry_date: at }: ReserveNow): number {
  return Date.parse(at.endsWith("Z") ? at : `${at}Z`);
}

async function keep(cpo: Cpo, command: ReserveNow, place: Place): Promise<void> {
  const { uid: evseUid } = place.evse;
  const id = String(command.reservation_id);
  if (isTaken(cpo, evseUid) || isReservedByOther(cpo, evseUid, id)) {
    await sendResult(cpo, command.response_url, "EVSE_OCCUPIED");
    return;
  }
  await keepReservation(cpo, {
    id,
    token: toCdrToken(command.token),
    locationId: place.location.id,
    evseUid,
    expiresMs: expiryOf(command),
    responseUrl: command.response_url,
  });
  await sendResult(cpo, command.response_url, "ACCEPTED");
}

/** RESERVE_NOW: keeps an EVSE free for a token; the same reservation_id again moves or prolongs it. */
export function reserveNow(cpo: Cpo, command: ReserveNow): Reply {
  // Repeated without an EVSE it stays where it is.
  const former = findReservation(cpo, String(command.reservation_id));
  const isSame = former?.locationId.toUpperCase() === command.location_id.toUpperCase();
  const place = findPlace(locationsOf(cpo), {
    locationId: command.location_id,
    evseUid: command.evse_uid ?? (isSame ? former?.evseUid : undefined),
  });
  if (place === null) return respond(cpo, "REJECTED", "There is no such EVSE, or none is free.");
  if (!place.evse.capabilities.includes("RESERVABLE")) return respond(cpo, "NOT_SUPPORTED");
  if (!(expiryOf(command) > cpo.clock.nowMs())) {
    return respond(cpo, "REJECTED", "The reservation is over before it begins.");
  }
  runBeside(cpo, keep(cpo, command, place));
  return respond(cpo, "ACCEPTED");
}

async function cancel(cpo: Cpo, command: CancelReservation): Promise<void> {
  const isKnown = findReservation(cpo, command.reservation_id) !== undefined;
  if (isKnown) await releaseReservation(cpo, command.reservation_id);
  await sendResult(cpo, command.response_url, isKnown ? "ACCEPTED" : "UNKNOWN_RESERVATION");
}

/** CANCEL_RESERVATION, which 2.1.1 does not have. */
export function cancelReservation(cpo: Cpo, command: CancelReservation): Reply {
  runBeside(cpo, cancel(cpo, command));
  return respond(cpo, "ACCEPTED");
}

/** Takes a reservation back on our own account and says so where RESERVE_NOW wanted its result; false if there is none. */
export async function withdrawReservation(cpo: Cpo, id: string): Promise<boolean> {
  const reservation = findReservation(cpo, id);
  if (reservation === undefined) return false;
  await releaseReservation(cpo, id);
  // 2.1.1 has no word for it.
  if (versionOf(cpo) !== "2.1.1") {
    await postResult(cpo, reservation.responseUrl, { result: "CANCELED_RESERVATION" });
  }
  return true;
}
