import { authorize } from "./authorize";
import { type Cpo, locationsOf, runBeside, versionOf } from "./cpo";
import { canHaveGarage, stockGarage } from "./garage";
import { GARAGE_ID } from "./garage-site";
import { playGarage } from "./garage-story";
import { planGhost } from "./ghost-charge";
import { isForgotten, registerAsSender } from "./handshake-as-sender";
import { formatMillis } from "./instants";
import { isIntroduced } from "./introduction";
import { isBusy, isTaken, openStays, playLive, playOn } from "./live-session";
import { buildLocations } from "./locations";
import { isOfNetwork, playNetwork, stockNetwork } from "./network";
import { tariffOf } from "./places";
import { STREET_ID, stockStreet } from "./street-site";
import { between, drawFor } from "./random";
import { deliverCatalogue, redeliver } from "./redeliver";
import { recordMonth } from "./reconciliations";
import { isReservedForOther, resumeReservations, consumeReservation } from "./reservations";
import type { CdrToken } from "./ocpi-objects";
import type { Stay } from "./session-objects";
import { PENDING } from "./state";
import { advanceSession, openSession, takeIds, writeCdr } from "./stays";
import { type Cast, type PlannedCharge, planHistory, planLive, previousMonth } from "./story-plan";
import { pullTokens, toCdrToken, tokenKey } from "./token-store";

const LOOK_EVERY_MS = 200;
const SHORT_PAUSE_S = [4, 8] as const;

function castOf(cpo: Cpo): Cast {
  return {
    profile: cpo.profile,
    // The garage has a story of its own; at the kerb and in the wider network somebody charges when he is asked to.
    locations: locationsOf(cpo).filter(
      ({ id }) => id !== GARAGE_ID && id !== STREET_ID && !isOfNetwork(cpo.profile, id),
    ),
    tokens: cpo.configuration.tokens.filter(({ type }) => type === "RFID"),
    seed: cpo.configuration.seed,
  };
}

/** Puts tariffs and locations into the state at the first start. */
function stockCatalogue(cpo: Cpo): void {
  const { tariffs, locations } = cpo.state;
  for (const object of [cpo.profile.normal, cpo.profile.fast]) {
    if (tariffs.get(object.id) === undefined) {
      tariffs.save(object.id, { order: tariffs.nextOrder(), object, delivery: PENDING });
    }
  }
  for (const object of buildLocations(cpo.profile, formatMillis(cpo.clock.nowMs()))) {
    if (locations.get(object.id) === undefined) {
      locations.save(object.id, { order: locations.nextOrder(), object, delivery: PENDING });
    }
  }
  if (cpo.configuration.hasGarage && canHaveGarage(cpo)) {
    stockGarage(cpo);
    stockStreet(cpo);
  }
  if (cpo.configuration.hasNetwork) stockNetwork(cpo);
}

function stayOf(
  cpo: Cpo,
  planned: PlannedCharge,
  rest: Pick<Stay, "auth" | "cdrId" | "sessionId">,
): Stay {
  return {
    ...rest,
    token: toCdrToken(planned.token),
    place: planned.place,
    tariff: tariffOf(cpo.profile, planned.place.connector),
    charge: planned.charge,
  };
}

/**
 * Writes last month's charges and those of a copied card into the state, to be delivered late. Their ids come from the plan:
 * twice writes nothing twice.
 */
function writeHistory(cpo: Cpo): void {
  const [cast, nowMs] = [castOf(cpo), cpo.clock.nowMs()];
  for (const planned of [...planHistory(cast, nowMs), ...planGhost(cast, nowMs)]) {
    if (cpo.state.cdrs.get(planned.cdrId) !== undefined) continue;
    const { sessionId, cdrId, endS, withSession } = planned;
    const stay = stayOf(cpo, planned, { sessionId, cdrId, auth: { method: "WHITELIST" } });
    if (withSession) {
      const open = { stay, endS, toldUntilS: endS, surcharge: 0, cdrCopies: 1 } as const;
      advanceSession(cpo, openSession(cpo, open), endS, true);
    }
    writeCdr(cpo, stay, { endS, surcharge: 0, cdrCopies: 1 });
  }
  if (versionOf(cpo) === "2.3.0") {
    recordMonth(cpo, previousMonth(cpo.clock.nowMs(), cpo.profile.timeZone));
  }
  cpo.state.progress.update({ hasHistory: true });
}

