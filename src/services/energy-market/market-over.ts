import { and, eq, gte, lt, sql } from "drizzle-orm";
import { biddingZone, MARKET_TIME_ZONE } from "@/core/smart-charging/market/bidding-zones";
import { fillSlots, type ZoneSeries } from "@/core/smart-charging/market/fill-slots";
import { FORECAST_LOOKS_BACK_DAYS, forecastFrom } from "@/core/smart-charging/market/forecast";
import { QUARTER_MS, type MarketQuantity } from "@/core/smart-charging/market/market-point";
import type { MarketSlots } from "@/core/smart-charging/market/market-slots";
import type { SlotSpan } from "@/core/smart-charging/slot-span";
import { zoneOf, type Zone } from "@/core/time/local-time";
import { marketPoints } from "@/db/schema/energy-market";
import type { Ctx } from "@/services/context";

const DAY_MS = 86_400_000;

/**
 * What energy costs and emits in a bidding zone over a span of slots: what was published where there is something, else
 * a forecast (`isPriceKnown`, `isCarbonKnown` false), else null. A zone that nobody knows has null everywhere.
 */
export async function marketOver(ctx: Ctx, zone: string, span: SlotSpan): Promise<MarketSlots> {
  const startMs = span.startsAt.epochMilliseconds;
  const endMs = startMs + span.slots * span.slotMinutes * 60_000;
  return fillSlots(await readZoneSeries(ctx, zone, { startMs, endMs }), span);
}

/** A zone's published values in [start, end) (epoch ms) and forecasts for the rest of it, from the weeks before. */
export async function readZoneSeries(
  ctx: Ctx,
  zone: string,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): Promise<ZoneSeries> {
  const rows = await ctx.db
    .select({
      quantity: marketPoints.quantity,
      currency: sql<string | null>`${marketPoints.currency}::text`,
      // Lists of texts: thousands of rows would each be parsed by themselves.
      starts: sql<string>`string_agg(extract(epoch from ${marketPoints.startsAt})::bigint::text, ',' order by ${marketPoints.startsAt})`,
      values: sql<string>`string_agg(${marketPoints.valueMicro}::text, ',' order by ${marketPoints.startsAt})`,
    })
    .from(marketPoints)
    .where(
      and(
        eq(marketPoints.tenantId, ctx.tenantId),
        eq(marketPoints.zone, zone),
        eq(marketPoints.isKnown, true),
        gte(marketPoints.startsAt, instantOf(startMs - FORECAST_LOOKS_BACK_DAYS * DAY_MS)),
        lt(marketPoints.startsAt, instantOf(endMs)),
      ),
    )
    .groupBy(marketPoints.quantity, marketPoints.currency);
  const lists = rows.map(({ quantity, currency, starts, values }) => ({
    quantity,
    currency,
    quarters: quartersOf(starts, values),
  }));
  const pick = (quantity: MarketQuantity) =>
    lists.filter((list) => list.quantity === quantity).toSorted(newestFirst)[0];
  const price = pick("price");
  const clock = wallClock(zone);
  const seriesOf = (known: ReadonlyMap<number, bigint>) => ({
    known,
    forecast: forecastFrom(known, clock),
  });
  return {
    zone,
    currency: price?.currency ?? null,
    price: seriesOf(price?.quarters ?? new Map<number, bigint>()),
    carbon: seriesOf(pick("carbon")?.quarters ?? new Map<number, bigint>()),
  };
}

interface List {
  readonly quarters: ReadonlyMap<number, bigint>;
}

// Should a zone's prices have come in two currencies, the one that it is traded in last counts.
function newestFirst(a: List, b: List): number {
  return Math.max(...b.quarters.keys()) - Math.max(...a.quarters.keys());
}

function quartersOf(starts: string, values: string): ReadonlyMap<number, bigint> {
  const list = values.split(",");
  return new Map(
    starts.split(",").map((start, index) => {
      const startMs = Number(start) * 1000;
      return [startMs - (startMs % QUARTER_MS), BigInt(list[index] ?? "0")];
    }),
  );
}

function wallClock(zone: string): Zone {
  const found = zoneOf(biddingZone(zone)?.timeZone ?? MARKET_TIME_ZONE);
  if (!found.ok) throw new Error(`the time zone of ${zone} is not known here`);
  return found.value;
}

function instantOf(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
