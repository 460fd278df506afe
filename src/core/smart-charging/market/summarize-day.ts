import { divRound } from "@/core/money/rounding";

/** A value of a quantity in a slot; null: nothing is known. */
export interface SlotValue {
  readonly startsMs: number;
  readonly valueMicro: bigint | null;
  readonly isKnown: boolean;
}

/** An hour and its mean value. */
export interface HourValue {
  readonly startsMs: number;
  readonly valueMicro: bigint;
}

/** How much of a day was published. none: there is not even a forecast. */
export type Knowledge = "known" | "partly" | "forecast" | "none";

/** A day in a few figures. */
export interface DaySummary {
  readonly knowledge: Knowledge;
  /** Mean of what there is; null where there is nothing. */
  readonly meanMicro: bigint | null;
  /** The cheapest or cleanest hour and the dearest or dirtiest one, the earlier of equals. */
  readonly lowest: HourValue | null;
  readonly highest: HourValue | null;
}

const HOUR_MS = 3_600_000;

/** Sums up the quarter hours of a day. Hours are those of the clock; half an hour at an edge counts as one. */
export function summarizeDay(slots: readonly SlotValue[]): DaySummary {
  const told = slots.flatMap(({ startsMs, valueMicro }) =>
    valueMicro === null ? [] : [{ startsMs, valueMicro }],
  );
  const hours = [...Map.groupBy(told, ({ startsMs }) => Math.floor(startsMs / HOUR_MS))].map(
    ([hour, values]) => ({
      startsMs: hour * HOUR_MS,
      valueMicro: meanOf(values.map(({ valueMicro }) => valueMicro)) ?? 0n,
    }),
  );
  const known = slots.filter(({ isKnown }) => isKnown).length;
  return {
    knowledge: knowledgeOf(slots.length, known, told.length),
    meanMicro: meanOf(told.map(({ valueMicro }) => valueMicro)),
    lowest: extremeOf(hours, (a, b) => a < b),
    highest: extremeOf(hours, (a, b) => a > b),
  };
}

function knowledgeOf(all: number, known: number, told: number): Knowledge {
  if (told === 0) return "none";
  if (known === all) return "known";
  return known === 0 ? "forecast" : "partly";
}

function meanOf(values: readonly bigint[]): bigint | null {
  if (values.length === 0) return null;
  return divRound(
    values.reduce((sum, value) => sum + value, 0n),
    BigInt(values.length),
    "half-away",
  );
}

function extremeOf(
  hours: readonly HourValue[],
  isBetter: (a: bigint, b: bigint) => boolean,
): HourValue | null {
  return hours.reduce<HourValue | null>(
    (best, hour) => (best === null || isBetter(hour.valueMicro, best.valueMicro) ? hour : best),
    null,
  );
}
