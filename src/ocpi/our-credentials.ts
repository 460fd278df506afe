import type { OurParty } from "@/services/partners/partner-connection";
import type { OcpiCodec } from "./codec";
import { versionsUrl } from "./versions";

/** Our Credentials with the token that the partner shall use. OCPI 2.2.1 credentials, Credentials object. */
export function ourCredentials(codec: OcpiCodec, us: OurParty, baseUrl: string, token: string) {
  const { countryCode, partyId, website } = us;
  const icon = `${baseUrl}/icon.svg`;
  // Some back ends refuse credentials without a website and a whole logo.
  const logo = {
    url: icon,
    thumbnail: icon,
    category: "OPERATOR",
    type: "svg",
    width: 512,
    height: 512,
  } as const;
  const businessDetails = { name: us.name.slice(0, 100), website, logo };
  return codec.credentialsFromCore({
    token,
    url: versionsUrl(baseUrl),
    roles: [{ role: "EMSP", countryCode, partyId, businessDetails }],
  });
}
