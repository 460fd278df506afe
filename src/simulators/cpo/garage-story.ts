import { isScsp } from "./client";
import type { Cpo } from "./cpo";
import { arrive, canHaveGarage, freeEvseUids, takeArrivalNumber } from "./garage";
import { type Choice, drawOccupancy, drawPauseS, planArrival, planEarlier } from "./garage-plan";
import { GARAGE_ID } from "./garage-site";
import { localTime } from "./instants";
import { isIntroduced } from "./introduction";
import { isBusy } from "./live-session";
import type { CdrToken } from "./ocpi-objects";
import type { StoredSession } from "./state";

const LOOK_EVERY_MS = 2_000;
/** So many EVSEs are left for those who ask to charge. */
const KEPT_FREE = 4;
/** Own drivers come here only after so long: the first minutes are the other sites'. */
const OWN_AFTER_MS = 360_000;
/** After so long without a look, the garage is found as it would be by now. */
const AWAY_MS = 1_800_000;
/** So long a session of another eMSP is kept when it is over and told. */
const KEPT_MS = 3_600_000;
/** Cars that stand there already are told one after another. */
const APART_MS = 400;

function isHere({ object, open }: StoredSession): boolean {
  return open !== null && object.location_id === GARAGE_ID;
}

/** Drivers of the registered eMSP who may come now: one at a time, once the other sites have had their first turns. */
function ownTokens(cpo: Cpo): CdrToken[] {
  const { progress, garage, sessions } = cpo.state;
  const { isStoryOn, tokens } = cpo.configuration;
  const isEarly = cpo.clock.nowMs() - garage.value.openedMs < OWN_AFTER_MS;
  const isBrisk = isStoryOn && progress.value.livePlayed < cpo.profile.pace.brisk;
  const isOneHere = sessions.all().some((stored) => isHere(stored) && stored.isForeign !== true);
  if (isEarly || isBrisk || isOneHere) return [];
  return tokens.filter((token) => token.type === "RFID" && !isBusy(cpo, { token }));
}

/** Takes leave of other eMSPs' sessions that are over and told. */
function forgetForeign(cpo: Cpo): void {
  const { sessions } = cpo.state;
  const beforeMs = cpo.clock.nowMs() - KEPT_MS;
  for (const { object, open, isForeign, delivery } of sessions.all()) {
    const isDone = isForeign === true && open === null && delivery.state !== "pending";
    if (isDone && Date.parse(object.last_updated) < beforeMs) sessions.remove(object.id);
  }
}

/** When the latest session at an EVSE ended, in seconds. */
function lastEndS(cpo: Cpo, evseUid: string): number {
  const ends = cpo.state.sessions
    .all()
    .filter(({ object }) => object.evse_uid === evseUid)
    .map(({ object }) => Date.parse(object.end_date_time ?? object.start_date_time) / 1000);
  return Math.max(0, ...ends);
}

/** The cars that would stand there by now. Where the garage was seen before, none of them came earlier than that. */
async function fill(cpo: Cpo): Promise<void> {
  const { garage, sessions } = cpo.state;
  const { seed } = cpo.configuration;
  const { arrivals, openedMs, nextArrivalMs } = garage.value;
  const nowMs = cpo.clock.nowMs();
  const isPresent = (stored: StoredSession) =>
    isHere(stored) && (stored.open?.endS ?? 0) * 1000 > nowMs;
  const missing = drawOccupancy(seed, arrivals) - sessions.all().filter(isPresent).length;
  const seenS = Math.ceil(nextArrivalMs / 1000);
  garage.update({ openedMs: openedMs === 0 ? nowMs : openedMs, nextArrivalMs: nowMs + 60_000 });
  for (let count = 0; count < missing && !cpo.signal.aborted; count += 1) {
    const choice: Choice = { freeEvseUids: freeEvseUids(cpo), ownTokens: [] };
    if (choice.freeEvseUids.length <= KEPT_FREE) return;
    const number = takeArrivalNumber(cpo);
    const planned = planEarlier(seed, number, nowMs / 1000, choice);
    const notBeforeS = Math.max(seenS, lastEndS(cpo, planned.evseUid));
    const isLate = planned.startS < notBeforeS;
    const arrival = isLate ? planArrival(seed, number, nowMs / 1000, choice) : planned;
    await arrive(cpo, number, arrival);
    await cpo.clock.pause(APART_MS);
  }
}

async function receiveNext(cpo: Cpo): Promise<void> {
  const { garage } = cpo.state;
  const { seed } = cpo.configuration;
  const nowMs = cpo.clock.nowMs();
  const number = takeArrivalNumber(cpo);
  const hour = Number(localTime(nowMs / 1000, cpo.profile.timeZone).slice(0, 2));
  const pauseMs = (drawPauseS(seed, number, hour) * 1000) / cpo.configuration.speed;
  garage.update({ nextArrivalMs: nowMs + pauseMs });
  const choice = { freeEvseUids: freeEvseUids(cpo), ownTokens: ownTokens(cpo) };
  if (choice.freeEvseUids.length <= KEPT_FREE) return;
  await arrive(cpo, number, planArrival(seed, number, nowMs / 1000, choice));
}

function isAway(cpo: Cpo): boolean {
  const { openedMs, nextArrivalMs } = cpo.state.garage.value;
  return openedMs === 0 || cpo.clock.nowMs() - nextArrivalMs > AWAY_MS;
}

/** The garage's days: cars come and go until the process ends, as long as somebody steers them. */
export async function playGarage(cpo: Cpo): Promise<void> {
  while (!cpo.signal.aborted) {
    if (isIntroduced(cpo) && canHaveGarage(cpo) && isScsp(cpo)) {
      if (isAway(cpo)) await fill(cpo);
      if (cpo.clock.nowMs() >= cpo.state.garage.value.nextArrivalMs) await receiveNext(cpo);
      forgetForeign(cpo);
    }
    const { nextArrivalMs } = cpo.state.garage.value;
    const nowMs = cpo.clock.nowMs();
    const dueMs = nextArrivalMs > nowMs ? nextArrivalMs : Number.POSITIVE_INFINITY;
    await cpo.clock.waitUntil(Math.min(nowMs + LOOK_EVERY_MS, dueMs));
  }
}
