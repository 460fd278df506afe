import type { Micro } from "@/core/money/quantity";

import type { BusinessDetails, DisplayText, GeoLocation, Image, OpenText, PartyId } from "./party";
import type { Parking } from "./parking";
import type { TokenType } from "./token";

/** OCPI mod_locations, Location object. */
export type Location = PartyId & {
  readonly id: string;
  readonly publish: boolean;
  readonly publishAllowedTo: readonly PublishTokenType[];
  readonly name?: string;
  readonly address: string;
  readonly city: string;
  readonly postalCode?: string;
  readonly state?: string;
  /** ISO 3166-1 alpha-3. */
  readonly country: string;
  readonly coordinates: GeoLocation;
  readonly relatedLocations: readonly AdditionalGeoLocation[];
  readonly parkingType?: string;
  readonly evses: readonly Evse[];
  readonly parkingPlaces: readonly Parking[];
  readonly directions: readonly DisplayText[];
  readonly operator?: BusinessDetails;
  readonly suboperator?: BusinessDetails;
  readonly owner?: BusinessDetails;
  readonly facilities: readonly string[];
  /** IANA name. Required by OCPI from 2.2; 2.1.1 partners may leave it out. */
  readonly timeZone?: string;
  readonly openingTimes?: Hours;
  readonly chargingWhenClosed?: boolean;
  readonly images: readonly Image[];
  readonly energyMix?: EnergyMix;
  readonly helpPhone?: string;
  readonly lastUpdated: Temporal.Instant;
};

/** OCPI mod_locations, Status. */
export type EvseStatus =
  | "AVAILABLE"
  | "BLOCKED"
  | "CHARGING"
  | "INOPERATIVE"
  | "OUTOFORDER"
  | "PLANNED"
  | "REMOVED"
  | "RESERVED"
  | "UNKNOWN";

/** OCPI mod_locations, EVSE object. */
export type Evse = {
  readonly uid: string;
  readonly evseId?: string;
  readonly status: EvseStatus;
  readonly statusSchedule: readonly StatusSchedule[];
  readonly capabilities: readonly string[];
  readonly connectors: readonly Connector[];
  readonly floorLevel?: string;
  readonly coordinates?: GeoLocation;
  readonly physicalReference?: string;
  readonly directions: readonly DisplayText[];
  readonly parkingRestrictions: readonly string[];
  readonly parking: readonly { readonly parkingId: string; readonly evsePosition?: string }[];
  readonly images: readonly Image[];
  readonly acceptedServiceProviders: readonly string[];
  readonly lastUpdated: Temporal.Instant;
};

/** OCPI mod_locations, ConnectorType ("IEC_62196_T2_COMBO", "CHADEMO" …); partners extend it. */
export type ConnectorType = string;

/** OCPI mod_locations, ConnectorFormat. */
export type ConnectorFormat = "SOCKET" | "CABLE";

/** OCPI mod_locations, PowerType. */
export type PowerType = "AC_1_PHASE" | "AC_2_PHASE" | "AC_2_PHASE_SPLIT" | "AC_3_PHASE" | "DC";

/** OCPI mod_locations, Connector object. */
export type Connector = {
  readonly id: string;
  readonly standard: ConnectorType;
  readonly format: ConnectorFormat;
  readonly powerType: PowerType;
  /** V, line to neutral for AC. */
  readonly maxVoltage: number;
  /** A per phase. */
  readonly maxAmperage: number;
  /** W, where it is less than voltage × amperage gives. */
  readonly maxElectricPower?: number;
  readonly tariffIds: readonly string[];
  readonly termsAndConditions?: string;
  readonly capabilities: readonly string[];
  readonly lastUpdated: Temporal.Instant;
};

/** OCPI mod_locations, PublishTokenType. */
export type PublishTokenType = {
  readonly uid?: string;
  readonly type?: TokenType;
  readonly visualNumber?: string;
  readonly issuer?: string;
  readonly groupId?: string;
};

/** OCPI mod_locations, AdditionalGeoLocation. */
export type AdditionalGeoLocation = GeoLocation & { readonly name?: DisplayText };

/** OCPI mod_locations, StatusSchedule. */
export type StatusSchedule = {
  readonly periodBegin: Temporal.Instant;
  readonly periodEnd?: Temporal.Instant;
  readonly status: EvseStatus;
};

/** OCPI mod_locations, Hours. */
export type Hours = {
  readonly twentyfourseven: boolean;
  readonly regularHours: readonly RegularHours[];
  readonly exceptionalOpenings: readonly ExceptionalPeriod[];
  readonly exceptionalClosings: readonly ExceptionalPeriod[];
};

/** Local opening hours of one weekday (1 Monday to 7 Sunday), "HH:MM". OCPI, RegularHours. */
export type RegularHours = {
  readonly weekday: number;
  readonly periodBegin: string;
  readonly periodEnd: string;
};

/** OCPI mod_locations, ExceptionalPeriod. */
export type ExceptionalPeriod = {
  readonly periodBegin: Temporal.Instant;
  readonly periodEnd: Temporal.Instant;
};

/** OCPI mod_locations, EnergyMix. */
export type EnergyMix = {
  readonly isGreenEnergy: boolean;
  /** Percentages in 10⁻⁶ of one per cent. */
  readonly energySources: readonly { readonly source: string; readonly percentage: Micro }[];
  /** Amounts in 10⁻⁶ g per kWh. */
  readonly environImpact: readonly {
    readonly category: "NUCLEAR_WASTE" | "CARBON_DIOXIDE" | OpenText;
    readonly amount: Micro;
  }[];
  readonly supplierName?: string;
  readonly energyProductName?: string;
};
