import { localAt, type Zone } from "@/core/time/local-time";
import { QUARTER_MS } from "./market-point";

/** Like days that a forecast looks at. */
const LIKE_DAYS = 7;

/** So far back a forecast looks: seven days of a weekend lie within four weeks. */
export const FORECAST_LOOKS_BACK_DAYS = 35;

/** Values of quarter hours by their start (epoch ms). */
export type Quarters = ReadonlyMap<number, bigint>;

/** Foretells quarter hours. */
export interface Forecast {
  /** The value foretold for the quarter hour that starts then; null where there is no history to go by. */
  at(startsMs: number): bigint | null;
}

interface PastValue {
  readonly date: number;
  readonly isWeekend: boolean;
  readonly valueMicro: bigint;
}

/**
 * A forecast from what is known: the median of the same quarter hour (on the zone's wall clock) of the last seven like
 * days, working days and weekends apart. With an even number of days it is the lower of the two in the middle, so that
 * every value is one that really was. A zone without a like day gets its last known value of that quarter hour.
 * `known` may hold more than is needed; nothing at or after the foretold day is looked at, and public holidays count
 * as the weekday that they fall on.
 */
export function forecastFrom(known: Quarters, zone: Zone): Forecast {
  // Most spans have few gaps or none: the history is sorted once somebody asks.
  let byQuarter: ReadonlyMap<number, readonly PastValue[]> | undefined;
  return {
    at: (startsMs) => {
      byQuarter ??= sortByQuarter(known, zone);
      const { key, date, isWeekend } = placeOf(startsMs, zone);
      const earlier = (byQuarter.get(key) ?? []).filter((value) => value.date < date);
      const like = earlier.filter((value) => value.isWeekend === isWeekend).slice(0, LIKE_DAYS);
      return median(like) ?? earlier[0]?.valueMicro ?? null;
    },
  };
}

/** Values of each quarter hour of the day, the newest first. */
function sortByQuarter(known: Quarters, zone: Zone): ReadonlyMap<number, readonly PastValue[]> {
  const byQuarter = new Map<number, PastValue[]>();
  const newestFirst = [...known.keys()].toSorted((a, b) => b - a);
  for (const startsMs of newestFirst) {
    const { key, date, isWeekend } = placeOf(startsMs, zone);
    const values = byQuarter.get(key) ?? [];
    // The repeated hour of a day in October says it twice: the later one stands.
    if (values.at(-1)?.date !== date) {
      values.push({ date, isWeekend, valueMicro: known.get(startsMs) ?? 0n });
    }
    byQuarter.set(key, values);
  }
  return byQuarter;
}

function placeOf(startsMs: number, zone: Zone) {
  const { date, secondsOfDay, weekday } = localAt(zone, startsMs);
  return { date, key: Math.floor((secondsOfDay * 1000) / QUARTER_MS), isWeekend: weekday > 5 };
}

function median(values: readonly PastValue[]): bigint | null {
  const sorted = values
    .map(({ valueMicro }) => valueMicro)
    .toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
