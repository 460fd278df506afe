import { and, eq, gte, isNotNull, isNull, max } from "drizzle-orm";
import { MARKET_TIME_ZONE } from "@/core/smart-charging/market/bidding-zones";
import { marketPoints } from "@/db/schema/energy-market";
import { sites } from "@/db/schema/sites";
import type { Ctx } from "@/services/context";

/** What an adapter may ask for, for one zone. Periods are [from, until). */
export interface MissingMarketData {
  readonly zone: string;
  readonly quantity: "price" | "carbon";
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
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
 * the end of tomorrow (days of the market), and production up to the last full hour.
 */
export async function findMissingMarketData(
  ctx: Ctx,
  zones: readonly string[],
  { hour, minute }: PublicationHour,
): Promise<readonly MissingMarketData[]> {
  const now = ctx.clock.now();
  const local = now.toZonedDateTimeISO(MARKET_TIME_ZONE);
  const isOut = local.hour > hour || (local.hour === hour && local.minute >= minute);
  const pricesUntil = local
    .startOfDay()
    .add({ days: isOut ? 2 : 1 })
    .toInstant();
  const fullHour = Math.floor(now.epochMilliseconds / HOUR_MS) * HOUR_MS;
  const carbonUntil = Temporal.Instant.fromEpochMilliseconds(fullHour);
  const first = local.startOfDay().subtract({ days: FIRST_DAYS }).toInstant();
  const rows = await ctx.db
    .select({
      zone: marketPoints.zone,
      quantity: marketPoints.quantity,
      last: max(marketPoints.startsAt),
    })
    .from(marketPoints)
    .where(
      and(
        eq(marketPoints.tenantId, ctx.tenantId),
        eq(marketPoints.isKnown, true),
        gte(marketPoints.startsAt, first),
      ),
    )
    .groupBy(marketPoints.zone, marketPoints.quantity);
  return zones.flatMap((zone) =>
    (["price", "carbon"] as const).flatMap((quantity) => {
      const last = rows.find((row) => row.zone === zone && row.quantity === quantity)?.last;
      const from = last ? laterOf(last.add({ minutes: 15 }), first) : first;
      const until = quantity === "price" ? pricesUntil : carbonUntil;
      return Temporal.Instant.compare(from, until) < 0 ? [{ zone, quantity, from, until }] : [];
    }),
  );
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

function laterOf(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}
