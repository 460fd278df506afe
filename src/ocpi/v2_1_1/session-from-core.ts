import type { Session } from "@/core/roaming/session";
import type { JsonObject } from "@/ocpi/json-value";
import { sessionFromCore as laterSessionFromCore } from "@/ocpi/v2_2_1/session-from-core";
import { compact } from "@/ocpi/wire/compact";
import { NOT_AVAILABLE } from "@/ocpi/wire/text";
import { exactTimeText, given, microNumber } from "@/ocpi/wire/wire-values";
import { strictForm } from "./strict-form";

/**
 * OCPI 2.1.1 Session. A session is held with the ids of its place alone, so that its Location is told by its id and is
 * not available for the rest.
 */
export function sessionFromCore(session: Session): JsonObject {
  const chargingPeriods = session.chargingPeriods.map((period) => ({
    ...period,
    tariffId: undefined,
  }));
  const location = {
    id: session.locationId,
    type: "UNKNOWN",
    address: NOT_AVAILABLE,
    city: NOT_AVAILABLE,
    postal_code: NOT_AVAILABLE,
    country: NOT_AVAILABLE,
    coordinates: { latitude: NOT_AVAILABLE, longitude: NOT_AVAILABLE },
    last_updated: exactTimeText(session.lastUpdated),
  };
  const wire = { ...sessionAsHeld({ ...session, chargingPeriods }), location };
  return strictForm(wire, ["country_code", "party_id", "authorization_reference"]);
}

/** A Session under 2.1.1's names with what a partner gave beyond them, for a change to be laid over. */
export function sessionAsHeld(session: Session): JsonObject {
  const {
    start_date_time: start_datetime,
    end_date_time: end_datetime,
    cdr_token: _token,
    location_id: _location,
    evse_uid: _evse,
    connector_id: _connector,
    ...same
  } = laterSessionFromCore(session);
  return compact({
    ...same,
    start_datetime,
    end_datetime,
    auth_id: session.cdrToken.contractId,
    location: {
      id: session.locationId,
      evses: [{ uid: session.evseUid, connectors: [{ id: session.connectorId }] }],
    },
    total_cost: given(session.totalCost, ({ beforeTaxes }) => microNumber(beforeTaxes)),
  });
}
