import { and, asc, eq, sql } from "drizzle-orm";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireDriverUse } from "@/services/require-role";
import { listQuotes } from "./list-quotes";
import type { Place } from "./listed-place";
import { orderPlaces, type PlaceOrder } from "./order-places";
import {
  distanceTo,
  isFree,
  placeConditions,
  type PlaceFilters,
  type Point,
} from "./place-conditions";
import { placePrice } from "./place-price";
import { decodePlace, placeState, readListedEvses } from "./place-row";
import { type ChargeWish, readNeed } from "./read-need";

/** What a driver looks for. Without anything: what is free, by name. */
export interface PlaceSearch extends PlaceFilters {
  readonly near?: Point | undefined;
  /** How places are sorted; unless said, what is free first, then the nearest, else by name. */
  readonly order?: PlaceOrder | undefined;
  /** What the charge in mind may cost, minor units; only prices in that currency count. */
  readonly maxPrice?: { readonly amountMinor: bigint; readonly currency: string } | undefined;
  /** The charge that prices are for; if absent 30 kWh in 40 minutes. */
  readonly wish?: ChargeWish | undefined;
}

/** Places found. */
export interface FoundPlaces {
  readonly places: readonly Place[];
  /** More fit the search than were looked at. */
  readonly hasMore: boolean;
}

/** How many places are priced at once. */
const MOST = 200;

/**
 * Places to charge at that registered partners publish, priced for the charge that the acting driver has in mind. At most
 * 200, those first that are near, else free; `hasMore` says that the search leaves some out. The number of
 * statements does not depend on how many there are.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listPlaces(
  ctx: Ctx,
  search: PlaceSearch,
  most: number = MOST,
): Promise<FoundPlaces> {
  requireDriverUse(ctx);
  const [rows, need] = await Promise.all([
    selectPlaces(ctx, search, most + 1),
    readNeed(ctx, search.wish),
  ]);
  const looked = rows.slice(0, most);
  const listed = await readListedEvses(
    ctx,
    looked.map(({ id }) => id),
  );
  const now = ctx.clock.now();
  const found = looked.map(({ id, operator, distanceM, ...row }) => {
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
  const places = found.map(({ place, asks }): Place => {
    const price = placePrice(offers.slice(next, (next += asks.length)));
    return typeof price === "string"
      ? { ...place, price: null, problem: price }
      : { ...place, price, problem: null };
  });
  const kept = places.filter((place) => isWithin(place, search.maxPrice));
  return { places: orderPlaces(kept, search.order), hasMore: rows.length > most };
}

function isWithin({ price }: Place, most: PlaceSearch["maxPrice"]): boolean {
  if (!most) return true;
  return price?.total.currency === most.currency && price.total.amountMinor <= most.amountMinor;
}

function selectPlaces(ctx: Ctx, search: PlaceSearch, most: number) {
  const distance = search.near ? distanceTo(search.near) : sql<number | null>`null::float8`;
  return ctx.db
    .select({
      id: locations.id,
      partnerId: locations.partnerId,
      country: locations.country,
      core: locations.core,
      operator: partners.name,
      distanceM: distance,
    })
    .from(locations)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, locations.tenantId), eq(partners.id, locations.partnerId)),
    )
    .where(placeConditions(ctx, search))
    .orderBy(
      ...(search.near ? [sql`${distance} asc nulls last`] : [sql`${isFree} desc`]),
      asc(sql`coalesce(${locations.name}, ${locations.address})`),
      asc(locations.id),
    )
    .limit(most);
}
