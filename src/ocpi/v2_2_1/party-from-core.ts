import type { PartnerCredentials } from "@/ocpi/codec";
import type { JsonObject } from "@/ocpi/json-value";
import { businessDetailsFromCore } from "./details-from-core";

/** OCPI 2.2.1 Credentials: how a partner reaches us, and as whom. */
export function credentialsFromCore(credentials: PartnerCredentials): JsonObject {
  return {
    token: credentials.token,
    url: credentials.url,
    roles: credentials.roles.map((role) => ({
      role: role.role,
      business_details: businessDetailsFromCore(role.businessDetails),
      party_id: role.partyId.toUpperCase(),
      country_code: role.countryCode.toUpperCase(),
    })),
  };
}
