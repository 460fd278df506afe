import type { Party } from "@/core/roaming/party";
import type { PartnerCredentials } from "@/ocpi/codec";
import { businessDetailsToCore } from "./details-to-core";
import type { CredentialsRoleWire, CredentialsWire } from "./schemas/credentials";

/** OCPI 2.2.1 Credentials. */
export function credentialsToCore(wire: CredentialsWire): PartnerCredentials {
  return { token: wire.token, url: wire.url, roles: wire.roles.map(roleToCore) };
}

function roleToCore(wire: CredentialsRoleWire): Party {
  return {
    role: wire.role,
    countryCode: wire.country_code,
    partyId: wire.party_id,
    businessDetails: businessDetailsToCore(wire.business_details),
  };
}
