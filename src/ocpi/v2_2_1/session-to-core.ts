import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Session } from "@/core/roaming/session";
import { priceToCore } from "./price-to-core";
import type { ChargingPeriodWire } from "./schemas/charging-period";
import type { SessionWire } from "./schemas/session";
import { cdrTokenToCore } from "./token-to-core";
import { given, instantOf, listOf, microOf } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 ChargingPeriod. */
export function chargingPeriodToCore(wire: ChargingPeriodWire): ChargingPeriod {
  return {
    startDateTime: instantOf(wire.start_date_time),
    dimensions: wire.dimensions.map(({ type, volume }) => ({ type, volume: microOf(volume) })),
    tariffId: wire.tariff_id ?? undefined,
  };
}

/** OCPI 2.2.1 Session. */
export function sessionToCore(wire: SessionWire): Session {
  return {
    countryCode: wire.country_code,
    partyId: wire.party_id,
    id: wire.id,
    startDateTime: instantOf(wire.start_date_time),
    endDateTime: given(wire.end_date_time, instantOf),
    kwh: microOf(wire.kwh),
    cdrToken: cdrTokenToCore(wire.cdr_token),
    authMethod: wire.auth_method,
    authorizationReference: wire.authorization_reference ?? undefined,
    locationId: wire.location_id,
    evseUid: wire.evse_uid,
    connectorId: wire.connector_id,
    meterId: wire.meter_id ?? undefined,
    currency: wire.currency,
    chargingPeriods: listOf(wire.charging_periods, chargingPeriodToCore),
    totalCost: given(wire.total_cost, priceToCore),
    status: wire.status,
    lastUpdated: instantOf(wire.last_updated),
  };
}
