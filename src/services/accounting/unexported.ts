import { sql, type SQL } from "drizzle-orm";

import type { ExportFormat } from "@/db/schema/accounting";
import type { Ctx } from "@/services/context";

/** What a batch takes: the journals of a span of the books that no batch of the format has. */
export interface Span {
  readonly format: ExportFormat;
  /** Inclusive. */
  readonly from: Temporal.Instant;
  /** Exclusive. */
  readonly to: Temporal.Instant;
}

/** A leg of a daily voucher: the journals of one kind, day and currency on one account. */
export interface DailyLeg extends Record<string, unknown> {
  readonly day: string;
  readonly kind: string;
  readonly currency: string;
  readonly journals: number;
  readonly code: string;
  readonly account_kind: string;
  readonly amount: string;
}

/** Their sums by day, kind, currency and account; drivers' accounts count as one of their kind. */
export async function sumUnexported(ctx: Ctx, span: Span, timeZone: string): Promise<DailyLeg[]> {
  const rows = await ctx.db.execute<DailyLeg>(sql`
    with chosen as (${unexported(ctx, span)}),
    days as (
      select c.id, c.kind, (c.period_at at time zone ${timeZone})::date as day from chosen c),
    counted as (
      select d.day, d.kind, p.currency, count(distinct d.id)::int as journals from days d
      join postings p on p.tenant_id = ${ctx.tenantId}::uuid and p.journal_id = d.id
      group by d.day, d.kind, p.currency)
    select d.day::text as day, d.kind, p.currency, n.journals,
           case when a.cached then a.kind else a.code end as code, a.kind as account_kind,
           sum(p.amount_minor)::text as amount
    from days d
    join postings p on p.tenant_id = ${ctx.tenantId}::uuid and p.journal_id = d.id
    join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
    join counted n on n.day = d.day and n.kind = d.kind and n.currency = p.currency
    group by d.day, d.kind, p.currency, n.journals, 5, a.kind
    having sum(p.amount_minor) <> 0
    order by d.day, d.kind, p.currency, sum(p.amount_minor) < 0, 5`);
  return [...rows];
}

/** How many journals there are, and a mark that changes with them: a batch is made of what its preview showed. */
export async function countUnexported(
  ctx: Ctx,
  span: Span,
): Promise<{ readonly journals: number; readonly mark: string }> {
  const [row] = await ctx.db.execute<{ n: number; mark: string }>(sql`
    select count(*)::int as n, coalesce(md5(string_agg(c.id::text, ',' order by c.id)), '') as mark
    from (${unexported(ctx, span)}) c`);
  return { journals: row?.n ?? 0, mark: row?.mark ?? "" };
}

/** The journals themselves: (id, kind, period_at). */
export function unexported(ctx: Ctx, span: Span): SQL {
  return sql`
    select j.id, j.kind, j.period_at from journals j
    where j.tenant_id = ${ctx.tenantId}::uuid
      and j.period_at >= ${span.from.toString()}::timestamptz
      and j.period_at < ${span.to.toString()}::timestamptz
      and not exists (select 1 from export_batch_journals x
        where x.tenant_id = j.tenant_id and x.format = ${span.format} and x.journal_id = j.id)`;
}
