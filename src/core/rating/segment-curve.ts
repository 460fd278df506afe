import type { Micro } from "@/core/money/quantity";

/** A meter's reading, 10⁻⁶ kWh, from any zero. */
export type EnergySample = { readonly at: Temporal.Instant; readonly energy: Micro };

/** A power (10⁻⁶ kW) or current (10⁻⁶ A) that holds until the next sample. */
export type LevelSample = { readonly at: Temporal.Instant; readonly level: Micro };

/** Whether the car charges, until the next sample. */
export type StateSample = { readonly at: Temporal.Instant; readonly isCharging: boolean };

/**
 * What a meter showed, or is expected to show. Energy is linear between readings; a falling reading is
 * no increase, and counting goes on from the lower one. Before the first reading and after the last
 * nothing flows. Of two readings of one instant the later in the list counts. Samples in any order.
 */
export type MeterCurve = {
  readonly energy: readonly EnergySample[];
  /** Absent: not known. `estimated`: the energy between two readings over their time. */
  readonly power?: readonly LevelSample[] | "estimated";
  readonly current?: readonly LevelSample[];
  /** Where it is told. Else the car charges while the reading rises, and is parked while it does not. */
  readonly states?: readonly StateSample[];
};

/** A point of a curve that never falls: epoch milliseconds, 10⁻⁶ kWh. */
export type CurvePoint = { readonly ms: number; readonly energy: bigint };

/** The readings as a curve that never falls, its points in the order of time, each instant once. */
export function risingPoints(samples: readonly EnergySample[]): CurvePoint[] {
  const readings = latestOfEach(samples.map(({ at, energy }) => ({ at, value: energy })));
  const points: CurvePoint[] = [];
  let energy = 0n;
  let before: bigint | undefined;
  for (const { ms, value } of readings) {
    if (before !== undefined && value > before) energy += value - before;
    before = value;
    points.push({ ms, energy });
  }
  return points;
}

/** The energy of a rising curve at a moment, rounded down to 10⁻⁶ kWh. */
export function energyAt(points: readonly CurvePoint[], ms: number): bigint {
  const after = points.findIndex((point) => point.ms > ms);
  const from = points[after === -1 ? points.length - 1 : after - 1];
  const to = after === -1 ? undefined : points[after];
  if (from === undefined) return points[0]?.energy ?? 0n;
  if (to === undefined) return from.energy;
  const rise = to.energy - from.energy;
  return from.energy + (rise * BigInt(ms - from.ms)) / BigInt(to.ms - from.ms);
}

/** The first millisecond at which a rising curve has reached `energy`; `undefined` if it never does. */
export function reachesAt(points: readonly CurvePoint[], energy: bigint): number | undefined {
  const after = points.findIndex((point) => point.energy >= energy);
  const to = points[after];
  const from = points[after - 1];
  if (to === undefined || from === undefined) return to?.ms;
  const rise = to.energy - from.energy;
  const time = BigInt(to.ms - from.ms) * (energy - from.energy);
  return from.ms + Number((time + rise - 1n) / rise);
}

const MS_PER_HOUR = 3_600_000n;

/** Energy over time between the two readings around a moment, 10⁻⁶ kW rounded down; 0 outside them. */
export function slopeAt(points: readonly CurvePoint[], ms: number): bigint {
  const after = points.findIndex((point) => point.ms > ms);
  const [from, to] = [points[after - 1], points[after]];
  if (from === undefined || to === undefined) return 0n;
  return ((to.energy - from.energy) * MS_PER_HOUR) / BigInt(to.ms - from.ms);
}

/** Samples that hold until the next, in the order of time. */
export type Held<T> = readonly { readonly ms: number; readonly value: T }[];

/** Samples by milliseconds, in the order of time; of one instant the last in the list. */
export function latestOfEach<T>(
  samples: readonly { readonly at: Temporal.Instant; readonly value: T }[],
): Held<T> {
  const byMs = new Map(samples.map(({ at, value }) => [at.epochMilliseconds, value]));
  return [...byMs].map(([ms, value]) => ({ ms, value })).toSorted((a, b) => a.ms - b.ms);
}

/** The value that holds at a moment; `undefined` before the first sample. */
export function heldAt<T>(samples: Held<T>, ms: number): T | undefined {
  return samples.findLast((sample) => sample.ms <= ms)?.value;
}
