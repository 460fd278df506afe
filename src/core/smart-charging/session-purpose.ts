import type { PartyId } from "@/core/roaming/party";

/**
 * billing: a charge of a driver of ours, or of one who says so. steering: of another eMSP's driver, told to us as
 * SCSP so that it can be steered; never billed.
 */
export type SessionPurpose = "billing" | "steering";

/** Stands for what a partner does not tell. */
const NOT_TOLD = new Set(["", "#NA", "NA"]);

/**
 * Why we are told of a session. A token that we know is ours whatever party stands beside it: partners write the
 * hub's, or their own. One that we do not know is another eMSP's only where a whole party is named that is not ours;
 * without one nobody says so, and it stays an unknown token of ours.
 * OCPI 2.2.1 mod_charging_profiles, "The CPO delegated Smart Charging to SCSP"; mod_cdrs, CdrToken.
 */
export function sessionPurpose(
  token: PartyId,
  us: PartyId,
  isDriverKnown: boolean,
): SessionPurpose {
  if (isDriverKnown) return "billing";
  const [country, party] = [upper(token.countryCode), upper(token.partyId)];
  if (NOT_TOLD.has(country) || NOT_TOLD.has(party)) return "billing";
  const isOurs = country === upper(us.countryCode) && party === upper(us.partyId);
  return isOurs ? "billing" : "steering";
}

/** How long after its end a session is kept that we were only told of to steer it. */
export const KEPT_DAYS = 30;

/** Whether a session that is only steered ended so long ago that nothing of it is kept. */
export function isForgotten(
  { endDateTime }: { readonly endDateTime?: Temporal.Instant },
  now: Temporal.Instant,
): boolean {
  if (endDateTime === undefined) return false;
  return Temporal.Instant.compare(endDateTime, now.subtract({ hours: 24 * KEPT_DAYS })) < 0;
}

function upper(text: string): string {
  return text.trim().toUpperCase();
}
