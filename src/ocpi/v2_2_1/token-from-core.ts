import type {
  AuthorizationInfo,
  CdrToken,
  LocationReferences,
  Token,
  TokenType,
} from "@/core/roaming/token";
import type { JsonObject } from "@/ocpi/json-value";
import { compact } from "@/ocpi/wire/compact";
import { displayTextFromCore } from "./details-from-core";
import { dateTimeText, given } from "@/ocpi/wire/wire-values";

const TYPES_OF_2_2_1 = new Set<TokenType>(["RFID", "APP_USER", "AD_HOC_USER", "OTHER"]);

/** OCPI 2.2.1 CdrToken, as it was received. */
export function cdrTokenFromCore(token: CdrToken): JsonObject {
  return {
    country_code: token.countryCode,
    party_id: token.partyId,
    uid: token.uid,
    type: token.type,
    contract_id: token.contractId,
  };
}

/** OCPI 2.2.1 Token, strictly: types that 2.2.1 does not have are OTHER, texts keep to their lengths. */
export function tokenFromCore(token: Token): JsonObject {
  return compact({
    country_code: token.countryCode.toUpperCase(),
    party_id: token.partyId.toUpperCase(),
    uid: token.uid,
    type: TYPES_OF_2_2_1.has(token.type) ? token.type : "OTHER",
    contract_id: token.contractId,
    visual_number: given(token.visualNumber, (text) => text.slice(0, 64)),
    issuer: token.issuer.slice(0, 64),
    group_id: token.groupId,
    valid: token.valid,
    whitelist: token.whitelist,
    language: token.language,
    default_profile_type: token.defaultProfileType,
    energy_contract: given(token.energyContract, (contract) =>
      compact({
        supplier_name: contract.supplierName.slice(0, 64),
        contract_id: contract.contractId,
      }),
    ),
    last_updated: dateTimeText(token.lastUpdated),
  });
}

/** OCPI 2.2.1 LocationReferences. */
function locationReferencesFromCore(references: LocationReferences): JsonObject {
  return compact({
    location_id: references.locationId,
    evse_uids: [...references.evseUids],
  });
}

/** OCPI 2.2.1 AuthorizationInfo. */
export function authorizationInfoFromCore(info: AuthorizationInfo): JsonObject {
  return compact({
    allowed: info.allowed,
    token: tokenFromCore(info.token),
    location: given(info.location, locationReferencesFromCore),
    authorization_reference: info.authorizationReference,
    info: given(info.info, ({ language, text }) =>
      displayTextFromCore({ language, text: text.slice(0, 512) }),
    ),
  });
}
