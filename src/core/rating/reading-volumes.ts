import { divRound } from "@/core/money/rounding";
import type { CdrDimension, ChargingPeriod } from "@/core/roaming/cdr";

import { isReserved } from "./period-facts";
import { placePeriods } from "./place-periods";
import type { PriceCdrInput } from "./price-input";

// 3.6 ms are 10⁻⁶ h.
const MICRO_HOURS = 5n;
const MILLISECONDS = 18n;

/** The input with the energy of its periods read as Wh: a thousandth of what they say. */
export function inWattHours(input: PriceCdrInput): PriceCdrInput {
  return withPeriods(input, (period) => ({
    ...period,
    dimensions: period.dimensions.map((one) =>
      one.type === "ENERGY" ? { ...one, volume: divRound(one.volume, 1_000n, "half-away") } : one,
    ),
  }));
}

/**
 * The input with charging time as long as its periods last by the clock: of every period but reserved
 * ones, or of those without parking time only.
 */
export function byTheClock(input: PriceCdrInput, isParkingToo: boolean): PriceCdrInput {
  return withPeriods(input, (period, hours) => {
    const { dimensions } = period;
    const isParking = dimensions.some(({ type }) => type === "PARKING_TIME");
    if (isReserved(period) || (isParking && !isParkingToo)) return period;
    const others = dimensions.filter(({ type }) => type !== "TIME");
    return { ...period, dimensions: [...others, { type: "TIME", volume: hours }] };
  });
}

/** The input with what its periods state as no kind of time added as parking time. */
export function withheldAsParking(input: PriceCdrInput): PriceCdrInput {
  return withPeriods(input, (period, hours) => {
    const stated = period.dimensions.reduce(
      (sum, { type, volume }) => (TIMES.has(type) ? sum + volume : sum),
      0n,
    );
    if (isReserved(period) || stated >= hours) return period;
    return { ...period, dimensions: parkedFor(period.dimensions, hours - stated) };
  });
}

const TIMES: ReadonlySet<string> = new Set(["TIME", "PARKING_TIME"]);

function parkedFor(dimensions: readonly CdrDimension[], hours: bigint): CdrDimension[] {
  const parked = dimensions.find(({ type }) => type === "PARKING_TIME")?.volume ?? 0n;
  const others = dimensions.filter(({ type }) => type !== "PARKING_TIME");
  return [...others, { type: "PARKING_TIME", volume: parked + hours }];
}

/** Rewrites each period; `hours` is its length by the clock in 10⁻⁶ h. */
function withPeriods(
  input: PriceCdrInput,
  rewrite: (period: ChargingPeriod, hours: bigint) => ChargingPeriod,
): PriceCdrInput {
  const placed = placePeriods(input);
  if (!placed.ok) return input;
  const chargingPeriods = [...input.cdr.chargingPeriods];
  for (const { period, periodIndex, startMs, endMs } of placed.value.periods) {
    const length = BigInt(Math.max(0, endMs - startMs));
    const hours = divRound(length * MICRO_HOURS, MILLISECONDS, "half-away");
    chargingPeriods[periodIndex] = rewrite(period, hours);
  }
  return { ...input, cdr: { ...input.cdr, chargingPeriods } };
}
