import type { AuthorizationInfo, CdrToken, LocationReferences, Token } from "@/core/roaming/token";
import type { AuthorizationInfoWire } from "./schemas/authorization-info";
import type { CdrTokenWire } from "./schemas/cdr-token";
import type { LocationReferencesWire } from "./schemas/location-references";
import type { TokenWire } from "./schemas/token";
import { given, instantOf, listOf } from "@/ocpi/wire/wire-values";

/** OCPI 2.2.1 CdrToken. */
export function cdrTokenToCore(wire: CdrTokenWire): CdrToken {
  return {
    countryCode: wire.country_code,
    partyId: wire.party_id,
    uid: wire.uid,
    type: wire.type,
    contractId: wire.contract_id,
  };
}

/** OCPI 2.2.1 Token. */
export function tokenToCore(wire: TokenWire): Token {
  return {
    countryCode: wire.country_code,
    partyId: wire.party_id,
    uid: wire.uid,
    type: wire.type,
    contractId: wire.contract_id,
    visualNumber: wire.visual_number ?? undefined,
    issuer: wire.issuer,
    groupId: wire.group_id ?? undefined,
    valid: wire.valid,
    whitelist: wire.whitelist,
    language: wire.language ?? undefined,
    defaultProfileType: wire.default_profile_type ?? undefined,
    energyContract: given(wire.energy_contract, (contract) => ({
      supplierName: contract.supplier_name,
      contractId: contract.contract_id ?? undefined,
    })),
    lastUpdated: instantOf(wire.last_updated),
  };
}

/** OCPI 2.2.1 LocationReferences. */
export function locationReferencesToCore(wire: LocationReferencesWire): LocationReferences {
  return { locationId: wire.location_id, evseUids: listOf(wire.evse_uids, (uid) => uid) };
}

/** OCPI 2.2.1 AuthorizationInfo. */
export function authorizationInfoToCore(wire: AuthorizationInfoWire): AuthorizationInfo {
  return {
    allowed: wire.allowed,
    token: tokenToCore(wire.token),
    location: given(wire.location, locationReferencesToCore),
    authorizationReference: wire.authorization_reference ?? undefined,
    info: given(wire.info, ({ language, text }) => ({ language, text })),
  };
}
