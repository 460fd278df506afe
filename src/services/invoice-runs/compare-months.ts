import { type SQL, sql } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import type { BillingMonth } from "@/core/plans/billing-period";
import { money, type Money } from "@/core/money/money";
import { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import type { Ctx } from "@/services/context";
import { dueInvoices } from "./find-due";
import type { RunZone } from "./run-zones";

/** Monthly invoices of a month, in one currency. */
export interface MonthSum {
  readonly invoices: number;
  readonly total: Money;
}

/** What the monthly invoices of a month came to, by currency. */
export async function sumMonth(ctx: Ctx, month: BillingMonth): Promise<MonthSum[]> {
  const rows = await ctx.db.execute<{ currency: string; n: number; total: string }>(sql`
    select i.currency, count(*)::int as n, sum(i.total_minor)::text as total
    from ${invoices} i join ${drivers} d on d.tenant_id = i.tenant_id and d.id = i.driver_id
    where i.tenant_id = ${ctx.tenantId} and i.kind = 'monthly' and i.state = 'finalized' and ${isOfMonth(month)}
    group by i.currency order by i.currency`);
  return rows.map(({ currency, n, total }) => ({
    invoices: n,
    total: money(BigInt(total), currency),
  }));
}

function isOfMonth(month: BillingMonth): SQL {
  return sql`to_char(i.period_start at time zone d.time_zone, 'YYYY-MM') = ${month}`;
}

/** A driver whose month comes to much more than his months do. */
export interface Outlier {
  readonly driverId: Id<"driver">;
  readonly name: string;
  readonly sum: Money;
  /** The mean of his monthly invoices of half a year. */
  readonly usual: Money;
}

/** So many times his usual month is worth a look, and so few months say nothing. */
const TIMES = 3;
const LEAST_MONTHS = 2;
const MOST_OUTLIERS = 20;

/** Drivers whose due sum is more than three times their usual month; the furthest off first, at most 20. */
export async function findOutliers(ctx: Ctx, zones: readonly RunZone[]): Promise<Outlier[]> {
  if (zones.length === 0) return [];
  const since = ctx.clock.now().subtract({ hours: 24 * 190 });
  const rows = await ctx.db.execute<{
    driver_id: string;
    name: string;
    currency: string;
    gross: string;
    usual: string;
  }>(sql`
    with usual as (
      select driver_id, currency, avg(total_minor)::bigint as usual from ${invoices}
      where tenant_id = ${ctx.tenantId} and kind = 'monthly' and state = 'finalized'
        and period_start > ${since.toString()}::timestamptz
      group by driver_id, currency having count(*) >= ${LEAST_MONTHS})
    select due.driver_id, d.name, due.currency, due.gross::text, usual.usual::text
    from (${dueInvoices(ctx, zones)}) due
    join usual on usual.driver_id = due.driver_id and usual.currency = due.currency
    join ${drivers} d on d.tenant_id = ${ctx.tenantId} and d.id = due.driver_id
    where due.gross > ${TIMES} * usual.usual
    order by due.gross / greatest(usual.usual, 1) desc, due.driver_id limit ${MOST_OUTLIERS}`);
  return rows.map((row) => ({
    driverId: asId<"driver">(row.driver_id),
    name: row.name,
    sum: money(BigInt(row.gross), row.currency),
    usual: money(BigInt(row.usual), row.currency),
  }));
}
