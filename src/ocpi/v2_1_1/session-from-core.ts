import type { Location } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import type { JsonObject } from "@/ocpi/json-value";
import { findConnector, findEvse } from "@/ocpi/merge-location";
import { sessionFromCore as laterSessionFromCore } from "@/ocpi/v2_2_1/session-from-core";
import { compact } from "@/ocpi/wire/compact";
import { NOT_AVAILABLE } from "@/ocpi/wire/text";
import { exactTimeText, given, microNumber } from "@/ocpi/wire/wire-values";
import { locationFromCore } from "./location-from-core";
import { strictForm } from "./strict-form";

/**
 * OCPI 2.1.1 Session. A session is held with the ids of its place alone: where its location is held too, it is shown
 * whole, "including only the relevant EVSE and Connector" (mod_sessions); else it is not available but for its id.
 */
export function sessionFromCore(session: Session, location?: Location): JsonObject {
  const chargingPeriods = session.chargingPeriods.map((period) => ({
    ...period,
    tariffId: undefined,
  }));
  const shown = location ? placeOf(session, location) : unknownPlaceOf(session);
  const wire = { ...sessionAsHeld({ ...session, chargingPeriods }), location: shown };
  return strictForm(wire, ["country_code", "party_id", "authorization_reference"]);
}

function placeOf(session: Session, location: Location): JsonObject {
  const evse = findEvse(location, session.evseUid);
  const connector = evse && findConnector(evse, session.connectorId);
  const evses = evse ? [connector ? { ...evse, connectors: [connector] } : evse] : [];
  return locationFromCore({ ...location, evses });
}

function unknownPlaceOf(session: Session): JsonObject {
  return {
    id: session.locationId,
    type: "UNKNOWN",
    address: NOT_AVAILABLE,
    city: NOT_AVAILABLE,
    postal_code: NOT_AVAILABLE,
    country: NOT_AVAILABLE,
    coordinates: { latitude: NOT_AVAILABLE, longitude: NOT_AVAILABLE },
    last_updated: exactTimeText(session.lastUpdated),
  };
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
