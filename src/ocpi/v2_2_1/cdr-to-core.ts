import type { Cdr, CdrLocation, SignedData } from "@/core/roaming/cdr";
import { geoLocationToCore } from "./details-to-core";
import { priceToCore } from "./price-to-core";
import type { CdrWire } from "./schemas/cdr";
import type { CdrLocationWire } from "./schemas/cdr-location";
import type { SignedDataWire } from "./schemas/signed-data";
import { chargingPeriodToCore } from "./session-to-core";
import { tariffToCore } from "./tariff-to-core";
import { cdrTokenToCore } from "./token-to-core";
import { given, instantOf, integerOf, listOf, microOf } from "@/ocpi/wire/wire-values";

type Costs =
  | "total_cost"
  | "total_fixed_cost"
  | "total_energy_cost"
  | "total_time_cost"
  | "total_parking_cost"
  | "total_reservation_cost";

/** What of a CDR each version states in its own way. */
export type CdrPrices = Pick<
  Cdr,
  | "tariffs"
  | "totalCost"
  | "totalFixedCost"
  | "totalEnergyCost"
  | "totalTimeCost"
  | "totalParkingCost"
  | "totalReservationCost"
>;

/** OCPI 2.2.1 CDR. */
export function cdrToCore(wire: CdrWire): Cdr {
  return {
    ...cdrFactsToCore(wire),
    tariffs: listOf(wire.tariffs, tariffToCore),
    totalCost: priceToCore(wire.total_cost),
    totalFixedCost: given(wire.total_fixed_cost, priceToCore),
    totalEnergyCost: given(wire.total_energy_cost, priceToCore),
    totalTimeCost: given(wire.total_time_cost, priceToCore),
    totalParkingCost: given(wire.total_parking_cost, priceToCore),
    totalReservationCost: given(wire.total_reservation_cost, priceToCore),
  };
}

type CdrFactsWire = {
  // Without the index signature of unknown fields, which `Omit` would keep alone.
  [
    K in keyof CdrWire as string extends K ? never : K extends Costs | "tariffs" ? never : K
  ]: CdrWire[K];
};

/** What a CDR says in the same words from 2.2.1 on: all but prices. */
export function cdrFactsToCore(wire: CdrFactsWire): Omit<Cdr, keyof CdrPrices> {
  return {
    countryCode: wire.country_code,
    partyId: wire.party_id,
    id: wire.id,
    startDateTime: instantOf(wire.start_date_time),
    endDateTime: instantOf(wire.end_date_time),
    sessionId: wire.session_id ?? undefined,
    cdrToken: cdrTokenToCore(wire.cdr_token),
    authMethod: wire.auth_method,
    authorizationReference: wire.authorization_reference ?? undefined,
    cdrLocation: cdrLocationToCore(wire.cdr_location),
    meterId: wire.meter_id ?? undefined,
    currency: wire.currency,
    chargingPeriods: wire.charging_periods.map(chargingPeriodToCore),
    signedData: given(wire.signed_data, signedDataToCore),
    totalEnergy: microOf(wire.total_energy),
    totalTime: microOf(wire.total_time),
    totalParkingTime: given(wire.total_parking_time, microOf),
    remark: wire.remark ?? undefined,
    invoiceReferenceId: wire.invoice_reference_id ?? undefined,
    credit: wire.credit ?? undefined,
    creditReferenceId: wire.credit_reference_id ?? undefined,
    homeChargingCompensation: wire.home_charging_compensation ?? undefined,
    lastUpdated: instantOf(wire.last_updated),
  };
}

function cdrLocationToCore(wire: CdrLocationWire): CdrLocation {
  return {
    id: wire.id,
    name: wire.name ?? undefined,
    address: wire.address,
    city: wire.city,
    postalCode: wire.postal_code ?? undefined,
    state: wire.state ?? undefined,
    country: wire.country,
    coordinates: geoLocationToCore(wire.coordinates),
    evseUid: wire.evse_uid,
    evseId: wire.evse_id,
    connectorId: wire.connector_id,
    connectorStandard: wire.connector_standard,
    connectorFormat: wire.connector_format,
    connectorPowerType: wire.connector_power_type,
  };
}

function signedDataToCore(wire: SignedDataWire): SignedData {
  return {
    encodingMethod: wire.encoding_method,
    encodingMethodVersion: given(wire.encoding_method_version, integerOf),
    publicKey: wire.public_key ?? undefined,
    signedValues: wire.signed_values.map((one) => ({
      nature: one.nature,
      plainData: one.plain_data,
      signedData: one.signed_data,
    })),
    url: wire.url ?? undefined,
  };
}
