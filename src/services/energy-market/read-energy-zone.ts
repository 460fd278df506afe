import { eq } from "drizzle-orm";
import { divRound } from "@/core/money/rounding";
import { MICRO } from "@/core/money/quantity";
import { biddingZone, MARKET_TIME_ZONE } from "@/core/smart-charging/market/bidding-zones";
import { fillSlots } from "@/core/smart-charging/market/fill-slots";
import { QUARTER_MS } from "@/core/smart-charging/market/market-point";
import { summarizeDay, type DaySummary } from "@/core/smart-charging/market/summarize-day";
import { tenants } from "@/db/schema/tenants";
import { readRates } from "@/services/accounting/bookkeeping-rates";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { readZoneSeries } from "./market-over";

/** A quarter hour as the page draws it. Prices in `EnergyZone.currency`. */
export interface EnergyQuarter {
  readonly startsMs: number;
  readonly priceMicro: bigint | null;
  readonly carbonMicro: bigint | null;
  readonly isPriceKnown: boolean;
  readonly isCarbonKnown: boolean;
}

/** A day of a zone on its own wall clock. */
export interface EnergyDay {
  /** "2026-11-23". */
  readonly date: string;
  readonly price: DaySummary;
  readonly carbon: DaySummary;
}

/** A bidding zone today and tomorrow. */
export interface EnergyZone {
  readonly zone: string;
  readonly timeZone: string;
  /** Of the prices here: the tenant's where there is a rate of the day, else the market's. null: no prices. */
  readonly currency: string | null;
  /** What the prices were published in, and at which rate they were changed (10⁻⁶); null: not changed. */
  readonly changedFrom: { readonly currency: string; readonly rateMicro: bigint } | null;
  readonly nowMs: number;
  readonly endsMs: number;
  /** The quarter hour of now. */
  readonly now: EnergyQuarter | null;
  /** From the start of today to the end of tomorrow. */
  readonly quarters: readonly EnergyQuarter[];
  readonly today: EnergyDay;
  readonly tomorrow: EnergyDay;
}

/** Reads what energy costs and emits in a zone today and tomorrow. For operations. @throws ServiceError FORBIDDEN. */
export async function readEnergyZone(ctx: Ctx, zone: string): Promise<EnergyZone> {
  requireRole(ctx, "operations");
  const timeZone = biddingZone(zone)?.timeZone ?? MARKET_TIME_ZONE;
  const nowMs = ctx.clock.now().epochMilliseconds;
  const midnight = ctx.clock.now().toZonedDateTimeISO(timeZone).startOfDay();
  const [startMs, middleMs, endMs] = [0, 1, 2].map(
    (days) => midnight.add({ days }).epochMilliseconds,
  ) as [number, number, number];
  const series = await readZoneSeries(ctx, zone, { startMs, endMs });
  const span = {
    startsAt: midnight.toInstant(),
    slotMinutes: 15,
    slots: (endMs - startMs) / QUARTER_MS,
  };
  const date = midnight.toPlainDate();
  const { currency, changedFrom } = await readCurrency(ctx, series.currency, date);
  const rateMicro = changedFrom?.rateMicro ?? MICRO;
  const quarters = fillSlots(series, span).slots.map((slot, index) => ({
    ...slot,
    startsMs: startMs + index * QUARTER_MS,
    priceMicro:
      slot.priceMicro === null ? null : divRound(slot.priceMicro * rateMicro, MICRO, "half-away"),
  }));
  const dayOf = (day: Temporal.PlainDate, fromMs: number, untilMs: number) =>
    summarize(
      day,
      quarters.filter(({ startsMs }) => startsMs >= fromMs && startsMs < untilMs),
    );
  return {
    zone,
    timeZone,
    currency,
    changedFrom,
    nowMs,
    endsMs: endMs,
    now: quarters.findLast(({ startsMs }) => startsMs <= nowMs) ?? null,
    quarters,
    today: dayOf(date, startMs, middleMs),
    tomorrow: dayOf(date.add({ days: 1 }), middleMs, endMs),
  };
}

function summarize(date: Temporal.PlainDate, quarters: readonly EnergyQuarter[]): EnergyDay {
  return {
    date: date.toString(),
    price: summarizeDay(
      quarters.map(({ startsMs, priceMicro, isPriceKnown }) => ({
        startsMs,
        valueMicro: priceMicro,
        isKnown: isPriceKnown,
      })),
    ),
    carbon: summarizeDay(
      quarters.map(({ startsMs, carbonMicro, isCarbonKnown }) => ({
        startsMs,
        valueMicro: carbonMicro,
        isKnown: isCarbonKnown,
      })),
    ),
  };
}

async function readCurrency(
  ctx: Ctx,
  published: string | null,
  day: Temporal.PlainDate,
): Promise<Pick<EnergyZone, "currency" | "changedFrom">> {
  const [tenant] = await ctx.db
    .select({ currency: tenants.currency })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  const unchanged = { currency: published, changedFrom: null };
  if (published === null || !tenant || tenant.currency === published) return unchanged;
  const rateOf = await readRates(ctx, tenant.currency, day);
  const rateMicro = rateOf(published, day.toString());
  if (rateMicro === null) return unchanged;
  return { currency: tenant.currency, changedFrom: { currency: published, rateMicro } };
}
