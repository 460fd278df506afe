import { and, asc, eq, isNotNull, or, type SQL, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Connector } from "@/core/roaming/location";
import { evses, locations } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { decodeEvse } from "./stored-evse";

/** What a CDR or session says of its place. */
export interface PlaceAsk {
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  /** The location's OCPI id. */
  readonly locationId: string;
  readonly evseUid: string;
  readonly evseId?: string;
  readonly connectorId?: string;
}

/** What rating needs of the place; a CDR itself does not say its time zone. */
export interface CdrPlace {
  readonly locationId: Id<"location">;
  readonly name: string | null;
  readonly address: string;
  readonly city: string;
  /** ISO 3166-1 alpha-3. */
  readonly country: string;
  /** IANA name; null where the CPO never gave a usable one. */
  readonly timeZone: string | null;
  readonly evseId: Id<"evse"> | null;
  /** The connector as the CPO last described it, with its tariff ids. */
  readonly connector: Connector | null;
  /** `id`: the location itself. `evse`: another of this CPO's, found by the EVSE. */
  readonly foundBy: "id" | "evse";
}

/**
 * The place of a CDR among the locations that its partner pushed: by the location's id, else by the EVSE's
 * uid or id (ids of locations differ between modules of some CPOs). EVSEs that are no longer listed count.
 */
export async function findLocationForCdr(ctx: Ctx, ask: PlaceAsk): Promise<CdrPlace | null> {
  const byId = await findPlace(ctx, ask, eq(locations.ocpiIdUpper, ask.locationId.toUpperCase()));
  if (byId) return { ...byId, foundBy: "id" };
  const byEvse = await findPlace(ctx, ask, isNotNull(evses.id));
  return byEvse && { ...byEvse, foundBy: "evse" };
}

async function findPlace(
  ctx: Ctx,
  ask: PlaceAsk,
  isRight: SQL,
): Promise<Omit<CdrPlace, "foundBy"> | null> {
  const isRightEvse = or(
    eq(evses.uidUpper, ask.evseUid.toUpperCase()),
    ask.evseId && ask.evseId !== "#NA" ? sameEvseId(ask.evseId) : undefined,
  );
  const [row] = await ctx.db
    .select({
      locationId: locations.id,
      name: locations.name,
      address: locations.address,
      city: locations.city,
      country: locations.country,
      timeZone: locations.timeZone,
      evseId: evses.id,
      core: evses.core,
    })
    .from(locations)
    .leftJoin(
      evses,
      and(eq(evses.tenantId, locations.tenantId), eq(evses.locationId, locations.id), isRightEvse),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(locations.partnerId, ask.partnerId),
        eq(locations.countryCode, ask.countryCode.toUpperCase()),
        eq(locations.partyId, ask.partyId.toUpperCase()),
        isRight,
      ),
    )
    .orderBy(sql`${evses.missingSince} is null desc`, asc(locations.id), asc(evses.id))
    .limit(1);
  if (!row) return null;
  const { core, ...place } = row;
  return { ...place, connector: findConnector(core, ask.connectorId) };
}

/** Separators in EVSE ids come and go. */
function sameEvseId(evseId: string) {
  const stripped = evseId.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase();
  return sql`upper(regexp_replace(${evses.evseId}, '[^A-Za-z0-9]', '', 'g')) = ${stripped}`;
}

function findConnector(core: unknown, connectorId: string | undefined): Connector | null {
  if (core === null || connectorId === undefined) return null;
  const wanted = connectorId.toUpperCase();
  return decodeEvse(core).connectors.find((one) => one.id.toUpperCase() === wanted) ?? null;
}
