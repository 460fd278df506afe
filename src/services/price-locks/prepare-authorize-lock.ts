import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import type { LocationReferences } from "@/core/roaming/token";
import type { Ctx } from "@/services/context";
import { makeLock, type LockRow } from "./make-lock";
import { readLockFacts, type LockFacts } from "./read-lock-facts";

/** A lock that is to be stored, and what it was made from; null where that could not be read. */
export interface PreparedLock {
  readonly row: LockRow | null;
  readonly facts: LockFacts | null;
}

/**
 * The lock of a charge that a partner asked about, to be stored with the answer: the tariffs of the EVSEs that it
 * named, or of the whole place. No row where there is nothing to lock yet; the session will be locked then. One
 * statement, and never an error: an answer does not wait for a promise.
 */
export async function prepareAuthorizeLock(
  ctx: Ctx,
  asked: {
    readonly token: { readonly id: Id<"token">; readonly driverId: Id<"driver"> };
    readonly partnerId: Id<"partner">;
    readonly party: PartyId | null;
    readonly location: LocationReferences;
    readonly authorizationReference: string;
    readonly at: Temporal.Instant;
  },
): Promise<PreparedLock> {
  const { token, partnerId, party, location, authorizationReference, at } = asked;
  const ask = {
    driverId: token.driverId,
    partnerId,
    party,
    locationOcpiId: location.locationId,
    evseUids: location.evseUids,
    connectorId: null,
    tariffIds: [],
    at,
  };
  try {
    const facts = await readLockFacts(ctx, ask);
    const purpose = {
      source: "authorize",
      tokenId: token.id,
      authorizationReference,
      sessionId: null,
      currency: null,
      vat: null,
    } as const;
    return { row: makeLock(ctx, { ask, facts, purpose }), facts };
  } catch (error) {
    ctx.log.error({ error }, "the price of an authorized charge could not be locked");
    return { row: null, facts: null };
  }
}
