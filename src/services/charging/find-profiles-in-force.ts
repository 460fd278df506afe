import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeActiveProfile, decodeProfile } from "@/core/smart-charging/charging-profile";
import type { ProfileInForce } from "@/core/smart-charging/parking-while-held";
import { activeChargingProfiles, chargingRequests } from "@/db/schema/charging";
import { sessions } from "@/db/schema/sessions";
import type { Ctx } from "@/services/context";

/** A CDR, and the session that it names. */
interface AskedCdr {
  readonly id: Id<"cdr">;
  readonly countryCode: string;
  readonly partyId: string;
  readonly sessionOcpiId: string | null;
}

interface Told extends Record<string, unknown> {
  readonly cdr: Id<"cdr">;
  /** set, clear: we asked, and the station said that it does. taken: the CPO took what we set. active: it tells. */
  readonly what: "active" | "clear" | "set" | "taken";
  readonly at: string;
  readonly profile: unknown;
}

/**
 * The profiles of ours that the stations of CDRs' sessions followed, by the CDR's id: each from the moment that the
 * station said so until another took its place. Where a CPO took a profile and tells what its station does, that counts
 * as well: it only does so because of us (OCPI mod_charging_profiles, ActiveChargingProfile). One statement.
 */
export async function findProfilesInForce(
  ctx: Ctx,
  cdrs: readonly AskedCdr[],
): Promise<ReadonlyMap<Id<"cdr">, readonly ProfileInForce[]>> {
  const asks = cdrs.flatMap(({ id, countryCode, partyId, sessionOcpiId }) =>
    sessionOcpiId === null
      ? []
      : [{ id, country: countryCode, party: partyId, session: sessionOcpiId.toUpperCase() }],
  );
  if (asks.length === 0) return new Map();
  const rows = await ctx.db.execute<Told>(sql`
    with asked as (
      select a.id as cdr, s.id as session
      from json_to_recordset(${JSON.stringify(asks)}::json)
        as a(id uuid, country text, party text, session text)
      join ${sessions} s on s.tenant_id = ${ctx.tenantId} and s.country_code = a.country
        and s.party_id = a.party and s.ocpi_id_upper = a.session)
    select a.cdr, case when r.kind = 'CLEAR_PROFILE' then 'clear' when r.state = 'confirmed' then 'set'
        else 'taken' end as what,
      coalesce(r.ended_at, r.sent_at, r.created_at)::text as at, r.wish as profile
    from asked a join ${chargingRequests} r on r.tenant_id = ${ctx.tenantId} and r.session_id = a.session
    where r.kind = 'SET_PROFILE' and (r.state = 'confirmed' or r.sync_result = 'ACCEPTED')
      or r.kind = 'CLEAR_PROFILE' and r.state = 'confirmed'
    union all
    select a.cdr, 'active', greatest(p.starts_at, p.received_at)::text, p.profile
    from asked a join ${activeChargingProfiles} p on p.tenant_id = ${ctx.tenantId} and p.session_id = a.session`);
  const byCdr = Map.groupBy(rows, ({ cdr }) => cdr);
  return new Map([...byCdr].map(([id, told]) => [id, inForce(told)]));
}

function inForce(told: readonly Told[]): readonly ProfileInForce[] {
  const ordered = told
    .map((one) => ({ ...one, at: Temporal.Instant.from(one.at) }))
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  return ordered.flatMap(({ what, at: from, profile }, index) => {
    const later = ordered.slice(index + 1);
    if (what === "set") {
      const to = later.find((next) => next.what === "set" || next.what === "clear")?.at ?? null;
      return [{ from, to, profile: decodeProfile(profile) }];
    }
    // Before anything of ours, it tells of what is not ours.
    const isOurs = ordered.slice(0, index).some((before) => isSetting(before.what));
    if (what !== "active" || !isOurs) return [];
    const to = later.find((next) => next.what !== "taken")?.at ?? null;
    const active = decodeActiveProfile(profile);
    return [{ from, to, profile: { ...active.profile, startDateTime: active.startDateTime } }];
  });
}

function isSetting(what: Told["what"]): boolean {
  return what === "set" || what === "taken";
}
