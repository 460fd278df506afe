import { and, desc, eq, sql } from "drizzle-orm";

import { money, type Money } from "@/core/money/money";
import { closedPeriods } from "@/db/schema/accounting";
import type { Ctx } from "@/services/context";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";

/** An account over a span of the books; drivers' accounts are one of their kind. Debit is positive. */
export interface TrialRow {
  readonly account: string;
  readonly opening: Money;
  readonly debit: Money;
  readonly credit: Money;
  readonly closing: Money;
}

/** The books over a span, account by account. */
export interface TrialBalance {
  readonly from: string;
  /** Inclusive. */
  readonly to: string;
  readonly timeZone: string;
  readonly rows: readonly TrialRow[];
  /** Whether nothing can be booked into the span any more. */
  readonly isClosed: boolean;
}

/**
 * The trial balance by where facts stand in the books, both days inclusive, in the tenant's zone. Of a closed span it
 * says the same for ever. For finance.
 * @throws ServiceError FORBIDDEN.
 */
export async function readTrialBalance(
  ctx: Ctx,
  span: { readonly from: string; readonly to: string },
): Promise<TrialBalance> {
  requireRole(ctx, "finance");
  const timeZone = await readTimeZone(ctx);
  const start = startOfDay(span.from, timeZone);
  const end = startOfDay(span.to, timeZone, 1);
  const [rows, closedUntil] = await Promise.all([
    ctx.db.execute<{
      account: string;
      currency: string;
      opening: string;
      debit: string;
      credit: string;
    }>(sql`
      select case when a.cached then a.kind else a.code end as account, p.currency,
        coalesce(sum(p.amount_minor) filter (where j.period_at < ${start.toString()}::timestamptz), 0)::text as opening,
        coalesce(sum(p.amount_minor) filter (where j.period_at >= ${start.toString()}::timestamptz and p.amount_minor > 0), 0)::text as debit,
        coalesce(-sum(p.amount_minor) filter (where j.period_at >= ${start.toString()}::timestamptz and p.amount_minor < 0), 0)::text as credit
      from postings p
      join journals j on j.tenant_id = p.tenant_id and j.id = p.journal_id
      join accounts a on a.tenant_id = p.tenant_id and a.id = p.account_id
      where p.tenant_id = ${ctx.tenantId}::uuid and j.period_at < ${end.toString()}::timestamptz
      group by 1, 2 order by 2, 1`),
    readClosedUntil(ctx),
  ]);
  return {
    from: span.from,
    to: span.to,
    timeZone,
    isClosed: closedUntil !== null && Temporal.Instant.compare(end, closedUntil) <= 0,
    rows: [...rows].map((row) => {
      const amount = (minor: bigint) => money(minor, row.currency);
      const [opening, debit, credit] = [BigInt(row.opening), BigInt(row.debit), BigInt(row.credit)];
      return {
        account: row.account,
        opening: amount(opening),
        debit: amount(debit),
        credit: amount(credit),
        closing: amount(opening + debit - credit),
      };
    }),
  };
}

/** Up to when the books are closed (exclusive); null while they never were. */
async function readClosedUntil(ctx: Ctx): Promise<Temporal.Instant | null> {
  const [row] = await ctx.db
    .select({ until: closedPeriods.closedUntil })
    .from(closedPeriods)
    .where(and(eq(closedPeriods.tenantId, ctx.tenantId)))
    .orderBy(desc(closedPeriods.closedUntil))
    .limit(1);
  return row?.until ?? null;
}
