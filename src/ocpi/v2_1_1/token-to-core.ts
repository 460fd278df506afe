import type { PartyId } from "@/core/roaming/party";
import type { LocationReferences, Token } from "@/core/roaming/token";
import { tokenToCore as laterTokenToCore } from "@/ocpi/v2_2_1/token-to-core";
import type { LocationReferencesWire } from "./schemas/location-references";
import type { TokenWire } from "./schemas/token";

/** OCPI 2.1.1 Token, one of ours. */
export function tokenToCore(wire: TokenWire, us: PartyId): Token {
  return laterTokenToCore({
    ...wire,
    country_code: us.countryCode,
    party_id: us.partyId,
    contract_id: wire.auth_id,
  });
}

/** OCPI 2.1.1 LocationReferences. */
export function locationReferencesToCore(wire: LocationReferencesWire): LocationReferences {
  return { locationId: wire.location_id, evseUids: wire.evse_uids ?? [] };
}
