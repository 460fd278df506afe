import { and, asc, eq, or, sql, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Money } from "@/core/money/money";
import { compare } from "@/core/money/money";
import { evses, locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { contains } from "@/services/reports/text-search";
import { requireDriverUse } from "@/services/require-role";
import { type ConnectorQuote, listQuotes } from "./list-quotes";
import { decodePlace, placeState, type PlaceState, readListedEvses } from "./place-row";

/** A point on the earth in degrees, WGS 84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What a driver looks for. Without anything: what is free, by name. */
export interface PlaceSearch {
  /** Words of a place's name, address, city or operator; each must occur. */
  readonly text?: string | undefined;
  readonly near?: Point | undefined;
}

/** A place to charge at, as a list shows it. */
export interface Place extends PlaceState {
  readonly id: Id<"location">;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly operator: string;
  /** Metres from where the driver is; null where that or the place's position is not known. */
  readonly distanceM: number | null;
  /** What the example charge costs at its cheapest connector, VAT included; null where no price is known. */
  readonly fromPrice: Money | null;
}

const MOST = 30;
const WORDS = 6;

/**
 * Places to charge at that registered partners publish: where the driver can charge now first, then the nearest, else
 * by name. At most 30; `hasMore` says that the search leaves some out.
 * @throws ServiceError FORBIDDEN for people without a driver's account.
 */
export async function listPlaces(
  ctx: Ctx,
  search: PlaceSearch,
): Promise<{ readonly places: readonly Place[]; readonly hasMore: boolean }> {
  requireDriverUse(ctx);
  const distance = search.near ? distanceTo(search.near) : sql<number | null>`null::float8`;
  const rows = await ctx.db
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
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        eq(partners.state, "registered"),
        eq(locations.publish, true),
        hasEvse(sql`e.status not in ('REMOVED', 'PLANNED')`),
        ...wordsOf(search.text).map(says),
      ),
    )
    .orderBy(
      ...(search.near ? [sql`${distance} asc nulls last`] : [sql`${isFree} desc`]),
      asc(sql`coalesce(${locations.name}, ${locations.address})`),
      asc(locations.id),
    )
    .limit(MOST + 1);
  const listed = await readListedEvses(
    ctx,
    rows.map(({ id }) => id),
  );
  const now = ctx.clock.now();
  const found = rows.slice(0, MOST).map(({ id, operator, distanceM, ...row }) => {
    const { location, at } = decodePlace(row);
    const own = listed.get(id) ?? [];
    const { name, address, city } = location;
    const place = { id, name: name ?? address, address, city, operator, distanceM };
    const asks = own.flatMap(({ connectors }) =>
      connectors.map((connector) => ({ ...at, connector })),
    );
    return { place: { ...place, ...placeState(location, own, now) }, asks };
  });
  const quotes = await listQuotes(
    ctx,
    found.flatMap(({ asks }) => asks),
  );
  let next = 0;
  const places = found.map(({ place, asks }): Place => {
    const own = quotes.slice(next, (next += asks.length));
    return { ...place, fromPrice: cheapest(own) };
  });
  return { places: places.toSorted((a, b) => rank(a) - rank(b)), hasMore: rows.length > MOST };
}

/** Free and not closed, then what may become free, then what is closed. Within each the database's order stays. */
function rank({ isOpen, available }: PlaceState): number {
  if (isOpen === false) return 2;
  return available > 0 ? 0 : 1;
}

function cheapest(quotes: readonly ConnectorQuote[]): Money | null {
  const known = quotes.flatMap((quote) => (quote.ok ? [quote.value.example] : []));
  const [first] = known;
  // Prices in two currencies at one place can't be compared.
  if (!first || known.some(({ currency }) => currency !== first.currency)) return null;
  return known.reduce((least, one) => (compare(one, least) < 0 ? one : least), first);
}

function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, WORDS);
}

function says(word: string): SQL | undefined {
  return or(
    contains(locations.name, word),
    contains(locations.address, word),
    contains(locations.city, word),
    contains(partners.name, word),
    contains(sql`${locations.core} #>> '{data,postalCode}'`, word),
  );
}

function hasEvse(condition: SQL): SQL {
  return sql`exists (
    select 1 from ${evses} e
    where e.tenant_id = ${locations.tenantId} and e.location_id = ${locations.id}
      and e.missing_since is null and ${condition})`;
}

const isFree = hasEvse(sql`e.status = 'AVAILABLE'`);

/** Metres along a great circle. Coordinates are texts as received, so only those that are numbers count. */
function distanceTo({ latitude, longitude }: Point): SQL<number | null> {
  const degrees = (name: string) => sql`(case
    when ${locations.core} #>> ${`{data,coordinates,${name}}`} ~ '^-?[0-9]{1,3}([.][0-9]+)?$'
    then (${locations.core} #>> ${`{data,coordinates,${name}}`})::float8 end)`;
  const lat = degrees("latitude");
  const lon = degrees("longitude");
  // "least" takes no notice of a missing position, so it is asked for first.
  return sql<number | null>`(case when ${lat} is not null and ${lon} is not null then
    12742000 * asin(least(1, sqrt(
    power(sin(radians(${lat} - ${latitude}::float8) / 2), 2)
    + cos(radians(${latitude}::float8)) * cos(radians(${lat}))
      * power(sin(radians(${lon} - ${longitude}::float8) / 2), 2)))) end)`;
}
