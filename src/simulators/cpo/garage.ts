import { authorize } from "./authorize";
import { DRIVERS_CAR } from "./car";
import { isScsp } from "./client";
import { type Cpo, runBeside, versionOf } from "./cpo";
import { formatMillis } from "./instants";
import { isBusy, isTaken, playLive } from "./live-session";
import { type PlannedArrival, tellEveryS } from "./garage-plan";
import { buildGarage, GARAGE_ID, GARAGE_ROWS } from "./garage-site";
import type { CdrToken, Party } from "./ocpi-objects";
import { findPlace, type Place, tariffOf } from "./places";
import { beginCharge } from "./redraw";
import type { Stay } from "./session-objects";
import { type OpenStay, PENDING } from "./state";

/** True where this CPO can have the garage: Nordström has it, and 2.1.1 knows nothing of steering. */
export function canHaveGarage(cpo: Cpo): boolean {
  return cpo.configuration.profile === "nordstrom" && versionOf(cpo) !== "2.1.1";
}

/** Puts the garage into the state, to be told like every location. */
export function stockGarage(cpo: Cpo): void {
  const { locations } = cpo.state;
  if (locations.get(GARAGE_ID) !== undefined) return;
  const object = buildGarage(cpo.profile, formatMillis(cpo.clock.nowMs()));
  locations.save(GARAGE_ID, { order: locations.nextOrder(), object, delivery: PENDING });
}

/** The EVSEs at which nobody stands, nearest to the entrance first. */
export function freeEvseUids(cpo: Cpo): string[] {
  return GARAGE_ROWS.flatMap(({ evseUids }) => evseUids).filter((uid) => !isTaken(cpo, uid));
}

/** True for a token of another party than the eMSP that we are registered with. */
function isForeignToken(cpo: Cpo, { country_code: country, party_id: party }: CdrToken): boolean {
  const { registration } = cpo.state.progress.value;
  const isOther = (own: Party): boolean => own.country_code !== country || own.party_id !== party;
  return registration?.roles.every(isOther) === true;
}

/** The place of an EVSE, without the other ones of the garage: a session is kept with its place. */
function garagePlace(cpo: Cpo, evseUid: string): Place | null {
  const stored = cpo.state.locations.get(GARAGE_ID);
  const found = findPlace(stored === undefined ? [] : [stored.object], {
    locationId: GARAGE_ID,
    evseUid,
  });
  return found === null ? null : { ...found, location: { ...found.location, evses: [found.evse] } };
}

/** The next number of a car; it survives a restart. */
export function takeArrivalNumber(cpo: Cpo): number {
  const arrivals = cpo.state.garage.value.arrivals + 1;
  cpo.state.garage.update({ arrivals });
  return arrivals;
}

/** How long a car stays that a driver starts from afar, unless it is stopped. */
const STARTED_STAYS_S = 10_800;

/** What a driver's car draws in the garage who starts it from afar; null for other places. */
export function startInGarage(
  cpo: Cpo,
  place: Place,
  startS: number,
): (Pick<Stay, "car" | "charge" | "place"> & { endS: number }) | null {
  const own = place.location.id === GARAGE_ID ? garagePlace(cpo, place.evse.uid) : null;
  if (own === null) return null;
  const habits = cpo.stations.habitsOf(own.evse.uid);
  const charge = beginCharge({ car: DRIVERS_CAR, place: own }, startS, habits);
  return { car: DRIVERS_CAR, charge, place: own, endS: startS + STARTED_STAYS_S };
}

function idsOf(cpo: Cpo, number: number): { sessionId: string; cdrId: string } {
  const party = cpo.profile.party.party_id;
  const digits = String(number).padStart(5, "0");
  return { sessionId: `${party}-S-G${digits}`, cdrId: `${party}-C-G${digits}` };
}

/** Asks about a token of the registered eMSP; others' are the CPO's own business. Null when it may not charge. */
async function authOf(cpo: Cpo, token: CdrToken, place: Place): Promise<Stay["auth"] | null> {
  if (isForeignToken(cpo, token)) return { method: "WHITELIST" };
  const decision = await authorize(cpo, token, place);
  if (!decision.isAllowed) return null;
  const { method, reference } = decision;
  return { method, reference };
}

/** How it went with a car that came: its session, or why there is none. */
export type Arrived = { ok: true; sessionId: string; cdrId: string } | { ok: false; why: string };

function openingOf(
  cpo: Cpo,
  planned: PlannedArrival,
  { number, place, auth }: { number: number; place: Place; auth: Stay["auth"] },
): Omit<OpenStay, "toldUntilS"> {
  const { car, token, startS, endS, evseUid } = planned;
  const isForeign = isForeignToken(cpo, token);
  const stay: Stay = {
    ...idsOf(cpo, number),
    token,
    auth,
    place,
    tariff: tariffOf(cpo.profile, place.connector),
    charge: beginCharge({ car, place }, startS, cpo.stations.habitsOf(evseUid)),
    car,
    ...(isForeign ? { isForeign } : {}),
  };
  const everyS = tellEveryS(cpo.configuration.seed, number, isForeign);
  return { stay, endS, surcharge: 0, cdrCopies: isForeign ? 0 : 1, tellEveryS: everyS };
}

/** A car comes and charges behind this call. One of another eMSP is told to an SCSP alone, and gets no CDR from here. */
export async function arrive(cpo: Cpo, number: number, planned: PlannedArrival): Promise<Arrived> {
  const { token, evseUid } = planned;
  const place = garagePlace(cpo, evseUid);
  if (place === null) return { ok: false, why: "the garage is not there" };
  if (isForeignToken(cpo, token) && !isScsp(cpo)) {
    return { ok: false, why: "the other side is no SCSP: it may not see other eMSPs' sessions" };
  }
  const auth = await authOf(cpo, token, place);
  if (auth === null) return { ok: false, why: "the token may not charge" };
  if (isBusy(cpo, planned) || isTaken(cpo, evseUid) || cpo.signal.aborted) {
    return { ok: false, why: "the token or the EVSE is in use" };
  }
  const opening = openingOf(cpo, planned, { number, place, auth });
  runBeside(cpo, playLive(cpo, opening));
  const { sessionId, cdrId } = opening.stay;
  return { ok: true, sessionId, cdrId };
}
