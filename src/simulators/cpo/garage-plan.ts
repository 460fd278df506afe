import { type Car, drawCar } from "./car";
import { ceilToGrid, floorToGrid } from "./instants";
import type { CdrToken } from "./ocpi-objects";
import { between, drawFor, pick } from "./random";

/** A car that comes to the garage: where it stands, who pays, and from when until when. */
export interface PlannedArrival {
  evseUid: string;
  car: Car;
  token: CdrToken;
  startS: number;
  endS: number;
}

/** What there is to choose from. */
export interface Choice {
  /** EVSEs that are free, nearest to the entrance first. */
  freeEvseUids: readonly string[];
  /** Tokens of the eMSP that we are registered with, whose drivers are elsewhere neither. */
  ownTokens: readonly CdrToken[];
}

/** Other eMSPs whose drivers come here. None of them exists. */
const ROAMING = [
  { country_code: "DE", party_id: "XYZ" },
  { country_code: "DE", party_id: "LSN" },
  { country_code: "NO", party_id: "ABC" },
  { country_code: "NO", party_id: "FJD" },
  { country_code: "DK", party_id: "SUN" },
  { country_code: "FI", party_id: "KOI" },
  { country_code: "NL", party_id: "TLP" },
  { country_code: "SE", party_id: "ELV" },
  { country_code: "SE", party_id: "ELV" },
] as const;

/** One in so many cars is of a driver of the registered eMSP, where one has time. */
const OWN_ONE_IN = 9;

function hexOf(draw: () => number, digits: number): string {
  return Array.from({ length: digits }, () => between(draw, 0, 15).toString(16))
    .join("")
    .toUpperCase();
}

/** An RFID card of a driver of another eMSP. */
export function drawForeignToken(draw: () => number): CdrToken {
  const party = pick(draw, ROAMING);
  const instance = String(between(draw, 10_000, 99_999_999)).padStart(8, "0");
  return {
    ...party,
    uid: `04${hexOf(draw, 12)}`,
    type: "RFID",
    contract_id: `${party.country_code}-${party.party_id}-C${instance}-${between(draw, 0, 9)}`,
  };
}

/** Seconds from plugging in to leaving: an errand, a visit, work or the night. */
function drawStayS(draw: () => number): number {
  const share = draw();
  if (share < 0.3) return between(draw, 9, 25) * 60;
  if (share < 0.78) return between(draw, 28, 75) * 60;
  if (share < 0.95) return between(draw, 90, 190) * 60;
  return between(draw, 240, 420) * 60;
}

/** Drivers park near the entrance rather than far from it. */
function drawEvse(draw: () => number, free: readonly string[]): string {
  const nearest = Math.min(draw(), draw());
  return pick(() => nearest, free);
}

/** The car of this number, coming now. */
export function planArrival(
  seed: string,
  number: number,
  nowS: number,
  { freeEvseUids, ownTokens }: Choice,
): PlannedArrival {
  const draw = drawFor(seed, `garage/${number}`);
  const evseUid = drawEvse(draw, freeEvseUids);
  const isOwn = between(draw, 1, OWN_ONE_IN) === 1 && ownTokens.length > 0;
  const foreign = drawForeignToken(draw);
  // A driver of the eMSP's has errands only: the cards are needed elsewhere.
  const staysS = isOwn ? between(draw, 12, 24) * 60 : drawStayS(draw);
  const startS = floorToGrid(nowS);
  return {
    evseUid,
    car: drawCar(draw, staysS),
    token: isOwn ? pick(draw, ownTokens) : foreign,
    startS,
    endS: ceilToGrid(nowS + staysS),
  };
}

/** How many cars stand there when the garage is first looked at. */
export function drawOccupancy(seed: string, opening: number): number {
  return between(drawFor(seed, `garage/opening/${opening}`), 13, 17);
}

/** A car that had come before the garage was looked at; it stays for some minutes more at least. */
export function planEarlier(
  seed: string,
  number: number,
  nowS: number,
  choice: Choice,
): PlannedArrival {
  const planned = planArrival(seed, number, nowS, { ...choice, ownTokens: [] });
  const draw = drawFor(seed, `garage/earlier/${number}`);
  const staysS = Math.max(planned.endS - planned.startS, 1_800);
  const agoS = (staysS * between(draw, 5, 60)) / 100;
  const startS = floorToGrid(nowS - agoS);
  return { ...planned, startS, endS: ceilToGrid(startS + staysS) };
}

/** Seconds until the next car comes: fewer by day than at night. */
export function drawPauseS(seed: string, number: number, localHour: number): number {
  const draw = drawFor(seed, `garage/pause/${number}`);
  return localHour >= 6 && localHour < 22 ? between(draw, 65, 175) : between(draw, 120, 180);
}

/** How often a car's progress is told: others' now and then, own drivers' as they look at it. */
export function tellEveryS(seed: string, number: number, isForeign: boolean): number {
  return isForeign ? between(drawFor(seed, `garage/tell/${number}`), 30, 60) : 15;
}
