import { divRound } from "@/core/money/rounding";
import type { SlotSpan } from "@/core/smart-charging/slot-span";
import type { Forecast, Quarters } from "./forecast";
import { QUARTER_MS } from "./market-point";
import type { MarketSlots } from "./market-slots";

/** What there is to say of a quantity of a zone: what was published, and what is foretold where nothing was. */
export interface MarketSeries {
  readonly known: Quarters;
  readonly forecast: Forecast;
}

/** A zone's two series. */
export interface ZoneSeries {
  readonly zone: string;
  readonly currency: string | null;
  readonly price: MarketSeries;
  readonly carbon: MarketSeries;
}

/**
 * Lays quarter hours over the slots of a span, whatever their length: a slot's value is the mean of the quarter hours
 * under it, by the time that each of them has, rounded half away from zero. A slot is known when all of its quarter
 * hours are, and null when one of them has neither a value nor a forecast.
 */
export function fillSlots(series: ZoneSeries, span: SlotSpan): MarketSlots {
  const slotMs = span.slotMinutes * 60_000;
  const firstMs = span.startsAt.epochMilliseconds;
  const slots = Array.from({ length: span.slots }, (_, index) => {
    const startMs = firstMs + index * slotMs;
    const price = meanOver(series.price, startMs, startMs + slotMs);
    const carbon = meanOver(series.carbon, startMs, startMs + slotMs);
    return {
      priceMicro: price.valueMicro,
      carbonMicro: carbon.valueMicro,
      isPriceKnown: price.isKnown,
      isCarbonKnown: carbon.isKnown,
    };
  });
  const { zone, currency } = series;
  return { zone, currency, slots };
}

function meanOver(series: MarketSeries, startMs: number, endMs: number) {
  let sum = 0n;
  let isKnown = true;
  const first = Math.floor(startMs / QUARTER_MS) * QUARTER_MS;
  for (let quarter = first; quarter < endMs; quarter += QUARTER_MS) {
    const published = series.known.get(quarter);
    const value = published ?? series.forecast.at(quarter);
    if (value === null) return { valueMicro: null, isKnown: false };
    if (published === undefined) isKnown = false;
    const shareMs = Math.min(endMs, quarter + QUARTER_MS) - Math.max(startMs, quarter);
    sum += value * BigInt(shareMs);
  }
  return { valueMicro: divRound(sum, BigInt(endMs - startMs), "half-away"), isKnown };
}
