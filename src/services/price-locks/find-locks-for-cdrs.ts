import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodePlan } from "@/core/plans/plan";
import type { LockedConnector, PriceLock } from "@/core/rating/price-lock";
import type { Cdr } from "@/core/roaming/cdr";
import { decodeTariff } from "@/core/roaming/json";
import type { PartyId } from "@/core/roaming/party";
import { planVersions } from "@/db/schema/plans";
import { priceLocks } from "@/db/schema/price-locks";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";

/** A lock as it is kept. */
export interface HeldLock {
  readonly id: Id<"other">;
  readonly planVersionId: Id<"planVersion">;
  readonly lock: PriceLock;
}

/** A CDR whose lock is looked for. */
interface LockSearch {
  readonly row: {
    readonly id: Id<"cdr">;
    readonly driverId: Id<"driver"> | null;
    readonly countryCode: string;
    readonly partyId: string;
    readonly sessionOcpiId: string | null;
    readonly startedAt: Temporal.Instant;
  };
  readonly cdr: Pick<Cdr, "authorizationReference" | "cdrLocation">;
}

/** The columns that make a lock, with the definition of its plan's version. */
export const lockColumns = sql.raw(`
  l.id, l.plan_version_id as "planVersionId", pv.definition, l.location_ocpi_id as "locationId",
  l.evse_uid as "evseUid", l.connector_id as "connectorId", l.time_zone as "timeZone", l.tariffs,
  l.quote, l.locked_at::text as "lockedAt"`);

/** A row of `lockColumns`. */
export interface LockRecord extends Record<string, unknown> {
  readonly id: Id<"other">;
  readonly planVersionId: Id<"planVersion">;
  readonly definition: unknown;
  readonly locationId: string;
  readonly evseUid: string | null;
  readonly connectorId: string | null;
  readonly timeZone: string | null;
  readonly tariffs: readonly unknown[];
  readonly quote: {
    readonly party: PartyId;
    readonly connectors: readonly LockedConnector[];
    readonly shown: unknown;
  };
  readonly lockedAt: string;
}

/** A lock as it was stored; its text has the hash that stands beside it. */
export function readLock(record: LockRecord): PriceLock {
  const { planVersionId, quote, locationId, evseUid, connectorId, timeZone } = record;
  return {
    planVersionId,
    plan: decodePlan(record.definition),
    tariffs: record.tariffs.map(decodeTariff),
    connectors: quote.connectors,
    place: { ...quote.party, locationId, evseUid, connectorId },
    timeZone,
    lockedAt: Temporal.Instant.from(record.lockedAt),
  };
}

/**
 * The locks of CDRs, in the order given: that of the CDR's session, else the one that our authorization reference
 * names and no session took. A CDR that names neither (2.1.1 has no field for them) has that of the driver's session
 * that began at the same place at the same time. One statement.
 */
export async function findLocksForCdrs(
  ctx: Ctx,
  searches: readonly LockSearch[],
): Promise<(HeldLock | null)[]> {
  const asks = searches.flatMap(({ row, cdr }) =>
    row.driverId === null
      ? []
      : [
          {
            cdr_id: row.id,
            driver_id: row.driverId,
            country_code: row.countryCode,
            party_id: row.partyId,
            session_id: row.sessionOcpiId?.toUpperCase() ?? null,
            reference: cdr.authorizationReference ?? null,
            started_at: row.startedAt.toString(),
            location_id: cdr.cdrLocation.id.toUpperCase(),
          },
        ],
  );
  if (asks.length === 0) return searches.map(() => null);
  const rows = await ctx.db.execute<LockRecord & { readonly cdrId: Id<"cdr"> }>(sql`
    select ask.cdr_id as "cdrId", ${lockColumns}
    from json_to_recordset(${JSON.stringify(asks)}::json) as ask(cdr_id uuid, driver_id uuid,
      country_code text, party_id text, session_id text, reference text, started_at timestamptz,
      location_id text)
    cross join lateral (
      select found.id from (
        select p.id, 1 as rank from ${sessions} s
        join ${priceLocks} p on p.tenant_id = s.tenant_id and p.session_id = s.id
        where s.tenant_id = ${ctx.tenantId} and s.country_code = ask.country_code
          and s.party_id = ask.party_id and s.ocpi_id_upper = ask.session_id and p.driver_id = ask.driver_id
        union all
        select p.id, 2 from ${priceLocks} p
        where p.tenant_id = ${ctx.tenantId} and p.authorization_reference = ask.reference
          and p.driver_id = ask.driver_id and (p.session_id is null or ask.session_id is null)
        union all
        select p.id, 3 from ${sessions} s
        join ${priceLocks} p on p.tenant_id = s.tenant_id and p.session_id = s.id
        where ask.session_id is null and ask.reference is null
          and s.tenant_id = ${ctx.tenantId} and s.driver_id = ask.driver_id
          and s.started_at = ask.started_at and s.country_code = ask.country_code
          and s.party_id = ask.party_id and upper(s.location_ocpi_id) = ask.location_id
          and p.driver_id = ask.driver_id
      ) found order by found.rank, found.id limit 1) chosen
    join ${priceLocks} l on l.tenant_id = ${ctx.tenantId} and l.id = chosen.id
    join ${planVersions} pv on pv.tenant_id = l.tenant_id and pv.id = l.plan_version_id`);
  const locks = new Map<string, HeldLock>(
    [...rows].map((row) => [
      row.cdrId,
      { id: row.id, planVersionId: row.planVersionId, lock: readLock(row) },
    ]),
  );
  return searches.map(({ row }) => locks.get(row.id) ?? null);
}
