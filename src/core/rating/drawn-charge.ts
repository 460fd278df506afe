import type { Micro } from "@/core/money/quantity";

import type { LevelSample, MeterCurve } from "./segment-curve";

/** A charge as somebody draws it. Powers in 10⁻⁶ kW, energy in 10⁻⁶ kWh. */
export type DrawnCharge = {
  readonly startDateTime: Temporal.Instant;
  /** What the car wants; charging ends when it has it. */
  readonly energy: Micro;
  readonly shape: DrawnShape;
  /** How the car is fed: by direct current no current is stated, as most CPOs do. */
  readonly phases: 0 | 1 | 3;
  /** When it is unplugged, or how long it stays after charging. */
  readonly end:
    | { readonly kind: "at"; readonly at: Temporal.Instant }
    | { readonly kind: "after-charging"; readonly minutes: number };
};

/** `taper`: full power up to 80 % of the energy, then less and less. `steps`: as drawn, in any order. */
export type DrawnShape =
  | { readonly kind: "constant" | "taper"; readonly power: Micro }
  | { readonly kind: "steps"; readonly steps: readonly PowerStep[] };

/** From so many minutes after the start this power holds, until the next step. */
export type PowerStep = { readonly minute: number; readonly power: Micro };

/** How a drawn charge goes, for `segmentCharge`. */
export type DrawnCourse = {
  readonly curve: MeterCurve;
  readonly startDateTime: Temporal.Instant;
  readonly chargedAt: Temporal.Instant;
  readonly endDateTime: Temporal.Instant;
  readonly energy: Micro;
  /** Whether the car got less than it wanted. */
  readonly isShort: boolean;
};

const MS_PER_HOUR = 3_600_000n;
const LONGEST_MS = 7 * 24 * 3_600_000;
const VOLTS = 230n;
const TAPER_STEPS = 8;

/** Works out how a drawn charge goes. At most seven days; times are whole seconds. */
export function drawCharge(drawn: DrawnCharge): DrawnCourse {
  const { startDateTime, energy: wanted, end } = drawn;
  const startMs = startDateTime.epochMilliseconds;
  const latest = end.kind === "at" ? end.at.epochMilliseconds - startMs : LONGEST_MS;
  const limit = Math.max(0, Math.min(latest, LONGEST_MS));
  const steps = stepsOf(drawn.shape, wanted).filter(({ ms }) => ms < limit);
  const readings = [{ ms: 0, energy: 0n }];
  const levels: Step[] = [];
  let energy = 0n;
  for (const [index, { ms, power }] of steps.entries()) {
    if (energy >= wanted) break;
    const next = steps[index + 1]?.ms ?? limit;
    const missing = power > 0n ? Number(ceil((wanted - energy) * MS_PER_HOUR, power)) : Infinity;
    const isLast = missing <= next - ms;
    const until = isLast ? Math.min(next, wholeSecond(ms + missing)) : next;
    const before = energy;
    energy = isLast ? wanted : energy + given(power, next - ms);
    levels.push({ ms, power });
    // Up to the last whole second the energy is what the power gives; the rest comes within that second.
    const whole = Math.floor((ms + missing) / 1000) * 1000;
    if (isLast && whole > ms && whole < until)
      readings.push({ ms: whole, energy: before + given(power, whole - ms) });
    readings.push({ ms: until, energy });
  }
  const chargedMs =
    readings.findLast((one, index) => one.energy > (readings[index - 1]?.energy ?? 0n))?.ms ?? 0;
  const endMs = end.kind === "at" ? limit : Math.min(chargedMs + end.minutes * 60_000, LONGEST_MS);
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(startMs + ms);
  const drawnLevels = [...levels.filter(({ ms }) => ms < chargedMs), { ms: chargedMs, power: 0n }];
  const samples = (levelOf: (power: Micro) => Micro): LevelSample[] =>
    drawnLevels.map(({ ms, power }) => ({ at: at(ms), level: levelOf(power) }));
  return {
    curve: {
      energy: [...readings.filter(({ ms }) => ms <= chargedMs), { ms: endMs, energy }].map(
        (reading) => ({ at: at(reading.ms), energy: reading.energy }),
      ),
      power: samples((power) => power),
      ...(drawn.phases > 0 && { current: samples((power) => (power * 1000n) / VOLTS) }),
    },
    startDateTime,
    chargedAt: at(chargedMs),
    endDateTime: at(endMs),
    energy,
    isShort: energy < wanted,
  };
}

type Step = { readonly ms: number; readonly power: Micro };

function stepsOf(shape: DrawnShape, wanted: Micro): Step[] {
  if (shape.kind === "steps")
    return shape.steps
      .map(({ minute, power }) => ({ ms: minute * 60_000, power }))
      .toSorted((a, b) => a.ms - b.ms);
  const { kind, power } = shape;
  if (kind === "constant" || power <= 0n) return [{ ms: 0, power }];
  const fullMs = wholeSecond(Number((wanted * 8n * MS_PER_HOUR) / (power * 10n)));
  // The last fifth of the energy, at 0.6 of the power on average.
  const tailMs = Number((wanted * 2n * MS_PER_HOUR) / (power * 6n));
  const tail = Array.from({ length: TAPER_STEPS }, (_, index) => ({
    ms: fullMs + wholeSecond((tailMs * index) / TAPER_STEPS),
    power: (power * BigInt(95 - index * 10)) / 100n,
  }));
  return [{ ms: 0, power }, ...tail];
}

/** Rounded up, so that between two readings nothing is lost where the power gives a round figure. */
function given(power: Micro, ms: number): Micro {
  return ceil(power * BigInt(ms), MS_PER_HOUR);
}

function wholeSecond(ms: number): number {
  return Math.ceil(ms / 1000) * 1000;
}

function ceil(n: bigint, d: bigint): bigint {
  return (n + d - 1n) / d;
}
