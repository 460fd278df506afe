import type { PartyId } from "@/core/roaming/party";
import type { PartnerSettings } from "@/services/partners/authenticated-partner";

/** Why objects of a party are not taken from this connection, or null where they are. Names are held in upper case. */
export function refusedParty(
  { parties }: PartnerSettings,
  { countryCode, partyId }: PartyId,
): string | null {
  const name = `${countryCode}/${partyId}`.toUpperCase();
  if (!parties || parties.includes(name)) return null;
  return `${name} is not among the parties whose objects are taken here (${parties.join(", ")})`;
}
