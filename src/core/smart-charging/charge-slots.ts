import type { ChargeSlot } from "./plan-charge";

/** What is known of a charge's hours, each from an instant on until the next of its list. */
export interface SlotSources {
  readonly fromMs: number;
  readonly toMs: number;
  /** W that the car can have; before the first entry none. */
  readonly available: readonly { readonly fromMs: number; readonly powerW: number }[];
  /** 10⁻⁶ of the currency for a kWh as the driver pays it; empty: not known. */
  readonly own: readonly { readonly fromMs: number; readonly priceMicro: bigint }[];
  /** Quarter hours of the market; outside them nothing is known. */
  readonly market: readonly MarketHour[];
}

/** What the market says of a while. */
export interface MarketHour {
  readonly fromMs: number;
  readonly toMs: number;
  readonly priceMicro: bigint | null;
  readonly carbonMicro: bigint | null;
  readonly isKnown: boolean;
}

/** A slot, and whether what the market says of it is published. */
export interface BuiltSlots {
  readonly slots: readonly ChargeSlot[];
  readonly isKnown: readonly boolean[];
}

/** Cuts a span wherever price, market or available power changes. */
export function buildSlots(sources: SlotSources): BuiltSlots {
  const { fromMs, toMs, available, own, market } = sources;
  const cuts = [
    fromMs,
    toMs,
    ...available.map((one) => one.fromMs),
    ...own.map((one) => one.fromMs),
    ...market.flatMap((hour) => [hour.fromMs, hour.toMs]),
  ].filter((ms) => ms >= fromMs && ms <= toMs);
  const edges = [...new Set(cuts)].toSorted((a, b) => a - b);
  const slots: ChargeSlot[] = [];
  const isKnown: boolean[] = [];
  for (const [index, startMs] of edges.slice(0, -1).entries()) {
    const endMs = edges[index + 1] ?? toMs;
    const hour = market.find((one) => one.fromMs <= startMs && startMs < one.toMs);
    slots.push({
      startMs,
      endMs,
      availableW: available.findLast((one) => one.fromMs <= startMs)?.powerW ?? 0,
      priceMicro: own.findLast((one) => one.fromMs <= startMs)?.priceMicro ?? null,
      marketMicro: hour?.priceMicro ?? null,
      carbonMicro: hour?.carbonMicro ?? null,
    });
    isKnown.push(hour?.isKnown ?? true);
  }
  return { slots, isKnown };
}
