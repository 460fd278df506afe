import { sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { seriesPrefix } from "@/core/invoicing/number";
import type { DocumentKind } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A series of numbers, and whether it counts 1, 2, 3 … */
export interface SeriesAudit {
  readonly legalEntityId: Id<"legalEntity">;
  readonly legalEntity: string;
  readonly kind: DocumentKind;
  /** The seller of self-billed invoices; "" for our own. */
  readonly seriesOf: string;
  readonly year: number;
  readonly prefix: string;
  /** 0 where no document has a number yet. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** What its counter would give next. */
  readonly next: number;
  /** Numbers that are missing, as stretches: first and last. */
  readonly gaps: readonly (readonly [number, number])[];
  /** Numbers that were given twice. */
  readonly duplicates: readonly number[];
  /** Documents that were issued before the one with the number below theirs. */
  readonly disorder: number;
  readonly firstAt: Temporal.Instant | null;
  readonly lastAt: Temporal.Instant | null;
}

interface Row extends Record<string, unknown> {
  readonly legal_entity_id: Id<"legalEntity">;
  readonly name: string;
  readonly number_prefix: string;
  readonly kind: DocumentKind;
  readonly series_of: string;
  readonly year: number;
  readonly next: number;
  readonly first: number;
  readonly last: number;
  readonly n: number;
  readonly gaps: [number, number][] | null;
  readonly duplicates: number[] | null;
  readonly disorder: number;
  readonly first_at: string | null;
  readonly last_at: string | null;
}

/**
 * Every series of the tenant with its gaps and duplicates, newest year first. What the database lets through would show
 * here: numbers are looked at one by one. Disputes are counted in the same table and are no documents. For finance.
 * @throws ServiceError FORBIDDEN.
 */
export async function listSeries(ctx: Ctx): Promise<SeriesAudit[]> {
  requireRole(ctx, "finance");
  const rows = await ctx.db.execute<Row>(sql`
    with numbered as (
      select d.legal_entity_id, d.kind, d.series_of, d.year, d.seq, d.issued_at,
             lag(d.seq) over series as seq_before, lag(d.issued_at) over series as at_before
      from issued_documents d where d.tenant_id = ${ctx.tenantId}
      window series as (partition by d.legal_entity_id, d.kind, d.series_of, d.year order by d.seq)),
    counted as (
      select legal_entity_id, kind, series_of, year, min(seq) as first, max(seq) as last, count(*)::int as n,
             json_agg(json_build_array(coalesce(seq_before, 0) + 1, seq - 1) order by seq)
               filter (where seq > coalesce(seq_before, 0) + 1) as gaps,
             json_agg(seq order by seq) filter (where seq = seq_before) as duplicates,
             (count(*) filter (where issued_at < at_before))::int as disorder,
             to_json(min(issued_at)) #>> '{}' as first_at, to_json(max(issued_at)) #>> '{}' as last_at
      from numbered group by legal_entity_id, kind, series_of, year),
    counters as (select * from number_series s where s.tenant_id = ${ctx.tenantId} and s.kind <> 'charge_dispute')
    select e.id as legal_entity_id, e.name, e.number_prefix, coalesce(s.kind, c.kind) as kind,
           coalesce(s.series_of, c.series_of) as series_of, coalesce(s.year, c.year) as year,
           coalesce(s.next, 0) as next, coalesce(c.first, 0) as first, coalesce(c.last, 0) as last, coalesce(c.n, 0) as n,
           c.gaps, c.duplicates, coalesce(c.disorder, 0) as disorder, c.first_at, c.last_at
    from counters s
    full join counted c on c.legal_entity_id = s.legal_entity_id and c.kind = s.kind and c.series_of = s.series_of
      and c.year = s.year
    join legal_entities e on e.tenant_id = ${ctx.tenantId} and e.id = coalesce(s.legal_entity_id, c.legal_entity_id)
    order by coalesce(s.year, c.year) desc, e.name, coalesce(s.kind, c.kind), coalesce(s.series_of, c.series_of)`);
  return [...rows].map(auditOf);
}

function auditOf(row: Row): SeriesAudit {
  const { kind, year, first, last, next, duplicates, disorder } = row;
  const missingAtEnd: [number, number][] = next > last + 1 ? [[last + 1, next - 1]] : [];
  return {
    legalEntityId: row.legal_entity_id,
    legalEntity: row.name,
    kind,
    seriesOf: row.series_of,
    year,
    prefix: `${seriesPrefix(row.number_prefix, kind, row.series_of)}-${year}`,
    first,
    last,
    count: row.n,
    next,
    gaps: [...(row.gaps ?? []), ...missingAtEnd],
    duplicates: duplicates ?? [],
    disorder,
    firstAt: row.first_at === null ? null : Temporal.Instant.from(row.first_at),
    lastAt: row.last_at === null ? null : Temporal.Instant.from(row.last_at),
  };
}
