import { invariant } from "@/core/invariant";
import type { PartnerCredentials } from "@/ocpi/codec";
import type { JsonObject } from "@/ocpi/json-value";
import { businessDetailsFromCore } from "@/ocpi/v2_2_1/details-from-core";

/** OCPI 2.1.1 Credentials: one party, ours as eMSP. There must be a role. */
export function credentialsFromCore({ token, url, roles }: PartnerCredentials): JsonObject {
  const us = roles.find(({ role }) => role === "EMSP") ?? roles[0];
  invariant(us !== undefined, "credentials without a party");
  return {
    token,
    url,
    business_details: businessDetailsFromCore(us.businessDetails),
    party_id: us.partyId.toUpperCase(),
    country_code: us.countryCode.toUpperCase(),
  };
}
