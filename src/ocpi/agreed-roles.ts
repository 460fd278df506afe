import type { PartnerRole } from "@/services/partners/authenticated-partner";
import type { PartnerCredentials } from "./codec";

/**
 * The roles that a partner's credentials state, as a connection keeps them. A hub that 2.3.0 names by
 * `hub_party_id` ("NLHUB") stands among them in the role HUB, as a hub of 2.2.1 states itself.
 */
export function agreedRoles({ roles, hubPartyId }: PartnerCredentials): readonly PartnerRole[] {
  const stated = roles.map(({ role, countryCode, partyId, businessDetails }) => ({
    role,
    countryCode,
    partyId,
    name: businessDetails.name,
  }));
  if (hubPartyId === undefined) return stated;
  const [countryCode, partyId] = [hubPartyId.slice(0, 2), hubPartyId.slice(2)];
  return [{ role: "HUB", countryCode, partyId, name: hubPartyId }, ...stated];
}
