import type { Micro, Rational } from "@/core/money/quantity";
import { toMicro } from "@/core/money/quantity";
import { type Outcome, no, ok } from "@/core/outcome";

import type { CompiledComponent } from "./compile-tariff";
import type { PlanTerms } from "./quote-terms";
import { unitOf } from "./quote-terms";
import { segmentCharge, type Segment } from "./segment-charge";
import type { MeterCurve } from "./segment-curve";

/** The unit prices that hold from some moment, 10⁻⁶ of the currency in the plan's basis; null: none. */
export type PriceStep = {
  readonly from: Temporal.Instant;
  readonly isCharging: boolean;
  readonly perKwh: Micro | null;
  /** For each minute of charging. */
  readonly perMinute: Micro | null;
  /** For each minute plugged in without charging. */
  readonly perIdleMinute: Micro | null;
  /** Idle minutes are billed in blocks of so many seconds; 1 or less: as they are. */
  readonly idleBlockSeconds: number;
  /** Whether the moment depends on how fast the car charges. */
  readonly isEstimated: boolean;
};

/** A charge as it is expected to go. */
export type CourseInput = {
  readonly curve: MeterCurve;
  readonly startDateTime: Temporal.Instant;
  readonly endDateTime: Temporal.Instant;
  readonly timeZone: string | null;
};

/** The driver's unit prices over a charge, one step for each change of price or of state. */
export function courseOf(
  terms: PlanTerms,
  { curve, ...times }: CourseInput,
): Outcome<PriceStep[], "unpriceable"> {
  const split = segmentCharge({ curve, ...times, tariffs: [terms.tariff] });
  if (!split.ok) return no("unpriceable");
  const steps: PriceStep[] = [];
  for (const segment of split.value.segments) {
    const step = stepOf(terms, segment);
    const last = steps.at(-1);
    if (last === undefined || !isSamePrice(last, step)) steps.push(step);
  }
  return ok(steps);
}

function stepOf(terms: PlanTerms, { startMs, isCharging, active, causes }: Segment): PriceStep {
  const per = (component: CompiledComponent | undefined, parts = 1n) => {
    const unit: Rational | null = component ? unitOf(terms, component) : null;
    const price = unit ? toMicro({ n: unit.n, d: unit.d * parts }, "half-away") : 0n;
    return price === 0n ? null : price;
  };
  const added = terms.markup?.perKwh ?? 0n;
  const perKwh = isCharging ? (per(active.ENERGY) ?? 0n) + added : 0n;
  return {
    from: Temporal.Instant.fromEpochMilliseconds(startMs),
    isCharging,
    perKwh: perKwh === 0n ? null : perKwh,
    perMinute: per(active.TIME, 60n),
    perIdleMinute: per(active.PARKING_TIME, 60n),
    idleBlockSeconds: (active.PARKING_TIME?.step ?? 0) / 10_000,
    isEstimated: causes.includes("energy") || causes.includes("level"),
  };
}

function isSamePrice(a: PriceStep, b: PriceStep): boolean {
  return (
    a.isCharging === b.isCharging &&
    a.perKwh === b.perKwh &&
    a.perMinute === b.perMinute &&
    a.perIdleMinute === b.perIdleMinute
  );
}
