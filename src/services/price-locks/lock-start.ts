import type { Id } from "@/core/ids";
import { priceLocks } from "@/db/schema/price-locks";
import type { Ctx } from "@/services/context";
import type { PickedConnector } from "@/services/commands/find-connector";
import type { ChargeNeed } from "@/services/locations/read-need";
import { readVatTerms } from "@/services/tenants/read-vat-terms";
import { makeLock } from "./make-lock";
import { readLockFacts, type LockFacts } from "./read-lock-facts";
import { inSavepoint } from "./in-savepoint";

/**
 * Locks the prices of a charge that a driver starts from the app, with the quote that he is shown. Call it in the
 * transaction that stores the command. A start never fails for want of a lock: what stands in its way is logged. Returns
 * what the lock was made from, null where that could not be read.
 */
export async function lockStart(
  tx: Ctx,
  start: {
    readonly driverId: Id<"driver">;
    readonly tokenId: Id<"token">;
    readonly authorizationReference: string;
    readonly place: PickedConnector;
    /** The charge that he has in mind; null: he said nothing. */
    readonly need: ChargeNeed | null;
  },
): Promise<LockFacts | null> {
  const { driverId, tokenId, authorizationReference, place, need } = start;
  const { partnerId, party, locationOcpiId, evse, connector } = place;
  let read: LockFacts | null = null;
  await inSavepoint(tx, "the price of a start could not be locked", async (inner) => {
    const ask = {
      driverId,
      partnerId,
      party,
      locationOcpiId,
      evseUids: [evse.uid],
      connectorId: connector.id,
      tariffIds: [],
      at: inner.clock.now(),
    };
    const facts = await readLockFacts(inner, ask);
    read = facts;
    const purpose = {
      source: "command",
      tokenId,
      authorizationReference,
      sessionId: null,
      currency: null,
      vat: (await readVatTerms(inner, [driverId]))(driverId),
      need,
    } as const;
    const row = makeLock(inner, { ask, facts, purpose });
    if (row) await inner.db.insert(priceLocks).values(row);
  });
  return read;
}