/** When the token's latest session here ended; 0 when it had none. */
function busyUntilS(cpo: Cpo, token: CdrToken): number {
  const ends = cpo.state.sessions
    .all()
    .filter(({ object }) => tokenKey(object.cdr_token) === tokenKey(token))
    .map(({ object }) => Date.parse(object.end_date_time ?? object.start_date_time) / 1000);
  return Math.max(0, ...ends);
}

async function playTurn(cpo: Cpo, turn: number): Promise<void> {
  const isBusyUntilS = (token: CdrToken) => busyUntilS(cpo, token);
  const planned = planLive(castOf(cpo), turn, cpo.clock.nowMs(), isBusyUntilS);
  const { uid } = planned.place.evse;
  if (isBusy(cpo, planned) || isTaken(cpo, uid)) return;
  if (isReservedForOther(cpo, uid, planned.token)) return;
  const decision = await authorize(cpo, planned.token, planned.place);
  if (!decision.isAllowed || cpo.signal.aborted) return;
  const { method, reference } = decision;
  consumeReservation(cpo, uid);
  await playLive(cpo, {
    stay: stayOf(cpo, planned, { ...takeIds(cpo), auth: { method, reference } }),
    endS: planned.endS,
    surcharge: planned.surcharge,
    cdrCopies: planned.isSentTwice ? 2 : 1,
  });
}

/** Live sessions one after another, until the process ends; none begins while the eMSP does not know us. */
async function playTurns(cpo: Cpo): Promise<void> {
  const { progress } = cpo.state;
  const { brisk, pauseS } = cpo.profile.pace;
  while (!cpo.signal.aborted) {
    if (!isIntroduced(cpo)) {
      await cpo.clock.waitUntil(cpo.clock.nowMs() + LOOK_EVERY_MS);
      continue;
    }
    const turn = progress.value.livePlayed + 1;
    progress.update({ livePlayed: turn });
    await playTurn(cpo, turn);
    const [low, high] = turn < brisk ? SHORT_PAUSE_S : pauseS;
    const draw = drawFor(cpo.configuration.seed, `pause/${turn}`);
    await cpo.clock.pause(between(draw, low, high) * 1000);
  }
}

async function awaitRegistration(cpo: Cpo): Promise<void> {
  const { emspVersionsUrl } = cpo.configuration;
  while (!cpo.signal.aborted && cpo.state.progress.value.registration === null) {
    if (emspVersionsUrl === null) await cpo.clock.waitUntil(cpo.clock.nowMs() + LOOK_EVERY_MS);
    else await registerAsSender(cpo, emspVersionsUrl);
  }
}

/** Nothing is told that refers to a tariff or a location before the eMSP has them; it may still be starting. */
async function introduce(cpo: Cpo): Promise<void> {
  while (!cpo.signal.aborted && cpo.state.progress.value.registration !== null) {
    await deliverCatalogue(cpo);
    if (isIntroduced(cpo)) return;
    if (await isForgotten(cpo)) forget(cpo);
    await cpo.clock.pause(1_000);
  }
}

function forget(cpo: Cpo): void {
  cpo.log("the eMSP has forgotten us");
  cpo.state.progress.update({ registration: null });
}

/** The whole story: registered, catalogue, last month delivered late, then live sessions until the process ends. */
export async function playStory(cpo: Cpo): Promise<void> {
  const { progress } = cpo.state;
  const { isStoryOn } = cpo.configuration;
  stockCatalogue(cpo);
  resumeReservations(cpo);
  for (const { stored, open } of openStays(cpo)) runBeside(cpo, playOn(cpo, stored, open));
  if (isStoryOn) runBeside(cpo, playTurns(cpo));
  if (cpo.configuration.hasGarage) runBeside(cpo, playGarage(cpo));
  if (cpo.configuration.hasNetwork) runBeside(cpo, playNetwork(cpo));
  while (!cpo.signal.aborted) {
    await awaitRegistration(cpo);
    await pullTokens(cpo);
    await introduce(cpo);
    if (cpo.signal.aborted) return;
    if (isStoryOn && !progress.value.hasHistory && progress.value.registration !== null) {
      writeHistory(cpo);
    }
    if ((await redeliver(cpo)) === "forgotten") forget(cpo);
  }
}
