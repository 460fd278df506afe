import type { PartyId } from "@/core/roaming/party";

interface NamedWire {
  readonly country_code?: string | null | undefined;
  readonly party_id?: string | null | undefined;
}

/** The party that an object names, as later versions do; else the one that stands in for it. */
export function ownerOf(wire: NamedWire, standIn: PartyId): PartyId {
  const { country_code: countryCode, party_id: partyId } = wire;
  if (!countryCode || !partyId)
    return { countryCode: standIn.countryCode, partyId: standIn.partyId };
  return { countryCode, partyId };
}
