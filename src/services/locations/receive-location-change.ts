import type { Location } from "@/core/roaming/location";
import { decodeLocation } from "@/core/roaming/json";
import { newId } from "@/db/new-id";
import { locations } from "@/db/schema/locations";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { type NoChange, type PatchReceipt, patchVerdict } from "@/services/messages/patch-receipt";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { locationIs, type LocationKey, readEvses } from "./find-location";
import { locationColumns, storeEvses, updateLocation } from "./store-location";

/** What a push to a part of a location makes of it, or why it makes nothing. */
export type LocationChange =
  | {
      readonly outcome: "created" | "updated";
      readonly location: Location;
      readonly notes: readonly string[];
    }
  | NoChange;

/** As `PatchReceipt`; `created` for an EVSE or connector that was not there. */
export type LocationChangeReceipt = PatchReceipt | { readonly outcome: "created" };

/**
 * Applies a push to a location or a part of it, one at a time. `change` is pure: it gets the location as
 * held, each part with its own `lastUpdated`. EVSEs that the result leaves out stay as they are.
 */
export async function receiveLocationChange(
  ctx: Ctx,
  input: {
    readonly key: LocationKey;
    readonly change: (held: Location) => LocationChange;
    readonly message: InboundMessage;
  },
): Promise<LocationChangeReceipt> {
  return inTransaction(ctx, async (tx) => {
    const messageId = newId<"message">();
    const change = await applyChange(tx, input, messageId);
    if (!("location" in change)) {
      await storeInbound(tx, input.message, { id: messageId, ...patchVerdict(change, 2003) });
      return change;
    }
    const { outcome, notes } = change;
    await storeInbound(
      tx,
      { ...input.message, notes },
      {
        id: messageId,
        outcome: "accepted",
        httpStatus: outcome === "created" ? 201 : 200,
        ocpiStatus: 1000,
      },
    );
    return { outcome };
  });
}

async function applyChange(
  tx: Ctx,
  input: Parameters<typeof receiveLocationChange>[1],
  messageId: ReturnType<typeof newId<"message">>,
): Promise<LocationChange> {
  const [row] = await tx.db
    .select({ id: locations.id, core: locations.core })
    .from(locations)
    .where(locationIs(tx, input.key))
    .for("update");
  if (!row) return { outcome: "unknown" };
  const held = { ...decodeLocation(row.core), evses: await readEvses(tx, row.id) };
  const change = input.change(held);
  if (!("location" in change)) return change;
  // Parts that a pure change did not touch are the same objects.
  const changed = change.location.evses.filter((evse) => !held.evses.includes(evse));
  await updateLocation(tx, row.id, locationColumns(tx, change.location, messageId));
  await storeEvses(tx, { locationId: row.id, messageId }, changed);
  return change;
}
