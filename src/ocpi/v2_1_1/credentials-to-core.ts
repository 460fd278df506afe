import type { PartnerCredentials } from "@/ocpi/codec";
import { credentialsToCore as laterCredentialsToCore } from "@/ocpi/v2_2_1/party-to-core";
import type { CredentialsWire } from "./schemas/credentials";

/** OCPI 2.1.1 Credentials. Who connects to an eMSP is a CPO. */
export function credentialsToCore(wire: CredentialsWire): PartnerCredentials {
  const { token, url, business_details, party_id, country_code } = wire;
  const roles = [{ role: "CPO", business_details, party_id, country_code }];
  return laterCredentialsToCore({ token, url, roles });
}
