import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { evses, locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { connectorPowerW } from "./connector-power";
import { listQuotes, type PricedConnector } from "./list-quotes";
import { orderPlaces } from "./order-places";
import { firstPlaces, partnerOfPlace, placeConditions } from "./place-conditions";
import { type PlacePrice, placePrice } from "./place-price";
import type { PlaceSearch } from "./place-search";
import type { ChargeNeed } from "./read-need";

/** Places of a search in its order, before any is read whole. */
export interface RankedPlaces {
  readonly ids: readonly Id<"location">[];
  /** More fit the search than were compared. */
  readonly isPartial: boolean;
}

/**
 * Each kind of connector at a place once, as stored in `evses.core`: what a price and a power are told by. Thousands of
 * places have a few dozen kinds between them, which are priced once.
 */
const kinds = sql<readonly PricedConnector[] | null>`(
  select jsonb_agg(distinct jsonb_build_object(
    'standard', c->'standard', 'format', c->'format', 'powerType', c->'powerType',
    'maxVoltage', c->'maxVoltage', 'maxAmperage', c->'maxAmperage', 'tariffIds', c->'tariffIds')
    || case when c ? 'maxElectricPower'
       then jsonb_build_object('maxElectricPower', c->'maxElectricPower') else '{}'::jsonb end)
  from ${evses} e cross join lateral jsonb_array_elements(e.core #> '{data,connectors}') c
  where e.tenant_id = ${locations.tenantId} and e.location_id = ${locations.id}
    and e.missing_since is null and e.status not in ('REMOVED', 'PLANNED'))`;

/**
 * All places of a search that cost no more than it allows, by its order, compared over everything that it reaches and not
 * only over the first that are shown. At most `most` are compared, the nearest or what is free first.
 */
export async function rankPlaces(
  ctx: Ctx,
  search: PlaceSearch,
  { need, most }: { readonly need: ChargeNeed; readonly most: number },
): Promise<RankedPlaces> {
  const rows = await ctx.db
    .select({
      id: locations.id,
      partnerId: locations.partnerId,
      countryCode: locations.countryCode,
      partyId: locations.partyId,
      country: locations.country,
      timeZone: locations.timeZone,
      kinds,
    })
    .from(locations)
    .innerJoin(partners, partnerOfPlace)
    .where(placeConditions(ctx, search))
    .orderBy(...firstPlaces(search.near))
    .limit(most + 1);
  const compared = rows
    .slice(0, most)
    .map(({ kinds: own, ...row }) => ({ ...row, own: own ?? [] }));
  const offers = await listQuotes(
    ctx,
    compared.flatMap(({ own, ...at }) => own.map((connector) => ({ ...at, connector }))),
    need,
  );
  let next = 0;
  const places = compared.map(({ id, own }) => {
    const price = placePrice(offers.slice(next, (next += own.length)));
    const mostW = Math.max(0, ...own.map((one) => connectorPowerW(one) ?? 0));
    return { id, mostW, price: typeof price === "string" ? null : price };
  });
  const kept = places.filter((place) => isWithin(place, search.maxPrice));
  return {
    ids: (search.order ? orderPlaces(kept, search.order) : kept).map(({ id }) => id),
    isPartial: rows.length > most,
  };
}

function isWithin(
  { price }: { readonly price: PlacePrice | null },
  most: PlaceSearch["maxPrice"],
): boolean {
  if (!most) return true;
  return price?.total.currency === most.currency && price.total.amountMinor <= most.amountMinor;
}
