import { and, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { listQuotes } from "./list-quotes";
import type { Place } from "./listed-place";
import { freeFirst } from "./order-places";
import { distanceTo, firstPlaces, partnerOfPlace, placeConditions } from "./place-conditions";
import { placePrice } from "./place-price";
import type { PlaceSearch } from "./place-search";
import { decodePlace, placeState, readListedEvses } from "./place-row";
import { rankPlaces } from "./rank-places";
import { type ChargeNeed, readNeed } from "./read-need";

/** Places found. */
export interface FoundPlaces {
  readonly places: readonly Place[];
  /** More fit the search than are listed. */
  readonly hasMore: boolean;
  /** So many fit the search that prices or powers were compared among the nearest, else the free ones, only. */
  readonly isPartial: boolean;
}

/** How many places are listed at once. */
const MOST = 200;
/** How many places are compared where an order or a most price asks for it. */
const MOST_COMPARED = 5_000;

/** How much is looked at; tests look at less. */
export interface PlaceLimits {
  readonly listed?: number;
  readonly compared?: number;
}

/**
 * Places to charge at that registered partners publish, priced for the charge that the acting driver has in mind. At most
 * 200 are listed, the first of all that fit by the order asked for; `hasMore` says that there are others. The number of
 * statements does not depend on how many there are.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listPlaces(
  ctx: Ctx,
  search: PlaceSearch,
  { listed = MOST, compared = MOST_COMPARED }: PlaceLimits = {},
): Promise<FoundPlaces> {
  requireDriverUse(ctx);
  const need = await readNeed(ctx, search.wish);
  // What is free and what is near the database can sort by itself; what it costs, only the engine knows.
  const isCompared = search.maxPrice || search.order === "price" || search.order === "power";
  if (!isCompared) {
    const rows = await selectPlaces(ctx, search, { most: listed + 1 });
    const places = await readPlaces(ctx, rows.slice(0, listed), need);
    return {
      places: search.order ? places : freeFirst(places),
      hasMore: rows.length > listed,
      isPartial: false,
    };
  }
  const { ids, isPartial } = await rankPlaces(ctx, search, { need, most: compared });
  const shown = ids.slice(0, listed);
  const rows = await selectPlaces(ctx, search, { most: listed, ids: shown });
  const byId = Map.groupBy(await readPlaces(ctx, rows, need), ({ id }) => id);
  const places = shown.flatMap((id) => byId.get(id) ?? []);
  return {
    places: search.order ? places : freeFirst(places),
    hasMore: isPartial || ids.length > listed,
    isPartial,
  };
}

async function readPlaces(
  ctx: Ctx,
  rows: readonly PlaceRow[],
  need: ChargeNeed,
): Promise<readonly Place[]> {
  const listed = await readListedEvses(
    ctx,
    rows.map(({ id }) => id),
  );
  const now = ctx.clock.now();
  const found = rows.map(({ id, operator, distanceM, ...row }) => {
    const { location, at } = decodePlace(row);
    const own = listed.get(id) ?? [];
    const { name, address, city, coordinates } = location;
    const place = { id, name: name ?? address, address, city, operator, distanceM, ...coordinates };
    const asks = own.flatMap(({ connectors }) =>
      connectors.map((connector) => ({ ...at, connector })),
    );
    return { place: { ...place, ...placeState(location, own, now) }, asks };
  });
  const offers = await listQuotes(
    ctx,
    found.flatMap(({ asks }) => asks),
    need,
  );
  let next = 0;
  return found.map(({ place, asks }): Place => {
    const price = placePrice(offers.slice(next, (next += asks.length)));
    return typeof price === "string"
      ? { ...place, price: null, problem: price }
      : { ...place, price, problem: null };
  });
}

type PlaceRow = Awaited<ReturnType<typeof selectPlaces>>[number];

function selectPlaces(
  ctx: Ctx,
  search: PlaceSearch,
  { most, ids }: { readonly most: number; readonly ids?: readonly Id<"location">[] },
) {
  return ctx.db
    .select({
      id: locations.id,
      partnerId: locations.partnerId,
      country: locations.country,
      core: locations.core,
      operator: partners.name,
      distanceM: search.near ? distanceTo(search.near) : sql<number | null>`null::float8`,
    })
    .from(locations)
    .innerJoin(partners, partnerOfPlace)
    .where(
      and(
        placeConditions(ctx, search),
        // Without any the list is empty, and no condition would be all.
        ids && (ids.length > 0 ? inArray(locations.id, [...ids]) : sql`false`),
      ),
    )
    .orderBy(...firstPlaces(search.near))
    .limit(most);
}
