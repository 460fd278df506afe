import type { PartnerConnection } from "@/services/partners/partner-connection";
import { ourRoles } from "@/services/partners/our-roles";
import type { OcpiCodec } from "./codec";
import { versionsUrl } from "./versions";

/**
 * Our Credentials with the token that the partner shall use. We are eMSP, and with the same party SCSP: a CPO may leave
 * a site's smart charging to us. 2.1.1 has one party without a role. OCPI 2.2.1 credentials, Credentials object.
 */
export function ourCredentials(
  codec: OcpiCodec,
  { us, settings }: Pick<PartnerConnection, "us" | "settings">,
  baseUrl: string,
  token: string,
) {
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
  const roles = ourRoles(settings, codec.version);
  return codec.credentialsFromCore({
    token,
    url: versionsUrl(baseUrl),
    roles: roles.map((role) => ({ role, countryCode, partyId, businessDetails })),
  });
}
