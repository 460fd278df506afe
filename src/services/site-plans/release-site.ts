import { and, eq, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { sessions } from "@/db/schema/sessions";
import { insertWish } from "@/services/charging/charging-row";
import { encodeNothing } from "@/services/charging/stored-span";
import type { Ctx } from "@/services/context";
import { findHeld } from "./release-sessions";

/** Where a charging point is, as its site's tree says it. */
export interface PointPlace {
  readonly locationOcpiId: string;
  readonly evseUid: string;
}

/**
 * Lets all that charges at places of a site go from the profiles that its plans sent, before those places or the site
 * itself go. What people set by hand stays. Call it before the site's row is locked: sessions come first.
 */
export async function releaseSite(
  tx: Ctx,
  site: { readonly id: string; readonly partnerId: Id<"partner"> },
  places: readonly PointPlace[],
): Promise<void> {
  if (places.length === 0) return;
  const keys = new Set(places.map(placeKey));
  const locationIds = new Set(places.map((place) => place.locationOcpiId.toUpperCase()));
  // All that charge there, not those alone that are held: a plan that is being stored may hold more once it lets go.
  const here = await tx.db
    .select({
      id: sessions.id,
      partnerId: sessions.partnerId,
      driverId: sessions.driverId,
      locationOcpiId: sessions.locationOcpiId,
      evseUid: sessions.evseUid,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, tx.tenantId),
        eq(sessions.partnerId, site.partnerId),
        eq(sessions.status, "ACTIVE"),
        inArray(sql`upper(${sessions.locationOcpiId})`, [...locationIds]),
        inArray(
          sql`upper(${sessions.evseUid})`,
          places.map((place) => place.evseUid.toUpperCase()),
        ),
      ),
    )
    .orderBy(sessions.id)
    .for("update");
  const gone = here.filter((session) => keys.has(placeKey(session)));
  const held = await findHeld(
    tx,
    gone.map(({ id }) => id),
  );
  for (const session of gone) {
    if (held.get(session.id)?.siteId !== site.id) continue;
    await insertWish(tx, { kind: "CLEAR_PROFILE", session, wish: encodeNothing() });
  }
}

/** A place as two of them are compared: ids of OCPI do not care for case. */
export function placeKey({ locationOcpiId, evseUid }: PointPlace): string {
  return JSON.stringify([locationOcpiId.trim().toUpperCase(), evseUid.trim().toUpperCase()]);
}
