import { sql } from "drizzle-orm";
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
  const [found = null] = await findLocationsForCdrs(ctx, [ask]);
  return found;
}

/** The same for many CDRs with one statement, or two, in the order asked. */
export async function findLocationsForCdrs(
  ctx: Ctx,
  asks: readonly PlaceAsk[],
): Promise<(CdrPlace | null)[]> {
  const questions = new Map(asks.map((ask) => [keyOf(ask), ask]));
  const byId = await findPlaces(ctx, questions, "id");
  const open = new Map([...questions].filter(([key]) => !byId.has(key)));
  const byEvse = await findPlaces(ctx, open, "evse");
  return asks.map((ask) => {
    const row = byId.get(keyOf(ask)) ?? byEvse.get(keyOf(ask));
    if (!row) return null;
    const { core, key: _, ...place } = row;
    return { ...place, connector: findConnector(core, ask.connectorId) };
  });
}

/** What of an ask finds its row; the connector is looked up within it. */
function keyOf({ partnerId, countryCode, partyId, locationId, evseUid, evseId }: PlaceAsk): string {
  return JSON.stringify([
    partnerId,
    countryCode,
    partyId,
    locationId,
    evseUid,
    evseId,
  ]).toUpperCase();
}

type PlaceRow = Omit<CdrPlace, "connector"> & { readonly key: string; readonly core: unknown };

async function findPlaces(
  ctx: Ctx,
  questions: ReadonlyMap<string, PlaceAsk>,
  foundBy: CdrPlace["foundBy"],
): Promise<Map<string, PlaceRow>> {
  if (questions.size === 0) return new Map();
  const json = JSON.stringify([...questions].map(([key, ask]) => questionOf(key, ask)));
  const isRight = foundBy === "id" ? sql`l.ocpi_id_upper = ask.location_id` : sql`e.id is not null`;
  const rows = await ctx.db.execute<Omit<PlaceRow, "foundBy"> & Record<string, unknown>>(sql`
    select ask.key, place.*
    from json_to_recordset(${json}::json) as ask(key text, partner_id uuid, country_code text,
      party_id text, location_id text, evse_uid text, evse_id text)
    cross join lateral (
      select l.id as "locationId", l.name, l.address, l.city, l.country, l.time_zone as "timeZone",
        e.id as "evseId", e.core
      from ${locations} l left join ${evses} e on e.tenant_id = l.tenant_id and e.location_id = l.id
        and (e.uid_upper = ask.evse_uid
          or upper(regexp_replace(e.evse_id, '[^A-Za-z0-9]', '', 'g')) = ask.evse_id)
      where l.tenant_id = ${ctx.tenantId} and l.partner_id = ask.partner_id
        and l.country_code = ask.country_code and l.party_id = ask.party_id and ${isRight}
      order by e.missing_since is null desc, l.id, e.id
      limit 1) place`);
  return new Map([...rows].map((row) => [row.key, { ...row, foundBy }]));
}

// Separators in EVSE ids come and go.
function questionOf(key: string, ask: PlaceAsk) {
  const { evseId } = ask;
  const isNamed = evseId !== undefined && evseId !== "#NA";
  return {
    key,
    partner_id: ask.partnerId,
    country_code: ask.countryCode.toUpperCase(),
    party_id: ask.partyId.toUpperCase(),
    location_id: ask.locationId.toUpperCase(),
    evse_uid: ask.evseUid.toUpperCase(),
    evse_id: isNamed ? evseId.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase() : null,
  };
}

function findConnector(core: unknown, connectorId: string | undefined): Connector | null {
  if (core === null || connectorId === undefined) return null;
  const wanted = connectorId.toUpperCase();
  return decodeEvse(core).connectors.find((one) => one.id.toUpperCase() === wanted) ?? null;
}
