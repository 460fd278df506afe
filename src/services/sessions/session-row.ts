import { encodeSession } from "@/core/roaming/json";
import { upperKey } from "@/services/messages/object-key";
import type { PlacedSession } from "./steered-token";

/** The columns that a session's content decides; key, ids and times of receipt are the caller's. */
export function sessionColumns({ session, match, purpose }: PlacedSession) {
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
    purpose,
    core: encodeSession(session),
    lastUpdated: session.lastUpdated,
  };
}
