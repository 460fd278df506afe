import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { decodeCdr } from "@/core/roaming/json";
import { isOneOf } from "@/db/is-one-of";
import { cdrs } from "@/db/schema/cdrs";
import type { Ctx } from "@/services/context";

type CdrRow = typeof cdrs.$inferSelect;

/** What a credit may take back. */
export interface Originals {
  readonly candidates: readonly CdrRow[];
  /** Another transaction holds one of them just now: look again soon. */
  readonly isBusy: boolean;
}

/**
 * For each Credit CDR the CDRs that it may take back, locked: the one that its reference names among its party's, in
 * any letter case; without a reference those of its session; where the CPO names no session either (2.1.1), those of the
 * same token that began at the same EVSE at the same time. Rows that somebody else has locked are not waited for: two
 * workers with credits of each other's rows would wait in a circle. Without `lock` they are only read. Two statements
 * however many are asked.
 */
export async function findOriginals(
  ctx: Ctx,
  credits: readonly CdrRow[],
  { lock }: { readonly lock: boolean } = { lock: true },
): Promise<Map<Id<"cdr">, Originals>> {
  const pairs = await findPairs(ctx, credits);
  const locked = await readRows(ctx, [...new Set(pairs.map(({ original }) => original))], lock);
  const byId = new Map(locked.map((row) => [row.id, row]));
  const byCredit = Map.groupBy(pairs, ({ credit }) => credit);
  return new Map(
    credits.map(({ id }) => {
      const wanted = byCredit.get(id) ?? [];
      const candidates = wanted.flatMap(({ original }) => byId.get(original) ?? []);
      return [id, { candidates, isBusy: candidates.length < wanted.length }];
    }),
  );
}

async function findPairs(
  ctx: Ctx,
  credits: readonly CdrRow[],
): Promise<{ credit: Id<"cdr">; original: Id<"cdr"> }[]> {
  if (credits.length === 0) return [];
  const asks = credits.map((row) => ({
    id: row.id,
    partner_id: row.partnerId,
    country: row.countryCode,
    party: row.partyId,
    reference: row.creditReferenceId?.trim().toUpperCase() || null,
    session: row.sessionOcpiId,
    started_at: row.startedAt.toString(),
    evse_key: row.evseKey,
    token: decodeCdr(row.core).cdrToken.uid.toUpperCase(),
  }));
  const rows = await ctx.db.execute<{ credit: Id<"cdr">; original: Id<"cdr"> }>(sql`
    with ask as (
      select * from json_to_recordset(${JSON.stringify(asks)}::json)
        as ask(id uuid, partner_id uuid, country text, party text, reference text, session text,
          started_at timestamptz, evse_key text, token text))
    select ask.id as credit, c.id as original
    from ask join ${cdrs} c on c.tenant_id = ${ctx.tenantId} and c.country_code = ask.country
      and c.party_id = ask.party and c.ocpi_id_upper = ask.reference and not c.is_credit
    union
    select ask.id, c.id
    from ask join ${cdrs} c on c.tenant_id = ${ctx.tenantId} and c.partner_id = ask.partner_id
      and c.session_ocpi_id = ask.session and not c.is_credit
    where ask.reference is null
    union
    select ask.id, c.id
    from ask join ${cdrs} c on c.tenant_id = ${ctx.tenantId} and c.partner_id = ask.partner_id
      and c.started_at = ask.started_at and c.evse_key is not distinct from ask.evse_key
      and upper(c.core #>> '{data,cdrToken,uid}') = ask.token and not c.is_credit
    where ask.reference is null and ask.session is null`);
  return [...rows];
}

async function readRows(ctx: Ctx, ids: readonly Id<"cdr">[], lock: boolean): Promise<CdrRow[]> {
  if (ids.length === 0) return [];
  const select = ctx.db
    .select()
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), isOneOf(cdrs.id, ids)))
    .orderBy(cdrs.id);
  return lock ? select.for("update", { skipLocked: true }) : select;
}
