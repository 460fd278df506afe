import { and, asc, eq, isNull, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeLocation } from "@/core/roaming/json";
import type { Evse, Location } from "@/core/roaming/location";
import { evses, locations } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { type ObjectKey, upperKey } from "@/services/messages/object-key";
import { decodeEvse } from "./stored-evse";

/** A location as one connection names it. */
export type LocationKey = ObjectKey & { readonly partnerId: Id<"partner"> };

/** The condition that picks a location by its key. */
export function locationIs(ctx: Ctx, key: LocationKey): SQL | undefined {
  const { countryCode, partyId, id } = upperKey(key);
  return and(
    eq(locations.tenantId, ctx.tenantId),
    eq(locations.partnerId, key.partnerId),
    eq(locations.countryCode, countryCode),
    eq(locations.partyId, partyId),
    eq(locations.ocpiIdUpper, id),
  );
}

/** A location with the EVSEs that its CPO still lists, each with its own `lastUpdated`; null if unknown. */
export async function findLocation(ctx: Ctx, key: LocationKey): Promise<Location | null> {
  const [row] = await ctx.db
    .select({ id: locations.id, core: locations.core })
    .from(locations)
    .where(locationIs(ctx, key));
  if (!row) return null;
  return { ...decodeLocation(row.core), evses: await readEvses(ctx, row.id) };
}

/** The EVSEs that a location lists, by uid. */
export async function readEvses(ctx: Ctx, locationId: Id<"location">): Promise<readonly Evse[]> {
  const rows = await ctx.db
    .select({ core: evses.core })
    .from(evses)
    .where(
      and(
        eq(evses.tenantId, ctx.tenantId),
        eq(evses.locationId, locationId),
        isNull(evses.missingSince),
      ),
    )
    .orderBy(asc(evses.uidUpper));
  return rows.map((row) => decodeEvse(row.core));
}
