import { divRound } from "@/core/money/rounding";
import type { ChargingPeriod } from "@/core/roaming/cdr";

/** A stretch of a session in which the car did one thing at one power. */
export interface Stretch {
  readonly kind: "charged" | "parked" | "reserved";
  readonly startedAt: Temporal.Instant;
  /** Null while it goes on. */
  readonly endedAt: Temporal.Instant | null;
  /** 10⁻⁶ kW, to a tenth of a kW; null where the CPO does not say. */
  readonly power: bigint | null;
  /** 10⁻⁶ kWh; null where none was measured. */
  readonly energy: bigint | null;
}

const TENTH = 100_000n;

/**
 * The charging periods of a session, in order, as people read them: neighbours in which nothing changed are one. A CPO
 * may start a period with each of its messages.
 */
export function courseStretches(
  periods: readonly ChargingPeriod[],
  endedAt: Temporal.Instant | null,
): Stretch[] {
  const ordered = periods.toSorted((a, b) =>
    Temporal.Instant.compare(a.startDateTime, b.startDateTime),
  );
  const stretches: Stretch[] = [];
  for (const [index, period] of ordered.entries()) {
    const next = stretchOf(period, ordered[index + 1]?.startDateTime ?? endedAt);
    const last = stretches.at(-1);
    const isSame = last?.kind === next.kind && last.power === next.power;
    const isOneTariff = ordered[index - 1]?.tariffId === period.tariffId;
    if (last && isSame && isOneTariff) stretches[stretches.length - 1] = join(last, next);
    else stretches.push(next);
  }
  return stretches;
}

function stretchOf(period: ChargingPeriod, endedAt: Temporal.Instant | null): Stretch {
  const volume = (type: string) =>
    period.dimensions.find((dimension) => dimension.type === type)?.volume;
  const power = volume("POWER") ?? volume("MAX_POWER");
  return {
    kind: kindOf(volume),
    startedAt: period.startDateTime,
    endedAt,
    power: power === undefined ? null : divRound(power, TENTH, "half-away") * TENTH,
    energy: volume("ENERGY") ?? null,
  };
}

function join(last: Stretch, next: Stretch): Stretch {
  const isMeasured = last.energy !== null || next.energy !== null;
  const energy = isMeasured ? (last.energy ?? 0n) + (next.energy ?? 0n) : null;
  return { ...last, endedAt: next.endedAt, energy };
}

function kindOf(volume: (type: string) => bigint | undefined): Stretch["kind"] {
  if (volume("RESERVATION_TIME") !== undefined) return "reserved";
  const isParked = volume("PARKING_TIME") !== undefined && (volume("ENERGY") ?? 0n) === 0n;
  return isParked ? "parked" : "charged";
}
