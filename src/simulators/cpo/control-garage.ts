import { type Car, DRIVERS_CAR } from "./car";
import { isCdrToken } from "./configuration";
import { type Outcome, tokenOf } from "./control-session";
import type { Cpo } from "./cpo";
import { locationsToPush, putObject } from "./deliveries";
import { arrive, canHaveGarage, freeEvseUids, stockGarage, takeArrivalNumber } from "./garage";
import { drawForeignToken } from "./garage-plan";
import { GARAGE_ID } from "./garage-site";
import { ceilToGrid, floorToGrid } from "./instants";
import { stopLive } from "./live-session";
import type { CdrToken } from "./ocpi-objects";
import { drawFor } from "./random";

type Body = Record<string, unknown>;

function refuse(http: number, error: string): Outcome {
  return { http, body: { error } };
}

/** Opens the garage where it is not there yet, and tells of it. */
async function openGarage(cpo: Cpo): Promise<void> {
  stockGarage(cpo);
  const isTold = cpo.state.locations.get(GARAGE_ID)?.delivery.state === "delivered";
  if (!isTold) await putObject(cpo, locationsToPush(cpo), GARAGE_ID);
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
}

/** The car of an order: the drivers' usual one but for what is said of it; null where that makes no sense. */
function carOf(body: Body): Car | null {
  const said = body["car"] ?? {};
  if (typeof said !== "object" || said === null) return null;
  const of = (name: string, fallback: number): unknown => Reflect.get(said, name) ?? fallback;
  const phases = of("phases", DRIVERS_CAR.phases);
  const maxA = of("max_a", DRIVERS_CAR.maxA);
  const batteryWh = of("battery_wh", DRIVERS_CAR.batteryWh);
  const arrivalWh = of("arrival_wh", DRIVERS_CAR.arrivalWh);
  const needWh = body["need_wh"] ?? DRIVERS_CAR.needWh;
  if (phases !== 1 && phases !== 2 && phases !== 3) return null;
  if (!isWhole(maxA, 6, 80) || !isWhole(batteryWh, 1, 500_000)) return null;
  if (!isWhole(arrivalWh, 0, batteryWh) || !isWhole(needWh, 1, batteryWh - arrivalWh)) return null;
  return { kind: "ordered", phases, maxA, batteryWh, arrivalWh, needWh };
}

/** A token that is written out or named by its uid; another eMSP's where none is. */
function payerOf(cpo: Cpo, { token }: Body, number: number): CdrToken | undefined {
  if (isCdrToken(token)) return token;
  if (token === undefined)
    return drawForeignToken(drawFor(cpo.configuration.seed, `order/${number}`));
  return typeof token === "string" ? tokenOf(cpo, token) : undefined;
}

/** `{"evse", "car": {"phases", "max_a", "battery_wh", "arrival_wh"}, "need_wh", "token", "minutes", "begun_minutes"}`. */
async function orderArrival(cpo: Cpo, body: Body): Promise<Outcome> {
  if (cpo.state.progress.value.registration === null) return refuse(409, "not registered");
  if (!canHaveGarage(cpo)) return refuse(409, "there is no garage in this profile and version");
  const { minutes = 60, begun_minutes: begun = 0 } = body;
  if (!isWhole(minutes, 1, 10_000) || !isWhole(begun, 0, 10_000)) {
    return refuse(400, "minutes or begun_minutes is no whole number up to 10000");
  }
  const car = carOf(body);
  if (car === null) return refuse(400, "no such car: see the README");
  const evseUid = body["evse"] ?? freeEvseUids(cpo)[0];
  if (typeof evseUid !== "string") return refuse(409, "the garage is full");
  await openGarage(cpo);
  const number = takeArrivalNumber(cpo);
  const token = payerOf(cpo, body, number);
  if (token === undefined) return refuse(404, "no such token");
  const nowS = cpo.clock.nowMs() / 1000;
  const startS = floorToGrid(nowS - begun * 60);
  const endS = ceilToGrid(nowS + minutes * 60);
  const arrived = await arrive(cpo, number, { evseUid, car, token, startS, endS });
  return arrived.ok
    ? {
        http: 202,
        body: { session_id: arrived.sessionId, cdr_id: arrived.cdrId, evse_uid: evseUid },
      }
    : refuse(409, arrived.why);
}

/** `{"evse": …}`: the car that stands there leaves. */
function orderDeparture(cpo: Cpo, { evse }: Body): Outcome {
  const [id] = [...cpo.live].find(([, { evseUid }]) => evseUid === evse) ?? [];
  if (id === undefined || !stopLive(cpo, id)) return refuse(404, "no car stands there");
  return { http: 200, body: { session_id: id } };
}

/** Puts the garage there, empty, where it is not yet. */
async function orderOpening(cpo: Cpo): Promise<Outcome> {
  if (!canHaveGarage(cpo)) return refuse(409, "there is no garage in this profile and version");
  await openGarage(cpo);
  const delivery = cpo.state.locations.get(GARAGE_ID)?.delivery ?? null;
  return { http: 200, body: { location_id: GARAGE_ID, delivery } };
}

/** What can be ordered of the garage, below `/control/garage/`. */
export const GARAGE_ORDERS: readonly (readonly [
  string,
  (cpo: Cpo, body: Body) => Promise<Outcome> | Outcome,
])[] = [
  ["garage/arrive", orderArrival],
  ["garage/depart", orderDeparture],
  ["garage/open", orderOpening],
];
