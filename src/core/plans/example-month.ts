import { MICRO, type Micro } from "@/core/money/quantity";
import type { Period } from "@/core/time/period";

/** How somebody charges: what plans are compared by before there is anything to replay. */
export interface ExampleUse {
  readonly kwhPerMonth: number;
  /** How much of the energy charges fast, in percent. */
  readonly fastPercent: number;
}

/** Bounds of what can be asked: a parked car, and a taxi that never rests. */
export const USE_BOUNDS = { leastKwh: 10, mostKwh: 1500 } as const;

/** Whether a use can be reckoned with. */
export function isExampleUse({ kwhPerMonth, fastPercent }: ExampleUse): boolean {
  const { leastKwh, mostKwh } = USE_BOUNDS;
  return (
    Number.isSafeInteger(kwhPerMonth) &&
    kwhPerMonth >= leastKwh &&
    kwhPerMonth <= mostKwh &&
    Number.isSafeInteger(fastPercent) &&
    fastPercent >= 0 &&
    fastPercent <= 100
  );
}

/** A charge of the example month. */
export interface ExampleCharge {
  readonly at: Temporal.Instant;
  /** 10⁻⁶ kWh. */
  readonly energy: Micro;
  readonly isFast: boolean;
}

/** What a usual charge gives: 20 kWh in the evening, 35 kWh at noon on the road. The car takes 11 and 100 kW. */
export const USUAL = {
  normal: { kwh: 20, hour: 18, power: 11n * MICRO },
  fast: { kwh: 35, hour: 12, power: 100n * MICRO },
} as const;

/**
 * The charges of a month by a use: as many usual ones as come nearest, of equal energy, evenly over the days, so that
 * weekdays and weekends have their share. Together they are the use, to 10⁻⁶ kWh. In the order of time.
 */
export function exampleCharges(
  use: ExampleUse,
  { start, end }: Period,
  timeZone: string,
): ExampleCharge[] {
  const total = BigInt(use.kwhPerMonth) * MICRO;
  const fast = (total * BigInt(use.fastPercent)) / 100n;
  const first = start.toZonedDateTimeISO(timeZone).toPlainDate();
  const days = first.until(end.toZonedDateTimeISO(timeZone).toPlainDate(), {
    largestUnit: "day",
  }).days;
  const lay = (energy: Micro, isFast: boolean): ExampleCharge[] => {
    const { kwh, hour } = isFast ? USUAL.fast : USUAL.normal;
    return shares(energy, BigInt(kwh) * MICRO).map((one, index, all) => ({
      at: first
        .add({ days: Math.floor(((index + 0.5) * days) / all.length) })
        .toZonedDateTime({ timeZone, plainTime: { hour } })
        .toInstant(),
      energy: one,
      isFast,
    }));
  };
  return [...lay(total - fast, false), ...lay(fast, true)].toSorted((a, b) =>
    Temporal.Instant.compare(a.at, b.at),
  );
}

/** An energy in equal parts near a size; what does not divide goes to the first ones. */
function shares(energy: Micro, size: Micro): Micro[] {
  if (energy <= 0n) return [];
  const nearest = (energy + size / 2n) / size;
  const count = nearest < 1n ? 1n : nearest;
  return Array.from(
    { length: Number(count) },
    (_, index) => energy / count + (BigInt(index) < energy % count ? 1n : 0n),
  );
}
