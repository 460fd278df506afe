import { endProfile, profileEndsMs } from "./active-profile";
import type { Cpo, LiveSession } from "./cpo";
import { putObject, sessionsToPush } from "./deliveries";
import { showStatus } from "./evse-status";
import { findLive } from "./find-live";
import { ceilToGrid, floorToGrid } from "./instants";
import { commitOpeningFaults } from "./opening-faults";
import { tellBegin, tellProgress } from "./session-pushes";
import type { OpenStay, StoredSession } from "./state";
import { abandonSession, advanceSession, openSession, writeCdr } from "./stays";
import { tellCdr } from "./tell-cdr";
import { tokenKey } from "./token-store";

const PATCH_EVERY_S = 3;
/** After so long a car's first messages come, and the first one under a new profile. */
const SOON_S = 15;
/** So many periods are told of soon. */
const TOLD_OFTEN = 3;

export function isBusy(cpo: Cpo, stay: { token: { uid: string; type: string } }): boolean {
  const key = tokenKey(stay.token);
  return [...cpo.live.values()].some((other) => other.tokenKey === key);
}

export function isTaken(cpo: Cpo, evseUid: string): boolean {
  return [...cpo.live.values()].some((other) => other.evseUid === evseUid);
}

/** When a session that was told of at an instant is told of next, in ms. */
function nextPushMs(cpo: Cpo, id: string, toldMs: number): number {
  const stored = cpo.state.sessions.get(id);
  const { tellEveryS = PATCH_EVERY_S, limit } = stored?.open ?? {};
  const isNew = (stored?.object.charging_periods.length ?? 0) < TOLD_OFTEN;
  const everyS = isNew ? Math.min(tellEveryS, SOON_S) : tellEveryS;
  const usualMs = toldMs + (everyS * 1000) / cpo.configuration.speed;
  // A new limit is seen in the meter soon.
  const seenMs = (limit?.setAtMs ?? 0) + SOON_S * 1000;
  return seenMs > toldMs ? Math.min(usualMs, seenMs) : usualMs;
}

/** Waits until the next push, letting go of a profile that ends before. A stop of the session ends the wait soon. */
async function waitForNext(cpo: Cpo, id: string, live: LiveSession): Promise<void> {
  const toldMs = cpo.clock.nowMs();
  const dueMs = (): number => Math.min(nextPushMs(cpo, id, toldMs), live.endS * 1000);
  while (!cpo.signal.aborted && cpo.clock.nowMs() < dueMs()) {
    const lookMs = cpo.clock.nowMs() + PATCH_EVERY_S * 1000;
    await cpo.clock.waitUntil(Math.min(dueMs(), profileEndsMs(cpo, id), lookMs));
    if (!cpo.signal.aborted) await endProfile(cpo, id);
  }
}

async function follow(cpo: Cpo, id: string, live: LiveSession): Promise<void> {
  while (!cpo.signal.aborted && cpo.clock.nowMs() < live.endS * 1000) {
    await waitForNext(cpo, id, live);
    const nowS = Math.floor(cpo.clock.nowMs() / 1000);
    if (!cpo.signal.aborted && nowS < live.endS)
      await tellProgress(cpo, live, { id, untilS: nowS, isEnd: false });
  }
}

/** Tells the end of a session and writes its CDR; true if there is one. */
async function end(cpo: Cpo, id: string, live: LiveSession): Promise<boolean> {
  // Read again: a charging profile may have changed the charge since it began.
  const open = cpo.state.sessions.get(id)?.open;
  if (open === undefined || open === null) throw new Error(`session ${id} is over already`);
  await tellProgress(cpo, live, { id, untilS: live.endS, isEnd: true });
  const { stay, surcharge, cdrCopies } = open;
  return writeCdr(cpo, stay, { endS: live.endS, surcharge, cdrCopies });
}

/** Lives a session from where its record stands to its end, and sends its CDR. A stop of the process leaves it open. */
export async function playOn(cpo: Cpo, stored: StoredSession, open: OpenStay): Promise<void> {
  const { stay } = open;
  const id = stay.sessionId;
  const running: LiveSession = {
    tokenKey: tokenKey(stay.token),
    evseUid: stay.place.evse.uid,
    endS: open.endS,
    heldBack: null,
  };
  const at = { locationId: stay.place.location.id, evseUid: stay.place.evse.uid };
  cpo.live.set(id, running);
  try {
    if (stored.delivery.attempts === 0) await tellBegin(cpo, stored);
    await showStatus(cpo, at, "CHARGING");
    await follow(cpo, id, running);
    if (cpo.signal.aborted) return;
    const hasCdr = open.isEndless === true ? false : await end(cpo, id, running);
    if (open.isEndless === true) abandonSession(cpo, id);
    await showStatus(cpo, at, "AVAILABLE");
    if (hasCdr) await tellCdr(cpo, stay.cdrId);
    cpo.log(`session ${id} ended${hasCdr ? "" : " without a CDR"}`);
  } finally {
    cpo.live.delete(id);
  }
}

/** Begins a session now, told up to this instant, and lives it. */
export async function playLive(cpo: Cpo, opening: Omit<OpenStay, "toldUntilS">): Promise<void> {
  const nowS = Math.floor(cpo.clock.nowMs() / 1000);
  const toldUntilS = Math.max(nowS, opening.stay.charge.startS);
  const open = {
    ...commitOpeningFaults(cpo, opening),
    toldUntilS: Math.min(toldUntilS, opening.endS),
  };
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
  const found = findLive(cpo, id);
  if (found === null) return false;
  const { live, stored, open } = found;
  const endS = ceilToGrid(Math.max(cpo.clock.nowMs() / 1000, open.toldUntilS));
  live.endS = Math.min(live.endS, endS);
  const { id: sessionId } = stored.object;
  cpo.state.sessions.save(sessionId, { ...stored, open: { ...open, endS: live.endS } });
  return true;
}

async function tellPast(cpo: Cpo, opening: Omit<OpenStay, "toldUntilS">): Promise<boolean> {
  const { stay, endS, surcharge, cdrCopies } = opening;
  const { sessionId, cdrId } = stay;
  const put = () => putObject(cpo, sessionsToPush(cpo), sessionId);
  const stored = openSession(cpo, { ...opening, toldUntilS: endS });
  if (opening.isEndless === true) {
    abandonSession(cpo, sessionId);
    await put();
    return false;
  }
  advanceSession(cpo, stored, endS, true);
  // Out of order means here: the CDR before its session.
  const isReordered = cpo.faults.take("reordered_pushes");
  if (!isReordered) await put();
  const hasCdr = writeCdr(cpo, stay, { endS, surcharge, cdrCopies });
  if (hasCdr) await tellCdr(cpo, cdrId);
  if (isReordered) await put();
  return hasCdr;
}

/** A session that is all in the past by the time it is told: COMPLETED at once, with its CDR. True if there is one. */
export async function playPast(cpo: Cpo, opening: Omit<OpenStay, "toldUntilS">): Promise<boolean> {
  const { sessionId } = opening.stay;
  cpo.sending.add(sessionId);
  try {
    return await tellPast(cpo, commitOpeningFaults(cpo, opening));
  } finally {
    cpo.sending.delete(sessionId);
  }
}

/** The grid instant at or before now, from which a session that starts on demand counts. */
export function startNow(cpo: Cpo): number {
  return floorToGrid(cpo.clock.nowMs() / 1000);
}
