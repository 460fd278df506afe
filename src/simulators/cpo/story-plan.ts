import type { Charge, PowerStep } from "./charge";
import { ceilToGrid, floorToGrid, secondsOfLocal } from "./instants";
import type { CdrToken, Location } from "./ocpi-objects";
import type { Place } from "./places";
import type { Profile } from "./profiles";
import { between, drawFor, pick } from "./random";

const NORMAL_POWER_W = [7_360, 10_950, 11_040, 21_900] as const;
const FAST_CURVE: readonly PowerStep[] = [
  { untilS: 300, powerW: 118_000 },
  { untilS: 780, powerW: 92_000 },
  { untilS: 1_440, powerW: 61_000 },
  { untilS: 86_400, powerW: 34_000 },
];

/** A charge that is planned but not yet told to anybody. */
export interface PlannedCharge {
  token: CdrToken;
  place: Place;
  charge: Charge;
  endS: number;
}

export interface PlannedHistory extends PlannedCharge {
  sessionId: string;
  cdrId: string;
  /** Whether its Session is delivered too, or the CDR alone. */
  withSession: boolean;
}

export interface PlannedLive extends PlannedCharge {
  surcharge: number;
  isSentTwice: boolean;
}

export interface Cast {
  profile: Profile;
  locations: Location[];
  tokens: CdrToken[];
  seed: string;
}

/** The net amount by which a wrong claim is too high. */
export const WRONG_BY = 12.5;

type Kind = "evening" | "fast" | "idle" | "night";
const KINDS: readonly Kind[] = [
  "evening",
  "night",
  "fast",
  "idle",
  "evening",
  "night",
  "fast",
  "evening",
];

function placeAt({ locations }: Cast, turn: number, draw: () => number, isFast: boolean): Place {
  const suited = (location: Location) =>
    location.evses.filter(({ connectors }) => (connectors[0]?.power_type === "DC") === isFast);
  const open = locations.filter((location) => suited(location).length > 0);
  const location = open[turn % open.length];
  if (location === undefined) throw new Error("no location has such a connector");
  const free = suited(location).filter(({ status }) => status === "AVAILABLE");
  const evse = pick(draw, free.length > 0 ? free : suited(location));
  const connector = evse.connectors[0];
  if (connector === undefined) throw new Error("an EVSE has no connector");
  return { location, evse, connector };
}

/** Where a driver lives: the first in the first town, the second in the next. */
export function homeOf({ locations, tokens }: Cast, token: CdrToken): Location[] {
  const towns = [...new Set(locations.map(({ city }) => city))];
  const town = towns[Math.max(tokens.indexOf(token), 0) % towns.length];
  return locations.filter(({ city }) => city === town);
}

function powerCurve(draw: () => number, isFast: boolean): PowerStep[] {
  return isFast
    ? FAST_CURVE.map((step) => ({ ...step }))
    : [{ untilS: 86_400, powerW: pick(draw, NORMAL_POWER_W) }];
}

/** Local start, seconds of charging and seconds of idling after it, for one kind of charge. */
function timesOf(
  kind: Kind,
  draw: () => number,
): { clock: string; chargeS: number; idleS: number } {
  const minute = String(between(draw, 0, 59)).padStart(2, "0");
  const span = (lowMinutes: number, highMinutes: number): number =>
    ceilToGrid(between(draw, lowMinutes * 60, highMinutes * 60));
  if (kind === "night") return { clock: `20:${minute}`, chargeS: span(150, 240), idleS: 0 };
  if (kind === "fast") return { clock: `12:${minute}`, chargeS: span(14, 27), idleS: 0 };
  if (kind === "idle")
    return { clock: `09:${minute}`, chargeS: span(70, 130), idleS: span(35, 95) };
  return { clock: `16:${minute}`, chargeS: span(45, 140), idleS: 0 };
}

