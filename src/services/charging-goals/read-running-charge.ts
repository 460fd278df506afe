import { and, eq, sql } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { type SessionCurve, sessionCurve } from "@/core/rating/segment-session";
import { decodeLocation, decodeSession } from "@/core/roaming/json";
import type { Connector } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import { zoneOfPlace } from "@/core/smart-charging/place-zone";
import { drivers } from "@/db/schema/drivers";
import { evses, locations } from "@/db/schema/locations";
import { sessions } from "@/db/schema/sessions";
import { withOwnToken } from "@/services/accounts/own-tokens";
import type { Ctx } from "@/services/context";
import { decodeEvse } from "@/services/locations/stored-evse";
import { ServiceError } from "@/services/service-error";
import { selectVehicles, type Vehicle } from "@/services/vehicles/vehicle-row";

export type SessionRow = typeof sessions.$inferSelect;

/** A driver's session with all that planning its charging needs to know. */
export interface RunningCharge {
  readonly session: SessionRow;
  readonly driverId: Id<"driver">;
  readonly core: Session;
  /** Our location; null where its CPO never told us of it. */
  readonly locationId: Id<"location"> | null;
  /** Alpha-3 or alpha-2; null where the location is not known. */
  readonly country: string | null;
  /** The place's clock, else the driver's. */
  readonly timeZone: string;
  /** The location's own zone, as pricing wants it. */
  readonly placeZone: string | null;
  /** Bidding zone of its energy; null: not known. */
  readonly marketZone: string | null;
  readonly connector: Connector | null;
  /** The driver's cars, the default first. */
  readonly cars: readonly Vehicle[];
  /** Its readings; null while there are none. */
  readonly before: SessionCurve | null;
}

/**
 * One session of a driver. `driverId` null: whoever's it is.
 * @throws ServiceError NOT_FOUND for what is not there, another driver's, or nobody's of ours.
 */
export async function readRunningCharge(
  ctx: Ctx,
  sessionId: string,
  driverId: Id<"driver"> | null,
): Promise<RunningCharge> {
  const [row] = isId(sessionId)
    ? await ctx.db
        .select({ session: sessions, ownZone: drivers.timeZone })
        .from(sessions)
        .innerJoin(
          drivers,
          and(eq(drivers.tenantId, sessions.tenantId), eq(drivers.id, sessions.driverId)),
        )
        .where(
          and(
            eq(sessions.tenantId, ctx.tenantId),
            eq(sessions.id, asId<"session">(sessionId)),
            driverId === null
              ? undefined
              : and(
                  eq(sessions.driverId, driverId),
                  withOwnToken(ctx, { tokenId: sessions.tokenId, at: sessions.startedAt }),
                ),
          ),
        )
    : [];
  const owner = row?.session.driverId;
  if (!row || !owner) throw new ServiceError("NOT_FOUND", "There is no such session.");
  const { session, ownZone } = row;
  const core = decodeSession(session.core);
  const place = await readPlace(ctx, session);
  const cars = await selectVehicles(ctx, owner);
  return {
    ...place,
    session,
    driverId: owner,
    core,
    timeZone: place.placeZone ?? ownZone,
    cars,
    before: sessionCurve(core) ?? null,
  };
}

async function readPlace(ctx: Ctx, session: SessionRow) {
  const [row] = await ctx.db
    .select({
      id: locations.id,
      country: locations.country,
      timeZone: locations.timeZone,
      place: locations.core,
      evse: evses.core,
    })
    .from(locations)
    .leftJoin(
      evses,
      and(
        eq(evses.tenantId, locations.tenantId),
        eq(evses.locationId, locations.id),
        eq(evses.uidUpper, session.evseUid.toUpperCase()),
      ),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(locations.partnerId, session.partnerId),
        eq(locations.countryCode, session.countryCode),
        eq(locations.partyId, session.partyId),
        sql`${locations.ocpiIdUpper} = upper(${session.locationOcpiId})`,
      ),
    );
  const wanted = session.connectorId.toUpperCase();
  const connectors = row?.evse ? decodeEvse(row.evse).connectors : [];
  const location = row ? decodeLocation(row.place) : null;
  return {
    locationId: row?.id ?? null,
    country: row?.country ?? null,
    placeZone: row?.timeZone ?? null,
    marketZone: location && zoneOfPlace(location),
    connector: connectors.find(({ id }) => id.toUpperCase() === wanted) ?? null,
  };
}
