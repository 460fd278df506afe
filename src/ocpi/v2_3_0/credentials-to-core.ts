import type { PartnerCredentials } from "@/ocpi/codec";
import { credentialsToCore as earlierToCore } from "@/ocpi/v2_2_1/party-to-core";
import type { CredentialsWire } from "./schemas/credentials";

/** OCPI 2.3.0 Credentials. */
export function credentialsToCore(wire: CredentialsWire): PartnerCredentials {
  return { ...earlierToCore(wire), hubPartyId: wire.hub_party_id || undefined };
}
