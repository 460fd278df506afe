import type { PriceableCdr } from "@/core/rating/price-input";
import type { CdrDimension, ChargingPeriod } from "@/core/roaming/cdr";
import type { PriceLimit } from "@/core/roaming/price";
import type {
  DayOfWeek,
  PriceComponent,
  Tariff,
  TariffDimension,
  TariffElement,
  TariffRestrictions,
} from "@/core/roaming/tariff";
import type { Plain } from "./plain-values";
import {
  assertPlain,
  clockFrom,
  dateFrom,
  idFrom,
  instantFrom,
  integerFrom,
  listFrom,
  maybe,
  microFrom,
  NotPlain,
  objectFrom,
  parsePlain,
  rateFrom,
  textFrom,
  wordFrom,
} from "./plain-values";

/** What of a CDR is priced, and the tariffs that it brings. */
export type PriceableReading = {
  readonly cdr: PriceableCdr;
  readonly tariffs: readonly Tariff[];
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const CURRENCY = /^[A-Z]{3}$/;
const DIMENSIONS = words("ENERGY FLAT PARKING_TIME TIME");
const DAYS = words("MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY");
const TYPES = words("AD_HOC_PAYMENT PROFILE_CHEAP PROFILE_FAST PROFILE_GREEN REGULAR");
const RESERVATIONS = words("RESERVATION RESERVATION_EXPIRES");
// Without RESERVATION_TIME: whether a reservation ran out is told by the rest of the CDR.
const MEASURED = words(
  "CURRENT ENERGY ENERGY_EXPORT ENERGY_IMPORT MAX_CURRENT MIN_CURRENT MAX_POWER MIN_POWER " +
    "PARKING_TIME POWER STATE_OF_CHARGE TIME",
);

/**
 * Reads what is priced of a 2.2.1 CDR that is written as plainly as most are, many times faster than
 * the codec. `undefined`: something that prices is written in another way, or the text is no JSON that
 * we take; then the codec decides. Where both read a CDR, both read the same to the last digit. What
 * does not price is not looked at: a CDR is received by the codec, never by this.
 */
export function readPriceable(text: string): PriceableReading | undefined {
  try {
    return readCdr(objectFrom(parsePlain(text)));
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

function readCdr(wire: Plain): PriceableReading {
  return {
    cdr: {
      startDateTime: instantFrom(wire["start_date_time"]),
      endDateTime: instantFrom(wire["end_date_time"]),
      currency: currencyFrom(wire["currency"]),
      chargingPeriods: listFrom(wire["charging_periods"]).map(readPeriod),
    },
    tariffs: maybe(wire["tariffs"], listFrom)?.map(readTariff) ?? [],
  };
}

function readPeriod(value: unknown): ChargingPeriod {
  const wire = objectFrom(value);
  return {
    startDateTime: instantFrom(wire["start_date_time"]),
    dimensions: listFrom(wire["dimensions"]).map(readDimension),
    tariffId: maybe(wire["tariff_id"], idFrom),
  };
}

function readDimension(value: unknown): CdrDimension {
  const { type, volume } = objectFrom(value);
  return { type: wordFrom(MEASURED, type), volume: microFrom(volume) };
}

function readTariff(value: unknown): Tariff {
  const wire = objectFrom(value);
  return {
    countryCode: idFrom(wire["country_code"]),
    partyId: idFrom(wire["party_id"]),
    id: idFrom(wire["id"]),
    currency: currencyFrom(wire["currency"]),
    type: maybe(wire["type"], (word) => wordFrom(TYPES, word)),
    tariffAltText: [],
    minPrice: maybe(wire["min_price"], readLimit),
    maxPrice: maybe(wire["max_price"], readLimit),
    elements: listFrom(wire["elements"]).map(readElement),
    taxIncluded: null,
    startDateTime: maybe(wire["start_date_time"], instantFrom),
    endDateTime: maybe(wire["end_date_time"], instantFrom),
    lastUpdated: instantFrom(wire["last_updated"]),
  };
}

function readLimit(value: unknown): PriceLimit {
  const { excl_vat: excl, incl_vat: incl } = objectFrom(value);
  return { beforeTaxes: microFrom(excl), afterTaxes: maybe(incl, microFrom) };
}

function readElement(value: unknown): TariffElement {
  const wire = objectFrom(value);
  return {
    priceComponents: listFrom(wire["price_components"]).map(readComponent),
    restrictions: maybe(wire["restrictions"], readRestrictions),
  };
}

function readComponent(value: unknown): PriceComponent {
  const wire = objectFrom(value);
  return {
    type: wordFrom(DIMENSIONS, wire["type"]) as TariffDimension,
    price: microFrom(wire["price"]),
    vat: maybe(wire["vat"], rateFrom),
    stepSize: integerFrom(wire["step_size"]),
  };
}

function readRestrictions(value: unknown): TariffRestrictions {
  const wire = objectFrom(value);
  const days = maybe(wire["day_of_week"], listFrom) ?? [];
  return {
    startTime: maybe(wire["start_time"], clockFrom),
    endTime: maybe(wire["end_time"], clockFrom),
    startDate: maybe(wire["start_date"], dateFrom),
    endDate: maybe(wire["end_date"], dateFrom),
    minKwh: maybe(wire["min_kwh"], microFrom),
    maxKwh: maybe(wire["max_kwh"], microFrom),
    minCurrent: maybe(wire["min_current"], microFrom),
    maxCurrent: maybe(wire["max_current"], microFrom),
    minPower: maybe(wire["min_power"], microFrom),
    maxPower: maybe(wire["max_power"], microFrom),
    minDuration: maybe(wire["min_duration"], integerFrom),
    maxDuration: maybe(wire["max_duration"], integerFrom),
    dayOfWeek: days.map((day) => wordFrom(DAYS, day) as DayOfWeek),
    reservation: maybe(wire["reservation"], (word) =>
      wordFrom(RESERVATIONS, word),
    ) as TariffRestrictions["reservation"],
  };
}

function currencyFrom(value: unknown): string {
  const code = textFrom(value);
  assertPlain(CURRENCY.test(code));
  return code;
}
