import type { Micro, Rate } from "@/core/money/quantity";

import type { EnergyMix } from "./location";
import type { DisplayText, OpenText, PartyId } from "./party";
import type { PriceLimit } from "./price";

/** OCPI mod_tariffs, TariffDimensionType. */
export type TariffDimension = "ENERGY" | "FLAT" | "PARKING_TIME" | "TIME";

/** OCPI mod_tariffs, TariffType. */
export type TariffType =
  | "AD_HOC_PAYMENT"
  | "PROFILE_CHEAP"
  | "PROFILE_FAST"
  | "PROFILE_GREEN"
  | "REGULAR"
  | OpenText;

/**
 * What the prices of a tariff contain.
 * - `YES`: taxes; `NO`: no taxes (and where a component has no rate, the rate is unknown, not zero);
 *   `N/A`: no taxes apply. These are OCPI 2.3.0's; 2.1.1, which has no rates at all, is read as `NO`.
 * - `null`: OCPI 2.2's rule: before VAT, and a component without a rate has no VAT.
 */
export type TaxIncluded = "YES" | "NO" | "N/A" | null;

/** OCPI mod_tariffs, Tariff object. Prices in 10⁻⁶ of `currency`. */
export type Tariff = PartyId & {
  readonly id: string;
  readonly currency: string;
  readonly type?: TariffType;
  readonly tariffAltText: readonly DisplayText[];
  readonly tariffAltUrl?: string;
  readonly minPrice?: PriceLimit;
  readonly maxPrice?: PriceLimit;
  readonly elements: readonly TariffElement[];
  readonly taxIncluded: TaxIncluded;
  readonly startDateTime?: Temporal.Instant;
  readonly endDateTime?: Temporal.Instant;
  readonly energyMix?: EnergyMix;
  readonly lastUpdated: Temporal.Instant;
  /**
   * What of its prices could not be read and is left out, as `elements[0].price_components[1].type: WORD`. A tariff
   * with such parts never prices anything: what is left would be too cheap.
   */
  readonly unread?: readonly string[];
};

/** OCPI mod_tariffs, TariffElement. */
export type TariffElement = {
  readonly priceComponents: readonly PriceComponent[];
  readonly restrictions?: TariffRestrictions;
};

/** OCPI mod_tariffs, PriceComponent. */
export type PriceComponent = {
  readonly type: TariffDimension;
  /** 10⁻⁶ of the currency per kWh, per hour, or for `FLAT` once. */
  readonly price: Micro;
  /** 10⁻⁴ %. Absent: see `TaxIncluded`. */
  readonly vat?: Rate;
  /** Wh for `ENERGY`, seconds for `TIME` and `PARKING_TIME`; 0 or 1 where nothing is rounded up. */
  readonly stepSize: number;
};

/** OCPI mod_tariffs, DayOfWeek. */
export type DayOfWeek =
  | "MONDAY"
  | "TUESDAY"
  | "WEDNESDAY"
  | "THURSDAY"
  | "FRIDAY"
  | "SATURDAY"
  | "SUNDAY";

/** OCPI mod_tariffs, TariffRestrictions. All of them must hold at the start of a period. */
export type TariffRestrictions = {
  /** "HH:MM" of the Location's wall clock, inclusive. */
  readonly startTime?: string;
  /** "HH:MM", exclusive; "00:00" is the end of the day. */
  readonly endTime?: string;
  /** "YYYY-MM-DD" of the Location's calendar, inclusive. */
  readonly startDate?: string;
  /** "YYYY-MM-DD", exclusive. */
  readonly endDate?: string;
  /** 10⁻⁶ kWh since the session's start, inclusive. */
  readonly minKwh?: Micro;
  /** 10⁻⁶ kWh, exclusive. */
  readonly maxKwh?: Micro;
  /** 10⁻⁶ A, sum over the phases, inclusive. */
  readonly minCurrent?: Micro;
  /** 10⁻⁶ A, exclusive. */
  readonly maxCurrent?: Micro;
  /** 10⁻⁶ kW, inclusive. */
  readonly minPower?: Micro;
  /** 10⁻⁶ kW, exclusive. */
  readonly maxPower?: Micro;
  /** Seconds since the session's start, inclusive. */
  readonly minDuration?: number;
  /** Seconds, exclusive. */
  readonly maxDuration?: number;
  /** Local weekdays; empty restricts nothing. */
  readonly dayOfWeek: readonly DayOfWeek[];
  readonly reservation?: "RESERVATION" | "RESERVATION_EXPIRES";
};
