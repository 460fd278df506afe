import { and, eq, isNull, notInArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { encodeLocation } from "@/core/roaming/json";
import type { Evse, Location } from "@/core/roaming/location";
import { newId } from "@/db/new-id";
import { evses, locations } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { upperKey } from "@/services/messages/object-key";
import { raisedLocation } from "./raised-location";
import { encodeEvse } from "./stored-evse";

/** The columns that a location's content decides. */
export function locationColumns(ctx: Ctx, location: Location, messageId: Id<"message">) {
  const key = upperKey(location);
  return {
    countryCode: key.countryCode,
    partyId: key.partyId,
    ocpiId: location.id,
    ocpiIdUpper: key.id,
    name: location.name ?? null,
    address: location.address,
    city: location.city,
    country: location.country,
    timeZone: location.timeZone ?? null,
    publish: location.publish,
    core: encodeLocation({ ...location, evses: [] }),
    lastUpdated: raisedLocation(location).lastUpdated,
    receivedAt: ctx.clock.now(),
    messageId,
  };
}

/** Writes EVSEs of a locked location, new or changed. One that was missing is back. */
export async function storeEvses(
  ctx: Ctx,
  at: { readonly locationId: Id<"location">; readonly messageId: Id<"message"> },
  changed: readonly Evse[],
): Promise<void> {
  // The last of two with one uid counts: a statement may not touch a row twice.
  const byUid = new Map(changed.map((evse) => [evse.uid.toUpperCase(), evse]));
  if (byUid.size === 0) return;
  await ctx.db
    .insert(evses)
    .values(
      [...byUid].map(([uidUpper, evse]) => ({
        tenantId: ctx.tenantId,
        id: newId<"evse">(),
        ...at,
        uid: evse.uid,
        uidUpper,
        evseId: evse.evseId ?? null,
        status: evse.status,
        core: encodeEvse(evse),
        missingSince: null,
        lastUpdated: evse.lastUpdated,
      })),
    )
    .onConflictDoUpdate({
      target: [evses.tenantId, evses.locationId, evses.uidUpper],
      set: {
        uid: sql`excluded.uid`,
        evseId: sql`excluded.evse_id`,
        status: sql`excluded.status`,
        core: sql`excluded.core`,
        missingSince: null,
        lastUpdated: sql`excluded.last_updated`,
        messageId: sql`excluded.message_id`,
      },
    });
}

/** Marks the EVSEs that a full location no longer lists; they are kept. */
export async function markMissing(
  ctx: Ctx,
  locationId: Id<"location">,
  listed: readonly Evse[],
): Promise<void> {
  const uids = listed.map((evse) => evse.uid.toUpperCase());
  await ctx.db
    .update(evses)
    .set({ missingSince: ctx.clock.now() })
    .where(
      and(
        eq(evses.tenantId, ctx.tenantId),
        eq(evses.locationId, locationId),
        isNull(evses.missingSince),
        uids.length > 0 ? notInArray(evses.uidUpper, uids) : undefined,
      ),
    );
}

/** Writes the location's own row, locked by the caller. */
export async function updateLocation(
  ctx: Ctx,
  locationId: Id<"location">,
  columns: ReturnType<typeof locationColumns>,
): Promise<void> {
  await ctx.db
    .update(locations)
    .set(columns)
    .where(and(eq(locations.tenantId, ctx.tenantId), eq(locations.id, locationId)));
}
