import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodePlan, type Plan } from "@/core/plans/plan";
import type { LockedConnector } from "@/core/rating/price-lock";
import { decodeTariff } from "@/core/roaming/json";
import type { Connector } from "@/core/roaming/location";
import type { PartyId } from "@/core/roaming/party";
import type { Tariff } from "@/core/roaming/tariff";
import { evses, locations, tariffs, tariffVersions } from "@/db/schema/locations";
import { driverPlans, planVersions } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";

/** Whose price is to be locked, where, and as of when. */
export interface LockAsk {
  readonly driverId: Id<"driver">;
  readonly partnerId: Id<"partner">;
  /** Whose place it is, where that is known. */
  readonly party: PartyId | null;
  readonly locationOcpiId: string;
  /** None: any EVSE of the place. */
  readonly evseUids: readonly string[];
  /** Null: any connector of them. */
  readonly connectorId: string | null;
  /** Tariffs that are named besides those of the connectors. */
  readonly tariffIds: readonly string[];
  readonly at: Temporal.Instant;
}

/** A connector that could be used, with what its power is made from. */
export type FoundConnector = LockedConnector &
  Pick<Connector, "powerType" | "maxVoltage" | "maxAmperage" | "maxElectricPower">;

/** What a lock is made from, as it was at the instant asked for. */
export interface LockFacts {
  readonly plan: { readonly planVersionId: Id<"planVersion">; readonly plan: Plan } | null;
  readonly place: {
    readonly countryCode: string;
    readonly partyId: string;
    /** As the location has it. */
    readonly country: string;
    readonly timeZone: string | null;
  } | null;
  readonly connectors: readonly FoundConnector[];
  readonly tariffs: readonly Tariff[];
}

/** A site as large as they come; more connectors are one price in practice. */
const MOST_CONNECTORS = 200;

interface Answer extends Record<string, unknown> {
  readonly plan: { readonly id: Id<"planVersion">; readonly definition: unknown } | null;
  readonly place: LockFacts["place"];
  readonly connectors: readonly FoundConnector[] | null;
  readonly tariffs: readonly unknown[] | null;
}

/**
 * Reads with one statement what a lock is made from: the driver's plan, the place, its connectors, and their
 * tariffs as we held them at the instant: of what had come by then the newest.
 */
export async function readLockFacts(ctx: Ctx, ask: LockAsk): Promise<LockFacts> {
  const { tenantId } = ctx;
  const { partnerId, party, connectorId } = ask;
  const at = sql`${ask.at.toString()}::timestamptz`;
  const upper = (texts: readonly string[]) =>
    JSON.stringify(texts.map((text) => text.toUpperCase()));
  const uids = upper(ask.evseUids);
  const isTime = sql`v.last_updated <= ${at}`;
  const [row] = await ctx.db.execute<Answer>(sql`
    with plan as (
      select pv.id, pv.definition
      from ${driverPlans} dp join ${planVersions} pv on pv.tenant_id = dp.tenant_id and pv.id = dp.plan_version_id
      where dp.tenant_id = ${tenantId} and dp.driver_id = ${ask.driverId}
        and dp.valid_from <= ${at} and (dp.valid_to is null or dp.valid_to > ${at})
      order by dp.valid_from desc limit 1),
    place as (
      select l.id, l.country_code, l.party_id, l.country, l.time_zone
      from ${locations} l
      where l.tenant_id = ${tenantId} and l.partner_id = ${partnerId}
        and l.ocpi_id_upper = ${ask.locationOcpiId.toUpperCase()}
        and (${party?.countryCode.toUpperCase() ?? null}::text is null
          or (l.country_code = ${party?.countryCode.toUpperCase() ?? null}
            and l.party_id = ${party?.partyId.toUpperCase() ?? null}))
      order by l.id limit 1),
    plug as (
      select e.uid, c.value as c
      from place join ${evses} e on e.tenant_id = ${tenantId} and e.location_id = place.id
      cross join lateral jsonb_array_elements(e.core #> '{data,connectors}') with ordinality c(value, place)
      where e.missing_since is null and e.status <> 'REMOVED'
        and (${uids}::jsonb = '[]' or ${uids}::jsonb ? e.uid_upper)
        and (${connectorId}::text is null or upper(c.value ->> 'id') = upper(${connectorId}::text))
      order by e.uid, c.place limit ${MOST_CONNECTORS}),
    named as (
      select upper(id) as id from plug, jsonb_array_elements_text(plug.c -> 'tariffIds') id
      union select jsonb_array_elements_text(${upper(ask.tariffIds)}::jsonb)),
    whose as (
      select country_code, party_id from place
      union all select ${party?.countryCode.toUpperCase() ?? null}::text, ${party?.partyId.toUpperCase() ?? null}::text
      limit 1),
    held as (
      select named.id, version.core
      from named cross join whose
      join ${tariffs} t on t.tenant_id = ${tenantId} and t.partner_id = ${partnerId}
        and t.country_code = whose.country_code and t.party_id = whose.party_id and t.ocpi_id_upper = named.id
        and (t.deleted_at is null or t.deleted_at > ${at})
      cross join lateral (
        select v.core from ${tariffVersions} v where v.tenant_id = t.tenant_id and v.tariff_id = t.id
        order by (${isTime} and v.received_at <= ${at}) desc, ${isTime} desc,
          case when ${isTime} then v.last_updated end desc nulls last,
          case when ${isTime} then v.received_at end desc nulls last, v.last_updated, v.received_at
        limit 1) version)
    select (select to_jsonb(plan) from plan) as plan,
      (select jsonb_build_object('countryCode', country_code, 'partyId', party_id, 'country', country,
        'timeZone', time_zone) from place) as place,
      (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('evseUid', uid, 'connectorId', c -> 'id', 'tariffIds', c -> 'tariffIds',
        'powerType', c -> 'powerType', 'maxVoltage', c -> 'maxVoltage', 'maxAmperage', c -> 'maxAmperage',
        'maxElectricPower', c -> 'maxElectricPower'))) from plug) as connectors,
      (select jsonb_agg(core order by id) from held) as tariffs`);
  return {
    plan: row?.plan ? { planVersionId: row.plan.id, plan: decodePlan(row.plan.definition) } : null,
    place: row?.place ?? null,
    connectors: row?.connectors ?? [],
    tariffs: (row?.tariffs ?? []).map(decodeTariff),
  };
}
