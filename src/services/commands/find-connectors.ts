import { and, asc, eq, inArray, isNull, or, sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { evses, locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { decodeEvse } from "@/services/locations/stored-evse";
import { contains } from "@/services/reports/text-search";
import { requireRole } from "@/services/require-role";
import { OUT_OF_USE } from "./find-connector";
import { takesCommands } from "./require-commands";

/** A connector that may be unlocked, or why it may not. */
export interface FoundConnector {
  readonly locationId: Id<"location">;
  readonly evseUid: string;
  readonly connectorId: string;
  /** What stands on the station, else the EVSE's id. */
  readonly evse: string;
  /** OCPI Status of the EVSE. */
  readonly status: string;
  /** OCPI ConnectorType. */
  readonly standard: string;
  readonly refusal: "not-capable" | "no-commands" | "out-of-use" | null;
}

/** A place with its connectors. */
export interface FoundPlace {
  readonly locationId: Id<"location">;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly operator: string;
  readonly connectors: readonly FoundConnector[];
}

const MOST_PLACES = 20;
const WORDS = 6;

/**
 * Places by words of their name, address, city, operator or an EVSE's id, each of which must occur; by name, at most
 * 20. `hasMore` says that the search leaves some out. Operations only.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function findConnectors(
  ctx: Ctx,
  text: string,
): Promise<{ readonly places: readonly FoundPlace[]; readonly hasMore: boolean }> {
  requireRole(ctx, "operations");
  const words = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, WORDS);
  if (words.length === 0) return { places: [], hasMore: false };
  const rows = await ctx.db
    .select({
      locationId: locations.id,
      name: sql<string>`coalesce(${locations.name}, ${locations.address}, '')`,
      address: sql<string>`coalesce(${locations.address}, '')`,
      city: sql<string>`coalesce(${locations.city}, '')`,
      operator: partners.name,
      takesCommands,
    })
    .from(locations)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, locations.tenantId), eq(partners.id, locations.partnerId)),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(partners.state, "registered"),
        ...words.map(says),
      ),
    )
    .orderBy(asc(sql`coalesce(${locations.name}, ${locations.address})`), asc(locations.id))
    .limit(MOST_PLACES + 1);
  const shown = rows.slice(0, MOST_PLACES);
  const byPlace = await readConnectors(ctx, shown);
  const places = shown.map(({ takesCommands: _takesCommands, ...place }) => ({
    ...place,
    connectors: byPlace.get(place.locationId) ?? [],
  }));
  return { places, hasMore: rows.length > MOST_PLACES };
}

function says(word: string): SQL | undefined {
  return or(
    contains(locations.name, word),
    contains(locations.address, word),
    contains(locations.city, word),
    contains(partners.name, word),
    sql`exists (
      select from ${evses} e
      where e.tenant_id = ${locations.tenantId} and e.location_id = ${locations.id}
        and e.missing_since is null
        and (${contains(sql`e.evse_id`, word)} or ${contains(sql`e.uid_upper`, word)}
          or ${contains(sql`e.core #>> '{data,physicalReference}'`, word)}))`,
  );
}

async function readConnectors(
  ctx: Ctx,
  places: readonly { readonly locationId: Id<"location">; readonly takesCommands: boolean }[],
): Promise<ReadonlyMap<Id<"location">, readonly FoundConnector[]>> {
  if (places.length === 0) return new Map();
  const takes = new Map(places.map((place) => [place.locationId, place.takesCommands]));
  const rows = await ctx.db
    .select({ locationId: evses.locationId, core: evses.core })
    .from(evses)
    .where(
      and(
        eq(evses.tenantId, ctx.tenantId),
        inArray(evses.locationId, [...takes.keys()]),
        isNull(evses.missingSince),
      ),
    )
    .orderBy(asc(evses.uidUpper));
  const found = rows.flatMap(({ locationId, core }): FoundConnector[] => {
    const { uid, evseId, physicalReference, status, capabilities, connectors } = decodeEvse(core);
    if (status === "REMOVED" || status === "PLANNED") return [];
    const isCapable = capabilities.some((one) => one.toUpperCase() === "UNLOCK_CAPABLE");
    const refusal = !takes.get(locationId)
      ? "no-commands"
      : OUT_OF_USE.has(status)
        ? "out-of-use"
        : isCapable
          ? null
          : "not-capable";
    return connectors.map(({ id, standard }) => ({
      locationId,
      evseUid: uid,
      connectorId: id,
      evse: physicalReference ?? evseId ?? uid,
      status,
      standard,
      refusal,
    }));
  });
  return Map.groupBy(found, ({ locationId }) => locationId);
}
