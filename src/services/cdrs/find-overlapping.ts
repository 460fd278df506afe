import { and, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { findOverlaps, type Occupation } from "@/core/rating/find-overlaps";
import { isOneOf } from "@/db/is-one-of";
import { cdrs } from "@/db/schema/cdrs";
import type { Ctx } from "@/services/context";

type Columns =
  | "id"
  | "partnerId"
  | "sessionOcpiId"
  | "startedAt"
  | "endedAt"
  | "tokenId"
  | "evseKey"
  | "isCredit"
  | "receivedAt";
type Asked = Pick<typeof cdrs.$inferSelect, Columns>;

/** Another CDR that used the same token or the same EVSE at the same time. */
export interface OverlappingCdr {
  readonly code: "overlap-token" | "overlap-evse";
  readonly otherCdrId: Id<"cdr">;
  readonly overlapMs: number;
}

/**
 * For CDRs, by their id, those that overlap them and stand: accepted, or come before and not decided. The first for each
 * of token and EVSE, of sessions that began within two days before: longer ones are a doubt of their own. Other CDRs of
 * the same session are found as such; a CDR that names no session (2.1.1 knows none) is none of them. Nothing is asked
 * twice, and what overlaps nothing costs one look at an index.
 */
export async function findOverlapping(
  ctx: Ctx,
  rows: readonly Asked[],
): Promise<Map<Id<"cdr">, readonly OverlappingCdr[]>> {
  const pairs = await findPairs(ctx, rows);
  if (pairs.length === 0) return new Map();
  const others = await readRows(ctx, [...new Set(pairs.map(({ other }) => other))]);
  const asked = new Map(rows.map((row) => [row.id, row]));
  const found = new Map<Id<"cdr">, OverlappingCdr[]>();
  for (const { id, other, code } of pairs) {
    const [one, two] = [asked.get(id), others.get(other)];
    if (!one || !two) continue;
    const overlaps = findOverlaps(occupationOf(one), [occupationOf(two)])
      .filter((overlap) => overlap.code === code)
      .map(({ overlapMs }): OverlappingCdr => ({ code, otherCdrId: other, overlapMs }));
    found.set(id, [...(found.get(id) ?? []), ...overlaps]);
  }
  return found;
}

interface Pair {
  readonly id: Id<"cdr">;
  readonly other: Id<"cdr">;
  readonly code: OverlappingCdr["code"];
}

async function findPairs(ctx: Ctx, rows: readonly Asked[]): Promise<Pair[]> {
  const asks = rows.flatMap((row) =>
    row.isCredit
      ? []
      : [
          {
            id: row.id,
            token_id: row.tokenId,
            evse_key: row.evseKey,
            partner_id: row.partnerId,
            session_id: row.sessionOcpiId,
            started_at: row.startedAt.toString(),
            ended_at: row.endedAt.toString(),
            received_at: row.receivedAt.toString(),
          },
        ],
  );
  if (asks.length === 0) return [];
  const stands = sql`o.tenant_id = ${ctx.tenantId} and not o.is_credit and o.id <> ask.id
    and o.credited_by_cdr_id is null and o.started_at < ask.ended_at
    and o.started_at > ask.started_at - interval '2 days'
    and least(o.ended_at, ask.ended_at) > greatest(o.started_at, ask.started_at) + interval '1 minute'
    and not coalesce(o.partner_id = ask.partner_id and o.session_ocpi_id = ask.session_id, false)
    and (o.state = 'accepted' or o.state <> 'rejected'
      and (o.received_at, o.id) < (ask.received_at, ask.id))
    order by o.received_at, o.id limit 1`;
  const found = await ctx.db.execute<Pair & Record<string, unknown>>(sql`
    with ask as (
      select * from json_to_recordset(${JSON.stringify(asks)}::json) as ask(id uuid, token_id uuid,
        evse_key text, partner_id uuid, session_id text, started_at timestamptz, ended_at timestamptz, received_at timestamptz))
    select ask.id, found.id as other, 'overlap-token' as code
    from ask cross join lateral (
      select o.id from ${cdrs} o where o.token_id = ask.token_id and ${stands}) found
    union all
    select ask.id, found.id, 'overlap-evse'
    from ask cross join lateral (
      select o.id from ${cdrs} o where o.evse_key = ask.evse_key and ${stands}) found`);
  return [...found];
}

async function readRows(ctx: Ctx, ids: readonly Id<"cdr">[]) {
  const rows = await ctx.db
    .select({
      id: cdrs.id,
      startedAt: cdrs.startedAt,
      endedAt: cdrs.endedAt,
      tokenId: cdrs.tokenId,
      evseKey: cdrs.evseKey,
    })
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, ctx.tenantId), isOneOf(cdrs.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

type Occupying = Pick<Asked, "id" | "startedAt" | "endedAt" | "tokenId" | "evseKey">;

function occupationOf(row: Occupying): Occupation {
  return {
    id: row.id,
    // Pairs of one session are not among those that were found.
    sessionId: null,
    startDateTime: row.startedAt,
    endDateTime: row.endedAt,
    tokenKey: row.tokenId,
    evseKey: row.evseKey,
  };
}
