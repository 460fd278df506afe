import type { ChargingPeriod } from "@/core/roaming/cdr";
import type { Session } from "@/core/roaming/session";
import type { JsonObject } from "@/ocpi/json-value";
import { compact } from "@/ocpi/wire/compact";
import { priceFromCore } from "./details-from-core";
import { cdrTokenFromCore } from "./token-from-core";
import { exactTimeText, given, microNumber } from "@/ocpi/wire/wire-values";

function chargingPeriodFromCore(period: ChargingPeriod): JsonObject {
  return compact({
    start_date_time: exactTimeText(period.startDateTime),
    dimensions: period.dimensions.map(({ type, volume }) => ({
      type,
      volume: microNumber(volume),
    })),
    tariff_id: period.tariffId,
  });
}

/** OCPI 2.2.1 Session. */
export function sessionFromCore(session: Session): JsonObject {
  return compact({
    country_code: session.countryCode,
    party_id: session.partyId,
    id: session.id,
    start_date_time: exactTimeText(session.startDateTime),
    end_date_time: given(session.endDateTime, exactTimeText),
    kwh: microNumber(session.kwh),
    cdr_token: cdrTokenFromCore(session.cdrToken),
    auth_method: session.authMethod,
    authorization_reference: session.authorizationReference,
    location_id: session.locationId,
    evse_uid: session.evseUid,
    connector_id: session.connectorId,
    meter_id: session.meterId,
    currency: session.currency,
    charging_periods: session.chargingPeriods.map(chargingPeriodFromCore),
    total_cost: given(session.totalCost, priceFromCore),
    status: session.status,
    last_updated: exactTimeText(session.lastUpdated),
  });
}
