import { and, asc, eq, or, sql, type SQL } from "drizzle-orm";
import { evses, locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { contains } from "@/services/reports/text-search";

/** A point on the earth in degrees, WGS 84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A part of the map, in degrees. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What a place must have; each that is given must hold. */
export interface PlaceFilters {
  /** Words of a place's name, address, postal code, city or operator; each must occur. */
  readonly text?: string | undefined;
  readonly box?: Box | undefined;
  /** One connector gives at least so much, W. */
  readonly minPowerW?: number | undefined;
  /** OCPI ConnectorTypes, any of which will do, at that connector. */
  readonly standards?: readonly string[] | undefined;
  /** A charging point with such a connector is free. */
  readonly onlyFree?: boolean | undefined;
  /** The operator's name as we call it. */
  readonly operator?: string | undefined;
}

const WORDS = 6;
const METRES_OF_DEGREE = 111_195;

/** How `partners` is joined to places. */
export const partnerOfPlace = and(
  eq(partners.tenantId, locations.tenantId),
  eq(partners.id, locations.partnerId),
);

/** Which places come first before anything is known of prices: the nearest, else those with something free, by name. */
export function firstPlaces(near: Point | undefined): SQL[] {
  return [
    near ? sql`${distanceTo(near)} asc nulls last` : sql`${isFree} desc`,
    asc(sql`coalesce(${locations.name}, ${locations.address})`),
    asc(locations.id),
  ];
}

/** The part of the map that reaches so far around a point in each direction. */
export function boxAround({ latitude, longitude }: Point, metres: number): Box {
  const high = metres / METRES_OF_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  const turned = (east: number) => ((((east + 180) % 360) + 360) % 360) - 180;
  return {
    west: turned(longitude - wide),
    south: latitude - high,
    east: turned(longitude + wide),
    north: latitude + high,
  };
}

/** The condition of places that drivers may see and that have what is asked for. Needs `partners` joined. */
export function placeConditions(ctx: Ctx, filters: PlaceFilters): SQL | undefined {
  const { text, box, operator } = filters;
  return and(
    eq(locations.tenantId, ctx.tenantId),
    eq(partners.state, "registered"),
    eq(locations.publish, true),
    hasEvse(filters),
    ...wordsOf(text).map(says),
    operator === undefined ? undefined : eq(partners.name, operator),
    box && within(box),
  );
}

const isFree = sql<boolean>`exists (
  select 1 from ${evses} e
  where e.tenant_id = ${locations.tenantId} and e.location_id = ${locations.id}
    and e.missing_since is null and e.status = 'AVAILABLE')`;

// What a connector gives: as stated, else by voltage and current, as `connectorPowerW` has it.
const STRONG_ENOUGH = [
  "(@.maxElectricPower > 0 && @.maxElectricPower >= $least)",
  ...Object.entries({
    AC_1_PHASE: 1,
    AC_2_PHASE: 2,
    AC_2_PHASE_SPLIT: 2,
    AC_3_PHASE: 3,
    DC: 1,
  }).map(
    ([type, phases]) =>
      `(!(@.maxElectricPower > 0) && @.powerType == "${type}" && @.maxVoltage * @.maxAmperage * ${phases} >= $least)`,
  ),
].join(" || ");

/** A charging point that cars can use, with one connector that is as asked. */
function hasEvse({ minPowerW, standards, onlyFree }: PlaceFilters): SQL {
  const wanted = [
    minPowerW === undefined ? "" : `(${STRONG_ENOUGH})`,
    standards?.length
      ? `(${standards.map((_, index) => `@.standard == $s${index}`).join(" || ")})`
      : "",
  ].filter(Boolean);
  const values = {
    least: minPowerW ?? 0,
    ...Object.fromEntries((standards ?? []).map((one, index) => [`s${index}`, one])),
  };
  const path = `$.data.connectors[*] ? (${wanted.join(" && ")})`;
  return sql`exists (
    select 1 from ${evses} e
    where e.tenant_id = ${locations.tenantId} and e.location_id = ${locations.id}
      and e.missing_since is null and e.status not in ('REMOVED', 'PLANNED')
      ${onlyFree ? sql`and e.status = 'AVAILABLE'` : sql``}
      ${wanted.length === 0 ? sql`` : sql`and jsonb_path_exists(e.core, ${path}::jsonpath, ${JSON.stringify(values)}::text::jsonb)`})`;
}

function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, WORDS);
}

function says(word: string): SQL | undefined {
  const postalCode = sql`${locations.core} #>> '{data,postalCode}'`;
  return or(
    contains(locations.name, word),
    contains(locations.address, word),
    contains(locations.city, word),
    contains(partners.name, word),
    contains(postalCode, word),
    // "117 39" is found by "11739".
    contains(sql`replace(${postalCode}, ' ', '')`, word),
  );
}

/** Degrees of a place; null where what its CPO sent is no number. */
function degrees(name: "latitude" | "longitude"): SQL {
  return sql`(case
    when ${locations.core} #>> ${`{data,coordinates,${name}}`} ~ '^-?[0-9]{1,3}([.][0-9]+)?$'
    then (${locations.core} #>> ${`{data,coordinates,${name}}`})::float8 end)`;
}

/** A box that reaches over the date line has its west east of its east. */
function within({ west, south, east, north }: Box): SQL {
  const longitude = degrees("longitude");
  return sql`(${degrees("latitude")} between ${south}::float8 and ${north}::float8 and ${
    west <= east
      ? sql`${longitude} between ${west}::float8 and ${east}::float8`
      : sql`(${longitude} >= ${west}::float8 or ${longitude} <= ${east}::float8)`
  })`;
}

/** Metres along a great circle. Coordinates are texts as received, so only those that are numbers count. */
export function distanceTo({ latitude, longitude }: Point): SQL<number | null> {
  const lat = degrees("latitude");
  const lon = degrees("longitude");
  // "least" takes no notice of a missing position, so it is asked for first.
  return sql<number | null>`(case when ${lat} is not null and ${lon} is not null then
    12742000 * asin(least(1, sqrt(
    power(sin(radians(${lat} - ${latitude}::float8) / 2), 2)
    + cos(radians(${latitude}::float8)) * cos(radians(${lat}))
      * power(sin(radians(${lon} - ${longitude}::float8) / 2), 2)))) end)`;
}
