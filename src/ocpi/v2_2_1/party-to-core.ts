import type { Party } from "@/core/roaming/party";
import { businessDetailsToCore } from "./details-to-core";
import type { CredentialsRoleWire, CredentialsWire } from "./schemas/credentials";

/** What a partner's Credentials say. The token is a secret: it must not be logged or stored as it is. */
export interface PartnerCredentials {
  readonly token: string;
  /** Their versions address. */
  readonly url: string;
  readonly roles: readonly Party[];
}

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
