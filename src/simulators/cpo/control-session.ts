import { authorize } from "./authorize";
import { type Cpo, locationsOf, runBeside } from "./cpo";
import { ceilToGrid, floorToGrid } from "./instants";
import { isBusy, isTaken, playLive, playPast } from "./live-session";
import type { CdrToken } from "./ocpi-objects";
import { findPlace, type Place, tariffOf } from "./places";
import { isReservedForOther, consumeReservation } from "./reservations";
import type { OpenStay } from "./state";
import { takeIds } from "./stays";
import { openStreet, STREET_ID } from "./street-site";
import { onDemandCurve, WRONG_BY } from "./story-plan";
import { toCdrToken } from "./token-store";

/** The body of `POST /control/play-session`; every field may be left out. */
export interface SessionOrder {
  token_uid: string;
  location_id: string;
  evse_uid: string;
  connector_id: string;
  /** Default: so long before now that the session ends now, or after `live_seconds`. */
  start_date_time: string;
  charging_minutes: number;
  idle_minutes: number;
  power_kw: number;
  /** 0: the session is over when it is told; else it goes on for so long. */
  live_seconds: number;
  wrong_cost: boolean;
  duplicate_cdr: boolean;
  drop_cdr: boolean;
  /** False: charges without asking whether the token may. */
  authorize: boolean;
}

/** What is answered to an order. */
export type Outcome = { http: number; body: object };

const NUMBERS = ["charging_minutes", "idle_minutes", "power_kw", "live_seconds"] as const;

function problemOf(order: Partial<SessionOrder>): string | null {
  for (const name of NUMBERS) {
    const value: unknown = order[name];
    if (value !== undefined && (typeof value !== "number" || !(value >= 0) || value > 10_000)) {
      return `${name} is not a number from 0 to 10000`;
    }
  }
  const start: unknown = order.start_date_time;
  const isDate = typeof start === "string" && !Number.isNaN(Date.parse(start));
  return start === undefined || isDate ? null : "start_date_time is not a date";
}

/** The token of this uid among those that charge here and those that the eMSP told of; the first one unless named. */
export function tokenOf(cpo: Cpo, uid: string | undefined): CdrToken | undefined {
  const pushed = cpo.state.tokens.all().map(({ token }) => toCdrToken(token));
  const all = [...cpo.configuration.tokens, ...pushed];
  return uid === undefined
    ? all[0]
    : all.find((token) => token.uid.toUpperCase() === uid.toUpperCase());
}

function placeOf(cpo: Cpo, order: Partial<SessionOrder>): Place | null {
  const locations = locationsOf(cpo);
  return findPlace(locations, {
    locationId: order.location_id ?? locations[0]?.id ?? "",
    evseUid: order.evse_uid,
    connectorId: order.connector_id,
  });
}

function openingOf(cpo: Cpo, order: Partial<SessionOrder>, who: { token: CdrToken; place: Place }) {
  const chargingS = ceilToGrid((order.charging_minutes ?? 40) * 60);
  const idleS = ceilToGrid((order.idle_minutes ?? 0) * 60);
  const liveS = ceilToGrid(order.live_seconds ?? 0);
  const nowS = cpo.clock.nowMs() / 1000;
  const startS = floorToGrid(
    order.start_date_time === undefined
      ? nowS - chargingS - idleS
      : Date.parse(order.start_date_time) / 1000,
  );
  const curve =
    order.power_kw === undefined
      ? onDemandCurve(who.place)
      : [{ untilS: 86_400, powerW: Math.round(order.power_kw * 1000) }];
  return {
    stay: {
      ...takeIds(cpo),
      ...who,
      auth: { method: "WHITELIST" as const },
      tariff: tariffOf(cpo.profile, who.place.connector),
      charge: { startS, curve, fullAfterS: idleS > 0 ? chargingS : null },
    },
    endS: startS + chargingS + idleS + liveS,
    surcharge: order.wrong_cost === true ? WRONG_BY : 0,
    cdrCopies: order.drop_cdr === true ? 0 : order.duplicate_cdr === true ? 2 : 1,
  } satisfies Omit<OpenStay, "toldUntilS">;
}

/** Plays one session on demand. A past one is told, CDR included, before the answer; a live one goes on behind it. */
export async function playOrder(cpo: Cpo, order: Partial<SessionOrder>): Promise<Outcome> {
  const refuse = (http: number, error: string): Outcome => ({ http, body: { error } });
  const problem = problemOf(order);
  if (problem !== null) return refuse(400, problem);
  if (cpo.state.progress.value.registration === null) return refuse(409, "not registered");
  if (order.location_id === STREET_ID) await openStreet(cpo);
  const token = tokenOf(cpo, order.token_uid);
  const place = placeOf(cpo, order);
  if (token === undefined) return refuse(404, "no such token");
  if (place === null) return refuse(404, "no such connector, or none is free");
  const isLive = (order.live_seconds ?? 0) > 0;
  const isKept = isReservedForOther(cpo, place.evse.uid, token);
  if (isLive && (isBusy(cpo, { token }) || isTaken(cpo, place.evse.uid) || isKept)) {
    return refuse(409, "the token or the EVSE is in use");
  }
  let auth: OpenStay["stay"]["auth"] = { method: "WHITELIST" };
  if (order.authorize !== false) {
    const decision = await authorize(cpo, token, place);
    if (!decision.isAllowed) return refuse(403, decision.reason);
    auth = decision;
  }
  const planned = openingOf(cpo, order, { token, place });
  const { method, reference } = auth;
  const opening = { ...planned, stay: { ...planned.stay, auth: { method, reference } } };
  const { sessionId, cdrId } = opening.stay;
  if (isLive) {
    consumeReservation(cpo, place.evse.uid);
    runBeside(cpo, playLive(cpo, opening));
    return { http: 202, body: { session_id: sessionId, cdr_id: cdrId } };
  }
  await playPast(cpo, opening);
  const cdr = cpo.state.cdrs.get(cdrId);
  const session = cpo.state.sessions.get(sessionId);
  return {
    http: 200,
    body: {
      session_id: sessionId,
      session_delivery: session?.delivery ?? null,
      cdr_id: cdr === undefined ? null : cdrId,
      cdr_delivery: cdr?.delivery ?? null,
      total_cost: cdr?.object.total_cost ?? null,
    },
  };
}
