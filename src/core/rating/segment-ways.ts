import type { CdrDimension, ChargingPeriod } from "@/core/roaming/cdr";

import { chargingStart, durationOrigin, isReserved, isReservedTime } from "./period-facts";
import type { PlacedPeriod, Run } from "./run";
import { energyBounds, momentCuts, restrictionsOf, type Stretch } from "./segment-cuts";

/** One period written as several. */
export type Way = readonly ChargingPeriod[];

/**
 * The ways in which a period can be split that matter for its price: all energy in each of the
 * stretches between which a restriction of time begins or ends, charging before parking or after it.
 * None where nothing about the price can change during it.
 */
export function waysToSplit(run: Run, place: PlacedPeriod): Way[] {
  const { period, compiled, startMs, endMs } = place;
  const isReservation = isReserved(period);
  const candidates = isReservation
    ? run.isReservationExpired
      ? compiled.expiredReservation
      : compiled.reservation
    : compiled.charging;
  const restrictions = restrictionsOf(candidates);
  const phaseStartMs = isReservation ? durationOrigin(run) : chargingStart(run);
  const moments = momentCuts(restrictions, place, phaseStartMs, run.zone).map(({ ms }) => ms);
  const before = energyBefore(run, place);
  const energy = sumOf(period.dimensions, "ENERGY");
  const bounds = energyBounds(restrictions)
    .map((bound) => bound - before)
    .filter((bound) => bound > 0n && bound < energy);
  if (moments.length === 0 && bounds.length === 0) return [];
  const edges = [...new Set([startMs, ...moments, endMs])].toSorted((a, b) => a - b);
  const stretches = edges
    .slice(0, -1)
    .map((from, index): Stretch => ({ startMs: from, endMs: edges[index + 1] ?? endMs }));
  const kinds = period.dimensions.filter(({ type, volume }) => isTime(type) && volume !== 0n);
  const orders = kinds.length > 1 ? [kinds, kinds.toReversed()] : [kinds];
  return orders.flatMap((times) =>
    stretches.map((_stretch, holder) =>
      writeWay(place, { stretches, holder, bounds, energy, times }),
    ),
  );
}

type Plan = {
  readonly stretches: readonly Stretch[];
  /** The stretch in which the energy flows. */
  readonly holder: number;
  /** Where the energy is cut, 10⁻⁶ kWh since the period's start. */
  readonly bounds: readonly bigint[];
  readonly energy: bigint;
  /** Volumes of time, in the order in which they pass. */
  readonly times: readonly CdrDimension[];
};

function writeWay({ period, startMs, endMs }: PlacedPeriod, plan: Plan): Way {
  const { stretches, holder, bounds, energy, times } = plan;
  const measured = period.dimensions.filter(({ type }) => type !== "ENERGY" && !isTime(type));
  const lasted = BigInt(endMs - startMs);
  const way: ChargingPeriod[] = [];
  for (const [index, stretch] of stretches.entries()) {
    const cuts = index === holder ? [0n, ...bounds, energy] : [0n, 0n];
    const spanMs = BigInt(stretch.endMs - stretch.startMs);
    const parts = BigInt(cuts.length - 1);
    for (let part = 1n; part <= parts; part++) {
      const low = cuts[Number(part) - 1] ?? 0n;
      const high = cuts[Number(part)] ?? 0n;
      // Energy flows evenly through the stretch, and time is shared accordingly.
      const share = (edge: bigint) =>
        high === low || energy === 0n ? spanMs : (spanMs * edge) / energy;
      const fromMs = BigInt(stretch.startMs - startMs) + (part === 1n ? 0n : share(low));
      const toMs = BigInt(stretch.startMs - startMs) + (part === parts ? spanMs : share(high));
      way.push({
        ...period,
        startDateTime: Temporal.Instant.fromEpochMilliseconds(startMs + Number(fromMs)),
        dimensions: [
          ...(high > low ? [{ type: "ENERGY" as const, volume: high - low }] : []),
          ...timesBetween(times, { fromMs, toMs, lasted }),
          ...measured,
        ],
      });
    }
  }
  return way;
}

type Share = { readonly fromMs: bigint; readonly toMs: bigint; readonly lasted: bigint };

/** What of several volumes of time, one after the other, falls into a part of the period. */
function timesBetween(
  times: readonly CdrDimension[],
  { fromMs, toMs, lasted }: Share,
): CdrDimension[] {
  const total = times.reduce((sum, { volume }) => sum + volume, 0n);
  const at = (ms: bigint) => (lasted === 0n ? total : (total * ms) / lasted);
  const [from, to] = [at(fromMs), at(toMs)];
  let passed = 0n;
  return times.flatMap(({ type, volume }) => {
    const start = passed > from ? passed : from;
    passed += volume;
    const end = passed < to ? passed : to;
    return end > start ? [{ type, volume: end - start }] : [];
  });
}

function energyBefore(run: Run, place: PlacedPeriod): bigint {
  let before = 0n;
  for (const other of run.periods) {
    if (other === place) break;
    before += sumOf(other.period.dimensions, "ENERGY");
  }
  return before;
}

function sumOf(dimensions: readonly CdrDimension[], of: string): bigint {
  return dimensions.reduce((sum, { type, volume }) => (type === of ? sum + volume : sum), 0n);
}

function isTime(type: string): boolean {
  return type === "TIME" || type === "PARKING_TIME" || isReservedTime(type);
}
