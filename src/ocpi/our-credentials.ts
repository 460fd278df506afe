import type { OurParty } from "@/services/partners/partner-connection";
import { credentialsFromCore } from "./v2_2_1/party-from-core";
import { versionsUrl } from "./versions";

/** Our Credentials with the token that the partner shall use. OCPI 2.2.1 credentials, Credentials object. */
export function ourCredentials(us: OurParty, baseUrl: string, token: string) {
  const { countryCode, partyId, website } = us;
  const businessDetails = { name: us.name.slice(0, 100), website };
  return credentialsFromCore({
    token,
    url: versionsUrl(baseUrl),
    roles: [{ role: "EMSP", countryCode, partyId, businessDetails }],
  });
}
