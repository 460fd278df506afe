import type { Micro } from "@/core/money/quantity";
import type { Outcome } from "@/core/outcome";
import { no, ok } from "@/core/outcome";
import type { Tariff } from "@/core/roaming/tariff";
import type { Zone } from "@/core/time/local-time";
import { zoneOf } from "@/core/time/local-time";

import type { CompiledTariff } from "./compile-tariff";
import { compileTariff } from "./compile-tariff";
import type { Unpriceable } from "./priced-cdr";
import type { RatingPolicy } from "./rating-policy";
import { DEFAULT_POLICY } from "./rating-policy";
import type { CurvePoint, Held, LevelSample, MeterCurve } from "./segment-curve";
import { energyAt, latestOfEach, risingPoints } from "./segment-curve";
import { selectTariff } from "./select-tariff";

/** The input of `segmentCharge`. */
export type SegmentInput = {
  readonly curve: MeterCurve;
  readonly startDateTime: Temporal.Instant;
  /** When the car is unplugged, not before the start. */
  readonly endDateTime: Temporal.Instant;
  readonly tariffs: readonly Tariff[];
  /** IANA name of the Location's zone; null if unknown. */
  readonly timeZone: string | null;
  readonly policy?: RatingPolicy;
  /**
   * `start` (if absent): the tariff valid at the start holds to the end. `each-moment`: another one
   * takes over when its validity begins; the tariffs' ids must differ, because periods name them.
   */
  readonly validity?: "start" | "each-moment";
};

/** A charge made ready to be split. */
export type SegmentRun = {
  readonly startMs: number;
  readonly endMs: number;
  readonly points: readonly CurvePoint[];
  readonly energyAtStart: bigint;
  readonly power: Held<Micro> | "estimated";
  readonly current: Held<Micro>;
  readonly states: Held<boolean>;
  readonly tariffs: readonly Tariff[];
  readonly compiled: ReadonlyMap<number, CompiledTariff>;
  readonly changesTariff: boolean;
  readonly zone: Zone | undefined;
  readonly policy: RatingPolicy;
};

/** Reads the curve and compiles the tariffs that may hold. */
export function prepareSegments(input: SegmentInput): Outcome<SegmentRun, Unpriceable> {
  const { curve, tariffs, timeZone, policy = DEFAULT_POLICY, validity = "start" } = input;
  const startMs = input.startDateTime.epochMilliseconds;
  const endMs = Math.max(startMs, input.endDateTime.epochMilliseconds);
  const changesTariff = validity === "each-moment";
  const chosen = selectTariff(tariffs, startMs);
  if (!chosen.ok) return chosen;
  const compiled = new Map<number, CompiledTariff>();
  let needsZone = false;
  for (const [index, tariff] of tariffs.entries()) {
    if (!changesTariff && index !== chosen.value) continue;
    const outcome = compileTariff(tariff);
    if (!outcome.ok) return outcome;
    compiled.set(index, outcome.value);
    needsZone ||= outcome.value.needsTimeZone;
  }
  if (needsZone && timeZone === null) return no({ code: "no-time-zone" });
  const zone = timeZone === null ? undefined : zoneOf(timeZone);
  if (needsZone && zone?.ok === false)
    return no({ code: "unknown-time-zone", timeZone: timeZone ?? "" });
  const points = risingPoints(curve.energy);
  const power = curve.power ?? (policy.unstatedPower === "estimate" ? "estimated" : []);
  const levels = (samples: readonly LevelSample[]) =>
    latestOfEach(samples.map(({ at, level }) => ({ at, value: level })));
  return ok({
    startMs,
    endMs,
    points,
    energyAtStart: energyAt(points, startMs),
    power: power === "estimated" ? power : levels(power),
    current: levels(curve.current ?? []),
    states: latestOfEach(
      (curve.states ?? []).map(({ at, isCharging }) => ({ at, value: isCharging })),
    ),
    tariffs,
    compiled,
    changesTariff,
    zone: zone?.ok === true ? zone.value : undefined,
    policy,
  });
}
