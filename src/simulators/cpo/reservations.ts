import { type Cpo, runBeside } from "./cpo";
import { showStatus } from "./evse-status";
import { isTaken } from "./live-session";
import type { StoredReservation } from "./state";
import { tokenKey } from "./token-store";

const LONGEST_WAIT_MS = 3_600_000;

function keyOf(id: string): string {
  return id.toUpperCase();
}

export function findReservation(cpo: Cpo, id: string): StoredReservation | undefined {
  return cpo.state.reservations.get(keyOf(id));
}

function reservationAt(cpo: Cpo, evseUid: string): StoredReservation | undefined {
  return cpo.state.reservations.all().find((reservation) => reservation.evseUid === evseUid);
}

/** True while the EVSE is kept free for another token than this one. */
export function isReservedForOther(
  cpo: Cpo,
  evseUid: string,
  token: { uid: string; type: string },
): boolean {
  const reservation = reservationAt(cpo, evseUid);
  return reservation !== undefined && tokenKey(reservation.token) !== tokenKey(token);
}

/** True while another reservation than this one holds the EVSE. */
export function isReservedByOther(cpo: Cpo, evseUid: string, id: string): boolean {
  const reservation = reservationAt(cpo, evseUid);
  return reservation !== undefined && keyOf(reservation.id) !== keyOf(id);
}

/** Ends a reservation and shows its EVSE free, unless somebody charges there. */
export async function releaseReservation(cpo: Cpo, id: string): Promise<void> {
  const reservation = findReservation(cpo, id);
  if (reservation === undefined) return;
  cpo.state.reservations.remove(keyOf(id));
  if (!isTaken(cpo, reservation.evseUid)) await showStatus(cpo, reservation, "AVAILABLE");
}

/** The car that a reservation was for has come: it is used up, and the EVSE shows what the session does to it. */
export function consumeReservation(cpo: Cpo, evseUid: string): void {
  const reservation = reservationAt(cpo, evseUid);
  if (reservation !== undefined) cpo.state.reservations.remove(keyOf(reservation.id));
}

async function awaitExpiry(cpo: Cpo, id: string): Promise<void> {
  for (;;) {
    const reservation = findReservation(cpo, id);
    if (reservation === undefined || cpo.signal.aborted) return;
    const nowMs = cpo.clock.nowMs();
    if (nowMs >= reservation.expiresMs) break;
    await cpo.clock.waitUntil(Math.min(reservation.expiresMs, nowMs + LONGEST_WAIT_MS));
  }
  cpo.log(`reservation ${id} expired`);
  await releaseReservation(cpo, id);
}

/** Keeps an EVSE free until the reservation expires. The same id again replaces what it stood for. */
export async function keepReservation(
  cpo: Cpo,
  wanted: Omit<StoredReservation, "order">,
): Promise<void> {
  const { reservations } = cpo.state;
  const former = findReservation(cpo, wanted.id);
  const hasMoved = former !== undefined && former.evseUid !== wanted.evseUid;
  reservations.save(keyOf(wanted.id), {
    ...wanted,
    order: former?.order ?? reservations.nextOrder(),
  });
  if (hasMoved) await showStatus(cpo, former, "AVAILABLE");
  await showStatus(cpo, wanted, "RESERVED");
  if (former === undefined) runBeside(cpo, awaitExpiry(cpo, wanted.id));
}

/** Watches over the reservations that a former start left. */
export function resumeReservations(cpo: Cpo): void {
  for (const { id } of cpo.state.reservations.all()) runBeside(cpo, awaitExpiry(cpo, id));
}
