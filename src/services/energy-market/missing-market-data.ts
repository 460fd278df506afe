import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { MARKET_TIME_ZONE } from "@/core/smart-charging/market/bidding-zones";
import { findGaps, type Stretch } from "@/core/smart-charging/market/find-gaps";
import type { MarketQuantity } from "@/core/smart-charging/market/market-point";
import { sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";

/** What an adapter may ask for, for one zone. Periods are [from, until). */
export interface MissingMarketData {
  readonly zone: string;
  readonly quantity: MarketQuantity;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  /** Something later is known already: it may never come, and is asked for seldom. */
  readonly isHole: boolean;
}

/** When the day-ahead prices of the next day come out, on the market's clock. */
export interface PublicationHour {
  readonly hour: number;
  readonly minute: number;
}

/** So many days are read of a zone that nothing is known of: as many as a forecast looks back. */
const FIRST_DAYS = 35;
const HOUR_MS = 3_600_000;

/** The zones of sites that are not removed, in order. */
export async function readZonesOfSites(ctx: Ctx): Promise<readonly string[]> {
  const rows = await ctx.db
    .selectDistinct({ zone: sites.zone })
    .from(sites)
    .where(and(eq(sites.tenantId, ctx.tenantId), isNotNull(sites.zone), isNull(sites.removedAt)))
    .orderBy(sites.zone);
  return rows.flatMap(({ zone }) => (zone === null ? [] : [zone]));
}

/**
 * What should have been published by now and is not known: prices to the end of today, from the publication hour on to
 * the end of tomorrow (days of the market), and production up to the last full hour. Each zone and quantity has its
 * missing end, and its holes as one stretch.
 */
export async function findMissingMarketData(
  ctx: Ctx,
  zones: readonly string[],
  { hour, minute }: PublicationHour,
): Promise<readonly MissingMarketData[]> {
  const now = ctx.clock.now();
  const local = now.toZonedDateTimeISO(MARKET_TIME_ZONE);
  const isOut = local.hour > hour || (local.hour === hour && local.minute >= minute);
  const untilMs = {
    price: local.startOfDay().add({ days: isOut ? 2 : 1 }).epochMilliseconds,
    carbon: Math.floor(now.epochMilliseconds / HOUR_MS) * HOUR_MS,
  };
  const fromMs = local.startOfDay().subtract({ days: FIRST_DAYS }).epochMilliseconds;
  const runs = await readRuns(ctx, fromMs);
  return zones.flatMap((zone) =>
    (["price", "carbon"] as const).flatMap((quantity) => {
      const whole = { fromMs, untilMs: untilMs[quantity] };
      const known = runs.filter((run) => run.zone === zone && run.quantity === quantity);
      const gaps = findGaps(whole, known);
      const end = gaps.filter((gap) => gap.untilMs === whole.untilMs);
      const holes = gaps.filter((gap) => gap.untilMs !== whole.untilMs);
      return [...stretched(end, false), ...stretched(holes, true)].map((gap) => ({
        zone,
        quantity,
        ...gap,
      }));
    }),
  );
}

/** From the first gap's start to the last one's end: one request instead of many. */
function stretched(gaps: readonly Stretch[], isHole: boolean) {
  const [first] = gaps;
  const last = gaps.at(-1);
  if (!first || !last) return [];
  return [{ from: instantOf(first.fromMs), until: instantOf(last.untilMs), isHole }];
}

/** What is known since a moment, as stretches without a gap. */
async function readRuns(ctx: Ctx, fromMs: number) {
  const rows = await ctx.db.execute<{
    zone: string;
    quantity: MarketQuantity;
    from_s: string;
    until_s: string;
  }>(sql`
    select zone, quantity, extract(epoch from min(starts_at))::bigint::text as from_s,
      extract(epoch from max(starts_at) + interval '15 minutes')::bigint::text as until_s
    from (
      select zone, quantity, starts_at,
        starts_at - row_number() over (partition by zone, quantity order by starts_at) * interval '15 minutes' as run
      from market_points
      where tenant_id = ${ctx.tenantId} and is_known and starts_at >= to_timestamp(${fromMs / 1000}::bigint)
    ) as points
    group by zone, quantity, run`);
  return rows.map(({ zone, quantity, from_s, until_s }) => ({
    zone,
    quantity,
    fromMs: Number(from_s) * 1000,
    untilMs: Number(until_s) * 1000,
  }));
}

function instantOf(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}

/** What was asked for, in a line: "price SE3, SE4 2026-11-22T23:00Z–2026-11-23T23:00Z". */
export function nameOfRequest(wanted: readonly MissingMarketData[]): string {
  const [first] = wanted;
  if (!first) return "";
  const [from, until] = [first.from, first.until].map((at) =>
    at.toString({ smallestUnit: "minute" }),
  );
  return `${first.quantity} ${wanted.map(({ zone }) => zone).join(", ")} ${from}–${until}`;
}
