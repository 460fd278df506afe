import type { PartnerCredentials } from "@/ocpi/codec";
import type { JsonObject } from "@/ocpi/json-value";
import { credentialsFromCore as earlierFromCore } from "@/ocpi/v2_2_1/party-from-core";
import { compact } from "@/ocpi/wire/compact";

/** OCPI 2.3.0 Credentials. */
export function credentialsFromCore(credentials: PartnerCredentials): JsonObject {
  return compact({ ...earlierFromCore(credentials), hub_party_id: credentials.hubPartyId });
}
