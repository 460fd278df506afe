import type { Cpo, LiveSession } from "./cpo";
import { patchObject, putObject } from "./deliveries";
import { ceilToGrid, floorToGrid, formatMillis } from "./instants";
import { sendCdr } from "./send-cdr";
import type { Stay } from "./session-objects";
import type { OpenStay, StoredSession } from "./state";
import { advanceSession, openSession, writeCdr } from "./stays";
import { tokenKey } from "./token-store";

const PATCH_EVERY_MS = 3_000;

export function isBusy(cpo: Cpo, stay: { token: { uid: string; type: string } }): boolean {
  const key = tokenKey(stay.token);
  return [...cpo.live.values()].some((other) => other.tokenKey === key);
}

export function isTaken(cpo: Cpo, evseUid: string): boolean {
  return [...cpo.live.values()].some((other) => other.evseUid === evseUid);
}

/** Tells the eMSP that the EVSE is taken or free again. */
async function showStatus(
  cpo: Cpo,
  { place }: Stay,
  status: "AVAILABLE" | "CHARGING",
): Promise<void> {
  const { locations } = cpo.state;
  const stored = locations.get(place.location.id);
  if (stored === undefined) return;
  const updated = formatMillis(cpo.clock.nowMs());
  const { evses } = stored.object;
  locations.save(place.location.id, {
    ...stored,
    object: {
      ...stored.object,
      evses: evses.map((evse) =>
        evse.uid === place.evse.uid ? { ...evse, status, last_updated: updated } : evse,
      ),
      last_updated: updated,
    },
  });
  await patchObject(cpo, "locations", locations, {
    id: place.location.id,
    path: [place.evse.uid],
    body: { status, last_updated: updated },
  });
}

/** The first push of a session: a PUT; or, as some partners do, a PATCH first and then a PUT that is older than it. */
async function tellBegin(cpo: Cpo, stored: StoredSession): Promise<void> {
  const { sessions } = cpo.state;
  if (cpo.faults.take("patch_before_put")) {
    const { kwh, total_cost: cost } = stored.object;
    const body = { kwh, total_cost: cost, last_updated: formatMillis(cpo.clock.nowMs() + 1_000) };
    await patchObject(cpo, "sessions", sessions, { id: stored.object.id, body, isBlind: true });
  }
  await putObject(cpo, "sessions", sessions, stored.object.id);
}

async function tellProgress(cpo: Cpo, id: string, untilS: number, isEnd: boolean): Promise<void> {
  const { sessions } = cpo.state;
  const stored = sessions.get(id);
  if (stored === undefined || stored.open === null) return;
  const body = advanceSession(cpo, stored, untilS, isEnd);
  // A session that the eMSP refused is not forced on it every three seconds; its end is told once more.
  if (stored.delivery.state === "refused" && !isEnd) return;
  await patchObject(cpo, "sessions", sessions, { id, body });
}

async function follow(cpo: Cpo, id: string, live: LiveSession): Promise<void> {
  while (!cpo.signal.aborted && cpo.clock.nowMs() < live.endS * 1000) {
    const nextMs = Math.min(
      live.endS * 1000,
      cpo.clock.nowMs() + PATCH_EVERY_MS / cpo.configuration.speed,
    );
    await cpo.clock.waitUntil(nextMs);
    const nowS = Math.floor(cpo.clock.nowMs() / 1000);
    if (!cpo.signal.aborted && nowS < live.endS) await tellProgress(cpo, id, nowS, false);
  }
}

/** Lives a session from where its record stands to its end, and sends its CDR. A stop of the process leaves it open. */
export async function playOn(cpo: Cpo, stored: StoredSession, open: OpenStay): Promise<void> {
  const { stay } = open;
  const id = stay.sessionId;
  const running: LiveSession = {
    tokenKey: tokenKey(stay.token),
    evseUid: stay.place.evse.uid,
    endS: open.endS,
  };
  cpo.live.set(id, running);
  try {
    if (stored.delivery.attempts === 0) await tellBegin(cpo, stored);
    await showStatus(cpo, stay, "CHARGING");
    await follow(cpo, id, running);
    if (cpo.signal.aborted) return;
    await tellProgress(cpo, id, running.endS, true);
    const { surcharge, cdrCopies } = open;
    const hasCdr = writeCdr(cpo, stay, { endS: running.endS, surcharge, cdrCopies });
    await showStatus(cpo, stay, "AVAILABLE");
    if (hasCdr) await sendCdr(cpo, stay.cdrId);
    cpo.log(`session ${id} ended${hasCdr ? "" : " without a CDR"}`);
  } finally {
    cpo.live.delete(id);
  }
}

/** Begins a session now, told up to this instant, and lives it. */
export async function playLive(cpo: Cpo, opening: Omit<OpenStay, "toldUntilS">): Promise<void> {
  const nowS = Math.floor(cpo.clock.nowMs() / 1000);
  const toldUntilS = Math.max(nowS, opening.stay.charge.startS);
  const open = { ...opening, toldUntilS: Math.min(toldUntilS, opening.endS) };
  cpo.log(`session ${opening.stay.sessionId} at ${opening.stay.place.evse.uid}`);
  await playOn(cpo, openSession(cpo, open), open);
}

/** The sessions that a former start left open, to be played on; the car has charged in the meantime. */
export function openStays(cpo: Cpo): { stored: StoredSession; open: OpenStay }[] {
  return cpo.state.sessions
    .all()
    .flatMap((stored) => (stored.open === null ? [] : [{ stored, open: stored.open }]));
}

/** Moves the end of a live session to the next instant of the grid; false when there is no such session. */
export function stopLive(cpo: Cpo, id: string): boolean {
  const found = [...cpo.live].find(([sessionId]) => sessionId.toUpperCase() === id.toUpperCase());
  const stored = found === undefined ? undefined : cpo.state.sessions.get(found[0]);
  if (found === undefined || stored === undefined || stored.open === null) return false;
  const endS = ceilToGrid(Math.max(cpo.clock.nowMs() / 1000, stored.open.toldUntilS));
  found[1].endS = Math.min(found[1].endS, endS);
  cpo.state.sessions.save(found[0], { ...stored, open: { ...stored.open, endS: found[1].endS } });
  return true;
}

/** A session that is all in the past by the time it is told: COMPLETED at once, with its CDR. */
export async function playPast(cpo: Cpo, opening: Omit<OpenStay, "toldUntilS">): Promise<boolean> {
  const { stay, endS, surcharge, cdrCopies } = opening;
  const stored = openSession(cpo, { ...opening, toldUntilS: endS });
  advanceSession(cpo, stored, endS, true);
  cpo.sending.add(stay.sessionId);
  try {
    await putObject(cpo, "sessions", cpo.state.sessions, stay.sessionId);
  } finally {
    cpo.sending.delete(stay.sessionId);
  }
  const hasCdr = writeCdr(cpo, stay, { endS, surcharge, cdrCopies });
  if (hasCdr) await sendCdr(cpo, stay.cdrId);
  return hasCdr;
}

/** The grid instant at or before now, from which a session that starts on demand counts. */
export function startNow(cpo: Cpo): number {
  return floorToGrid(cpo.clock.nowMs() / 1000);
}
