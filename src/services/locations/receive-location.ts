import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { invariant } from "@/core/invariant";
import { decodeLocation } from "@/core/roaming/json";
import type { Evse, Location } from "@/core/roaming/location";
import { newId } from "@/db/new-id";
import { evses, locations } from "@/db/schema/locations";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { isOutdated } from "@/services/messages/is-older";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { locationIs } from "./find-location";
import { locationColumns, markMissing, storeEvses, updateLocation } from "./store-location";
import { decodeEvse } from "./stored-evse";

/** `stale`: what we hold is newer; the message is kept, the location stays. */
export type LocationReceipt = "created" | "updated" | "stale";

interface LocationInput {
  readonly partnerId: Id<"partner">;
  readonly location: Location;
  readonly message: InboundMessage;
}

/**
 * Stores a whole location as a CPO states it. EVSEs that it no longer lists are marked missing, never
 * deleted; an EVSE that is older than the one held leaves that one be.
 */
export async function receiveLocation(ctx: Ctx, input: LocationInput): Promise<LocationReceipt> {
  return inTransaction(ctx, async (tx) => {
    const { location } = input;
    const messageId = newId<"message">();
    const held = await lockLocation(tx, input, messageId);
    const receipt = held.isNew
      ? "created"
      : isOld(tx, location, held.lastUpdated)
        ? "stale"
        : "updated";
    if (receipt !== "stale") {
      const older = held.isNew ? [] : await readAllEvses(tx, held.id);
      const changed = location.evses.filter((evse) => !isOld(tx, evse, ownTime(older, evse)));
      await updateLocation(tx, held.id, locationColumns(tx, location, messageId));
      await storeEvses(tx, { locationId: held.id, messageId }, changed);
      if (!held.isNew) await markMissing(tx, held.id, location.evses);
    }
    await storeInbound(tx, input.message, {
      id: messageId,
      outcome: "accepted",
      httpStatus: receipt === "created" ? 201 : 200,
      ocpiStatus: 1000,
      reasons: receipt === "stale" ? ["older than what is held: ignored"] : [],
    });
    return receipt;
  });
}

async function lockLocation(
  tx: Ctx,
  { partnerId, location }: LocationInput,
  messageId: Id<"message">,
): Promise<{ id: Id<"location">; lastUpdated: Temporal.Instant | null; isNew: boolean }> {
  const [created] = await tx.db
    .insert(locations)
    .values({
      tenantId: tx.tenantId,
      id: newId<"location">(),
      partnerId,
      ...locationColumns(tx, location, messageId),
    })
    .onConflictDoNothing({
      target: [
        locations.tenantId,
        locations.partnerId,
        locations.countryCode,
        locations.partyId,
        locations.ocpiIdUpper,
      ],
    })
    .returning({ id: locations.id });
  if (created) return { id: created.id, lastUpdated: null, isNew: true };
  const [held] = await tx.db
    .select({ id: locations.id, core: locations.core })
    .from(locations)
    .where(locationIs(tx, { ...location, partnerId }))
    .for("update");
  invariant(held, "a location was neither inserted nor found");
  return { id: held.id, lastUpdated: decodeLocation(held.core).lastUpdated, isNew: false };
}

async function readAllEvses(tx: Ctx, locationId: Id<"location">): Promise<readonly Evse[]> {
  const rows = await tx.db
    .select({ core: evses.core })
    .from(evses)
    .where(and(eq(evses.tenantId, tx.tenantId), eq(evses.locationId, locationId)));
  return rows.map((row) => decodeEvse(row.core));
}

function ownTime(held: readonly Evse[], evse: Evse): Temporal.Instant | null {
  const uid = evse.uid.toUpperCase();
  return held.find((one) => one.uid.toUpperCase() === uid)?.lastUpdated ?? null;
}

function isOld(
  { clock }: Ctx,
  object: { readonly lastUpdated: Temporal.Instant },
  held: Temporal.Instant | null,
): boolean {
  return held !== null && isOutdated(object.lastUpdated, held, clock.now());
}