/** The month before the one in which `nowMs` falls, on the operator's wall clock, as `2026-10`. */
export function previousMonth(nowMs: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth()
    .subtract({ months: 1 })
    .toString();
}

/** Last month's charges, oldest first: at most one a day for each token, none running into the next month. */
export function planHistory(cast: Cast, nowMs: number): PlannedHistory[] {
  const { profile, seed } = cast;
  const month = previousMonth(nowMs, profile.timeZone);
  const { tokens, chargesPerToken, firstDay, everyDays } = profile.history;
  const planned: PlannedCharge[] = [];
  for (const [order, token] of cast.tokens.slice(0, tokens).entries()) {
    for (let turn = 0; turn < chargesPerToken; turn += 1) {
      const draw = drawFor(seed, `history/${month}/${order}/${turn}`);
      const kind = KINDS[(turn + order) % KINDS.length] ?? "evening";
      const { clock, chargeS, idleS } = timesOf(kind, draw);
      const date = firstDay + turn * everyDays + between(draw, 0, everyDays - 1);
      const day = String(date).padStart(2, "0");
      const startS = floorToGrid(secondsOfLocal(`${month}-${day}T${clock}`, profile.timeZone));
      planned.push({
        token,
        place: placeAt(cast, turn + order * 2, draw, kind === "fast"),
        charge: { startS, curve: powerCurve(draw, kind === "fast"), fullAfterS: chargeS },
        endS: startS + chargeS + idleS,
      });
    }
  }
  planned.sort((left, right) => left.charge.startS - right.charge.startS);
  return planned.map((charge, index) => {
    const number = `${month.replace("-", "")}-${String(index + 1).padStart(2, "0")}`;
    const party = profile.party.party_id;
    return {
      ...charge,
      sessionId: `${party}-S-${number}`,
      cdrId: `${party}-C-${number}`,
      withSession: index % 2 === 0,
    };
  });
}

/**
 * The live session of this turn (1, 2, 3 …). It has begun a while ago and goes on for half a minute; every fourth ends
 * with the car standing there full. The second claims too much, the third is sent twice, and later each eleventh again.
 */
export function planLive(
  cast: Cast,
  turn: number,
  nowMs: number,
  /** When the token's latest charge ended: it can't charge at two places at once. */
  busyUntilS: (token: CdrToken) => number = () => 0,
): PlannedLive {
  const { profile, tokens, seed } = cast;
  const draw = drawFor(seed, `live/${turn}`);
  const token = tokens[(turn - 1 + profile.firstToken) % tokens.length];
  if (token === undefined) throw new Error("there is no token to charge with");
  const isFast = turn % 3 === 0;
  const wantedS = isFast ? between(draw, 700, 1_100) : between(draw, 2_100, 2_900);
  const nowS = nowMs / 1000;
  const startS = Math.max(floorToGrid(nowS - wantedS), ceilToGrid(busyUntilS(token)));
  const begunS = Math.max(0, nowS - startS);
  const isIdleAtTheEnd = turn % 4 === 0 && !isFast;
  return {
    token,
    // Charges follow each other within minutes: nobody changes towns between them.
    place: placeAt({ ...cast, locations: homeOf(cast, token) }, turn, draw, isFast),
    charge: {
      startS,
      curve: powerCurve(draw, isFast),
      fullAfterS: isIdleAtTheEnd ? ceilToGrid(begunS * 0.6) : null,
    },
    endS: ceilToGrid(nowS + between(draw, 24, 31)),
    surcharge: turn % 11 === 2 ? WRONG_BY : 0,
    isSentTwice: turn % 11 === 3,
  };
}

/** The power of a charge that somebody starts from afar: the connector's usual one, the same each time. */
export function onDemandCurve(place: Place): PowerStep[] {
  return place.connector.power_type === "DC"
    ? FAST_CURVE.map((step) => ({ ...step }))
    : [{ untilS: 86_400, powerW: 10_950 }];
}
