import { encodeSession } from "@/core/roaming/json";
import type { Session } from "@/core/roaming/session";
import type { TokenMatch } from "@/services/cdrs/match-tokens";
import { upperKey } from "@/services/messages/object-key";

/** The columns that a session's content decides; key, ids and times of receipt are the caller's. */
export function sessionColumns(session: Session, match: TokenMatch | null) {
  const key = upperKey(session);
  return {
    countryCode: key.countryCode,
    partyId: key.partyId,
    ocpiId: session.id,
    ocpiIdUpper: key.id,
    driverId: match?.driverId ?? null,
    tokenId: match?.tokenId ?? null,
    status: session.status,
    startedAt: session.startDateTime,
    endedAt: session.endDateTime ?? null,
    energyMicroKwh: session.kwh,
    currency: session.currency,
    claimedMicro: session.totalCost?.beforeTaxes ?? null,
    locationOcpiId: session.locationId,
    evseUid: session.evseUid,
    connectorId: session.connectorId,
    authorizationReference: session.authorizationReference ?? null,
    core: encodeSession(session),
    lastUpdated: session.lastUpdated,
  };
}
