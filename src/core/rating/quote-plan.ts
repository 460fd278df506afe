import type { Micro } from "@/core/money/quantity";

import type { MeterCurve } from "./segment-curve";

/** A charge that a driver has in mind. */
export type PlannedCharge = {
  /** 10⁻⁶ kWh. */
  readonly energy: Micro;
  /** How long charging takes. More, where the connector is too weak for that. */
  readonly minutes: number;
};

/** A planned charge laid on the clock. */
export type LaidCharge = {
  readonly curve: MeterCurve;
  readonly chargedAt: Temporal.Instant;
  /** Whether it takes longer than was planned, because the connector gives no more. */
  readonly isStretched: boolean;
};

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000n;

/**
 * Lays a planned charge on the clock from `at`, energy flowing evenly, with at most `power` (10⁻⁶ kW;
 * null: as much as it takes). After it the car draws nothing.
 */
export function layCharge(
  { energy, minutes }: PlannedCharge,
  at: Temporal.Instant,
  power: Micro | null,
): LaidCharge {
  const wished = minutes * MS_PER_MINUTE;
  // Whole minutes, as people count them.
  const least = power === null || power <= 0n ? 0 : minutesAt(energy, power) * MS_PER_MINUTE;
  const lasted = Math.max(wished, least);
  const chargedAt = at.add({ milliseconds: lasted });
  const average = lasted === 0 ? 0n : (energy * MS_PER_HOUR) / BigInt(lasted);
  return {
    curve: {
      energy: [
        { at, energy: 0n },
        { at: chargedAt, energy },
      ],
      power: [
        { at, level: average },
        { at: chargedAt, level: 0n },
      ],
    },
    chargedAt,
    isStretched: least > wished,
  };
}

function minutesAt(energy: Micro, power: Micro): number {
  return Number((energy * 60n + power - 1n) / power);
}
