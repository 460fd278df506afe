import type { Micro } from "@/core/money/quantity";
import {
  type CurvePoint,
  energyAt,
  type EnergySample,
  risingPoints,
} from "@/core/rating/segment-curve";
import type { MarketSlot, MarketSlots } from "./market/market-slots";
import { type SlotSpan, slotStart } from "./slot-span";

/** A charge that has ended, as its meter showed it. */
export interface EndedCharge {
  /** Plugged in from here to there. */
  readonly startDateTime: Temporal.Instant;
  readonly endDateTime: Temporal.Instant;
  /** What had flowed at each reading, from the start on; 10⁻⁶ kWh. */
  readonly energy: readonly EnergySample[];
  /** W that car and station take together; null: only what was measured tells. */
  readonly maxW: number | null;
}

/** The same energy charged at once: from the start, as fast as car and station could. */
export interface AtOnce {
  readonly powerW: number;
  /** When it would have been done. */
  readonly until: Temporal.Instant;
  readonly energy: readonly EnergySample[];
}

/** Two ways to charge the same energy, in 10⁻⁶ of a currency or in 10⁻⁶ g CO₂e. */
export interface BothWays {
  readonly asCharged: Micro;
  readonly atOnce: Micro;
}

/** What charging when it did came to against charging at once, on the market. Null: not known for each slot that is used. */
export interface MarketSavings {
  /** 10⁻⁶ kWh in each slot. */
  readonly asCharged: readonly Micro[];
  readonly atOnce: readonly Micro[];
  readonly price: BothWays | null;
  readonly carbon: BothWays | null;
}

/** Longer than this between two readings, a rise says little of when it was. */
const LONGEST_GAP_MS = 3_600_000;
/** The share of the energy, in 10⁻², of which nobody knows when it flowed, above which nothing is said. */
const MOST_UNTIMED = 5n;
/** Shorter stretches say more of the clock than of the power. */
const SHORTEST_MS = 120_000;
const MS_PER_HOUR = 3_600_000;

/**
 * The same energy charged at once. The power is that of car and station, and never below what was measured, or below
 * what the time needs. Null where nothing flowed, or where the readings do not tell when most of it did: then nothing
 * can be compared.
 */
export function chargedAtOnce(charge: EndedCharge): AtOnce | null {
  const points = risingPoints(charge.energy);
  const total = (points.at(-1)?.energy ?? 0n) - (points[0]?.energy ?? 0n);
  const [startMs, endMs] = [msOf(charge.startDateTime), msOf(charge.endDateTime)];
  if (total <= 0n || endMs <= startMs) return null;
  const measured = peakW(points);
  const powerW = Math.max(charge.maxW ?? 0, measured, wattsOf(total, endMs - startMs));
  if (powerW <= 0 || untimed(points, powerW) * 100n > total * MOST_UNTIMED) return null;
  const lasts = Math.ceil((Number(total) * 3_600) / powerW);
  const until = Temporal.Instant.fromEpochMilliseconds(Math.min(endMs, startMs + lasts));
  return {
    powerW: Math.round(powerW),
    until,
    energy: [
      { at: charge.startDateTime, energy: 0n },
      { at: until, energy: total },
    ],
  };
}

/** Compares both ways slot by slot at the market's prices and carbon intensity. Forecasts are no figures. */
export function savedOnMarket(
  charge: EndedCharge,
  atOnce: AtOnce,
  { span, market }: { readonly span: SlotSpan; readonly market: MarketSlots },
): MarketSavings {
  const both = [charge.energy, atOnce.energy].map((energy) => energyPerSlot(energy, span));
  const [asCharged = [], once = []] = both;
  const sums = (valueOf: (slot: MarketSlot) => Micro | null): BothWays | null => {
    const [first, second] = [asCharged, once].map((energy) => sumOf(energy, market, valueOf));
    return first === null || second === null || first === undefined || second === undefined
      ? null
      : { asCharged: first, atOnce: second };
  };
  return {
    asCharged,
    atOnce: once,
    price: market.currency === null ? null : sums((slot) => knownPrice(slot)),
    carbon: sums((slot) => (slot.isCarbonKnown ? slot.carbonMicro : null)),
  };
}

/** The slots of a quarter of an hour that a charge lies in. */
export function slotsOf({
  startDateTime,
  endDateTime,
}: Pick<EndedCharge, "startDateTime" | "endDateTime">): SlotSpan {
  const quarter = 900_000;
  const startMs = Math.floor(msOf(startDateTime) / quarter) * quarter;
  const slots = Math.max(1, Math.ceil((msOf(endDateTime) - startMs) / quarter));
  return { startsAt: Temporal.Instant.fromEpochMilliseconds(startMs), slotMinutes: 15, slots };
}

/** What flowed in each slot, 10⁻⁶ kWh: between two readings evenly. The sum is the energy of the readings in the span. */
export function energyPerSlot(energy: readonly EnergySample[], span: SlotSpan): readonly Micro[] {
  const points = risingPoints(energy);
  return Array.from({ length: span.slots }, (_, index) => {
    const [from, to] = [slotStart(span, index), slotStart(span, index + 1)];
    return energyAt(points, msOf(to)) - energyAt(points, msOf(from));
  });
}

function knownPrice({ isPriceKnown, priceMicro }: MarketSlot): Micro | null {
  return isPriceKnown ? priceMicro : null;
}

function sumOf(
  energy: readonly Micro[],
  { slots }: MarketSlots,
  valueOf: (slot: MarketSlot) => Micro | null,
): Micro | null {
  let sum = 0n;
  for (const [index, flowed] of energy.entries()) {
    if (flowed === 0n) continue;
    const slot = slots[index];
    const value = slot ? valueOf(slot) : null;
    if (value === null) return null;
    sum += flowed * value;
  }
  return sum / 1_000_000n;
}

/** Energy of rises that took long and at little power: it may have flowed at any time of them. */
function untimed(points: readonly CurvePoint[], powerW: number): Micro {
  return risesOf(points).reduce(
    (sum, { energy, ms }) =>
      ms > LONGEST_GAP_MS && wattsOf(energy, ms) < powerW / 2 ? sum + energy : sum,
    0n,
  );
}

function peakW(points: readonly CurvePoint[]): number {
  return Math.max(
    0,
    ...risesOf(points)
      .filter(({ ms }) => ms >= SHORTEST_MS)
      .map(({ energy, ms }) => wattsOf(energy, ms)),
  );
}

function risesOf(points: readonly CurvePoint[]): { readonly energy: Micro; readonly ms: number }[] {
  return points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    return { energy: point.energy - before.energy, ms: point.ms - before.ms };
  });
}

/** 10⁻⁶ kWh over a time, as W. */
function wattsOf(energy: Micro, ms: number): number {
  return ms <= 0 ? 0 : (Number(energy) / 1_000) * (MS_PER_HOUR / ms);
}

function msOf(instant: Temporal.Instant): number {
  return instant.epochMilliseconds;
}
