import type { Car } from "./car";
import { type Charge, energyWh } from "./charge";
import {
  hoursBetween,
  meterPeriods,
  toChargingPeriods,
  toSessionPeriods,
} from "./charging-periods";
import { formatMillis, formatSeconds } from "./instants";
import type { AuthMethod, Cdr, CdrToken, Price, Session, Tariff } from "./ocpi-objects";
import { type Place, toCdrLocation } from "./places";
import { type ExactPrice, type Misreading, overcharge, priceCharge, toPrice } from "./pricing";

/** All that a Session and its CDR are made of, besides the time until which they are told. */
export interface Stay {
  sessionId: string;
  cdrId: string;
  token: CdrToken;
  auth: { method: AuthMethod; reference?: string | undefined };
  place: Place;
  tariff: Tariff;
  charge: Charge;
  /** What is plugged in, where it is more than a curve. */
  car?: Car;
  /** Another eMSP's driver: told to an SCSP alone, without what it costs and without a CDR. */
  isForeign?: true;
}

function partyOf({ place }: Stay): { country_code: string; party_id: string } {
  return { country_code: place.location.country_code, party_id: place.location.party_id };
}

function referenceOf({ auth }: Stay): { authorization_reference?: string } {
  return auth.reference === undefined ? {} : { authorization_reference: auth.reference };
}

function wholeSpan(stay: Stay, untilS: number) {
  const { charge, place } = stay;
  return { fromS: charge.startS, toS: untilS, timeZone: place.location.time_zone };
}

function costUntil(stay: Stay, untilS: number): Price {
  const { charge, tariff, place } = stay;
  const soFar = meterPeriods(charge, tariff, wholeSpan(stay, untilS));
  return toPrice(priceCharge(soFar, tariff, place.location.time_zone).total);
}

/** What changes in a Session while it lasts; `fromS` is how far the charging periods have been told before. */
export function sessionProgress(stay: Stay, fromS: number, untilS: number) {
  const { charge, tariff, place } = stay;
  const timeZone = place.location.time_zone;
  const appended =
    untilS > fromS ? meterPeriods(charge, tariff, { fromS, toS: untilS, timeZone }) : [];
  return {
    kwh: energyWh(charge, untilS - charge.startS) / 1000,
    charging_periods: toSessionPeriods(appended, tariff, charge),
    ...(stay.isForeign === true ? {} : { total_cost: costUntil(stay, untilS) }),
  };
}

/** The whole Session as known at `untilS`. */
export function buildSession(stay: Stay, untilS: number, nowMs: number): Session {
  return {
    ...partyOf(stay),
    id: stay.sessionId,
    start_date_time: formatSeconds(stay.charge.startS),
    cdr_token: { ...stay.token },
    auth_method: stay.auth.method,
    ...referenceOf(stay),
    location_id: stay.place.location.id,
    evse_uid: stay.place.evse.uid,
    connector_id: stay.place.connector.id,
    currency: stay.tariff.currency,
    ...sessionProgress(stay, stay.charge.startS, untilS),
    status: "ACTIVE",
    last_updated: formatMillis(nowMs),
  };
}

function priceOrNothing<K extends string>(
  key: K,
  exact: ExactPrice | null,
): Partial<Record<K, Price>> {
  const part: Partial<Record<K, Price>> = {};
  if (exact !== null) part[key] = toPrice(exact);
  return part;
}

export interface CdrFacts {
  endS: number;
  nowMs: number;
  /** Added to the right net total on purpose; 0 for an honest CDR. */
  surcharge: number;
  misreading?: Misreading | undefined;
}

/** The CDR of a finished stay: periods split at every price change, and the tariff it was priced by. */
export function buildCdr(stay: Stay, { endS, nowMs, surcharge, misreading }: CdrFacts): Cdr {
  const { charge, tariff, place } = stay;
  // Steps taken in each period show best where there are many.
  const isCutEachQuarter = misreading === "stepped-periods";
  const span = { ...wholeSpan(stay, endS), isCutEachQuarter };
  const periods = meterPeriods(charge, tariff, span);
  const priced = priceCharge(periods, tariff, place.location.time_zone, misreading);
  const vat = tariff.elements[0]?.price_components[0]?.vat ?? 0;
  const stayS = endS - charge.startS;
  const chargedS = periods.reduce(
    (sum, { isCharging, startS, endS: toS }) => sum + (isCharging ? toS - startS : 0),
    0,
  );
  return {
    ...partyOf(stay),
    id: stay.cdrId,
    start_date_time: formatSeconds(charge.startS),
    end_date_time: formatSeconds(endS),
    session_id: stay.sessionId,
    cdr_token: { ...stay.token },
    auth_method: stay.auth.method,
    ...referenceOf(stay),
    cdr_location: toCdrLocation(place),
    currency: tariff.currency,
    tariffs: [tariff],
    charging_periods: toChargingPeriods(periods, tariff),
    total_cost: toPrice(overcharge(priced.total, surcharge, vat)),
    ...priceOrNothing("total_fixed_cost", priced.byDimension.FLAT),
    total_energy: energyWh(charge, stayS) / 1000,
    ...priceOrNothing("total_energy_cost", priced.byDimension.ENERGY),
    total_time: hoursBetween(0, stayS),
    ...priceOrNothing("total_time_cost", priced.byDimension.TIME),
    total_parking_time: hoursBetween(chargedS, stayS),
    ...priceOrNothing("total_parking_cost", priced.byDimension.PARKING_TIME),
    last_updated: formatMillis(nowMs),
  };
}
