import { and, eq, inArray, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { USUAL, type ExampleCharge } from "@/core/plans/example-month";
import { readRatingPolicy } from "@/core/rating/rating-policy";
import { alpha2Country } from "@/core/roaming/country";
import type { Evse } from "@/core/roaming/location";
import type { Tariff } from "@/core/roaming/tariff";
import { MICRO } from "@/core/money/quantity";
import { locations } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { connectorPowerW } from "@/services/locations/connector-power";
import { decodePlace, readListedEvses } from "@/services/locations/place-row";
import { findTariff } from "@/services/tariffs/find-tariff";
import { exampleCdr, type SampledPlace } from "./example-cdr";

/** The stations in the middle: half of those that were looked at cost more, half less. */
export interface MiddlePlaces {
  readonly normal: SampledPlace | null;
  readonly fast: SampledPlace | null;
  /** How many priced connectors of each kind were looked at. */
  readonly looked: { readonly normal: number; readonly fast: number };
  /** Whether they are in the country that was asked for. */
  readonly isOwnCountry: boolean;
}

/** Where to look: the currency that prices must be in, and the country that is preferred. */
export interface MiddleAsk {
  readonly currency: string;
  readonly country: string;
  readonly at: Temporal.Instant;
}

const STATIONS = 40;
/** A connector that gives this much charges fast; what gives less is for the evening. */
const FAST_W = 40_000;
/** How long an answer is good for: tariffs change by the day, and newcomers move a slider. */
const KEPT = { minutes: 10 };

interface Kept {
  readonly places: MiddlePlaces;
  readonly until: Temporal.Instant;
}
const kept = new Map<string, Kept>();
const MOST_KEPT = 200;

/**
 * Looks at up to forty stations, spread evenly by chance but the same ones each time, and finds for slow and for fast
 * charging the connector whose CPO's price for the usual charge is in the middle. Stations of the country if there are
 * any that are priced in the currency, else of the whole network. What was found is kept for ten minutes.
 */
export async function findMiddlePlaces(ctx: Ctx, ask: MiddleAsk): Promise<MiddlePlaces> {
  const name = [ctx.tenantId, ask.country, ask.currency].join(" ");
  const now = ctx.clock.now();
  const known = kept.get(name);
  if (known && Temporal.Instant.compare(now, known.until) < 0) return known.places;
  kept.delete(name);
  const places = await lookAround(ctx, ask);
  const [oldest] = kept.keys();
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  if (places.normal || places.fast) kept.set(name, { places, until: now.add(KEPT) });
  return places;
}

async function lookAround(ctx: Ctx, ask: MiddleAsk): Promise<MiddlePlaces> {
  const countries = await readCountries(ctx);
  const own = countries.filter((country) => alpha2Country(country) === ask.country);
  const inCountry = await middleOf(ctx, await readStations(ctx, own), ask);
  if (inCountry.normal || inCountry.fast) return { ...inCountry, isOwnCountry: true };
  const anywhere = await middleOf(ctx, await readStations(ctx, countries), ask);
  return { ...anywhere, isOwnCountry: false };
}

/** The countries that stations name, as their CPOs write them. */
async function readCountries(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ country: locations.country })
    .from(locations)
    .where(eq(locations.tenantId, ctx.tenantId));
  return rows.map(({ country }) => country);
}

type Station = Awaited<ReturnType<typeof readStations>>[number];

async function readStations(ctx: Ctx, countries: readonly string[]) {
  if (countries.length === 0) return [];
  return ctx.db
    .select({
      id: locations.id,
      partnerId: locations.partnerId,
      country: locations.country,
      core: locations.core,
      operator: partners.name,
      settings: partners.settings,
    })
    .from(locations)
    .innerJoin(
      partners,
      and(eq(partners.tenantId, locations.tenantId), eq(partners.id, locations.partnerId)),
    )
    .where(
      and(
        eq(locations.tenantId, ctx.tenantId),
        inArray(locations.country, [...countries]),
        eq(partners.state, "registered"),
        eq(locations.publish, true),
      ),
    )
    .orderBy(sql`md5(${locations.id}::text)`)
    .limit(STATIONS);
}

async function middleOf(
  ctx: Ctx,
  stations: readonly Station[],
  ask: MiddleAsk,
): Promise<Omit<MiddlePlaces, "isOwnCountry">> {
  const listed = await readListedEvses(
    ctx,
    stations.map(({ id }) => id),
  );
  const tariffOf = tariffReader(ctx);
  const found = { normal: [] as PricedPlace[], fast: [] as PricedPlace[] };
  for (const station of stations) {
    for (const kind of ["normal", "fast"] as const) {
      const place = await placeAt(station, { kind, evses: listed.get(station.id) ?? [], tariffOf });
      const priced = place && pricePlace(place, kind, ask);
      if (priced) found[kind].push(priced);
    }
  }
  return {
    normal: middle(found.normal),
    fast: middle(found.fast),
    looked: { normal: found.normal.length, fast: found.fast.length },
  };
}

interface PricedPlace {
  readonly place: SampledPlace;
  readonly costMinor: bigint;
}

function middle(places: readonly PricedPlace[]): SampledPlace | null {
  const sorted = places.toSorted((a, b) =>
    a.costMinor < b.costMinor ? -1 : Number(a.costMinor > b.costMinor),
  );
  return sorted[Math.floor((sorted.length - 1) / 2)]?.place ?? null;
}

type Kind = "normal" | "fast";
type TariffOf = (key: {
  readonly partnerId: Id<"partner">;
  readonly countryCode: string;
  readonly partyId: string;
  readonly id: string;
}) => Promise<Tariff | null>;

/** Each tariff is read once. */
function tariffReader(ctx: Ctx): TariffOf {
  const read = new Map<string, Promise<Tariff | null>>();
  return (key) => {
    const name = [key.partnerId, key.countryCode, key.partyId, key.id].join(" ").toUpperCase();
    const asked = read.get(name) ?? findTariff(ctx, key);
    read.set(name, asked);
    return asked;
  };
}

async function placeAt(
  station: Station,
  { kind, evses, tariffOf }: { kind: Kind; evses: readonly Evse[]; tariffOf: TariffOf },
): Promise<SampledPlace | null> {
  const { location, at } = decodePlace(station);
  const policy = readRatingPolicy(station.settings.ratingPolicy);
  if (!policy.ok) return null;
  for (const evse of evses) {
    for (const connector of evse.connectors) {
      const watts = connectorPowerW(connector);
      if (watts === null || watts >= FAST_W !== (kind === "fast")) continue;
      const named = await Promise.all(connector.tariffIds.map((id) => tariffOf({ ...at, id })));
      const tariffs = named.filter((tariff) => tariff !== null);
      if (tariffs.length === 0) continue;
      const power = BigInt(watts) * (MICRO / 1000n);
      const { operator } = station;
      return {
        operator,
        location,
        evse,
        connector,
        power,
        timeZone: at.timeZone,
        tariffs,
        policy: policy.value,
      };
    }
  }
  return null;
}

function pricePlace(
  place: SampledPlace,
  kind: Kind,
  { currency, at }: MiddleAsk,
): PricedPlace | null {
  const usual: ExampleCharge = {
    at,
    energy: BigInt(USUAL[kind].kwh) * MICRO,
    isFast: kind === "fast",
  };
  const priced = exampleCdr(place, usual);
  if (!priced.ok || priced.value.cdr.currency !== currency) return null;
  return { place, costMinor: priced.value.costMinor };
}
