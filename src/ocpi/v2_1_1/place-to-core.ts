import type { PartyId } from "@/core/roaming/party";
import type { CdrLocationWire } from "@/ocpi/v2_2_1/schemas/cdr-location";
import type { CdrTokenWire } from "@/ocpi/v2_2_1/schemas/cdr-token";
import { NOT_AVAILABLE } from "@/ocpi/wire/text";
import type { PlaceWire } from "./schemas/place";

/** The token of a 2.1.1 CDR or Session: its contract alone is known, and that it is one of ours. */
export function cdrTokenOf(authId: string, us: PartyId): CdrTokenWire {
  return {
    country_code: us.countryCode,
    party_id: us.partyId,
    uid: NOT_AVAILABLE,
    type: "OTHER",
    contract_id: authId,
  };
}

/** Where a 2.1.1 CDR or Session took place. With several EVSEs or connectors none of them is known to be it. */
export function cdrLocationOf(place: PlaceWire): CdrLocationWire {
  const evse = only(place.evses);
  const connector = only(evse?.connectors);
  return {
    id: place.id,
    name: place.name,
    address: place.address,
    city: place.city,
    postal_code: place.postal_code,
    state: place.state,
    country: place.country,
    coordinates: place.coordinates,
    evse_uid: evse?.uid ?? NOT_AVAILABLE,
    evse_id: evse?.evse_id ?? NOT_AVAILABLE,
    connector_id: connector?.id ?? NOT_AVAILABLE,
    connector_standard: connector?.standard ?? NOT_AVAILABLE,
    connector_format: connector?.format ?? "CABLE",
    connector_power_type: connector?.power_type ?? "AC_3_PHASE",
  };
}

function only<T>(all: readonly T[] | null | undefined): T | undefined {
  return all?.length === 1 ? all[0] : undefined;
}
