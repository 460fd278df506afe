import type { Micro } from "@/core/money/quantity";

import type { ConnectorFormat, ConnectorType, PowerType } from "./location";
import type { GeoLocation, OpenText, PartyId } from "./party";
import type { Price } from "./price";
import type { Tariff } from "./tariff";
import type { AuthMethod, CdrToken } from "./token";

/** OCPI mod_cdrs, CDR object. Amounts in 10⁻⁶ of `currency`. */
export type Cdr = PartyId & {
  readonly id: string;
  readonly startDateTime: Temporal.Instant;
  readonly endDateTime: Temporal.Instant;
  readonly sessionId?: string;
  readonly cdrToken: CdrToken;
  readonly authMethod: AuthMethod;
  readonly authorizationReference?: string;
  readonly cdrLocation: CdrLocation;
  readonly meterId?: string;
  readonly currency: string;
  readonly tariffs: readonly Tariff[];
  readonly chargingPeriods: readonly ChargingPeriod[];
  readonly signedData?: SignedData;
  readonly totalCost: Price;
  readonly totalFixedCost?: Price;
  /** 10⁻⁶ kWh. */
  readonly totalEnergy: Micro;
  readonly totalEnergyCost?: Price;
  /** 10⁻⁶ h. */
  readonly totalTime: Micro;
  readonly totalTimeCost?: Price;
  /** 10⁻⁶ h. */
  readonly totalParkingTime?: Micro;
  readonly totalParkingCost?: Price;
  readonly totalReservationCost?: Price;
  readonly remark?: string;
  readonly invoiceReferenceId?: string;
  readonly credit?: boolean;
  readonly creditReferenceId?: string;
  readonly homeChargingCompensation?: boolean;
  readonly lastUpdated: Temporal.Instant;
};

/** A stretch of a session until the next one starts. OCPI mod_cdrs, ChargingPeriod. */
export type ChargingPeriod = {
  readonly startDateTime: Temporal.Instant;
  readonly dimensions: readonly CdrDimension[];
  readonly tariffId?: string;
};

/** OCPI mod_cdrs, CdrDimensionType; `FLAT` is 2.1.1's. */
export type CdrDimensionType =
  | "CURRENT"
  | "ENERGY"
  | "ENERGY_EXPORT"
  | "ENERGY_IMPORT"
  | "FLAT"
  | "MAX_CURRENT"
  | "MIN_CURRENT"
  | "MAX_POWER"
  | "MIN_POWER"
  | "PARKING_TIME"
  | "POWER"
  | "RESERVATION_TIME"
  | "STATE_OF_CHARGE"
  | "TIME"
  | OpenText;

/**
 * A measured volume in 10⁻⁶ of the unit that the type has in OCPI: kWh, h, A, kW, %.
 * One 10⁻⁶ h is 3.6 ms, so that hours become whole tenths of milliseconds by `× 36`, exactly.
 */
export type CdrDimension = { readonly type: CdrDimensionType; readonly volume: Micro };

/** The place as it was during the session. It has no time zone. OCPI mod_cdrs, CdrLocation. */
export type CdrLocation = {
  readonly id: string;
  readonly name?: string;
  readonly address: string;
  readonly city: string;
  readonly postalCode?: string;
  readonly state?: string;
  /** ISO 3166-1 alpha-3. */
  readonly country: string;
  readonly coordinates: GeoLocation;
  readonly evseUid: string;
  readonly evseId: string;
  readonly connectorId: string;
  readonly connectorStandard: ConnectorType;
  readonly connectorFormat: ConnectorFormat;
  readonly connectorPowerType: PowerType;
};

/** OCPI mod_cdrs, SignedData. */
export type SignedData = {
  readonly encodingMethod: string;
  readonly encodingMethodVersion?: number;
  readonly publicKey?: string;
  readonly signedValues: readonly SignedValue[];
  readonly url?: string;
};

/** OCPI mod_cdrs, SignedValue. */
export type SignedValue = {
  readonly nature: string;
  readonly plainData: string;
  readonly signedData: string;
};
