import { type SQL, sql } from "drizzle-orm";

import { asId, type Id } from "@/core/ids";
import { leastInvoices } from "@/core/invoicing/least-invoice";
import { billItems } from "@/db/schema/subscriptions";
import { drivers } from "@/db/schema/drivers";
import { invoices } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import type { Ctx } from "@/services/context";
import type { RunZone } from "./run-zones";

/** An invoice that a month still lacks: what of a driver is open in one currency and price basis. */
export interface DueInvoice {
  readonly driverId: Id<"driver">;
  readonly timeZone: string;
  readonly currency: string;
  /** Charges and items as they were booked, VAT included. */
  readonly grossMinor: bigint;
  readonly lines: number;
}

/**
 * What a month's run has to invoice: open charges and items of the month and before, where they come to enough and the
 * month has no invoice yet. Largest sums first, at most `limit`.
 */
export async function findDueInvoices(
  ctx: Ctx,
  zones: readonly RunZone[],
  limit: number,
): Promise<DueInvoice[]> {
  if (zones.length === 0) return [];
  const rows = await ctx.db.execute<{
    driver_id: string;
    time_zone: string;
    currency: string;
    gross: string;
    lines: number;
  }>(sql`${dueInvoices(ctx, zones)} order by gross desc, driver_id limit ${limit}`);
  return rows.map((row) => ({
    driverId: asId<"driver">(row.driver_id),
    timeZone: row.time_zone,
    currency: row.currency,
    grossMinor: BigInt(row.gross),
    lines: row.lines,
  }));
}

/** What is due in sum. */
export interface DueSums {
  readonly drivers: number;
  readonly perCurrency: readonly {
    readonly currency: string;
    readonly invoices: number;
    readonly grossMinor: bigint;
  }[];
}

/** How many drivers and invoices a month still has, and what they come to. */
export async function sumDue(ctx: Ctx, zones: readonly RunZone[]): Promise<DueSums> {
  if (zones.length === 0) return { drivers: 0, perCurrency: [] };
  const rows = await ctx.db.execute<{
    currency: string | null;
    drivers: number;
    invoices: number;
    gross: string;
  }>(sql`
    select currency, count(distinct driver_id)::int as drivers, count(*)::int as invoices, sum(gross)::bigint as gross
    from (${dueInvoices(ctx, zones)}) due group by grouping sets ((currency), ()) order by currency nulls last`);
  return {
    drivers: rows.find(({ currency }) => currency === null)?.drivers ?? 0,
    perCurrency: rows.flatMap(({ currency, invoices: count, gross }) =>
      currency === null ? [] : [{ currency, invoices: count, grossMinor: BigInt(gross) }],
    ),
  };
}

/** Rows (driver_id, time_zone, currency, basis, gross, lines) of what is due. */
export function dueInvoices(ctx: Ctx, zones: readonly RunZone[]): SQL {
  const rows = zones.map(({ timeZone, period }) => ({
    time_zone: timeZone,
    period_start: period.start.toString(),
    period_end: period.end.toString(),
  }));
  const last = latestEnd(zones).toString();
  const now = ctx.clock.now().toString();
  return sql`
    select d.id as driver_id, d.time_zone, open.currency, open.basis, sum(open.gross)::bigint as gross,
           count(*)::int as lines
    from (select driver_id, currency, basis, gross_minor as gross, serviced_at from ${charges}
            where tenant_id = ${ctx.tenantId} and state = 'open' and serviced_at < ${last}::timestamptz
          union all
          select driver_id, currency, basis, gross_minor, serviced_at from ${billItems}
            where tenant_id = ${ctx.tenantId} and state = 'open' and serviced_at < ${last}::timestamptz
              and (bill_at is null or bill_at <= ${now}::timestamptz)) open
    join ${drivers} d on d.tenant_id = ${ctx.tenantId} and d.id = open.driver_id
    join json_to_recordset(${JSON.stringify(rows)}::json)
      as zone(time_zone text, period_start timestamptz, period_end timestamptz)
      on zone.time_zone = d.time_zone and open.serviced_at < zone.period_end
    where not exists (
      select from ${invoices} i
      where i.tenant_id = ${ctx.tenantId} and i.driver_id = d.id and i.kind = 'monthly'
        and i.period_start = zone.period_start and i.currency = open.currency and i.basis = open.basis)
    group by d.id, d.time_zone, open.currency, open.basis
    having sum(open.gross) >= coalesce((${JSON.stringify(leastInvoices())}::json ->> open.currency)::bigint, 1)`;
}

/** The end of the month in the zone where it ends last. */
export function latestEnd(zones: readonly RunZone[]): Temporal.Instant {
  return zones
    .map(({ period }) => period.end)
    .reduce((last, end) => (Temporal.Instant.compare(end, last) > 0 ? end : last));
}
