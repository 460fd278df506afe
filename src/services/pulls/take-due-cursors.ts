import { sql } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { pullCursors } from "@/db/schema/exchange";
import { partnerEndpoints, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { readTimeZone } from "@/services/reports/report-day";
import { type PullModule, pullModules } from "./pull-module";
import { lastNight } from "./pull-times";
import { type PullWindow, windowOf } from "./pull-window";

/** While one process reads a list nobody else does; if it dies, the list is due again after this. */
const LEASE = { minutes: 10 } as const;

/** A list that is to be read, and by when we must be heard of again. */
export interface DuePull {
  readonly partnerId: Id<"partner">;
  readonly module: PullModule;
  readonly window: PullWindow;
  readonly startedAt: Temporal.Instant;
  readonly leasedUntil: Temporal.Instant;
}

/** The end of a lease that begins now. Whole microseconds, as the column holds them. */
export function leaseEnd(ctx: Ctx): Temporal.Instant {
  return ctx.clock.now().add(LEASE).round({ smallestUnit: "microsecond", roundingMode: "floor" });
}

/**
 * Takes the lists that are due of at most `limit` partners, each for this caller alone for ten minutes, in the order
 * in which they refer to each other; `busy` names partners that are being read already. The system's own.
 */
export async function takeDueCursors(
  ctx: Ctx,
  limit: number,
  busy: readonly Id<"partner">[] = [],
): Promise<readonly DuePull[]> {
  if (limit <= 0) return [];
  const startedAt = ctx.clock.now();
  const leasedUntil = leaseEnd(ctx);
  const others = busy.length > 0 ? sql`and c.partner_id not in ${busy}` : sql``;
  const rows = await ctx.db.execute<{
    partner_id: string;
    module: PullModule;
    read_until: string | null;
    crawled_at: string | null;
    overlap_s: number | null;
  }>(sql`
    with due as (
      select c.partner_id, min(c.due_at) as due_at
      from ${pullCursors} c
      join ${partners} p on p.tenant_id = c.tenant_id and p.id = c.partner_id
        and p.state = 'registered'
      where c.tenant_id = ${ctx.tenantId} and c.due_at <= ${startedAt.toString()}::timestamptz
        and exists (
          select from ${partnerEndpoints} e
          where e.tenant_id = c.tenant_id and e.partner_id = c.partner_id
            and e.identifier = c.module and e.role = 'SENDER') ${others}
      group by c.partner_id order by 2, 1 limit ${limit}),
    taken as (
      select c.tenant_id, c.partner_id, c.module
      from ${pullCursors} c join due on due.partner_id = c.partner_id
      where c.tenant_id = ${ctx.tenantId} and c.due_at <= ${startedAt.toString()}::timestamptz
      for update of c skip locked)
    update ${pullCursors} c set due_at = ${leasedUntil.toString()}::timestamptz
    from taken t join ${partners} p on p.tenant_id = t.tenant_id and p.id = t.partner_id
    where c.tenant_id = t.tenant_id and c.partner_id = t.partner_id and c.module = t.module
    returning c.partner_id, c.module,
      to_char(c.read_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as read_until,
      to_char(c.crawled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as crawled_at,
      (p.settings->>'pullOverlapSeconds')::int as overlap_s`);
  if (rows.length === 0) return [];
  const timeZone = await readTimeZone(ctx);
  const pulls = rows.map((row): DuePull => {
    const { module } = row;
    const cursor = {
      module,
      readUntil: row.read_until === null ? null : Temporal.Instant.from(row.read_until),
      crawledAt: row.crawled_at === null ? null : Temporal.Instant.from(row.crawled_at),
    };
    const window = windowOf(cursor, {
      now: startedAt,
      lastNight: lastNight(startedAt, timeZone, row.partner_id),
      ...(row.overlap_s === null ? {} : { overlapS: row.overlap_s }),
    });
    const partnerId = asId<"partner">(row.partner_id);
    return { partnerId, module, window, startedAt, leasedUntil };
  });
  return pulls.toSorted((a, b) => pullModules.indexOf(a.module) - pullModules.indexOf(b.module));
}
